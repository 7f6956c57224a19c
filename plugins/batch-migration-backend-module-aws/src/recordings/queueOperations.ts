import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as sqs from '@aws-sdk/client-sqs';
import { arrangePages } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

const noQueue = ([name]: string[]) =>
  new sqs.QueueDoesNotExist({
    message: `The specified queue does not exist: ${name}`,
    $metadata: metadata,
  });

/**
 * Results by their label, which names the metric for a person; ids are the
 * caller's own. A metric that is not recorded has no values, as in CloudWatch.
 */
function keepMetrics(
  output: Record<string, any>,
  input: Record<string, any>,
): Record<string, any> {
  const from = Number(input.StartTime);
  const until = Number(input.EndTime);
  const recorded: cloudwatch.MetricDataResult[] =
    output.MetricDataResults ?? [];
  const results = (input.MetricDataQueries ?? []).map(
    ({ Id, Label }: cloudwatch.MetricDataQuery) => {
      const { Timestamps = [], Values = [] } =
        recorded.find(result => result.Label === Label) ?? {};
      // The start is inclusive and the end is not; the newest come first.
      const kept = Timestamps.map((at, i) => ({ at, value: Values[i] }))
        .filter(({ at }) => Number(at) >= from && Number(at) < until)
        .sort((a, b) => Number(b.at) - Number(a.at));
      return {
        Id,
        Label,
        Timestamps: kept.map(({ at }) => at),
        Values: kept.map(({ value }) => value),
        StatusCode: 'Complete',
      };
    },
  );
  return { MetricDataResults: results };
}

/** Queues, metrics and alarms. */
export const queueOperations: Record<string, RecordedOperation> = {
  GetQueueUrlCommand: {
    folder: ['sqs', 'get-queue-url'],
    schema: sqs.GetQueueUrl$,
    names: ({ QueueName }) => [QueueName],
    missing: noQueue,
  },
  GetQueueAttributesCommand: {
    folder: ['sqs', 'get-queue-attributes'],
    schema: sqs.GetQueueAttributes$,
    names: ({ QueueUrl }) => [
      String(QueueUrl ?? '')
        .split('/')
        .pop()!,
    ],
    missing: noQueue,
  },
  GetMetricDataCommand: {
    folder: ['cloudwatch', 'get-metric-data'],
    schema: cloudwatch.GetMetricData$,
    names: () => [],
    missing: null,
    narrow: keepMetrics,
  },
  DescribeAlarmsCommand: {
    folder: ['cloudwatch', 'describe-alarms'],
    schema: cloudwatch.DescribeAlarms$,
    names: () => [],
    missing: null,
    narrow: (output, input) => {
      const alarms: cloudwatch.MetricAlarm[] = output.MetricAlarms ?? [];
      const MetricAlarms = alarms.filter(
        ({ StateValue }) =>
          !input.StateValue || StateValue === input.StateValue,
      );
      return arrangePages(
        { ...output, MetricAlarms },
        'MetricAlarms',
        'NextToken',
        { token: input.NextToken, size: input.MaxRecords ?? 50 },
      );
    },
  },
};
