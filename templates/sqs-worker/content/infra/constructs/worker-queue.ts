import { Arn, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type IQueue, Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { HEARTBEAT_VISIBILITY_SECONDS, VISIBILITY_SECONDS } from '../workers/limits';
import type { Worker } from '../workers/worker';

/** Deleting the stack leaves queues with their messages. */
const KEEP = { retentionPeriod: Duration.days(14), removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE };

export interface WorkerQueueProps {
  stackName: string;
  worker: Worker;
  key: IKey;
}

/** The queue of one worker: a new one with its queue for dead letters, or one that others own. */
export class WorkerQueue extends Construct {
  readonly queue: IQueue | null = null;
  readonly deadLetters: IQueue | null = null;

  constructor(scope: Construct, id: string, { stackName, worker, key }: WorkerQueueProps) {
    super(scope, id);
    const { queue } = worker;
    if (queue.kind === 'none') return;
    if (queue.kind === 'existing') {
      this.queue = this.imported('Queue', queue.name, queue.keyArn);
      this.deadLetters = queue.deadLetters === undefined ? null : this.imported('DeadLetters', queue.deadLetters);
      return;
    }
    const encrypted = { encryption: QueueEncryption.KMS, encryptionMasterKey: key, enforceSSL: true, ...KEEP };
    const name = `${stackName}-${worker.name}`;
    const deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `${name}-dlq`,
      ...encrypted,
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        // By its name: the two queues would need each other to be made.
        sourceQueues: [this.imported('Source', name)],
      },
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: name,
      ...encrypted,
      visibilityTimeout: Duration.seconds(visibilitySeconds(worker)),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: queue.maxReceives },
    });
    this.deadLetters = deadLetters;
  }

  /** To receive, prolong and delete; to read what is in it. Sending is nobody's here. */
  grantConsume(grantee: IGrantable): void {
    this.queue?.grantConsumeMessages(grantee);
  }

  private imported(id: string, queueName: string, keyArn?: string): IQueue {
    return Queue.fromQueueAttributes(this, id, {
      queueArn: Arn.format({ service: 'sqs', resource: queueName }, Stack.of(this)),
      keyArn,
      fifo: queueName.endsWith('.fifo'),
    });
  }
}

/**
 * How long a received message stays hidden: with a heartbeat a short time that
 * the poller prolongs, so that a crash costs little; else longer than the
 * longest takes, or it would be delivered again while it is worked on.
 */
export function visibilitySeconds({ queue, maxProcessingSeconds }: Pick<Worker, 'queue' | 'maxProcessingSeconds'>): number {
  if (queue.kind !== 'none' && queue.heartbeat) return HEARTBEAT_VISIBILITY_SECONDS;
  return Math.min(Math.ceil(maxProcessingSeconds * 1.2) + 30, VISIBILITY_SECONDS);
}
