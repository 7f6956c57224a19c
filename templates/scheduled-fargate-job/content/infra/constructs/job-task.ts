import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  Capability,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
  Secret,
} from 'aws-cdk-lib/aws-ecs';
import { Secret as ManagedSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { STOP_TIMEOUT_SECONDS } from '../limits';
import { argv, type Job } from '../schedules/job';
import type { JobPlatform } from './job-platform';

/** How one job runs: its own task definition, so that it reads its own secrets and no others. */
export class JobTask extends Construct {
  readonly definition: FargateTaskDefinition;

  constructor(scope: Construct, id: string, { job, platform }: { job: Job; platform: JobPlatform }) {
    super(scope, id);
    const { name, task } = platform.config;
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: `${name}-${job.name}`,
      cpu: task.cpu,
      memoryLimitMiB: task.memoryMiB,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.X86_64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      volumes: [{ name: 'tmp' }],
    });
    const linux = new LinuxParameters(this, 'Linux', { initProcessEnabled: true });
    linux.dropCapabilities(Capability.ALL);
    const container = this.definition.addContainer('job', {
      containerName: 'job',
      image: platform.image,
      command: argv(job),
      environment: { ...job.environment, ...(job.stdin === undefined ? {} : { JOB_STDIN: job.stdin }) },
      secrets: Object.fromEntries(
        Object.entries(job.secrets).map(([variable, arn]) => [variable, this.secret(variable, arn)]),
      ),
      logging: LogDrivers.awsLogs({ logGroup: platform.taskLogs, streamPrefix: job.name }),
      // An init process passes signals on and reaps what the shell leaves behind.
      linuxParameters: linux,
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(STOP_TIMEOUT_SECONDS),
    });
    Validations.of(this.definition).acknowledge({
      id: 'CloudFormation-Validate::E1029',
      reason: 'A command is data: ${…} in it is for the shell, nothing substitutes it',
    });
    // Jobs of an old host expect to write there; it is empty at every start.
    container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false });
  }

  private secret(variable: string, arn: string): Secret {
    const id = `Secret${variable}`;
    const [, parameterName] = /:parameter(\/.+)$/.exec(arn) ?? [];
    if (parameterName) {
      // The CDK builds the ARN anew, in this stack's own account and region.
      const { account, region } = Stack.of(this);
      if (!arn.includes(`:ssm:${region}:${account}:`)) {
        throw new Error(`schedules.yaml: the parameter of ${variable} must be in account ${account} and region ${region}`);
      }
      return Secret.fromSsmParameter(
        StringParameter.fromSecureStringParameterAttributes(this, id, { parameterName }),
      );
    }
    return Secret.fromSecretsManager(
      /-[A-Za-z0-9]{6}$/.test(arn)
        ? ManagedSecret.fromSecretCompleteArn(this, id, arn)
        : ManagedSecret.fromSecretPartialArn(this, id, arn),
    );
  }
}
