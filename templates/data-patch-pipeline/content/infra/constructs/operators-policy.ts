import { CfnOutput } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../config';
import { denyActing } from './deny-acting';
import type { IamApi } from './iam-api';
import { START_ACTIONS } from './no-overrides';
import type { PatchBuild } from './patch-build';

export interface OperatorsPolicyProps {
  config: Config;
  api: IamApi;
  build: PatchBuild;
  /** People may ask for a report themselves. */
  reconciliation: IFunction;
}

/**
 * What people who run patches may do: ask and start, through the stack, and
 * have it reconciled. The way past it is denied; for everybody else
 * docs/security.md has the text of a service control policy.
 */
export class OperatorsPolicy extends Construct {
  constructor(scope: Construct, id: string, { config, api, build, reconciliation }: OperatorsPolicyProps) {
    super(scope, id);
    const changes = ['codebuild:UpdateProject', 'codebuild:DeleteProject', 'codebuild:BatchDeleteBuilds', 'codebuild:CreateWebhook', 'codebuild:UpdateWebhook'];
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: `${config.name}-operators`,
      description: 'Asks for patches and starts them; never past the stack',
      statements: [
        new PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['/patches', '/starts'].map(path => api.arnOf(path)) }),
        // It believes nothing of what it is called with.
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [reconciliation.functionArn] }),
        new PolicyStatement({ effect: Effect.DENY, actions: [...START_ACTIONS, ...changes], resources: [build.arn] }),
        ...denyActing(this, [reconciliation]),
      ],
    });
    new CfnOutput(this, 'PolicyArn', { key: 'OperatorsPolicy', description: 'Attach it to the permission set of those who run patches', value: policy.managedPolicyArn });
  }
}
