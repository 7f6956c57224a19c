import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';

export interface WorkQueueProps {
  /** One group after the other, each in its order. */
  fifo: boolean;
  /** Of the function that reads it. */
  timeout: Duration;
  /** After so many attempts a message is a dead letter. */
  maxReceives: number;
  /** A message that waits for so long is told. */
  waitsAtMost: Duration;
  /** What is in it, for the alarms: "Messages to Slack". */
  what: string;
  topic: ITopic;
}

/** A queue whose failures are kept for two weeks and told by mail: Slack may be what fails. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { fifo, timeout, maxReceives, waitsAtMost, what, topic }: WorkQueueProps) {
    super(scope, id);
    const common = {
      fifo: fifo || undefined,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    };
    this.deadLetters = new Queue(this, 'DeadLetters', common);
    acknowledge(this.deadLetters, 'SQS3', 'It is the dead-letter queue');
    this.queue = new Queue(this, 'Queue', {
      ...common,
      // What AWS advises for a queue that a function reads.
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: maxReceives },
    });
    this.alarm('Dead', this.deadLetters.metricApproximateNumberOfMessagesVisible(), 1, topic, `${what}: one was given up`);
    const age = this.queue.metricApproximateAgeOfOldestMessage();
    this.alarm('Late', age, waitsAtMost.toSeconds(), topic, `${what}: one waits for too long`);
  }

  /** Has a function read it; the function says which messages it could not do. */
  feed(reader: IFunction, batchSize = 5): void {
    reader.addEventSource(new SqsEventSource(this.queue, { batchSize, reportBatchItemFailures: true }));
  }

  private alarm(id: string, metric: IMetric, threshold: number, topic: ITopic, what: string): void {
    new Alarm(this, id, {
      alarmDescription: `${what}: see docs/people.md`,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
}
