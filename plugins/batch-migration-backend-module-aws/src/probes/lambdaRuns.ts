import { paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type {
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { inChunks } from '../concurrent';
import { consoleAt } from '../consoles';
import type { AwsPlace } from '../places';
import { readRunsOf } from './readRunsOf';

const MINUTE_MS = 60_000;
/** CloudWatch keeps values of a minute for 15 days: its documentation, `Metrics retention`. */
const INVOCATIONS_KEPT_MS = 15 * 24 * 60 * MINUTE_MS;
/** Metrics of a minute take so long to be complete. */
const SETTLED_MS = 3 * MINUTE_MS;
/**
 * A schedule calls a function asynchronously, and Lambda tries one that failed
 * twice more, after one and two minutes (Lambda's developer guide).
 */
const RETRIED_MS = 4 * MINUTE_MS;
const METRICS = ['Invocations', 'Errors', 'Duration'] as const;
/** `GetMetricData` takes up to 500 metrics: its reference, `MetricDataQueries`. */
const METRICS_PER_CALL = 500;
/** Of the data points that an account may ask for in a second, half: CloudWatch's quotas. */
const VALUES_PER_CALL = 45_000;
/** A schedule that starts twice in one minute is doubled; how often more says nothing. */
const MOST_IN_A_MINUTE = 2;

/** What CloudWatch counted in one minute. */
export interface CountedMinute {
  /** When it began, in milliseconds. */
  at: number;
  invocations: number;
  errors: number;
  /** The longest, in milliseconds. */
  durationMs: number;
}

type LambdaFunction = AwsPlace & { name: string };

/** The function of an ARN, whichever version or alias; `null` for any other ARN. */
export function parseFunction(arn: string): LambdaFunction | null {
  const match =
    /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\d{12}):function:([\w-]{1,64})(:[\w$-]+)?$/.exec(
      arn,
    );
  return match && { region: match[1], accountId: match[2], name: match[3] };
}

/**
 * Invocations of functions as their metrics tell, exact to the minute: Lambda
 * keeps no list. A function that several schedules start is read for none of
 * them, since nobody tells which of them it was.
 *
 * @param startersByArn - the locations that start each function
 */
export async function readInvocations(
  { clients, logger }: { clients: AwsClients; logger: LoggerService },
  startersByArn: ReadonlyMap<string, LocationRef[]>,
  options: RunsOptions,
): Promise<ProbedRun[]> {
  const places = new Map<string, Array<[string, LocationRef]>>();
  for (const [arn, starters] of startersByArn) {
    const { accountId, region } = parseFunction(arn)!;
    const key = `${accountId}/${region}`;
    if (starters.length > 1) {
      const reason = `${starters.length} schedules start ${arn}, and its metrics do not tell which: give each a function of its own`;
      starters.forEach(one => options.onUnread?.(one, reason));
    } else {
      places.set(key, [...(places.get(key) ?? []), [arn, starters[0]]]);
    }
  }
  return readRunsOf(
    [...places],
    {
      action: 'cloudwatch:GetMetricData',
      concurrentCalls: 1,
      logger,
      nameOf: ([key]) => key,
      locationsOf: ([, functions]) => functions.map(([, starter]) => starter),
      isGone: () => false,
      read: async ([, functions]) => {
        const minutes = await countMinutes(
          clients,
          functions.map(([arn]) => arn),
          options,
        );
        return functions.flatMap(([arn, location]) =>
          toRuns(minutes.get(arn) ?? [], arn, location, options),
        );
      },
    },
    options,
  );
}

/** Exclusive end of what is settled. */
const settledAt = (now: Date) =>
  Math.floor((now.getTime() - SETTLED_MS) / MINUTE_MS) * MINUTE_MS;

async function countMinutes(
  clients: AwsClients,
  arns: readonly string[],
  { now, since, signal }: RunsOptions,
): Promise<Map<string, CountedMinute[]>> {
  const client = await clients.get('cloudwatch', parseFunction(arns[0])!);
  const until = settledAt(now);
  // An attempt before it may be what the first one tries again.
  const from = Math.max(
    Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS - RETRIED_MS,
    until - INVOCATIONS_KEPT_MS,
  );
  const found = new Map<string, Map<number, CountedMinute>>();
  if (from >= until) return new Map();
  const perCall = Math.min(
    Math.floor(METRICS_PER_CALL / METRICS.length),
    Math.max(
      1,
      Math.floor(
        VALUES_PER_CALL / METRICS.length / ((until - from) / MINUTE_MS),
      ),
    ),
  );
  for (const batch of inChunks(arns, perCall)) {
    const queries = batch.flatMap(arn =>
      METRICS.map(metric => ({ arn, metric })),
    );
    const pages = paginateGetMetricData(
      { client },
      {
        StartTime: new Date(from),
        EndTime: new Date(until),
        MetricDataQueries: queries.map(({ arn, metric }, index) => ({
          Id: `m${index}`,
          Label: `${parseFunction(arn)!.name} ${metric}`,
          MetricStat: {
            Metric: {
              Namespace: 'AWS/Lambda',
              MetricName: metric,
              Dimensions: [
                { Name: 'FunctionName', Value: parseFunction(arn)!.name },
              ],
            },
            Period: MINUTE_MS / 1000,
            Stat: metric === 'Duration' ? 'Maximum' : 'Sum',
          },
        })),
      },
      { abortSignal: signal },
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const { Id, Timestamps = [], Values = [] } of MetricDataResults) {
        const query = queries[Number(Id?.slice(1))];
        if (!query) continue;
        const own = found.get(query.arn) ?? new Map<number, CountedMinute>();
        found.set(query.arn, own);
        Timestamps.forEach((time, index) => {
          const at = time.getTime();
          const minute = own.get(at) ?? {
            ...{ at, invocations: 0, errors: 0, durationMs: 0 },
          };
          const field = {
            Invocations: 'invocations',
            Errors: 'errors',
            Duration: 'durationMs',
          } as const;
          minute[field[query.metric]] = Values[index];
          own.set(at, minute);
        });
      }
    }
  }
  return new Map(
    [...found].map(([arn, own]) => [
      arn,
      [...own.values()].sort((a, b) => a.at - b.at),
    ]),
  );
}

