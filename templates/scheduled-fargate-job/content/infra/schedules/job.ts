/** One time at which a job starts. A job has more than one where cron's two day fields mean "either". */
export interface JobSchedule {
  /** Name in EventBridge Scheduler, unique in the repository. */
  name: string;
  /** `cron(…)`, `rate(…)` or `at(…)`. */
  expression: string;
  /** IANA name. */
  timezone: string;
  /** ISO 8601; the first start is not before it. Set by the handover, removed after the first run. */
  startDate?: string;
  /** ISO 8601; no start after it. */
  endDate?: string;
}

/** One job of `schedules.yaml`. */
export interface Job {
  name: string;
  state: 'ENABLED' | 'DISABLED';
  schedules: JobSchedule[];
  /** Shell text for `/bin/sh -c`, or a program with its arguments. */
  command: string | string[];
  /** Text that the command reads from its standard input. */
  stdin?: string;
  timeLimitMinutes: number;
  /** A run does not start while the one before it is still going. */
  lock: boolean;
  environment: Record<string, string>;
  /** Variable → ARN of a parameter or a secret. */
  secrets: Record<string, string>;
}

/** The command as ECS takes it: one argument each, so that nothing is split or expanded on the way. */
export function argv({ command, stdin }: Job): string[] {
  const program = typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
  // printf writes the text as it is; the program's own exit code is the result.
  return stdin === undefined
    ? program
    : ['/bin/sh', '-c', 'printf %s "$JOB_STDIN" | "$@"', 'job', ...program];
}
