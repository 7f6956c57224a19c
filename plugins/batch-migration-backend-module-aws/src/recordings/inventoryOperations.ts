import * as groups from '@aws-sdk/client-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';
import * as beanstalk from '@aws-sdk/client-elastic-beanstalk';
import * as ssm from '@aws-sdk/client-ssm';
import { InputError } from '@backstage/errors';
import { arrangePages, hasTag } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

type Answer = Record<string, any>;

/** The last part of an ARN, below the kind that it names. */
const belowKind = (arn: string | undefined) =>
  String(arn ?? '')
    .split('/')
    .slice(1);

/** What the inventory of servers asks beside what the probes do. */
export const inventoryOperations: Record<string, RecordedOperation> = {
  DescribeInstanceTypesCommand: {
    folder: ['ec2', 'describe-instance-types'],
    schema: ec2.DescribeInstanceTypes$,
    names: () => [],
    missing: null,
    narrow: (output, { Filters = [], MaxResults, NextToken }) => {
      const types = (output.InstanceTypes ?? []).filter((type: Answer) =>
        Filters.every(({ Name, Values }: Answer) => {
          if (Name === 'instance-type')
            return Values.includes(type.InstanceType);
          throw new InputError(
            `Recordings do not know the EC2 filter "${Name}"`,
          );
        }),
      );
      return arrangePages(
        { ...output, InstanceTypes: types },
        'InstanceTypes',
        'NextToken',
        { token: NextToken, size: MaxResults ?? 100 },
      );
    },
  },
  DescribeAutoScalingGroupsCommand: {
    folder: ['autoscaling', 'describe-auto-scaling-groups'],
    schema: groups.DescribeAutoScalingGroups$,
    names: () => [],
    missing: null,
    narrow: (output, { AutoScalingGroupNames, Filters = [], ...page }) => {
      const found = (output.AutoScalingGroups ?? []).filter(
        ({ AutoScalingGroupName, Tags = [] }: Answer) =>
          (!AutoScalingGroupNames?.length ||
            AutoScalingGroupNames.includes(AutoScalingGroupName)) &&
          Filters.every(({ Name, Values }: Answer) =>
            hasTag(Tags, Name, Values),
          ),
      );
      return arrangePages(
        { ...output, AutoScalingGroups: found },
        'AutoScalingGroups',
        'NextToken',
        { token: page.NextToken, size: page.MaxRecords ?? 50 },
      );
    },
  },
  ListTagsForResourceCommand: {
    folder: ['elasticbeanstalk', 'list-tags-for-resource'],
    schema: beanstalk.ListTagsForResource$,
    // environment/<application>/<environment>
    names: ({ ResourceArn }) => {
      const [application = '', environment = ''] = belowKind(ResourceArn);
      return [application, environment];
    },
    missing: names =>
      new beanstalk.ResourceNotFoundException({
        message: `No environment found for '${names.join('/')}'`,
        $metadata: metadata,
      }),
  },
  DescribePlatformVersionCommand: {
    folder: ['elasticbeanstalk', 'describe-platform-version'],
    schema: beanstalk.DescribePlatformVersion$,
    // platform/<name>/<version>
    names: ({ PlatformArn }) => {
      const [name = '', version = ''] = belowKind(PlatformArn);
      return [name, version];
    },
    missing: null,
  },
  DescribeInstanceInformationCommand: {
    folder: ['ssm', 'describe-instance-information'],
    schema: ssm.DescribeInstanceInformation$,
    names: () => [],
    missing: null,
    narrow: (output, { Filters = [], MaxResults, NextToken }) => {
      const hosts = (output.InstanceInformationList ?? []).filter(
        (host: Answer) =>
          Filters.every(({ Key, Values }: Answer) => {
            if (Key === 'InstanceIds') return Values.includes(host.InstanceId);
            throw new InputError(
              `Recordings do not know the filter "${Key}" of hosts`,
            );
          }),
      );
      return arrangePages(
        { ...output, InstanceInformationList: hosts },
        'InstanceInformationList',
        'NextToken',
        { token: NextToken, size: MaxResults ?? 50 },
      );
    },
  },
  ListInventoryEntriesCommand: {
    folder: ['ssm', 'list-inventory-entries'],
    schema: ssm.ListInventoryEntries$,
    names: ({ InstanceId, TypeName }) => [
      InstanceId,
      String(TypeName ?? '').replace(':', '-'),
    ],
    // A host that lists none has an empty answer, as the service gives it.
    missing: ([id]) =>
      new ssm.InvalidInstanceId({
        message: `No inventory is recorded of ${id}`,
        Message: `No inventory is recorded of ${id}`,
        $metadata: metadata,
      }),
    narrow: (output, { Filters = [], MaxResults, NextToken }) => {
      const entries = (output.Entries ?? []).filter((entry: Answer) =>
        Filters.every(({ Key, Values }: Answer) =>
          Values.includes(entry[String(Key).split('.').pop()!]),
        ),
      );
      return arrangePages(
        { ...output, Entries: entries },
        'Entries',
        'NextToken',
        {
          token: NextToken,
          size: MaxResults ?? 50,
        },
      );
    },
  },
  GetDocumentCommand: {
    folder: ['ssm', 'get-document'],
    schema: ssm.GetDocument$,
    names: ({ Name }) => [Name],
    missing: ([name]) =>
      new ssm.InvalidDocument({
        message: `Document with name ${name} does not exist.`,
        Message: `Document with name ${name} does not exist.`,
        $metadata: metadata,
      }),
  },
  ListCommandInvocationsCommand: {
    folder: ['ssm', 'list-command-invocations'],
    schema: ssm.ListCommandInvocations$,
    names: () => [],
    missing: null,
    narrow: (output, { Filters = [], MaxResults, NextToken }) => {
      const recorded: ssm.CommandInvocation[] = output.CommandInvocations ?? [];
      const invocations = recorded.filter(
        ({ DocumentName, RequestedDateTime }) =>
          Filters.every(({ key, value }: Answer) => {
            if (key === 'DocumentName') return DocumentName === value;
            if (key === 'InvokedAfter') {
              return Number(RequestedDateTime) >= Date.parse(value);
            }
            throw new InputError(
              `Recordings do not know the filter "${key}" of commands`,
            );
          }),
      );
      return arrangePages(
        { ...output, CommandInvocations: invocations },
        'CommandInvocations',
        'NextToken',
        { token: NextToken, size: MaxResults ?? 50 },
      );
    },
  },
};
