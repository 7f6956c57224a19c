import { Duration, Validations } from 'aws-cdk-lib';
import {
  Capability,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import { argv, type Job } from '../schedules/job';
import type { JobPlatform } from './job-platform';
import type { JobStorage } from './job-storage';
import { secretReference } from './secret-reference';

export interface JobTaskProps {
  job: Job;
  platform: JobPlatform;
  storage: JobStorage | null;
}

/** How one job runs: its own task definition, so that it reads its own secrets and no others. */
export class JobTask extends Construct {
  readonly definition: FargateTaskDefinition;

  constructor(scope: Construct, id: string, { job, platform, storage }: JobTaskProps) {
    super(scope, id);
    const { name, task } = platform.config;
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: `${name}-${job.name}`,
      cpu: task.cpu,
      memoryLimitMiB: task.memoryMiB,
      ephemeralStorageGiB: job.ephemeralStorageGiB,
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
        Object.entries(job.secrets).map(([variable, arn]) => [variable, secretReference(this, variable, arn)]),
      ),
      logging: LogDrivers.awsLogs({ logGroup: platform.taskLogs, streamPrefix: job.name }),
      // An init process passes signals on and reaps what the shell leaves behind.
      linuxParameters: linux,
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(job.stopTimeoutSeconds),
    });
    Validations.of(this.definition).acknowledge({
      id: 'CloudFormation-Validate::E1029',
      reason: 'A command is data: ${…} in it is for the shell, nothing substitutes it',
    });
    acknowledge(this.definition, 'ECS2', 'Variables of schedules.yaml are reviewed there; credentials are references');
    acknowledge(this.definition, 'IAM5[Resource::*]', 'ecr:GetAuthorizationToken knows no resource; the image is named');
    // Jobs of an old host expect to write there; it is empty at every start.
    container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false });
    if (job.storage === 'none') return;
    if (!storage) throw new Error(`schedules.yaml: ${job.name} uses storage, and infra/config.json has none`);
    storage.grant(job, this.definition, container);
  }
}
