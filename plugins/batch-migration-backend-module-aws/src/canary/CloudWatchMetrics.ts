import { paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { toError } from '@backstage/errors';
import type {
  LocationRef,
  MetricPoint,
} from 'backstage-plugin-batch-migration-common';
import type {
  MetricSource,
  SeriesAnswer,
  SeriesQuestion,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import { askedMetric, isAsked, type AskedMetric } from './questions';

/** `GetMetricData` takes up to 500 metrics; a canary asks for some twenty. */
const METRICS_PER_CALL = 500;

interface Asked {
  id: string;
  metric: AskedMetric;
}

interface Window {
  from: Date;
  until: Date;
  periodSeconds: number;
  signal?: AbortSignal;
}

/** Series of CloudWatch: traffic of target groups, and metrics that a plan names. */
export class CloudWatchMetrics implements MetricSource {
  readonly id = 'aws-cloudwatch';

  constructor(private readonly clients: AwsClients) {}

  handles(location: LocationRef): boolean {
    return isAsked(location);
  }

  async read(
    questions: SeriesQuestion[],
    window: Window,
  ): Promise<SeriesAnswer[]> {
    const refused: SeriesAnswer[] = [];
    const byPlace = new Map<string, Asked[]>();
    for (const question of questions) {
      const { id } = question;
      try {
        const metric = askedMetric(question, window.periodSeconds);
        const { accountId, region } = metric.place;
        const key = `${accountId}/${region}`;
        byPlace.set(key, [...(byPlace.get(key) ?? []), { id, metric }]);
      } catch (error) {
        refused.push({ id, points: [], unread: toError(error).message });
      }
    }
    const answers = await Promise.all(
      [...byPlace].map(([at, asked]) => this.readPlace(at, asked, window)),
    );
    return [...refused, ...answers.flat()];
  }

  /** @param at - `<account>/<region>`, for the message */
  private async readPlace(
    at: string,
    asked: Asked[],
    window: Window,
  ): Promise<SeriesAnswer[]> {
    try {
      const answers: SeriesAnswer[] = [];
      for (let start = 0; start < asked.length; start += METRICS_PER_CALL) {
        const batch = asked.slice(start, start + METRICS_PER_CALL);
        answers.push(...(await this.readBatch(batch, window)));
      }
      return answers;
    } catch (error) {
      const unread = reasonOf(error, 'cloudwatch:GetMetricData', at);
      return asked.map(({ id }) => ({ id, points: [], unread }));
    }
  }

  private async readBatch(
    batch: readonly Asked[],
    { from, until, periodSeconds, signal }: Window,
  ): Promise<SeriesAnswer[]> {
    const client = await this.clients.get('cloudwatch', batch[0].metric.place);
    const found = batch.map((): MetricPoint[] => []);
    const denied = new Map<number, string>();
    const pages = paginateGetMetricData(
      { client },
      {
        StartTime: from,
        EndTime: until,
        ScanBy: 'TimestampAscending',
        MetricDataQueries: batch.map(({ metric }, index) => ({
          Id: `m${index}`,
          Label: metric.label,
          MetricStat: {
            Metric: metric.metric,
            Period: periodSeconds,
            Stat: metric.stat,
          },
        })),
      },
      { abortSignal: signal },
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const result of MetricDataResults) {
        const index = Number(result.Id?.slice(1));
        if (!batch[index]) continue;
        const { Timestamps = [], Values = [], StatusCode } = result;
        Timestamps.forEach((at, i) =>
          found[index].push({
            at: at.toISOString(),
            value: Values[i] * batch[index].metric.factor,
          }),
        );
        if (StatusCode === 'Forbidden' || StatusCode === 'InternalError') {
          denied.set(index, StatusCode);
        }
      }
    }
    return batch.map(({ id, metric }, index) => ({
      id,
      points: found[index].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
      unread: denied.has(index)
        ? `CloudWatch answered ${denied.get(index)} for ${
            metric.metric.MetricName
          }`
        : null,
    }));
  }
}
