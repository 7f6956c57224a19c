import * as sdk from '@aws-sdk/client-auto-scaling';
import { AwsFault, FakeDefect } from '../fault';
import type { FakeService } from '../service';

/** Auto Scaling of EC2: groups. */
export const autoScaling: FakeService = {
  sdk,
  Client: sdk.AutoScalingClient,
  invalid: 'ValidationError',
  operations: {
    DescribeAutoScalingGroups: {
      // "AutoScalingGroupNames: by default, up to 50; raised to 100 by MaxRecords".
      limits: {
        AutoScalingGroupNames: { items: [0, 100], length: [1, 1600] },
        MaxRecords: { range: [1, 100] },
      },
      answer(input: sdk.AutoScalingGroupNamesType, { region, pages }) {
        const { NextToken, MaxRecords = 50, ...question } = input;
        const { AutoScalingGroupNames = [], Filters = [] } = question;
        if (AutoScalingGroupNames.length > MaxRecords) {
          throw new AwsFault(
            'ValidationError',
            'The number of group names exceeds MaxRecords',
          );
        }
        const { items, token } = pages.turn(
          [...region.autoScalingGroups.values()].filter(
            ({ AutoScalingGroupName, Tags = [] }) =>
              (AutoScalingGroupNames.length === 0 ||
                AutoScalingGroupNames.includes(AutoScalingGroupName!)) &&
              Filters.every(({ Name = '', Values = [] }) => {
                if (Name === 'tag-key') {
                  return Tags.some(({ Key }) => Values.includes(Key!));
                }
                if (Name.startsWith('tag:')) {
                  return Tags.some(
                    ({ Key, Value = '' }) =>
                      Name === `tag:${Key}` && Values.includes(Value),
                  );
                }
                throw new FakeDefect(
                  `The fake does not know the filter "${Name}" of groups`,
                );
              }),
          ),
          {
            question: ['DescribeAutoScalingGroups', question],
            token: NextToken,
            size: MaxRecords,
            invalid: 'InvalidNextToken',
          },
        );
        return { AutoScalingGroups: items, NextToken: token };
      },
    },
  },
};
