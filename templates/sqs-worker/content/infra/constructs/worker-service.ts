import { Tags } from 'aws-cdk-lib';
import {
  AvailabilityZoneRebalancing,
  type CapacityProviderStrategy,
  FargatePlatformVersion,
  FargateService,
} from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { Worker } from '../workers/worker';
import type { WorkerPlatform } from './worker-platform';
import type { WorkerQueue } from './worker-queue';
import type { WorkerTask } from './worker-task';

export interface WorkerServiceProps {
  worker: Worker;
  platform: WorkerPlatform;
  task: WorkerTask;
  queue: WorkerQueue;
}

/** One worker process as one ECS service. */
export class WorkerService extends Construct {
  readonly service: FargateService;

  constructor(scope: Construct, id: string, { worker, platform, task, queue }: WorkerServiceProps) {
    super(scope, id);
    this.service = new FargateService(this, 'Service', {
      serviceName: worker.name,
      cluster: platform.cluster,
      taskDefinition: task.definition,
      platformVersion: FargatePlatformVersion.VERSION1_4,
      desiredCount: desiredCount(worker),
      ...deploymentOf(worker),
      capacityProviderStrategies: capacityOf(worker),
      circuitBreaker: { enable: true, rollback: true },
      vpcSubnets: { subnets: platform.network.subnets },
      securityGroups: [platform.network.securityGroup],
      assignPublicIp: false,
      enableExecuteCommand: false,
    });
    if (queue.queue) {
      // The portal reads from it which queue the worker empties.
      Tags.of(this.service).add('batch-migration:queue', queue.queue.queueName, {
        includeResourceTypes: ['AWS::ECS::Service'],
      });
    }
  }
}

/**
 * How many tasks a deployment sets. `undefined` leaves a scaled service as its
 * rule has it: a deployment in a rush hour would stop tasks otherwise.
 */
function desiredCount({ state, tasks }: Worker): number | undefined {
  if (state === 'STOPPED') return 0;
  return tasks === 'singleton' ? 1 : undefined;
}

/** A singleton stops its old task before it starts the new one, and is never moved by starting a second. */
function deploymentOf({ tasks }: Worker) {
  return tasks === 'singleton'
    ? {
        minHealthyPercent: 0,
        maxHealthyPercent: 100,
        availabilityZoneRebalancing: AvailabilityZoneRebalancing.DISABLED,
      }
    : {
        minHealthyPercent: 100,
        maxHealthyPercent: 200,
        availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
      };
}

/**
 * The first task is on demand, every further one on Spot: Spot never falls back
 * to on-demand, so something works whatever Spot has. Only one entry may have a
 * base. What may not be cut off is never on Spot.
 */
function capacityOf({ tasks, repeatable }: Worker): CapacityProviderStrategy[] {
  if (tasks === 'singleton' || !repeatable) return [{ capacityProvider: 'FARGATE', weight: 1 }];
  return [
    { capacityProvider: 'FARGATE', base: 1, weight: 0 },
    { capacityProvider: 'FARGATE_SPOT', weight: 1 },
  ];
}
