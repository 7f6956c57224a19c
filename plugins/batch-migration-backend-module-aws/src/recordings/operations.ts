import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecs from '@aws-sdk/client-ecs';
import * as events from '@aws-sdk/client-eventbridge';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sfn from '@aws-sdk/client-sfn';
import { associationOperations } from './associationOperations';
import { finderOperations } from './finderOperations';
import { deliveryOperations } from './deliveryOperations';
import {
  arrangePages,
  keepClusters,
  keepInstances,
  keepInstanceStatuses,
  keepScalableTargets,
  keepServices,
  keepTasks,
} from './narrow';
import { inventoryOperations } from './inventoryOperations';
import { itemOperations } from './itemOperations';
import { logOperations } from './logOperations';
import { policyOperations } from './policyOperations';
import { queueOperations } from './queueOperations';
import { metadata, type RecordedOperation } from './recordedOperation';
import { tagOperations } from './tagOperations';
import { trafficOperations } from './trafficOperations';
import { trailOperations } from './trailOperations';

/** The part of a Step Functions ARN that names the state machine or the execution. */
const fromArn = (arn: string | undefined, index: number) =>
  arn?.split(':')[index] ?? '';

/** A cluster is named by its name or its ARN. */
const nameOfCluster = (cluster: string | undefined) =>
  (cluster ?? 'default').split('/').pop()!;

/** By the command's name in the SDK. */
export const RECORDED_OPERATIONS: Record<string, RecordedOperation> = {
  GetScheduleCommand: {
    folder: ['scheduler', 'get-schedule'],
    schema: scheduler.GetSchedule$,
    names: ({ GroupName, Name }) => [GroupName ?? 'default', Name],
    missing: ([group, name]) => {
      const message = `Schedule ${group}/${name} does not exist.`;
      return new scheduler.ResourceNotFoundException({
        message,
        Message: message,
        $metadata: { ...metadata, httpStatusCode: 404 },
      });
    },
  },
  ListSchedulesCommand: {
    folder: ['scheduler', 'list-schedules'],
    schema: scheduler.ListSchedules$,
    names: ({ GroupName }) => [GroupName ?? 'default'],
    missing: ([group]) => {
      const message = `Schedule group ${group} does not exist.`;
      return new scheduler.ResourceNotFoundException({
        message,
        Message: message,
        $metadata: { ...metadata, httpStatusCode: 404 },
      });
    },
    narrow: (output, input) =>
      arrangePages(output, 'Schedules', 'NextToken', {
        token: input.NextToken,
        size: input.MaxResults ?? 100,
      }),
  },
  DescribeRuleCommand: {
    folder: ['events', 'describe-rule'],
    schema: events.DescribeRule$,
    names: ({ EventBusName, Name }) => [EventBusName ?? 'default', Name],
    missing: ([bus, name]) =>
      new events.ResourceNotFoundException({
        message: `Rule ${name} does not exist on EventBus ${bus}.`,
        $metadata: metadata,
      }),
  },
  ListTargetsByRuleCommand: {
    folder: ['events', 'list-targets-by-rule'],
    schema: events.ListTargetsByRule$,
    names: ({ EventBusName, Rule }) => [EventBusName ?? 'default', Rule],
    missing: ([bus, name]) =>
      new events.ResourceNotFoundException({
        message: `Rule ${name} does not exist on EventBus ${bus}.`,
        $metadata: metadata,
      }),
    narrow: (output, input) =>
      arrangePages(output, 'Targets', 'NextToken', {
        token: input.NextToken,
        size: input.Limit ?? 100,
      }),
  },
  ListExecutionsCommand: {
    folder: ['stepfunctions', 'list-executions'],
    schema: sfn.ListExecutions$,
    names: ({ stateMachineArn }) => [fromArn(stateMachineArn, 6)],
    missing: ([name]) =>
      new sfn.StateMachineDoesNotExist({
        message: `State Machine Does Not Exist: '${name}'`,
        $metadata: metadata,
      }),
    narrow: (output, input) => {
      // Step Functions answers the most recent first, however the file was edited.
      const executions = ((output.executions ?? []) as sfn.ExecutionListItem[])
        .filter(
          ({ status }) => !input.statusFilter || status === input.statusFilter,
        )
        .sort((a, b) => Number(b.startDate) - Number(a.startDate));
      return arrangePages(
        { ...output, executions },
        'executions',
        'nextToken',
        {
          token: input.nextToken,
          // Step Functions takes 0 as "the default", which is 100.
          size: input.maxResults || 100,
        },
      );
    },
  },
  DescribeExecutionCommand: {
    folder: ['stepfunctions', 'describe-execution'],
    schema: sfn.DescribeExecution$,
    names: ({ executionArn }) => [
      fromArn(executionArn, 6),
      fromArn(executionArn, 7),
    ],
    missing: ([machine, name]) =>
      new sfn.ExecutionDoesNotExist({
        message: `Execution Does Not Exist: '${machine}:${name}'`,
        $metadata: metadata,
      }),
  },
  DescribeInstancesCommand: {
    folder: ['ec2', 'describe-instances'],
    schema: ec2.DescribeInstances$,
    names: () => [],
    missing: null,
    narrow: keepInstances,
  },
  DescribeInstanceStatusCommand: {
    folder: ['ec2', 'describe-instance-status'],
    schema: ec2.DescribeInstanceStatus$,
    names: () => [],
    missing: null,
    narrow: keepInstanceStatuses,
  },
  DescribeServicesCommand: {
    folder: ['ecs', 'describe-services'],
    schema: ecs.DescribeServices$,
    names: ({ cluster }) => [nameOfCluster(cluster)],
    missing: ([cluster]) =>
      new ecs.ClusterNotFoundException({
        message: `Cluster ${cluster} not found.`,
        $metadata: metadata,
      }),
    narrow: keepServices,
  },
  ListTasksCommand: {
    folder: ['ecs', 'list-tasks'],
    schema: ecs.ListTasks$,
    names: ({ cluster, desiredStatus }) => [
      nameOfCluster(cluster),
      desiredStatus ?? 'RUNNING',
    ],
    missing: null,
    narrow: (output, input) =>
      arrangePages(output, 'taskArns', 'nextToken', {
        token: input.nextToken,
        size: input.maxResults ?? 100,
      }),
  },
  DescribeTasksCommand: {
    folder: ['ecs', 'describe-tasks'],
    schema: ecs.DescribeTasks$,
    names: ({ cluster }) => [nameOfCluster(cluster)],
    missing: null,
    narrow: keepTasks,
  },
  DescribeScalableTargetsCommand: {
    folder: ['application-autoscaling', 'describe-scalable-targets'],
    schema: autoscaling.DescribeScalableTargets$,
    names: () => [],
    missing: null,
    narrow: keepScalableTargets,
  },
  DescribeClustersCommand: {
    folder: ['ecs', 'describe-clusters'],
    schema: ecs.DescribeClusters$,
    names: () => [],
    missing: null,
    narrow: keepClusters,
  },
  ...associationOperations,
  ...deliveryOperations,
  ...finderOperations,
  ...inventoryOperations,
  ...itemOperations,
  ...logOperations,
  ...policyOperations,
  ...queueOperations,
  ...tagOperations,
  ...trafficOperations,
  ...trailOperations,
};
