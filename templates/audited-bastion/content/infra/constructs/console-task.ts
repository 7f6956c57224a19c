import { join } from 'node:path';
import { Annotations, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { AwsLogDriverMode, ContainerImage, CpuArchitecture, FargateTaskDefinition, LinuxParameters, LogDrivers, OperatingSystemFamily } from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Config } from '../config';
import { digestOf } from '../console-image';
import { secretReference } from './secret-reference';

/** What ECS Exec's agent writes into; without them a file system that is read-only would keep it from starting. */
const WRITABLE = { agents: '/managed-agents', 'ssm-lib': '/var/lib/amazon/ssm', 'ssm-log': '/var/log/amazon/ssm', tmp: '/tmp' };

export interface ConsoleTaskProps {
  config: Config;
  log: ILogGroup;
}

/** The image of the production branch with the hook on it, and what the application's own tasks have. */
export class ConsoleTask extends Construct {
  readonly definition: FargateTaskDefinition;

  constructor(scope: Construct, id: string, { config, log }: ConsoleTaskProps) {
    super(scope, id);
    const { name, task, sessions, image } = config;
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: `${name}-console`,
      cpu: task.cpu,
      memoryLimitMiB: task.memoryMiB,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.X86_64, operatingSystemFamily: OperatingSystemFamily.LINUX },
      volumes: Object.keys(WRITABLE).map(volume => ({ name: volume })),
    });
    const container = this.definition.addContainer('console', {
      containerName: 'console',
      image: ContainerImage.fromAsset(join(__dirname, '..', '..', 'console'), {
        platform: Platform.LINUX_AMD64,
        buildArgs: { CONSOLE_IMAGE: image },
        exclude: ['test'],
      }),
      environment: { ...sessions.environment },
      secrets: Object.fromEntries(Object.entries(sessions.secrets).map(([variable, arn]) => [variable, secretReference(this, variable, arn)])),
      // The default drops lines where many come at once; this way whoever types waits for the log.
      logging: LogDrivers.awsLogs({ logGroup: log, streamPrefix: 'console', mode: AwsLogDriverMode.BLOCKING }),
      // An init process reaps what people leave behind; without a port nothing can call.
      linuxParameters: new LinuxParameters(this, 'Linux', { initProcessEnabled: true }),
      // Also root cannot take the hook out of the image.
      readonlyRootFilesystem: true,
      // For console/keeper: shells tell their end, and the agent uploads its transcripts.
      stopTimeout: Duration.seconds(30),
    });
    for (const [sourceVolume, containerPath] of Object.entries(WRITABLE)) {
      container.addMountPoints({ sourceVolume, containerPath, readOnly: false });
    }
    if (digestOf(image) === null) {
      Annotations.of(this).addWarningV2('bastion:image-by-tag', 'The console is built on a tag. Deployed like this, it stays what it was when the tag moves: see docs/runtime.md');
    }
    new CfnOutput(this, 'Image', { key: 'ConsoleImage', description: 'What the console is built on', value: image });
    this.allowBuckets(sessions.buckets);
    acknowledge(this.definition, 'ECS2', 'Only settings stand in the environment; credentials are references to Parameter Store or Secrets Manager');
    acknowledge(this.definition, 'IAM5[Resource::*]', 'ecr:GetAuthorizationToken takes no resource; the rest of the execution role names its repository and log group');
  }

  private allowBuckets(buckets: string[]): void {
    const { partition } = Stack.of(this);
    for (const bucket of buckets) {
      const arn = `arn:${partition}:s3:::${bucket}`;
      this.definition.addToTaskRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [arn] }));
      this.definition.addToTaskRolePolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [`${arn}/*`] }));
      acknowledge(this.definition.taskRole, `IAM5[Resource::${arn}/*]`, 'The console reaches the objects of the buckets that config.json names');
    }
  }
}
