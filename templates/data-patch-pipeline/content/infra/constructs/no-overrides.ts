import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Everything of CodeBuild that runs code of a project, or changes what it would run. */
export const START_ACTIONS = [
  'StartBuild', 'StartBuildBatch', 'RetryBuild', 'RetryBuildBatch',
  'StartSandbox', 'StartSandboxConnection', 'StartCommandExecution',
].map(action => `codebuild:${action}`);

/**
 * What a call of `StartBuild` may override, as condition keys: each is there only if the call names it.
 * For debug sessions, time limits, Git's depth and the idempotency token there is no key; the first two are refused
 * by the check inside of the build, the others do not decide what runs.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/action-context-keys.html
 */
export const OVERRIDES = [
  'artifacts', 'autoRetryLimit', 'buildStatusConfig', 'cache', 'encryptionKey',
  'environment', 'environment.certificate', 'environment.computeType', 'environment.environmentVariables',
  'environment.environmentVariables.name', 'environment.fleet.fleetArn', 'environment.image', 'environment.imagePullCredentialsType',
  'environment.privilegedMode', 'environment.registryCredential', 'environment.type',
  'logsConfig', 'secondaryArtifacts', 'secondarySources', 'serviceRole',
  'source', 'source.auth.resource', 'source.auth.type', 'source.buildspec', 'source.insecureSsl', 'source.location',
  'vpcConfig', 'vpcConfig.vpcId',
];

/** One statement for each key: within one, all of its conditions would have to hold at once. */
export function denyOverrides(project: string): PolicyStatement[] {
  return OVERRIDES.map(
    key =>
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['codebuild:StartBuild'],
        resources: [project],
        conditions: { Null: { [`codebuild:${key}`]: 'false' } },
      }),
  );
}
