import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { arrangePages } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

/** Logs of CloudWatch. */
export const logOperations: Record<string, RecordedOperation> = {
  DescribeSubscriptionFiltersCommand: {
    folder: ['logs', 'describe-subscription-filters'],
    isPath: true,
    schema: logs.DescribeSubscriptionFilters$,
    names: ({ logGroupName }) => logGroupName.split('/').filter(Boolean),
    missing: () =>
      new logs.ResourceNotFoundException({
        message: 'The specified log group does not exist.',
        $metadata: metadata,
      }),
  },
  FilterLogEventsCommand: {
    folder: ['logs', 'filter-log-events'],
    isPath: true,
    schema: logs.FilterLogEvents$,
    // A group is named like a path: `/hosts/batch-01/cron`.
    names: ({ logGroupName }) => logGroupName.split('/').filter(Boolean),
    missing: () =>
      new logs.ResourceNotFoundException({
        message: 'The specified log group does not exist.',
        $metadata: metadata,
      }),
    narrow: (output, input) => {
      const { startTime = 0, endTime = Infinity, logStreamNamePrefix } = input;
      const recorded: logs.FilteredLogEvent[] = output.events ?? [];
      const events = recorded.filter(
        ({ timestamp = 0, logStreamName = '' }) =>
          timestamp >= startTime &&
          timestamp <= endTime &&
          logStreamName.startsWith(logStreamNamePrefix ?? ''),
      );
      return arrangePages({ ...output, events }, 'events', 'nextToken', {
        token: input.nextToken,
        size: input.limit ?? 10_000,
      });
    },
  },
};
