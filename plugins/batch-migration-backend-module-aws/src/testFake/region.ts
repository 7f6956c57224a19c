import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Trail } from '@aws-sdk/client-cloudtrail';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type {
  FilteredLogEvent,
  SubscriptionFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Build, Project } from '@aws-sdk/client-codebuild';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type {
  ActionExecutionDetail,
  GetPipelineStateOutput,
} from '@aws-sdk/client-codepipeline';
import type {
  Instance,
  InstanceStatus,
  InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import type {
  Cluster,
  Service,
  Task,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import type {
  EnvironmentDescription,
  PlatformDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import type {
  Rule,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { DescribeRuleResponse, Target } from '@aws-sdk/client-eventbridge';
import type { Policy } from '@aws-sdk/client-iam';
import type { ResourceTagMapping } from '@aws-sdk/client-resource-groups-tagging-api';
import type { GetScheduleOutput } from '@aws-sdk/client-scheduler';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type {
  AssociationDescription,
  AssociationExecution,
  CommandInvocation,
  GetMaintenanceWindowResult,
  InstanceInformation,
  MaintenanceWindowExecution,
  MaintenanceWindowTask,
  SendCommandRequest,
} from '@aws-sdk/client-ssm';

/** A metric of CloudWatch and what was put into it. */
export interface FakeMetric {
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  points: Array<{ at: Date; value: number }>;
}

/**
 * What is in one account and region. Tests edit it; the services only read it.
 * Everything is in the SDK's own words.
 */
export class FakeRegion {
  constructor(readonly accountId: string, readonly region: string) {}

  /** Schedules by group and name; a group without schedules is an empty map. */
  readonly scheduleGroups = new Map<string, Map<string, GetScheduleOutput>>([
    ['default', new Map()],
  ]);

  /** Executions by the name of their state machine, in any order. */
  readonly stateMachines = new Map<string, DescribeExecutionOutput[]>();

  /** What state machines do, by name, as JSON; one that is left out does nothing. */
  readonly definitions = new Map<string, object>();

  readonly clusters = new Map<
    string,
    {
      cluster: Cluster;
      services: Map<string, Service>;
      /** Running ones, and those that ECS has not forgotten yet. */
      tasks?: Task[];
    }
  >();

  /** By `<family>:<revision>`. */
  readonly taskDefinitions = new Map<string, TaskDefinition>();

  readonly scalableTargets: ScalableTarget[] = [];

  /** Attributes by the queue's name, as `GetQueueAttributes` names them. */
  readonly queues = new Map<string, Record<string, string>>();

  readonly metrics: FakeMetric[] = [];

  readonly alarms = new Map<string, MetricAlarm>();

  /** Rules by the ARN of their listener. */
  readonly listeners = new Map<string, Rule[]>();

  /** Registered targets by the ARN of their group. */
  readonly targetGroups = new Map<string, TargetHealthDescription[]>();

  readonly instances = new Map<
    string,
    { instance: Instance; status?: InstanceStatus }
  >();

  /** Rules by event bus and name. */
  readonly eventBuses = new Map<
    string,
    Map<string, { rule: DescribeRuleResponse; targets: Target[] }>
  >([['default', new Map()]]);

  /** Items of DynamoDB's tables by name. */
  readonly tables = new Map<string, Array<Record<string, AttributeValue>>>();

  readonly logGroups = new Map<string, FilteredLogEvent[]>();

  /** Of log groups that are in `logGroups`. */
  readonly subscriptionFilters = new Map<string, SubscriptionFilter[]>();

  /** Whatever has tags. */
  readonly tagged: ResourceTagMapping[] = [];

  /** Managed policies of IAM, by name. */
  readonly policies = new Map<string, { policy: Policy; document: object }>();

  /** CloudTrail's, by name. */
  readonly trails = new Map<string, { trail: Trail; isLogging: boolean }>();

  /** Associations of Systems Manager by id; executions newest first. */
  readonly associations = new Map<
    string,
    { association: AssociationDescription; executions: AssociationExecution[] }
  >();

  /** By id; executions newest first. */
  readonly maintenanceWindows = new Map<
    string,
    {
      window: GetMaintenanceWindowResult;
      tasks: MaintenanceWindowTask[];
      executions: MaintenanceWindowExecution[];
    }
  >();

  /** CodeBuild's, by name. */
  readonly projects = new Map<string, { project: Project; builds: Build[] }>();

  readonly pipelines = new Map<
    string,
    { state: GetPipelineStateOutput; executions: ActionExecutionDetail[] }
  >();

  /** Environments of Elastic Beanstalk by name; `Status: 'Terminated'` for one that is gone. */
  readonly environments = new Map<string, EnvironmentDescription>();

  /** Tags of environments by ARN. */
  readonly environmentTags = new Map<string, Record<string, string>>();

  /** Versions of platforms of Elastic Beanstalk by ARN. */
  readonly platforms = new Map<string, PlatformDescription>();

  readonly instanceTypes = new Map<string, InstanceTypeInfo>();

  readonly autoScalingGroups = new Map<string, AutoScalingGroup>();

  /** Hosts with the agent of Systems Manager, by instance id. */
  readonly managedHosts = new Map<string, InstanceInformation>();

  /** What hosts list as `AWS:Application`, by instance id. */
  readonly applications = new Map<
    string,
    { capturedAt: string; entries: Array<Record<string, string>> }
  >();

  /** Documents of Systems Manager by name; each version's content, the first is `1`. */
  readonly documents = new Map<string, string[]>();

  /** Commands that were sent, in their order. */
  readonly sentCommands: SendCommandRequest[] = [];

  /** What became of commands, newest first. */
  readonly invocations: CommandInvocation[] = [];

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }
}
