import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Config } from '../config';
import type { AskApi } from './ask-api';
import type { ConsoleSeats } from './console-seats';
import { denyActing } from './deny-acting';

export interface OperatorsPolicyProps {
  config: Config;
  seats: ConsoleSeats;
  api: AskApi;
  /** Encrypts what goes through ECS Exec. */
  key: IKey;
}

/**
 * What people who use the bastion may do: ask, and step into the console. The
 * way past it (`ssm:StartSession` on a task leaves no transcript) is denied;
 * for everybody else docs/security.md has the text of a service control policy.
 */
export class OperatorsPolicy extends Construct {
  constructor(scope: Construct, id: string, { config, seats, api, key }: OperatorsPolicyProps) {
    super(scope, id);
    const { partition } = Stack.of(this);
    const { everyTask: tasks, cluster } = seats;
    const everyTask = `arn:${partition}:ecs:*:*:task/*`;
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `${config.name}-operators`,
      description: 'Asks for sessions and steps into consoles; never past ECS Exec',
      statements: [
        new PolicyStatement({ actions: ['execute-api:Invoke'], resources: [api.arn] }),
        new PolicyStatement({
          actions: ['ecs:ExecuteCommand'],
          resources: [cluster.clusterArn, tasks],
          conditions: { StringEquals: { 'ecs:container-name': 'console' } },
        }),
        new PolicyStatement({ actions: ['ecs:DescribeTasks'], resources: [tasks] }),
        // The client makes the key of its session; to read logs or evidence it would need kms:Decrypt.
        new PolicyStatement({ actions: ['kms:GenerateDataKey'], resources: [key.keyArn] }),
        new PolicyStatement({ effect: Effect.DENY, actions: ['ssm:StartSession'], resources: [everyTask] }),
        ...denyActing(this),
      ],
    });
    acknowledge(policy, `IAM5[Resource::${tasks}]`, 'A task gets its id when it starts');
    new CfnOutput(this, 'PolicyArn', { key: 'OperatorsPolicy', description: 'Attach it to the permission set of those who use the bastion', value: policy.managedPolicyArn });
  }
}
