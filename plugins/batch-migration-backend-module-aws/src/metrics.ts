import { paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import type { AwsClients } from './clients';
import { inChunks } from './concurrent';
import type { AwsPlace } from './places';

/** `GetMetricData` takes up to 500 metrics: its reference, `MetricDataQueries`. */
const METRICS_PER_CALL = 500;
/** How far back a value counts. Queues and load balancers tell one each minute. */
export const METRIC_WINDOW_SECONDS = 15 * 60;

/** One metric, and what its values of the window come to. */
export interface MetricQuestion {
  /** Names it in recordings: `<name of the thing> <metric>`. */
  label: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  /** `latest`: the newest maximum of a minute; `sum`: of all minutes. */
  take: 'latest' | 'sum';
}

/**
 * Values by label over the last quarter of an hour; a metric without values is
 * left out. Batches go one after the other: an account has 50 calls a second
 * (CloudWatch's quotas), and one call answers for 500 metrics.
 *
 * @param now - the end of the window
 */
export async function readMetrics(
  clients: AwsClients,
  place: AwsPlace,
  questions: readonly MetricQuestion[],
  { now, signal }: { now: Date; signal?: AbortSignal },
): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  if (questions.length === 0) return values;
  const client = await clients.get('cloudwatch', place);
  const StartTime = new Date(now.getTime() - METRIC_WINDOW_SECONDS * 1000);
  for (const batch of inChunks(questions, METRICS_PER_CALL)) {
    const pages = paginateGetMetricData(
      { client },
      {
        StartTime,
        EndTime: now,
        ScanBy: 'TimestampDescending',
        MetricDataQueries: batch.map((question, index) => ({
          Id: `m${index}`,
          Label: question.label,
          MetricStat: {
            Metric: {
              Namespace: question.namespace,
              MetricName: question.metric,
              Dimensions: Object.entries(question.dimensions).map(
                ([Name, Value]) => ({ Name, Value }),
              ),
            },
            Period: 60,
            Stat: question.take === 'sum' ? 'Sum' : 'Maximum',
          },
        })),
      },
      { abortSignal: signal },
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const { Id, Values = [] } of MetricDataResults) {
        const question = batch[Number(Id?.slice(1))];
        if (!question || Values.length === 0) continue;
        const known = values.get(question.label);
        if (question.take === 'sum') {
          const sum = Values.reduce((a, b) => a + b, known ?? 0);
          values.set(question.label, sum);
        } else if (known === undefined) {
          values.set(question.label, Values[0]);
        }
      }
    }
  }
  return values;
}
