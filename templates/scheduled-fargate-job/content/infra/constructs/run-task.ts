import {
  CapacityProviderOptions,
  EcsFargateLaunchTarget,
  type EcsLaunchTargetConfig,
  EcsRunTask,
  type LaunchTargetBindOptions,
} from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { type FargateTaskDefinition, FargatePlatformVersion, PropagatedTagSource } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib';
import { IntegrationPattern, JitterType, JsonPath, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Job } from '../schedules/job';
import type { JobPlatform } from './job-platform';
import type { PrivateNetwork } from './private-network';

/** RunTask was refused: nothing ran, so it may be tried at once. */
export const REFUSED = ['ECS.AmazonECSException', 'AmazonECS.Unknown', 'ECS.ServerException', 'ECS.ThrottlingException'];

export interface RunTaskProps {
  job: Job;
  platform: JobPlatform;
  definition: FargateTaskDefinition;
}

/**
 * Runs the task of a job to its end, without a public address, on the capacity
 * that the job names and no other.
 */
export class RunTask extends EcsRunTask {
  constructor(scope: Construct, id: string, { job, platform, definition }: RunTaskProps) {
    super(scope, id, {
      integrationPattern: IntegrationPattern.RUN_JOB,
      cluster: platform.cluster,
      taskDefinition: definition,
      subnets: { subnets: platform.network.subnets },
      securityGroups: [platform.network.securityGroup],
      launchTarget: new PrivateFargate(platform.network, job.capacity),
      propagatedTagSource: PropagatedTagSource.TASK_DEFINITION,
      containerOverrides: [
        {
          containerDefinition: definition.defaultContainer!,
          environment: [
            { name: 'JOB_NAME', value: JsonPath.stringAt('$.job') },
            { name: 'SCHEDULED_TIME', value: JsonPath.stringAt('$.scheduledTime') },
          ],
        },
      ],
      taskTimeout: Timeout.duration(Duration.minutes(job.timeLimitMinutes)),
      resultPath: JsonPath.DISCARD,
    });
    this.addRetry({
      errors: REFUSED,
      interval: Duration.seconds(5),
      backoffRate: 2,
      maxAttempts: 5,
      maxDelay: Duration.minutes(2),
      jitterStrategy: JitterType.FULL,
    });
    this.narrowPolicies(platform);
  }

  /** What the CDK grants holds for every cluster, and hands roles to anybody. */
  private narrowPolicies({ cluster, config }: JobPlatform): void {
    const stack = Stack.of(this);
    const tasks = stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${config.name}/*` });
    const inCluster = { ArnEquals: { 'ecs:cluster': cluster.clusterArn } };
    for (const [index, statement] of (this.taskPolicies ?? []).entries()) {
      const { actions } = statement;
      if (actions.includes('iam:PassRole')) {
        statement.addCondition('StringEquals', { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' });
      }
      if (actions.includes('ecs:RunTask')) statement.addConditions(inCluster);
      if (actions.includes('ecs:StopTask')) {
        this.taskPolicies![index] = new PolicyStatement({ actions, resources: [tasks], conditions: inCluster });
      }
    }
    this.taskPolicies!.push(
      // For the tags that a task takes over from its definition.
      new PolicyStatement({
        actions: ['ecs:TagResource'],
        resources: [tasks],
        conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      }),
    );
  }
}

class PrivateFargate extends EcsFargateLaunchTarget {
  constructor(
    private readonly network: PrivateNetwork,
    capacity: Job['capacity'],
  ) {
    super({
      platformVersion: FargatePlatformVersion.VERSION1_4,
      capacityProviderOptions:
        capacity === 'FARGATE'
          ? undefined
          : CapacityProviderOptions.custom([{ capacityProvider: capacity, weight: 1 }]),
    });
  }

  /** The CDK leaves `assignPublicIp: false` out, and a default of AWS is no promise: it is said here. */
  override bind(task: EcsRunTask, options: LaunchTargetBindOptions): EcsLaunchTargetConfig {
    const { subnets, securityGroup } = this.network;
    return {
      parameters: {
        ...super.bind(task, options).parameters,
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            AssignPublicIp: 'DISABLED',
            Subnets: subnets.map(({ subnetId }) => subnetId),
            SecurityGroups: [securityGroup.securityGroupId],
          },
        },
      },
    };
  }
}
