import type { Pins, Project, ProjectSettings } from '../approval/build';

/** What a stack fixes beside source, image, role and variables. */
export const PLACE = {
  environment: { type: 'LINUX_CONTAINER', computeType: 'BUILD_GENERAL1_SMALL', imagePullCredentialsType: 'CODEBUILD' },
  network: { vpcId: 'vpc-1', subnets: ['subnet-2', 'subnet-1'], securityGroupIds: ['sg-1'] },
  timeoutMinutes: 60,
  queuedMinutes: 30,
  encryptionKey: 'arn:aws:kms:ap-northeast-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  logGroup: '/shop-patch/build',
} satisfies Partial<Pins>;

/** As CodeBuild answers it of a build. */
export function settingsOf(pins: Pins): ProjectSettings {
  const { sourceLocation: location, buildspec, environment, image, environmentVariables, network } = pins;
  return structuredClone({
    source: { type: 'GITHUB', location, buildspec },
    environment: { ...environment, image, privilegedMode: false, environmentVariables },
    serviceRole: pins.serviceRole,
    cache: { type: 'NO_CACHE' },
    vpcConfig: { ...network, subnets: [...network.subnets].reverse() },
    encryptionKey: pins.encryptionKey,
    timeoutInMinutes: pins.timeoutMinutes,
    queuedTimeoutInMinutes: pins.queuedMinutes,
  });
}

/** As CodeBuild answers it of the project. */
export function projectOf(pins: Pins): Project {
  return { ...settingsOf(pins), concurrentBuildLimit: 1, logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: pins.logGroup } } };
}

type Change = [what: string, change: (settings: ProjectSettings) => unknown];

/** What somebody could change of the project past the stack, so that each build has it. */
export const CHANGES: Change[] = [
  ['VPC', ({ vpcConfig }) => (vpcConfig!.vpcId = 'vpc-2')],
  ['subnets', ({ vpcConfig }) => vpcConfig!.subnets!.push('subnet-9')],
  ['security groups', ({ vpcConfig }) => (vpcConfig!.securityGroupIds = ['sg-9'])],
  ['no VPC', settings => delete settings.vpcConfig],
  ['size of the container', ({ environment }) => (environment!.computeType = 'BUILD_GENERAL1_2XLARGE')],
  ['kind of the container', ({ environment }) => (environment!.type = 'LINUX_GPU_CONTAINER')],
  ['who pulls the image', ({ environment }) => (environment!.imagePullCredentialsType = 'SERVICE_ROLE')],
  ['credential of a registry', ({ environment }) => (environment!.registryCredential = { credential: 'x', credentialProvider: 'SECRETS_MANAGER' })],
  ['certificate', ({ environment }) => (environment!.certificate = 'arn:aws:s3:::evil/ca.pem')],
  ['fleet', ({ environment }) => (environment!.fleet = { fleetArn: 'arn:aws:codebuild:x:1:fleet/evil' })],
  ['server of Docker', ({ environment }) => (environment!.dockerServer = { computeType: 'BUILD_GENERAL1_SMALL' })],
  ['image', ({ environment }) => (environment!.image = 'evil/image:1')],
  ['privileged mode', ({ environment }) => (environment!.privilegedMode = true)],
  ['service role', settings => (settings.serviceRole = 'arn:aws:iam::111122223333:role/admin')],
  ['cache', settings => (settings.cache = { type: 'S3', location: 'evil/cache' })],
  ['local cache', settings => (settings.cache = { type: 'LOCAL' })],
  ['second source', settings => (settings.secondarySources = [{ type: 'S3', location: 'evil/x.zip' }])],
  ['version of a second source', settings => (settings.secondarySourceVersions = [{ sourceIdentifier: 'x', sourceVersion: 'main' }])],
  ['type of the source', ({ source }) => (source!.type = 'GITHUB_ENTERPRISE')],
  ['file system', settings => (settings.fileSystemLocations = [{ type: 'EFS', location: 'fs-1:/', mountPoint: '/opt' }])],
  ['time limit', settings => (settings.timeoutInMinutes = 480)],
  ['time in the queue', settings => (settings.queuedTimeoutInMinutes = 480)],
  ['key', settings => (settings.encryptionKey = 'arn:aws:kms:ap-northeast-1:999999999999:key/evil')],
];
