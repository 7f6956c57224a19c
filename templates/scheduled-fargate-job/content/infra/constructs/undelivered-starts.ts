import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';

/** Starts that Scheduler could not deliver: kept for two weeks, and told. */
export class UndeliveredStarts extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { group, topic }: { group: string; topic: ITopic }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(this.queue, 'SQS3', 'It is the dead-letter queue');

    const ofGroup = (metricName: string) =>
      new Metric({
        namespace: 'AWS/Scheduler',
        metricName,
        dimensionsMap: { ScheduleGroup: group },
        statistic: Stats.SUM,
        period: Duration.minutes(5),
      });
    const alarms: Array<[string, IMetric]> = [
      ['StartNotDelivered', this.queue.metricApproximateNumberOfMessagesVisible()],
      // Given up after every try, whether or not the queue took the message.
      ['StartDropped', ofGroup('InvocationDroppedCount')],
      // Not even the queue has it: only this alarm and the portal know.
      ['StartLost', ofGroup('InvocationsFailedToBeSentToDeadLetterCount')],
    ];
    for (const [name, metric] of alarms) {
      new Alarm(this, name, {
        alarmName: `${group}--${name}`,
        alarmDescription: 'A job was not started: see "A start was not delivered" in docs/runbook.md',
        metric,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        // Scheduler counts these only when they happen.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(new SnsAction(topic));
    }
  }
}
