import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { checkConfig } from '../config';
import { jobWith } from './run-machine';
import { config, synthesize } from './synthesize';

const reader = jobWith({ name: 'reads', storage: 'read', schedules: [] });
const writer = jobWith({ name: 'writes', storage: 'read-write', schedules: [] });
const none = jobWith({ name: 'neither', storage: 'none', schedules: [] });
const onS3 = synthesize([reader, writer, none], { storage: { kind: 's3' } });
const onEfs = synthesize([reader, writer, none], { storage: { kind: 'efs', mountPath: '/mnt/shared' } });

function containerOf(template: Template, job: string) {
  const [task] = Object.values(
    template.findResources('AWS::ECS::TaskDefinition', { Properties: { Family: `${config.name}-${job}` } }),
  );
  return { ...task.Properties, container: task.Properties.ContainerDefinitions[0] };
}

/** What the task role of a job may do. */
function actionsOf(template: Template, job: string): string[] {
  const { TaskRoleArn } = containerOf(template, job);
  const [role] = TaskRoleArn['Fn::GetAtt'];
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles) === JSON.stringify([{ Ref: role }]))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .flatMap(({ Action }) => Action);
}

test('a bucket is private, encrypted, takes TLS only, and survives the stack', () => {
  onS3.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: Match.anyValue(),
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    },
  });
  onS3.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: Match.objectLike({
      Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
    }),
  });
});

test('each job may do with it what schedules.yaml says, and is told its name', () => {
  const variable = (job: string) =>
    (containerOf(onS3, job).container.Environment ?? []).some(({ Name }: { Name: string }) => Name === 'STORAGE_BUCKET');
  assert.deepEqual(['reads', 'writes', 'neither'].map(variable), [true, true, false]);
  const may = (job: string, action: RegExp) => actionsOf(onS3, job).some(each => action.test(each));
  assert.deepEqual(['reads', 'writes', 'neither'].map(job => may(job, /^s3:GetObject/)), [true, true, false]);
  assert.deepEqual(['reads', 'writes', 'neither'].map(job => may(job, /^s3:(?:Put|Delete)/)), [false, true, false]);
});

test('a file system is encrypted at rest and in transit, and entered by its access point only', () => {
  onEfs.hasResource('AWS::EFS::FileSystem', { DeletionPolicy: 'Retain', Properties: { Encrypted: true, KmsKeyId: Match.anyValue() } });
  const { Volumes, container } = containerOf(onEfs, 'writes');
  const volume = Volumes.find(({ Name }: { Name: string }) => Name === 'storage').EFSVolumeConfiguration;
  assert.equal(volume.TransitEncryption, 'ENABLED');
  assert.equal(volume.AuthorizationConfig.IAM, 'ENABLED');
  assert.ok(volume.AuthorizationConfig.AccessPointId);
  assert.equal(container.ReadonlyRootFilesystem, true);
});

test('it is mounted where config.json says, for reading only where the job only reads', () => {
  const mounts = (job: string) =>
    containerOf(onEfs, job)
      .container.MountPoints.filter(({ SourceVolume }: { SourceVolume: string }) => SourceVolume === 'storage')
      .map(({ ContainerPath, ReadOnly }: { ContainerPath: string; ReadOnly: boolean }) => [ContainerPath, ReadOnly]);
  assert.deepEqual(['reads', 'writes', 'neither'].map(mounts), [[['/mnt/shared', true]], [['/mnt/shared', false]], []]);
  const MOUNT = 'elasticfilesystem:ClientMount';
  const WRITE = 'elasticfilesystem:ClientWrite';
  assert.deepEqual(['reads', 'writes', 'neither'].map(job => actionsOf(onEfs, job)), [[MOUNT], [MOUNT, WRITE], []]);
});

test('only tasks reach the file system, and nothing reaches the tasks', () => {
  const rules = Object.values(onEfs.findResources('AWS::EC2::SecurityGroupIngress'));
  assert.deepEqual(rules.map(({ Properties }) => [Properties.FromPort, Properties.ToPort]), [[2049, 2049]]);
});

test('a job that wants storage where there is none is refused', () => {
  assert.throws(() => synthesize([writer], { storage: { kind: 'none' } }), /writes uses storage, and infra\/config.json has none/);
});

const wrong: Array<[object, RegExp]> = [
  [{ storage: { kind: 'nfs' } }, /storage.kind must be none, s3 or efs/],
  [{ storage: { kind: 'efs' } }, /storage.mountPath/],
  [{ storage: { kind: 'efs', mountPath: '/tmp/shared' } }, /storage.mountPath/],
  [{ storage: { kind: 'efs', mountPath: '/mnt/../etc' } }, /storage.mountPath/],
  [{ runFeed: { kind: 'sqs' } }, /runFeed.kind must be none, queue or bus/],
  [{ runFeed: { kind: 'bus', arn: 'runs' } }, /runFeed.arn/],
  [{ task: { cpu: 256, memoryMiB: 4096 } }, /task memoryMiB/],
  [{ task: { cpu: 300, memoryMiB: 512 } }, /task cpu/],
  [{ name: 'x'.repeat(40) }, /name must be 3 to 39/],
];
for (const [changes, message] of wrong) {
  test(`config.json with ${JSON.stringify(changes).slice(0, 60)} is refused`, () =>
    assert.throws(() => checkConfig({ ...config, ...changes }), message));
}

test('a config.json of before storage and the run feed is read as without them', () => {
  const { storage: _storage, runFeed: _feed, ...old } = config;
  assert.deepEqual([checkConfig(old).storage, checkConfig(old).runFeed], [{ kind: 'none' }, { kind: 'none' }]);
});
