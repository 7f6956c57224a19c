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

/** Who is told how a run of one job ended, beside the alert topic of all jobs. What cron's MAILTO was. */
export interface Notification {
  emails: string[];
  /** `failures` also tells of starts that are missing and of runs that take too long. */
  on: 'failures' | 'every-run';
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
  /** People are told of a run that goes on for longer; below the time limit. */
  warnAfterMinutes?: number;
  /** Between SIGTERM and SIGKILL. */
  stopTimeoutSeconds: number;
  /** A run does not start while the one before it is still going. */
  lock: boolean;
  /** Jobs of one group share a lock, as they shared a lock file on the old host. */
  lockGroup?: string;
  /** A tick that finds the lock held waits so long before it is left out. */
  lockWaitMinutes: number;
  /** Spot costs less, may be interrupted, and never falls back to FARGATE. */
  capacity: 'FARGATE' | 'FARGATE_SPOT';
  /** A run that Spot interrupts begins anew: only for programs that may run twice. */
  rerunInterrupted: boolean;
  /** What the job may do with the storage of `infra/config.json`. */
  storage: 'none' | 'read' | 'read-write';
  /** Size of the disk below /tmp and the image, 21 to 200; 20 GiB where it is left out. */
  ephemeralStorageGiB?: number;
  notify?: Notification;
  environment: Record<string, string>;
  /** Variable → ARN of a parameter or a secret. */
  secrets: Record<string, string>;
}

/** What a job leaves out. */
export const JOB_DEFAULTS = {
  timeLimitMinutes: 60,
  stopTimeoutSeconds: 120,
  lock: true,
  lockWaitMinutes: 0,
  capacity: 'FARGATE',
  rerunInterrupted: false,
  storage: 'none',
} as const;

/** The command as ECS takes it: one argument each, so that nothing is split or expanded on the way. */
export function argv({ command, stdin }: Pick<Job, 'command' | 'stdin'>): string[] {
  const program = typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
  // printf writes the text as it is; the program's own exit code is the result.
  return stdin === undefined
    ? program
    : ['/bin/sh', '-c', 'printf %s "$JOB_STDIN" | "$@"', 'job', ...program];
}

/** When a run counts as running too long; `null` where the time limit itself is the first to tell. */
export function warnAfterMinutes({ warnAfterMinutes: given, timeLimitMinutes }: Job): number | null {
  const minutes = given ?? Math.floor(timeLimitMinutes * 0.8);
  return minutes >= 1 && minutes < timeLimitMinutes ? minutes : null;
}
