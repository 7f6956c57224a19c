import * as codebuild from '@aws-sdk/client-codebuild';
import * as ecs from '@aws-sdk/client-ecs';
import * as events from '@aws-sdk/client-eventbridge';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sfn from '@aws-sdk/client-sfn';
import * as ssm from '@aws-sdk/client-ssm';
import { arrangePages } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

const lastPart = (arn: string | undefined) =>
  String(arn ?? 'default')
    .split(/[/:]/)
    .pop()!;

/** What finders ask beside what probes do: lists, and what is started. */
export const finderOperations: Record<string, RecordedOperation> = {
  ListScheduleGroupsCommand: {
    folder: ['scheduler', 'list-schedule-groups'],
    schema: scheduler.ListScheduleGroups$,
    names: () => [],
    missing: null,
    narrow: (output, { NextToken, MaxResults }) =>
      arrangePages(output, 'ScheduleGroups', 'NextToken', {
        token: NextToken,
        size: MaxResults ?? 100,
      }),
  },
  ListRulesCommand: {
    folder: ['events', 'list-rules'],
    schema: events.ListRules$,
    names: ({ EventBusName }) => [EventBusName ?? 'default'],
    missing: null,
    narrow: (output, { NextToken, Limit }) =>
      arrangePages(output, 'Rules', 'NextToken', {
        token: NextToken,
        size: Limit ?? 100,
      }),
  },
  ListClustersCommand: {
    folder: ['ecs', 'list-clusters'],
    schema: ecs.ListClusters$,
    names: () => [],
    missing: null,
    narrow: (output, { nextToken, maxResults }) =>
      arrangePages(output, 'clusterArns', 'nextToken', {
        token: nextToken,
        size: maxResults ?? 100,
      }),
  },
  ListServicesCommand: {
    folder: ['ecs', 'list-services'],
    schema: ecs.ListServices$,
    names: ({ cluster }) => [lastPart(cluster)],
    missing: ([cluster]) =>
      new ecs.ClusterNotFoundException({
        message: `Cluster ${cluster} not found.`,
        $metadata: metadata,
      }),
    narrow: (output, { nextToken, maxResults }) =>
      arrangePages(output, 'serviceArns', 'nextToken', {
        token: nextToken,
        size: maxResults ?? 10,
      }),
  },
  DescribeTaskDefinitionCommand: {
    folder: ['ecs', 'describe-task-definition'],
    schema: ecs.DescribeTaskDefinition$,
    // `<family>:<revision>`, of which a colon is no name of a file.
    names: ({ taskDefinition }) => [
      String(taskDefinition ?? '')
        .split('/')
        .pop()!
        .replace(':', '@'),
    ],
    missing: () =>
      new ecs.ClientException({
        message: 'Unable to describe task definition.',
        $metadata: metadata,
      }),
  },
  DescribeStateMachineCommand: {
    folder: ['stepfunctions', 'describe-state-machine'],
    schema: sfn.DescribeStateMachine$,
    names: ({ stateMachineArn }) => [lastPart(stateMachineArn)],
    missing: ([name]) =>
      new sfn.StateMachineDoesNotExist({
        message: `State Machine Does Not Exist: '${name}'`,
        $metadata: metadata,
      }),
  },
  ListProjectsCommand: {
    folder: ['codebuild', 'list-projects'],
    schema: codebuild.ListProjects$,
    names: () => [],
    missing: null,
    narrow: (output, { nextToken }) =>
      arrangePages(output, 'projects', 'nextToken', {
        token: nextToken,
        size: 100,
      }),
  },
  DescribeMaintenanceWindowsCommand: {
    folder: ['ssm', 'describe-maintenance-windows'],
    schema: ssm.DescribeMaintenanceWindows$,
    names: () => [],
    missing: null,
    narrow: (output, { NextToken, MaxResults }) =>
      arrangePages(output, 'WindowIdentities', 'NextToken', {
        token: NextToken,
        size: MaxResults ?? 50,
      }),
  },
  ListAssociationsCommand: {
    folder: ['ssm', 'list-associations'],
    schema: ssm.ListAssociations$,
    names: () => [],
    missing: null,
    narrow: (output, { NextToken, MaxResults }) =>
      arrangePages(output, 'Associations', 'NextToken', {
        token: NextToken,
        size: MaxResults ?? 50,
      }),
  },
};
