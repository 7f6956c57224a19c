import { paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CountedStarts } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { inChunks } from '../concurrent';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { parseStateMachine } from './stateMachineRuns';

/** `GetMetricData` takes up to 500 metrics: its reference, `MetricDataQueries`. */
const METRICS_PER_CALL = 500;

const HOUR_MS = 60 * 60_000;

/**
 * In a second an account may ask for 180,000 data points of the last three
 * hours, of older ones for half as many (CloudWatch's quotas): 500 metrics ask
 * for at most 18,000 of five minutes, and for 12,000 of an hour in a day.
 */
const FINE_MS = 3 * HOUR_MS;

/** CloudWatch knows state machines by this; names beyond ASCII have no metrics (Step Functions' quotas). */
const COUNTED = /^[\x21-\x7e]+$/;

/** Down to the beginning of its period, as CloudWatch keeps its values. */
function alignedTo(periodMs: number, at: Date): Date {
  return new Date(Math.floor(at.getTime() / periodMs) * periodMs);
}

const nameOf = (arn: string) => arn.split(':')[6];

/** All executions count for the state machine, by whichever version or alias they were started. */
const unqualified = (arn: string) => arn.split(':').slice(0, 7).join(':');

/** How often state machines were started, by their ARN; without those that could not be counted. */
export async function countStateMachineStarts(
  { clients, logger }: { clients: AwsClients; logger: LoggerService },
  arns: readonly string[],
  options: { from: Date; until: Date; signal?: AbortSignal },
): Promise<Map<string, CountedStarts[]>> {
  const byPlace = new Map<string, string[]>();
  for (const arn of new Set(arns)) {
    const place = COUNTED.test(arn) ? parseStateMachine(arn) : null;
    if (!place) continue;
    const key = `${place.accountId}/${place.region}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), arn]);
  }
  const counts = new Map<string, CountedStarts[]>();
  for (const own of byPlace.values()) {
    const place = parseStateMachine(own[0])!;
    try {
      for (const batch of inChunks(own, METRICS_PER_CALL)) {
        const counted = await countBatch(clients, place, batch, options);
        counted.forEach((starts, arn) => counts.set(arn, starts));
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      // Another account may allow it; here executions are listed one by one.
      logger.warn(
        reasonOf(
          error,
          'cloudwatch:GetMetricData',
          `${place.accountId}/${place.region}`,
        ),
      );
    }
  }
  return counts;
}

async function countBatch(
  clients: AwsClients,
  place: AwsPlace,
  arns: readonly string[],
  options: { from: Date; until: Date; signal?: AbortSignal },
): Promise<Map<string, CountedStarts[]>> {
  const { from, until, signal } = options;
  // What is asked for ended a while ago, so that it begins longer ago than it lasts.
  const isFine = until.getTime() - from.getTime() <= FINE_MS - HOUR_MS / 2;
  const periodMs = isFine ? HOUR_MS / 12 : HOUR_MS;
  const client = await clients.get('cloudwatch', place);
  const pages = paginateGetMetricData(
    { client },
    {
      StartTime: alignedTo(periodMs, from),
      EndTime: alignedTo(periodMs, until),
      MetricDataQueries: arns.map((arn, index) => ({
        Id: `m${index}`,
        Label: `${nameOf(arn)} ExecutionsStarted`,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/States',
            MetricName: 'ExecutionsStarted',
            Dimensions: [{ Name: 'StateMachineArn', Value: unqualified(arn) }],
          },
          Period: periodMs / 1000,
          Stat: 'Sum',
        },
      })),
    },
    { abortSignal: signal },
  );
  const counts = new Map<string, CountedStarts[]>();
  const incomplete = new Set<string>();
  for await (const { MetricDataResults = [] } of pages) {
    for (const result of MetricDataResults) {
      const { Id, Values = [], Timestamps = [], StatusCode } = result;
      const arn = arns[Number(Id?.slice(1))];
      if (arn === undefined) continue;
      // Of several pages all but the last are partial.
      if (StatusCode === 'Complete') incomplete.delete(arn);
      else incomplete.add(arn);
      const starts = Values.map((count, index) => ({
        from: Timestamps[index],
        until: new Date(Timestamps[index].getTime() + periodMs),
        count,
      }));
      counts.set(arn, [...(counts.get(arn) ?? []), ...starts]);
    }
  }
  incomplete.forEach(arn => counts.delete(arn));
  return counts;
}
