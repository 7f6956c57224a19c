import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { Secret as ManagedSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/**
 * A variable that ECS fills from a parameter or a secret when a task starts.
 *
 * @throws Error for a parameter of another account or region: the CDK would
 * read one of the same name here instead
 */
export function secretReference(scope: Construct, variable: string, arn: string): Secret {
  const id = `Secret${variable}`;
  const [, parameterName] = /:parameter(\/.+)$/.exec(arn) ?? [];
  if (parameterName) {
    const { account, region } = Stack.of(scope);
    if (!arn.includes(`:ssm:${region}:${account}:`)) {
      throw new Error(`The parameter of ${variable} must be in account ${account} and region ${region}`);
    }
    return Secret.fromSsmParameter(StringParameter.fromSecureStringParameterAttributes(scope, id, { parameterName }));
  }
  return Secret.fromSecretsManager(
    /-[A-Za-z0-9]{6}$/.test(arn)
      ? ManagedSecret.fromSecretCompleteArn(scope, id, arn)
      : ManagedSecret.fromSecretPartialArn(scope, id, arn),
  );
}
