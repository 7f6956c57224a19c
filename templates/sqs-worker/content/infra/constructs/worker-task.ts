import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  Capability,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import { STOP_TIMEOUT_SECONDS } from '../limits';
import { PROTECTION_MINUTES } from '../workers/limits';
import { argv, type Worker } from '../workers/worker';
import { secretReference } from './secret-reference';
import type { WorkerPlatform } from './worker-platform';
import { visibilitySeconds, type WorkerQueue } from './worker-queue';

export interface WorkerTaskProps {
  worker: Worker;
  platform: WorkerPlatform;
  queue: WorkerQueue;
}

/** How one worker runs: its own task definition and role, so that it reads its own queue and secrets and no others. */
export class WorkerTask extends Construct {
  readonly definition: FargateTaskDefinition;

  constructor(scope: Construct, id: string, { worker, platform, queue }: WorkerTaskProps) {
    super(scope, id);
    const { name, task } = platform.config;
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: `${name}-${worker.name}`,
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
    const container = this.definition.addContainer('worker', {
      containerName: 'worker',
      image: platform.image,
      command: argv(worker),
      environment: { ...settingsOf(worker), ...queueAddress(worker, queue), ...worker.environment },
      secrets: Object.fromEntries(
        Object.entries(worker.secrets).map(([variable, arn]) => [variable, secretReference(this, variable, arn)]),
      ),
      logging: LogDrivers.awsLogs({ logGroup: platform.logs, streamPrefix: worker.name }),
      // An init process passes SIGTERM on and reaps what a shell leaves behind.
      linuxParameters: linux,
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(STOP_TIMEOUT_SECONDS),
    });
    container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false });
    queue.grantConsume(this.definition.taskRole);
    const tasks = this.allowProtection(platform);
    Validations.of(this.definition).acknowledge({
      id: 'CloudFormation-Validate::E1029',
      reason: 'A command is data: ${…} in it is for the shell, nothing substitutes it',
    });
    acknowledge(
      this.definition,
      'ECS2',
      'Only settings stand in the environment; credentials are references to Parameter Store or Secrets Manager',
    );
    acknowledge(
      this.definition,
      `IAM5[Resource::${tasks}]`,
      'A task learns its own id when it starts; the condition keeps it to this cluster',
    );
    acknowledge(
      this.definition,
      'IAM5[Resource::*]',
      'ecr:GetAuthorizationToken takes no resource; the rest of the execution role names its repository and log group',
    );
  }

  /**
   * A task may protect itself from scaling in, and no task of another cluster.
   *
   * @returns the ARN of the tasks of this cluster
   */
  private allowProtection({ cluster, config }: WorkerPlatform): string {
    const tasks = Stack.of(this).formatArn({
      service: 'ecs',
      resource: 'task',
      resourceName: `${config.name}/*`,
    });
    this.definition.addToTaskRolePolicy(
      new PolicyStatement({
        actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
        resources: [tasks],
        conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
      }),
    );
    return tasks;
  }
}

/** What the example poller reads. A poller of your own may, too, or ignore it. */
function settingsOf(worker: Worker): Record<string, string> {
  return {
    WORKER_NAME: worker.name,
    STOP_TIMEOUT_SECONDS: String(STOP_TIMEOUT_SECONDS),
    ...(worker.queue.kind === 'none'
      ? {}
      : {
          MAX_PROCESSING_SECONDS: String(worker.maxProcessingSeconds),
          MESSAGES_AT_ONCE: String(worker.messagesAtOnce),
          VISIBILITY_SECONDS: String(visibilitySeconds(worker)),
          HEARTBEAT: String(worker.queue.heartbeat),
          PROTECTION_MINUTES: String(protectionMinutes(worker)),
        }),
  };
}

/** Longer than a message takes: a task that crashed is not protected for ever. */
export function protectionMinutes({ maxProcessingSeconds }: Pick<Worker, 'maxProcessingSeconds'>): number {
  const needed = Math.ceil(maxProcessingSeconds / 60) + 10;
  return Math.min(Math.max(needed, PROTECTION_MINUTES.default), PROTECTION_MINUTES.max);
}

function queueAddress({ queueVariable }: Worker, { queue }: WorkerQueue): Record<string, string> {
  return queue === null ? {} : { [queueVariable]: queue.queueUrl };
}
