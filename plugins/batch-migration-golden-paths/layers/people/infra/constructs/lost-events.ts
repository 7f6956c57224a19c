import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunctionType } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';

/** Events that could not be handled: kept for two weeks, and told by mail. */
export class LostEvents extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { topic }: { topic: ITopic }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledge(this.queue, 'SQS3', 'It is the dead-letter queue');
    new Alarm(this, 'Alarm', {
      alarmDescription: 'An event of the watch was given up: see "An event was lost" in docs/runbook.md',
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }

  /** Lambda tries an event that failed twice more within two hours, then it is kept here. */
  keepFailuresOf(lambda: LambdaFunctionType): void {
    lambda.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(2), onFailure: new SqsDestination(this.queue) });
  }

  /** A rule that calls a function: tried for a day. */
  target(lambda: LambdaFunctionType): LambdaFunction {
    return new LambdaFunction(lambda, { deadLetterQueue: this.queue, retryAttempts: 185, maxEventAge: Duration.hours(24) });
  }
}
