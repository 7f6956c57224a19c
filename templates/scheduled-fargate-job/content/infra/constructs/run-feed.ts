import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventBus, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as ToBus, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { RunFeed as RunFeedConfig } from '../config';
import { runPatterns } from './run-events';

export interface RunFeedProps {
  feed: RunFeedConfig;
  stateMachineNames: string[];
  topic: ITopic;
}

/**
 * Sends the runs to the portal: each change of status, as EventBridge sends it.
 * The portal reads nothing else from a queue, and whoever can write into one
 * can invent runs: only these rules may.
 */
export class RunFeed extends Construct {
  constructor(scope: Construct, id: string, { feed, stateMachineNames, topic }: RunFeedProps) {
    super(scope, id);
    if (feed.kind === 'none') return;
    const target = feed.kind === 'bus' ? this.bus(feed.arn) : this.queue(topic);
    for (const [index, eventPattern] of runPatterns(this, stateMachineNames).entries()) {
      new Rule(this, `Rule${index + 1}`, { description: 'Runs, for the portal', eventPattern, targets: [target] });
    }
  }

  private bus(arn: string): IRuleTarget {
    return new ToBus(EventBus.fromEventBusArn(this, 'Bus', arn), { deadLetterQueue: this.deadLetters() });
  }

  private queue(topic: ITopic): IRuleTarget {
    const unreadable = this.deadLetters();
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // The portal hides what it received for a minute, and takes it again.
      deadLetterQueue: { queue: unreadable, maxReceiveCount: 10 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new Alarm(this, 'RunNotTold', {
      alarmDescription: 'The portal could not read a run, or EventBridge could not send it: see "The portal misses runs" in docs/runbook.md',
      metric: unreadable.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
    new CfnOutput(this, 'QueueUrl', {
      key: 'RunFeedQueueUrl',
      description: 'batchMigration.aws.events.queueUrl of the portal',
      value: queue.queueUrl,
    });
    return new SqsQueue(queue, { deadLetterQueue: unreadable });
  }

  private deadLetters(): Queue {
    const queue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(queue, 'SQS3', 'It is the dead-letter queue');
    return queue;
  }
}
