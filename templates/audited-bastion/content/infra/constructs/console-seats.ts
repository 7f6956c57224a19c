import { type CfnElement, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AvailabilityZoneRebalancing,
  Cluster,
  ContainerInsights,
  ExecuteCommandLogging,
  FargatePlatformVersion,
  FargateService,
} from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Config } from '../config';
import { ConsoleTask } from './console-task';
import { EncryptedLogs } from './encrypted-logs';
import type { PrivateNetwork } from './private-network';

export interface ConsoleSeatsProps {
  config: Config;
  network: PrivateNetwork;
  key: IKey;
}

/**
 * The consoles: a cluster, and one service for each seat, without a task until
 * somebody asks. Nothing listens; ECS Exec goes through AWS's own agent.
 */
export class ConsoleSeats extends Construct {
  readonly cluster: Cluster;
  /** What the hook writes. */
  readonly log: LogGroup;
  /** What ECS Exec uploads after a login's end. No Object Lock: its agent does not send what a locked bucket asks for. */
  readonly transcripts: Bucket;
  readonly services: FargateService[];
  readonly task: ConsoleTask;
  /** Of all tasks, by the cluster's name: a task gets its id when it starts. */
  readonly everyTask: string;

  constructor(scope: Construct, id: string, { config, network, key }: ConsoleSeatsProps) {
    super(scope, id);
    const { name, sessions } = config;
    const { partition, region, account } = Stack.of(this);
    this.everyTask = `arn:${partition}:ecs:${region}:${account}:task/${name}/*`;
    this.log = new EncryptedLogs(this, 'Log', { name: `/${name}/console`, key });
    const exec = new EncryptedLogs(this, 'ExecLog', { name: `/${name}/exec`, key });
    this.transcripts = new Bucket(this, 'Transcripts', {
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    acknowledge(this.transcripts, 'S1', 'Transcripts are copied under Object Lock after each session; who reads them is recorded where the account logs S3 data events');
    this.cluster = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      clusterName: name,
      enableFargateCapacityProviders: true,
      containerInsightsV2: ContainerInsights.ENABLED,
      executeCommandConfiguration: {
        kmsKey: key,
        logging: ExecuteCommandLogging.OVERRIDE,
        logConfiguration: {
          cloudWatchLogGroup: exec,
          cloudWatchEncryptionEnabled: true,
          s3Bucket: this.transcripts,
          s3EncryptionEnabled: true,
          s3KeyPrefix: 'exec',
        },
      },
    });
    this.task = new ConsoleTask(this, 'Task', { config, log: this.log });
    this.services = Array.from({ length: sessions.seats }, (_, index) => this.seat(index + 1, network));
    this.judge(exec);
  }

  /** A deployment sets it to none: it ends a session. */
  private seat(number: number, network: PrivateNetwork): FargateService {
    return new FargateService(this, `Seat${number}`, {
      serviceName: `console-${number}`,
      cluster: this.cluster,
      taskDefinition: this.task.definition,
      platformVersion: FargatePlatformVersion.VERSION1_4,
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }],
      desiredCount: 0,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.DISABLED,
      vpcSubnets: { subnets: network.subnets },
      securityGroups: [network.securityGroup],
      assignPublicIp: false,
      enableExecuteCommand: true,
    });
  }

  /** ECS Exec has the task's role write the transcript; the CDK grants what its documentation says. */
  private judge(exec: LogGroup): void {
    const role = this.task.definition.taskRole;
    const { partition, region, account } = Stack.of(this);
    const idOf = (made: Construct) => `<${Stack.of(this).getLogicalId(made.node.defaultChild as CfnElement)}>`;
    acknowledge(role, 'IAM5[Resource::*]', 'ECS Exec: ssmmessages and logs:DescribeLogGroups take no resource');
    acknowledge(role, `IAM5[Resource::arn:${partition}:logs:${region}:${account}:log-group:${idOf(exec)}:*]`, 'ECS Exec names a log stream after its session');
    acknowledge(role, `IAM5[Resource::arn:${partition}:s3:::${idOf(this.transcripts)}/*]`, 'ECS Exec names a transcript after its session');
  }
}
