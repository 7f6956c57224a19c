import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { ContainerDefinition, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { type AccessPoint, FileSystem } from 'aws-cdk-lib/aws-efs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Job } from '../schedules/job';
import type { JobPlatform } from './job-platform';

/** What a job is given of the files that jobs keep or share. */
export interface JobStorage {
  grant(job: Job, definition: FargateTaskDefinition, container: ContainerDefinition): void;
}

/** The storage that `infra/config.json` asks for; `null` where it asks for none. */
export function jobStorage(scope: Construct, platform: JobPlatform): JobStorage | null {
  const { storage } = platform.config;
  if (storage.kind === 's3') return new BucketStorage(scope, 'Storage', platform);
  if (storage.kind === 'efs') return new FileStorage(scope, 'Storage', { platform, mountPath: storage.mountPath });
  return null;
}

/** One bucket, whose name a job finds in STORAGE_BUCKET. */
class BucketStorage extends Construct implements JobStorage {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key }: JobPlatform) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.bucket, 'S1', 'Only the tasks of this stack read it: data events of CloudTrail say more than access logs');
  }

  grant(job: Job, { taskRole }: FargateTaskDefinition, container: ContainerDefinition): void {
    if (job.storage === 'read') this.bucket.grantRead(taskRole);
    else this.bucket.grantReadWrite(taskRole);
    container.addEnvironment('STORAGE_BUCKET', this.bucket.bucketName);
    for (const action of ['s3:GetObject*', 's3:GetBucket*', 's3:List*', 's3:DeleteObject*', 's3:Abort*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*']) {
      acknowledge(taskRole, `IAM5[Action::${action}]`, 'All calls of one kind, on this one bucket and its key');
    }
    const bucket = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    acknowledge(taskRole, `IAM5[Resource::<${bucket}.Arn>/*]`, 'The objects of this one bucket');
  }
}

/** The user that the images of this repository run as. */
const USER = '1000';

/** One encrypted file system, mounted at one path of every job that uses it. */
class FileStorage extends Construct implements JobStorage {
  private readonly files: FileSystem;
  private readonly accessPoint: AccessPoint;
  private readonly mountPath: string;

  constructor(scope: Construct, id: string, { platform, mountPath }: { platform: JobPlatform; mountPath: string }) {
    super(scope, id);
    this.mountPath = mountPath;
    const { vpc, subnets, securityGroup } = platform.network;
    const own = new SecurityGroup(this, 'Mounts', {
      vpc,
      description: 'NFS from the tasks of this stack',
      allowAllOutbound: false,
    });
    own.addIngressRule(securityGroup, Port.tcp(2049), 'NFS from tasks');
    this.files = new FileSystem(this, 'Files', {
      vpc,
      vpcSubnets: { subnets },
      securityGroup: own,
      encrypted: true,
      kmsKey: platform.key,
      enableAutomaticBackups: true,
      allowAnonymousAccess: false,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.accessPoint = this.files.addAccessPoint('Jobs', {
      path: '/jobs',
      posixUser: { uid: USER, gid: USER },
      createAcl: { ownerUid: USER, ownerGid: USER, permissions: '0750' },
    });
  }

  grant(job: Job, definition: FargateTaskDefinition, container: ContainerDefinition): void {
    definition.addVolume({
      name: 'storage',
      efsVolumeConfiguration: {
        fileSystemId: this.files.fileSystemId,
        transitEncryption: 'ENABLED',
        authorizationConfig: { accessPointId: this.accessPoint.accessPointId, iam: 'ENABLED' },
      },
    });
    const isReader = job.storage === 'read';
    container.addMountPoints({ sourceVolume: 'storage', containerPath: this.mountPath, readOnly: isReader });
    definition.taskRole.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['elasticfilesystem:ClientMount', ...(isReader ? [] : ['elasticfilesystem:ClientWrite'])],
        resources: [this.files.fileSystemArn],
        conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': this.accessPoint.accessPointArn } },
      }),
    );
  }
}
