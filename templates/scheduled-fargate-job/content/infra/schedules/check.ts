import {
  JOB_NAME,
  OVERRIDES_CHARACTERS,
  SCHEDULE_NAME,
  SECRET_ARN,
  STATE_MACHINE_NAME_CHARACTERS,
  TIME_LIMIT_MINUTES,
} from '../limits';
import { scheduleProblem } from './cron';
import { argv, type Job } from './job';

export interface Problem {
  /** Path in the job, for example `schedules`, 0, `expression`. */
  field: Array<string | number>;
  message: string;
}

type Fields = Record<string, unknown>;

const KEYS = ['name', 'state', 'schedules', 'command', 'stdin', 'timeLimitMinutes', 'lock', 'environment', 'secrets'];
const SCHEDULE_KEYS = ['name', 'expression', 'timezone', 'startDate', 'endDate'];

/** Everything that AWS, the CDK or CloudFormation would refuse or misread in one job. */
export function checkJob(job: Fields, stackName: string): Problem[] {
  const problems: Problem[] = [];
  const report = (field: Problem['field'], message: string) => problems.push({ field, message });
  for (const key of Object.keys(job)) {
    if (!KEYS.includes(key)) report([key], `is no field of a job; the fields are ${KEYS.join(', ')}`);
  }
  if (typeof job.name !== 'string' || !JOB_NAME.test(job.name)) {
    report(['name'], `must be 2 to 38 lower-case letters, digits and single hyphens, got: ${show(job.name)}`);
  } else if (`${stackName}-${job.name}`.length > STATE_MACHINE_NAME_CHARACTERS) {
    report(['name'], `makes a state machine's name longer than ${STATE_MACHINE_NAME_CHARACTERS} characters`);
  }
  if (job.state !== 'ENABLED' && job.state !== 'DISABLED') {
    report(['state'], `must be ENABLED or DISABLED, got: ${show(job.state)}`);
  }
  const { min, max } = TIME_LIMIT_MINUTES;
  const limit = job.timeLimitMinutes ?? min;
  if (!Number.isInteger(limit) || Number(limit) < min || Number(limit) > max) {
    report(['timeLimitMinutes'], `must be from ${min} to ${max}, got: ${show(limit)}`);
  }
  if (job.lock !== undefined && typeof job.lock !== 'boolean') {
    report(['lock'], `must be true or false, got: ${show(job.lock)}`);
  }
  problems.push(...checkSchedules(job.schedules), ...checkCommand(job), ...checkVariables(job));
  return problems;
}

function checkSchedules(schedules: unknown): Problem[] {
  if (!Array.isArray(schedules) || schedules.length === 0) {
    return [{ field: ['schedules'], message: 'must be a list with at least one schedule' }];
  }
  return schedules.flatMap((schedule: Fields | null, index) => {
    const problems: Problem[] = [];
    const report = (key: string, message: string) => problems.push({ field: ['schedules', index, key], message });
    for (const key of Object.keys(schedule ?? {})) {
      if (!SCHEDULE_KEYS.includes(key)) report(key, `is no field of a schedule; the fields are ${SCHEDULE_KEYS.join(', ')}`);
    }
    const { name, expression, timezone, startDate, endDate } = schedule ?? {};
    if (typeof name !== 'string' || !SCHEDULE_NAME.test(name)) {
      report('name', `must be 1 to 64 letters, digits, hyphens, dots and underscores, got: ${show(name)}`);
    }
    const problem = typeof expression === 'string' ? scheduleProblem(expression) : 'it must be text';
    if (problem) report('expression', `cannot be scheduled: ${problem}`);
    if (typeof timezone !== 'string' || !isTimezone(timezone)) {
      report('timezone', `must be an IANA time zone such as Asia/Tokyo, got: ${show(timezone)}`);
    }
    for (const [key, value] of Object.entries({ startDate, endDate })) {
      if (value !== undefined && !isInstant(value)) {
        report(key, `must be a time with a zone such as 2026-03-01T04:10:00+09:00, got: ${show(value)}`);
      }
    }
    return problems;
  });
}

function checkCommand(job: Fields): Problem[] {
  const { command, stdin } = job;
  const report = (message: string): Problem[] => [{ field: ['command'], message }];
  const isList = Array.isArray(command) && command.length > 0 && command.every(part => typeof part === 'string');
  if (!isList && (typeof command !== 'string' || command.trim() === '')) {
    return report('must be text for the shell, or a list: a program and its arguments');
  }
  if (stdin !== undefined && typeof stdin !== 'string') {
    return [{ field: ['stdin'], message: 'must be text' }];
  }
  const words = argv(job as unknown as Job);
  if ([...words, stdin ?? ''].some(word => misread(word))) {
    return report(`holds text that CloudFormation or the CDK would replace ("{{resolve:" or "{Token["); put it into a script under app/`);
  }
  const length = JSON.stringify({ containerOverrides: [{ name: 'job', command: words, environment: [] }] }).length;
  return length > OVERRIDES_CHARACTERS
    ? report(`is too long: RunTask takes ${OVERRIDES_CHARACTERS} characters of overrides, got: ${length}`)
    : [];
}

function checkVariables(job: Fields): Problem[] {
  const problems: Problem[] = [];
  for (const key of ['environment', 'secrets']) {
    const values = job[key] ?? {};
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      problems.push({ field: [key], message: 'must be a map of names and values' });
      continue;
    }
    for (const [name, value] of Object.entries(values)) {
      const field = [key, name];
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        problems.push({ field, message: 'is no name of a variable' });
      } else if (typeof value !== 'string') {
        problems.push({ field, message: `must be text, in quotes if it looks like a number, got: ${show(value)}` });
      } else if (key === 'secrets' && !SECRET_ARN.test(value)) {
        // The value is not repeated: it may be the credential itself.
        problems.push({ field, message: 'must be the ARN of a parameter or of a secret' });
      } else if (misread(value)) {
        problems.push({ field, message: 'holds "{{resolve:" or "{Token[": CloudFormation or the CDK would replace it' });
      }
    }
  }
  return problems;
}

function misread(text: string): boolean {
  return /\{\{resolve:|[$#]\{Token\[/.test(text);
}

function isTimezone(timezone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: timezone }));
  } catch {
    return false;
  }
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /T.*(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}
