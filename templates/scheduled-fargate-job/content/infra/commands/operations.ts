import type { Config } from '../config';
import type { Job, JobSchedule } from '../schedules/job';
import { occurrences } from '../schedules/occurrences';
import { scheduleDates } from '../schedules/schedule-dates';
import type { Aws } from './aws';

export interface Stack {
  config: Config;
  aws: Aws;
  now: Date;
}

/** Records of ticks are kept so long: of an older one nobody here knows whether it ran. */
const RECORD_DAYS = 7;
const DAY = 86_400_000;

/** A person did something that would do harm, or nothing. */
export class Refused extends Error {}

/** Starts a job now, beside its schedule. Answers lines for a person. */
export async function runJob(stack: Stack, job: Job): Promise<string[]> {
  const execution = await start(stack, job, { scheduledTime: instant(stack.now) });
  return [`Started: ${execution}`, 'Its guards hold: it ends as StillRunning while another run is going.'];
}

/** Runs the tick of a given time, unless it has run. */
export async function replayTick(stack: Stack, job: Job, tick: string, { again }: { again: boolean }): Promise<string[]> {
  const at = new Date(tick);
  if (!/T.*(?:Z|[+-]\d\d:\d\d)$/.test(tick) || Number.isNaN(at.getTime())) {
    throw new Refused(`A tick is a time with a zone, such as 2026-03-01T04:15:00Z, got: ${tick}`);
  }
  if (at > stack.now) throw new Refused(`${instant(at)} is yet to come`);
  const schedule = scheduleAt(job, at);
  if (!schedule && !again) {
    throw new Refused(`No schedule of ${job.name} starts at ${instant(at)}. If it did once, add --again`);
  }
  const done = await recordOf(stack, job, at);
  if (done === null && stack.now.getTime() - at.getTime() > RECORD_DAYS * DAY && !again) {
    throw new Refused(`Records are kept for ${RECORD_DAYS} days: nobody knows here whether ${instant(at)} ran. Look in the portal, then add --again`);
  }
  if (done !== null) {
    if (!again) throw new Refused(`${instant(at)} has run, as ${done}. To run it once more, add --again`);
    await forget(stack, job, at, done);
  }
  const scheduleArn = schedule && (await arn(stack, 'scheduler', `schedule/${stack.config.name}/${schedule.name}`));
  return [`Started: ${await start(stack, job, { scheduledTime: instant(at), scheduleArn })}`];
}

/** Switches all schedules of a job off, until somebody resumes it or a deployment changes them. */
export async function pauseJob(stack: Stack, job: Job): Promise<string[]> {
  const lines = await switchSchedules(stack, job, 'DISABLED');
  return [
    ...lines,
    'A run that is going goes on.',
    `Say so in schedules.yaml too (state: DISABLED of ${job.name}): the next deployment that changes this schedule does what the file says.`,
  ];
}

/** Switches a paused job on again, as its file says. */
export async function resumeJob(stack: Stack, job: Job): Promise<string[]> {
  if (job.state === 'DISABLED') {
    throw new Refused(`schedules.yaml says DISABLED for ${job.name}: change that in a pull request, and deploy`);
  }
  return switchSchedules(stack, job, 'ENABLED');
}

/** How a job stands: its schedules, its lock, its last runs. */
export async function showJob(stack: Stack, job: Job): Promise<string[]> {
  const { config, aws } = stack;
  await partition(stack);
  const lines = [`${job.name}: ${job.state} in schedules.yaml`];
  for (const { name } of job.schedules) {
    const { State, ScheduleExpression, ScheduleExpressionTimezone } = await aws('scheduler', 'get-schedule', {
      Name: name,
      GroupName: config.name,
    });
    lines.push(`schedule ${name}: ${State}, ${ScheduleExpression} ${ScheduleExpressionTimezone}`);
  }
  const lease = await read(stack, job.lockGroup === undefined ? `lease#${job.name}` : `lease#group#${job.lockGroup}`);
  const isHeld = lease && Number(lease.expiresAt.N) * 1000 > stack.now.getTime();
  lines.push(isHeld ? `lock: held by ${lease.owner.S} until ${instant(new Date(Number(lease.expiresAt.N) * 1000))}` : 'lock: free');
  const { executions } = await aws('stepfunctions', 'list-executions', {
    stateMachineArn: await stateMachineArn(stack, job),
    maxResults: 5,
  });
  for (const { status, startDate, executionArn } of executions) lines.push(`run: ${status} ${startDate} ${executionArn}`);
  return lines;
}

