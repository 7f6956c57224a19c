import * as sdk from '@aws-sdk/client-elastic-beanstalk';
import { AwsFault } from '../fault';
import type { FakeService } from '../service';

/** Elastic Beanstalk: environments. */
export const beanstalk: FakeService = {
  sdk,
  Client: sdk.ElasticBeanstalkClient,
  invalid: 'ValidationError',
  operations: {
    DescribeEnvironments: {
      limits: {
        ApplicationName: { length: [1, 100] },
        EnvironmentNames: { length: [4, 40] },
        MaxRecords: { range: [1, 1000] },
      },
      answer(input: sdk.DescribeEnvironmentsMessage, { region, pages }) {
        const { NextToken, MaxRecords = 1000, ...question } = input;
        const { ApplicationName, EnvironmentNames, EnvironmentIds } = question;
        const { items, token } = pages.turn(
          [...region.environments.values()].filter(
            one =>
              (!ApplicationName || one.ApplicationName === ApplicationName) &&
              (!EnvironmentNames ||
                EnvironmentNames.includes(one.EnvironmentName!)) &&
              (!EnvironmentIds ||
                EnvironmentIds.includes(one.EnvironmentId!)) &&
              // Without a time, deleted ones are told only where asked for.
              (question.IncludeDeleted !== false ||
                one.Status !== 'Terminated'),
          ),
          {
            question: ['DescribeEnvironments', question],
            token: NextToken,
            size: MaxRecords,
            invalid: 'ValidationError',
          },
        );
        return { Environments: items, NextToken: token };
      },
    },
    ListTagsForResource: {
      limits: {},
      answer({ ResourceArn = '' }: sdk.ListTagsForResourceMessage, { region }) {
        const isKnown = [...region.environments.values()].some(
          ({ EnvironmentArn }) => EnvironmentArn === ResourceArn,
        );
        if (!isKnown) {
          throw new AwsFault(
            'ResourceNotFoundException',
            `No resource found for '${ResourceArn}'`,
          );
        }
        const tags = region.environmentTags.get(ResourceArn) ?? {};
        return {
          ResourceArn,
          ResourceTags: Object.entries(tags).map(([Key, Value]) => ({
            Key,
            Value,
          })),
        };
      },
    },
    DescribePlatformVersion: {
      limits: {},
      answer({ PlatformArn = '' }: sdk.DescribePlatformVersionRequest, call) {
        const found = call.region.platforms.get(PlatformArn);
        if (!found) {
          throw new AwsFault(
            'ValidationError',
            `No Platform named '${PlatformArn}' found.`,
          );
        }
        return { PlatformDescription: { PlatformArn, ...found } };
      },
    },
  },
};