/** Runs of counted minutes, oldest first; what Lambda tried again is one run. */
export function toRuns(
  minutes: readonly CountedMinute[],
  arn: string,
  location: LocationRef,
  { now, since }: Pick<RunsOptions, 'now' | 'since'>,
): ProbedRun[] {
  const { region, name } = parseFunction(arn)!;
  const url = consoleAt(
    region,
    `lambda/home?region=${region}#/functions/${name}?tab=monitoring`,
  );
  const runs: ProbedRun[] = [];
  let failing: { run: ProbedRun; at: number } | null = null;
  for (const { at, invocations, errors, durationMs } of minutes) {
    if (invocations === 0) continue;
    const endedAt = new Date(at + durationMs);
    const outcome = (failed: boolean) =>
      failed ? ('failed' as const) : ('succeeded' as const);
    if (failing && invocations === 1 && at - failing.at <= RETRIED_MS) {
      Object.assign(failing.run, { endedAt, outcome: outcome(errors > 0) });
      if (errors > 0) failing.at = at;
      else failing = null;
      continue;
    }
    const startedAt = new Date(at);
    for (let n = 0; n < Math.min(invocations, MOST_IN_A_MINUTE); n += 1) {
      runs.push({
        location,
        scheduledFor: null,
        startedAt,
        endedAt,
        outcome: outcome(n < errors),
        externalId: `${arn}@${startedAt.toISOString()}${
          n > 0 ? `#${n + 1}` : ''
        }`,
        url,
      });
    }
    const last = runs[runs.length - 1];
    failing = invocations === 1 && errors > 0 ? { run: last, at } : null;
  }
  if (failing && settledAt(now) - failing.at <= RETRIED_MS) {
    // Lambda may yet try it again.
    Object.assign(failing.run, { endedAt: null, outcome: 'running' });
  }
  return runs.filter(run => run.startedAt >= since);
}