/** The account that the CLI is signed in to must be the one that the file names. */
async function partition({ config, aws }: Stack): Promise<string> {
  const { Account, Arn } = await aws('sts', 'get-caller-identity');
  if (Account !== config.account) {
    throw new Refused(`The AWS CLI is signed in to account ${Account}; infra/config.json says ${config.account}`);
  }
  return Arn.split(':')[1];
}

async function arn(stack: Stack, service: string, resource: string): Promise<string> {
  const { region, account } = stack.config;
  return `arn:${await partition(stack)}:${service}:${region}:${account}:${resource}`;
}

async function stateMachineArn(stack: Stack, job: Job): Promise<string> {
  return arn(stack, 'states', `stateMachine:${stack.config.name}-${job.name}`);
}

async function start(stack: Stack, job: Job, input: object): Promise<string> {
  const { executionArn } = await stack.aws('stepfunctions', 'start-execution', {
    stateMachineArn: await stateMachineArn(stack, job),
    input: JSON.stringify({ job: job.name, ...input }),
  });
  return executionArn;
}

function scheduleAt(job: Job, at: Date): JobSchedule | undefined {
  // The dates of a schedule may have changed since; its expression says when it starts.
  return job.schedules.find(({ startDate: _start, endDate: _end, ...schedule }) =>
    occurrences(schedule, at, new Date(at.getTime() + 1))?.length,
  );
}

async function guardTable({ config, aws }: Stack): Promise<string> {
  const { Stacks } = await aws('cloudformation', 'describe-stacks', { StackName: config.name });
  const output = Stacks[0].Outputs.find(({ OutputKey }: { OutputKey: string }) => OutputKey === 'GuardTable');
  if (!output) throw new Refused(`The stack ${config.name} has no output GuardTable: deploy it first`);
  return output.OutputValue;
}

async function read(stack: Stack, id: string): Promise<Record<string, { S: string; N: string }> | undefined> {
  const { Item } = await stack.aws('dynamodb', 'get-item', {
    TableName: await guardTable(stack),
    Key: { id: { S: id } },
    ConsistentRead: true,
  });
  return Item;
}

/** The execution that ran a tick; `null` where none is recorded. */
async function recordOf(stack: Stack, job: Job, at: Date): Promise<string | null> {
  return (await read(stack, tickId(job, at)))?.owner.S ?? null;
}

/** Lets a tick run once more, if the run that is recorded for it has ended. */
async function forget(stack: Stack, job: Job, at: Date, execution: string): Promise<void> {
  const { status } = await stack.aws('stepfunctions', 'describe-execution', { executionArn: execution });
  if (status === 'RUNNING') throw new Refused(`${instant(at)} is running, as ${execution}`);
  await stack.aws('dynamodb', 'delete-item', {
    TableName: await guardTable(stack),
    Key: { id: { S: tickId(job, at) } },
    // Somebody else may replay it at this moment.
    ConditionExpression: '#owner = :seen',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':seen': { S: execution } },
  });
}

function tickId(job: Job, at: Date): string {
  return `tick#${job.name}#${instant(at)}`;
}

/** As Scheduler writes the time of a tick. */
function instant(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

async function switchSchedules(stack: Stack, job: Job, state: 'ENABLED' | 'DISABLED'): Promise<string[]> {
  await partition(stack);
  const lines: string[] = [];
  for (const { name } of job.schedules) {
    const key = { Name: name, GroupName: stack.config.name };
    // An update replaces everything: what it does not say is gone.
    const { Arn, CreationDate, LastModificationDate, StartDate, EndDate, ...now } = await stack.aws('scheduler', 'get-schedule', key);
    const dates = { name, startDate: StartDate, endDate: EndDate } as JobSchedule;
    const { start: begin } = scheduleDates(dates, stack.now);
    await stack.aws('scheduler', 'update-schedule', {
      ...now,
      ...key,
      ...(begin && { StartDate }),
      ...(EndDate && { EndDate }),
      State: state,
    });
    lines.push(now.State === state ? `${name} was ${state} already` : `${name}: ${now.State} becomes ${state}`);
  }
  return lines;
}
