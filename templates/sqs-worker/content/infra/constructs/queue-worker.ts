import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Worker } from '../workers/worker';
import type { Alerts } from './alerts';
import { BacklogScaling, runningTasks } from './backlog-scaling';
import type { WorkerPlatform } from './worker-platform';
import { WorkerQueue } from './worker-queue';
import { WorkerService } from './worker-service';
import { WorkerTask } from './worker-task';

export interface QueueWorkerProps {
  worker: Worker;
  platform: WorkerPlatform;
  alerts: Alerts;
  key: IKey;
}

/** One worker of `workers.yaml`: its queue, its service, how it scales, and when people are told. */
export class QueueWorker extends Construct {
  constructor(scope: Construct, id: string, { worker, platform, alerts, key }: QueueWorkerProps) {
    super(scope, id);
    const queue = new WorkerQueue(this, 'Queue', { stackName: platform.config.name, worker, key });
    const task = new WorkerTask(this, 'Task', { worker, platform, queue });
    const { service } = new WorkerService(this, 'Worker', { worker, platform, task, queue });

    if (queue.deadLetters) alerts.onDeadLetters(worker.name, queue.deadLetters);
    if (worker.state === 'STOPPED') return;

    const { tasks } = worker;
    if (tasks !== 'singleton' && queue.queue) {
      new BacklogScaling(this, 'Scaling', { service, queue: queue.queue, settings: { ...worker, ...tasks } });
    }
    if (queue.queue) alerts.onFallingBehind(worker.name, queue.queue, fallsBehindSeconds(worker));
    if (tasks === 'singleton' || tasks.min > 0) alerts.onNothingRuns(worker.name, runningTasks(service));
  }
}

/**
 * SQS counts a message that is being worked on as old as it is, so the longest
 * one is no alarm; ten minutes are what starting tasks from nothing may take.
 */
function fallsBehindSeconds({ startWithinSeconds, maxProcessingSeconds }: Worker): number {
  return startWithinSeconds + maxProcessingSeconds + 600;
}
