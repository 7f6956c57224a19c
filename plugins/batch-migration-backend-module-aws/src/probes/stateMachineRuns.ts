import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type ExecutionListItem,
  paginateListExecutions,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LocationRef,
  RunOutcome,
} from 'backstage-plugin-batch-migration-common';
import type {
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { consoleAt } from '../consoles';
import type { AwsPlace } from '../places';
import { readRunsOf } from './readRunsOf';

/** `DescribeExecution` refills at 15 calls a second. */
const CONCURRENT_CALLS = 4;
/** `ListExecutions` refills at 2 calls a second in some regions. */
const CONCURRENT_STATE_MACHINES = 2;

/**
 * So many executions are described in one call of the loop, which has a
 * minute: `DescribeExecution` has a bucket of 250 in some regions, and 10 more a second.
 */
const DESCRIBED_AT_ONCE = 500;
/** After this time, in milliseconds, what is not listed yet is left to the next round. */
const LISTING_MS = 20_000;

const DAY_MS = 24 * 60 * 60_000;

/** Where a state machine is; `null` for any other ARN. A qualifier is left out. */
export function parseStateMachine(arn: string): AwsPlace | null {
  const match =
    /^arn:aws[a-z-]*:states:([a-z0-9-]+):(\d{12}):stateMachine:[^:]+(:[^:]+)?$/.exec(
      arn,
    );
  return match && { region: match[1], accountId: match[2] };
}

/**
 * Executions of several state machines that started at or after `since`. One
 * that cannot be read is logged, and the rest goes on.
 *
 * @param startersByArn - the locations that start each state machine
 * @throws Error where none could be read: nothing read is not "no runs", only
 * then would ticks count as missed
 */
export async function readRuns(
  { clients, logger }: { clients: AwsClients; logger: LoggerService },
  startersByArn: ReadonlyMap<string, LocationRef[]>,
  options: RunsOptions,
): Promise<ProbedRun[]> {
  const startedAt = performance.now();
  const budget = { described: 0 };
  const isOver = () =>
    budget.described >= DESCRIBED_AT_ONCE ||
    performance.now() - startedAt > LISTING_MS;
  return readRunsOf(
    [...startersByArn],
    {
      action: 'states:ListExecutions',
      concurrentCalls: CONCURRENT_STATE_MACHINES,
      logger,
      nameOf: ([arn]) => arn,
      locationsOf: ([, starters]) => starters,
      // Whoever starts it fails, and so has no runs to tell of.
      isGone: name => name === 'StateMachineDoesNotExist',
      read: async ([arn, starters]) => {
        if (isOver()) return leave(arn, starters, options);
        const client = await clients.get('sfn', parseStateMachine(arn)!);
        return readExecutions(client, arn, starters, options, budget);
      },
    },
    options,
  );
}

/** What a first look finds in 90 days takes several rounds; each goes on with what is not known. */
function leave(
  arn: string,
  starters: LocationRef[],
  { onUnread }: RunsOptions,
): [] {
  const reason = `${arn} has more executions than one round may read; the next one goes on`;
  starters.forEach(one => onUnread?.(one, reason));
  return [];
}

/**
 * Executions of a state machine that started at or after `since`, without
 * those that are known; the newest, where the budget is too small for all.
 *
 * @param starters - the locations whose schedules start it. An execution
 * belongs to the one that its input names in `scheduleArn`; else to the first
 * by name, because Step Functions does not keep who started it.
 */
async function readExecutions(
  client: SFNClient,
  stateMachineArn: string,
  starters: LocationRef[],
  options: RunsOptions,
  budget: { described: number },
): Promise<ProbedRun[]> {
  const { now, since, signal, isKnown } = options;
  const isDeep = now.getTime() - since.getTime() > DAY_MS;
  const executions: ExecutionListItem[] = [];
  const pages = paginateListExecutions(
    { client, pageSize: isDeep ? 1_000 : 100 },
    { stateMachineArn },
    { abortSignal: signal },
  );
  for await (const { executions: page = [] } of pages) {
    const recent = page.filter(({ startDate }) => startDate! >= since);
    executions.push(
      ...recent.filter(({ executionArn }) => !isKnown?.(executionArn!)),
    );
    // The most recent come first: after the first older one all are older.
    if (recent.length < page.length) break;
  }
  const ordered = [...starters].sort((a, b) =>
    `${a.ref}/${a.key}` < `${b.ref}/${b.key}` ? -1 : 1,
  );
  const fitting = executions.slice(0, DESCRIBED_AT_ONCE - budget.described);
  budget.described += fitting.length;
  if (fitting.length < executions.length) {
    leave(stateMachineArn, starters, options);
  }
  return mapConcurrently(
    fitting,
    CONCURRENT_CALLS,
    async ({ executionArn }) =>
      toRun(
        await client.send(new DescribeExecutionCommand({ executionArn }), {
          abortSignal: signal,
        }),
        ordered,
      ),
    signal,
  );
}

function toRun(
  execution: DescribeExecutionCommandOutput,
  starters: LocationRef[],
): ProbedRun {
  const input = readObject(execution.input);
  const arn = execution.executionArn!;
  const starter = starters.find(({ ref, key }) =>
    String(input.scheduleArn ?? '').endsWith(
      `:schedule/${ref.split('/').pop()}/${key}`,
    ),
  );
  return {
    location: starter ?? starters[0],
    scheduledFor: readInstant(input.scheduledTime),
    startedAt: execution.startDate!,
    endedAt: execution.stopDate ?? null,
    outcome: outcomeOf(execution),
    externalId: arn,
    url: consoleUrl(arn),
  };
}

/** How an execution counts. A success that says it skipped a duplicate did no work. */
export function outcomeOf({
  status,
  stopDate,
  output,
}: Pick<
  DescribeExecutionCommandOutput,
  'status' | 'stopDate' | 'output'
>): RunOutcome {
  switch (status) {
    case 'SUCCEEDED':
      return readObject(output).outcome === 'skipped-duplicate'
        ? 'skipped-duplicate'
        : 'succeeded';
    case 'TIMED_OUT':
      return 'timed-out';
    case 'FAILED':
    case 'ABORTED':
      return 'failed';
    default:
      // RUNNING and PENDING_REDRIVE, and words to come: never good by default.
      return stopDate ? 'failed' : 'running';
  }
}

/** Input and output are the job's own text: anything may stand in them. */
export function readObject(text: string | undefined): Record<string, unknown> {
  try {
    const value = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

export function readInstant(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function consoleUrl(executionArn: string): string {
  const [, , , region] = executionArn.split(':');
  return consoleAt(
    region,
    `states/home?region=${region}#/v2/executions/details/${encodeURI(
      executionArn,
    )}`,
  );
}
