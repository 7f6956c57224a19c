import * as sdk from '@aws-sdk/client-ec2';
import { AwsFault, FakeDefect } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';

const INVALID_TOKEN = 'InvalidNextToken';

/** Elastic Compute Cloud: instances and their scheduled events. */
export const ec2: FakeService = {
  sdk,
  Client: sdk.EC2Client,
  invalid: 'InvalidParameterValue',
  operations: {
    DescribeInstances: {
      limits: { MaxResults: { range: [5, 1000] } },
      answer(input: sdk.DescribeInstancesRequest, { region, pages }) {
        const { NextToken, MaxResults = 1000, ...question } = input;
        const { items, token } = pages.turn(asked(region, input), {
          question: ['DescribeInstances', question],
          token: NextToken,
          size: MaxResults,
          invalid: INVALID_TOKEN,
        });
        return {
          Reservations: items.map(([InstanceId, { instance }]) => ({
            ReservationId: InstanceId.replace(/^i-/, 'r-'),
            OwnerId: region.accountId,
            Instances: [{ InstanceId, ...instance }],
          })),
          NextToken: token,
        };
      },
    },
    DescribeInstanceStatus: {
      limits: { MaxResults: { range: [5, 1000] } },
      answer(input: sdk.DescribeInstanceStatusRequest, { region, pages }) {
        const { NextToken, MaxResults = 1000, ...question } = input;
        // By default only running instances are told.
        const told = asked(region, input).filter(
          ([, { instance }]) =>
            input.IncludeAllInstances || instance.State?.Name === 'running',
        );
        const { items, token } = pages.turn(told, {
          question: ['DescribeInstanceStatus', question],
          token: NextToken,
          size: MaxResults,
          invalid: INVALID_TOKEN,
        });
        return {
          InstanceStatuses: items.map(([InstanceId, found]) => ({
            InstanceId,
            InstanceState: found.instance.State,
            ...found.status,
          })),
          NextToken: token,
        };
      },
    },
    DescribeInstanceTypes: {
      limits: {
        InstanceTypes: { items: [0, 100] },
        MaxResults: { range: [5, 100] },
      },
      answer(input: sdk.DescribeInstanceTypesRequest, { region, pages }) {
        const { NextToken, MaxResults = 100, ...question } = input;
        const { Filters = [], InstanceTypes = [] } = question;
        const { items, token } = pages.turn(
          [...region.instanceTypes].filter(
            ([name]) =>
              (InstanceTypes.length === 0 ||
                InstanceTypes.includes(name as sdk._InstanceType)) &&
              Filters.every(({ Name, Values = [] }) => {
                if (Name === 'instance-type') return Values.includes(name);
                throw new FakeDefect(
                  `The fake does not know the filter "${Name}" of types`,
                );
              }),
          ),
          {
            question: ['DescribeInstanceTypes', question],
            token: NextToken,
            size: MaxResults,
            invalid: INVALID_TOKEN,
          },
        );
        return {
          InstanceTypes: items.map(([InstanceType, type]) => ({
            InstanceType,
            ...type,
          })),
          NextToken: token,
        };
      },
    },
  },
};

function asked(
  region: FakeRegion,
  {
    InstanceIds = [],
    Filters = [],
    MaxResults,
  }: {
    InstanceIds?: string[];
    Filters?: sdk.Filter[];
    MaxResults?: number;
  },
) {
  if (InstanceIds.length > 0 && MaxResults !== undefined) {
    throw new AwsFault(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  const malformed = InstanceIds.find(
    id => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id),
  );
  if (malformed !== undefined) {
    throw new AwsFault(
      'InvalidInstanceID.Malformed',
      `Invalid id: "${malformed}"`,
    );
  }
  const gone = InstanceIds.filter(id => !region.instances.has(id));
  if (gone.length > 0) {
    throw new AwsFault(
      'InvalidInstanceID.NotFound',
      `The instance IDs '${gone.join(', ')}' do not exist`,
    );
  }
  if (Filters.flatMap(({ Values = [] }) => Values).length > 200) {
    throw new AwsFault(
      'FilterLimitExceeded',
      'The maximum number of filter values specified on a single call is 200',
    );
  }
  return [...region.instances].filter(
    ([id, { instance }]) =>
      (InstanceIds.length === 0 || InstanceIds.includes(id)) &&
      Filters.every(({ Name, Values = [] }) => {
        if (Name === 'instance-id') return Values.includes(id);
        const { Tags = [] } = instance;
        if (Name === 'tag-key') {
          return Tags.some(({ Key }) => Values.includes(Key!));
        }
        if (Name?.startsWith('tag:')) {
          return Tags.some(
            ({ Key, Value = '' }) =>
              Name === `tag:${Key}` && Values.includes(Value),
          );
        }
        if (Name === 'instance-state-name') {
          return Values.includes(instance.State?.Name ?? '');
        }
        throw new FakeDefect(`The fake does not know the EC2 filter "${Name}"`);
      }),
  );
}
