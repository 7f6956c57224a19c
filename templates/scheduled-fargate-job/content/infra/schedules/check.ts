import { EPHEMERAL_STORAGE_GIB } from '../limits';
import { checkCommand, checkVariables } from './check-command';
import { checkSchedules } from './check-schedules';
import { JOB_NAME, LOCK_WAIT_MINUTES, STATE_MACHINE_NAME_CHARACTERS, STOP_TIMEOUT, TIME_LIMIT_MINUTES } from './limits';
import { type Fields, type Problem, show } from './problem';
import schema from './schema.json';

const JOB = schema.definitions.job.properties;
const NOTIFY = schema.definitions.notify.properties;

/** Everything that AWS, the CDK or CloudFormation would refuse or misread in one job. */
export function checkJob(job: Fields, stackName: string): Problem[] {
  const problems: Problem[] = [];
  const report = (field: Problem['field'], message: string) => problems.push({ field, message });
  for (const key of Object.keys(job)) {
    if (!Object.hasOwn(JOB, key)) report([key], `is no field of a job; the fields are ${Object.keys(JOB).join(', ')}`);
  }
  if (typeof job.name !== 'string' || !JOB_NAME.test(job.name)) {
    report(['name'], `must be 2 to 38 lower-case letters, digits and single hyphens, got: ${show(job.name)}`);
  } else if (`${stackName}-${job.name}`.length > STATE_MACHINE_NAME_CHARACTERS) {
    report(['name'], `makes a state machine's name longer than ${STATE_MACHINE_NAME_CHARACTERS} characters`);
  }
  if (job.state !== 'ENABLED' && job.state !== 'DISABLED') {
    report(['state'], `must be ENABLED or DISABLED, got: ${show(job.state)}`);
  }
  for (const field of ['capacity', 'storage'] as const) {
    const choices = JOB[field].enum;
    if (job[field] !== undefined && !choices.includes(String(job[field]))) {
      report([field], `must be ${choices.join(' or ')}, got: ${show(job[field])}`);
    }
  }
  for (const field of ['lock', 'rerunInterrupted']) {
    if (job[field] !== undefined && typeof job[field] !== 'boolean') {
      report([field], `must be true or false, got: ${show(job[field])}`);
    }
  }
  problems.push(...checkNumbers(job), ...checkLock(job), ...checkNotify(job.notify));
  problems.push(...checkSchedules(job.schedules), ...checkCommand(job), ...checkVariables(job));
  return problems;
}

function checkNumbers(job: Fields): Problem[] {
  const limits: Record<string, { min: number; max: number }> = {
    timeLimitMinutes: TIME_LIMIT_MINUTES,
    warnAfterMinutes: TIME_LIMIT_MINUTES,
    stopTimeoutSeconds: STOP_TIMEOUT,
    lockWaitMinutes: LOCK_WAIT_MINUTES,
    ephemeralStorageGiB: EPHEMERAL_STORAGE_GIB,
  };
  const problems = Object.entries(limits).flatMap(([field, { min, max }]): Problem[] => {
    const value = job[field];
    const fits = value === undefined || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max);
    return fits ? [] : [{ field: [field], message: `must be from ${min} to ${max}, got: ${show(value)}` }];
  });
  if (problems.length === 0 && Number(job.warnAfterMinutes ?? 0) >= Number(job.timeLimitMinutes ?? 60)) {
    problems.push({ field: ['warnAfterMinutes'], message: 'must be less than timeLimitMinutes: a run ends there anyway' });
  }
  return problems;
}

/** What is said about a lock or about Spot, and would do nothing. */
function checkLock(job: Fields): Problem[] {
  const problems: Problem[] = [];
  const { lock, lockGroup } = job;
  if (lockGroup !== undefined && (typeof lockGroup !== 'string' || !JOB_NAME.test(lockGroup))) {
    problems.push({ field: ['lockGroup'], message: `must be written like the name of a job, got: ${show(lockGroup)}` });
  }
  for (const field of ['lockGroup', 'lockWaitMinutes']) {
    if (lock === false && job[field] !== undefined && job[field] !== 0) {
      problems.push({ field: [field], message: 'does nothing while lock is false' });
    }
  }
  if (job.rerunInterrupted === true && job.capacity !== 'FARGATE_SPOT') {
    problems.push({ field: ['rerunInterrupted'], message: 'does nothing: only runs on FARGATE_SPOT are interrupted' });
  }
  return problems;
}

function checkNotify(notify: unknown): Problem[] {
  if (notify === undefined) return [];
  if (typeof notify !== 'object' || notify === null || Array.isArray(notify)) {
    return [{ field: ['notify'], message: 'must be a map with emails and on' }];
  }
  const problems: Problem[] = [];
  const { emails, on } = notify as Fields;
  for (const key of Object.keys(notify)) {
    if (!Object.hasOwn(NOTIFY, key)) {
      problems.push({ field: ['notify', key], message: `is no field; the fields are ${Object.keys(NOTIFY).join(', ')}` });
    }
  }
  const isAddress = (value: unknown) => typeof value === 'string' && new RegExp(NOTIFY.emails.items.pattern).test(value);
  if (!Array.isArray(emails) || emails.length === 0 || !emails.every(isAddress)) {
    problems.push({ field: ['notify', 'emails'], message: `must be a list of e-mail addresses, got: ${show(emails)}` });
  } else if (new Set(emails).size < emails.length) {
    problems.push({ field: ['notify', 'emails'], message: 'names an address twice' });
  }
  if (!NOTIFY.on.enum.includes(String(on))) {
    problems.push({ field: ['notify', 'on'], message: `must be ${NOTIFY.on.enum.join(' or ')}, got: ${show(on)}` });
  }
  return problems;
}
