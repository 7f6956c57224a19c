import {
  EcsFargateLaunchTarget,
  EcsRunTask,
  type EcsLaunchTargetConfig,
  type EcsRunTaskProps,
  type LaunchTargetBindOptions,
} from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { ISubnet, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { FargatePlatformVersion } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

export interface PrivateRunTaskProps extends Omit<EcsRunTaskProps, 'launchTarget' | 'assignPublicIp'> {
  subnets: { subnets: ISubnet[] };
  securityGroups: SecurityGroup[];
}

/** Runs a task on Fargate that has no public address, and hands its roles to nothing but ECS tasks. */
export class PrivateRunTask extends EcsRunTask {
  constructor(scope: Construct, id: string, props: PrivateRunTaskProps) {
    super(scope, id, { ...props, launchTarget: new PrivateFargate(props) });
    for (const statement of this.taskPolicies ?? []) {
      if (statement.actions.includes('iam:PassRole')) {
        statement.addCondition('StringEquals', { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' });
      }
    }
  }
}

/** The CDK leaves `assignPublicIp: false` out, and a default of AWS is no promise: it is said here. */
class PrivateFargate extends EcsFargateLaunchTarget {
  constructor(private readonly network: PrivateRunTaskProps) {
    super({ platformVersion: FargatePlatformVersion.VERSION1_4 });
  }

  override bind(task: EcsRunTask, options: LaunchTargetBindOptions): EcsLaunchTargetConfig {
    const { subnets, securityGroups } = this.network;
    return {
      parameters: {
        ...super.bind(task, options).parameters,
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            AssignPublicIp: 'DISABLED',
            Subnets: subnets.subnets.map(({ subnetId }) => subnetId),
            SecurityGroups: securityGroups.map(({ securityGroupId }) => securityGroupId),
          },
        },
      },
    };
  }
}
