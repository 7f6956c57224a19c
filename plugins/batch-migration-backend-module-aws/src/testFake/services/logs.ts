import * as sdk from '@aws-sdk/client-cloudwatch-logs';
import { AwsFault, FakeDefect } from '../fault';
import type { FakeService } from '../service';

const INVALID = 'InvalidParameterException';

/** CloudWatch Logs. */
export const logs: FakeService = {
  sdk,
  Client: sdk.CloudWatchLogsClient,
  invalid: INVALID,
  operations: {
    DescribeSubscriptionFilters: {
      limits: {
        logGroupName: { length: [1, 512], pattern: /^[.\-_/#A-Za-z0-9]+$/ },
        limit: { range: [1, 50] },
      },
      answer(
        { logGroupName = '' }: sdk.DescribeSubscriptionFiltersRequest,
        { region },
      ) {
        if (!region.logGroups.has(logGroupName)) {
          throw new AwsFault(
            'ResourceNotFoundException',
            'The specified log group does not exist.',
          );
        }
        // A log group has two at most.
        const found = region.subscriptionFilters.get(logGroupName) ?? [];
        return { subscriptionFilters: found };
      },
    },
    FilterLogEvents: {
      limits: {
        logGroupName: { length: [1, 512], pattern: /^[.\-_/#A-Za-z0-9]+$/ },
        logStreamNames: { items: [1, 100], length: [1, 512] },
        logStreamNamePrefix: { length: [1, 512], pattern: /^[^:*]*$/ },
        startTime: { range: [0, Infinity] },
        endTime: { range: [0, Infinity] },
        limit: { range: [1, 10_000] },
      },
      answer(input: sdk.FilterLogEventsRequest, { region, pages }) {
        const { nextToken, limit = 10_000, ...question } = input;
        const { logGroupName, startTime = 0, endTime = Infinity } = question;
        const { logStreamNamePrefix = '', logStreamNames } = question;
        if (logStreamNames && logStreamNamePrefix) {
          throw new AwsFault(
            INVALID,
            'logStreamNames and logStreamNamePrefix exclude each other',
          );
        }
        if (question.filterPattern) {
          throw new FakeDefect('The fake knows no filter patterns');
        }
        const events = region.logGroups.get(logGroupName ?? '');
        if (!events) {
          throw new AwsFault(
            'ResourceNotFoundException',
            'The specified log group does not exist.',
          );
        }
        const { items, token } = pages.turn(
          events.filter(
            ({ timestamp = 0, logStreamName = '' }) =>
              timestamp >= startTime &&
              timestamp <= endTime &&
              logStreamName.startsWith(logStreamNamePrefix) &&
              (!logStreamNames || logStreamNames.includes(logStreamName)),
          ),
          {
            question: ['FilterLogEvents', question],
            token: nextToken,
            size: limit,
            invalid: INVALID,
          },
        );
        return { events: items, nextToken: token };
      },
    },
  },
};
