import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Cluster } from 'aws-cdk-lib/aws-ecs';
import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AlertTopic } from './alert-topic';

const MINUTE = Duration.minutes(1);

/** Tells people what no retry cures: each alarm has its own section in the runbook. */
export class Alerts extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { email, key }: { email: string | null; key: IKey }) {
    super(scope, id);
    this.topic = new AlertTopic(this, 'Alerts', { emails: email ? [email] : [], key }).topic;
  }

  /** A message failed as often as it may. */
  onDeadLetters(worker: string, deadLetters: IQueue): void {
    this.alarm(`${worker}-DeadLetters`, {
      description: `Messages of ${worker} failed too often: see "Dead letters" in docs/runbook.md`,
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: MINUTE, statistic: 'Maximum' }),
      threshold: 1,
      minutes: 1,
      missing: TreatMissingData.NOT_BREACHING,
    });
  }

  /** The oldest message waits for longer than it should, although the rule had time to start tasks. */
  onFallingBehind(worker: string, queue: IQueue, seconds: number): void {
    this.alarm(`${worker}-FallsBehind`, {
      description: `Messages of ${worker} wait too long: see "A worker falls behind" in docs/runbook.md`,
      metric: queue.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: 'Maximum' }),
      threshold: seconds,
      minutes: 5,
      missing: TreatMissingData.NOT_BREACHING,
    });
  }

  /** No task runs although one should. Silence counts: a service without a task may say nothing. */
  onNothingRuns(worker: string, running: IMetric): void {
    this.alarm(`${worker}-NothingRuns`, {
      description: `No task of ${worker} runs: see "Nothing runs" in docs/runbook.md`,
      metric: running,
      threshold: 1,
      below: true,
      minutes: 10,
      missing: TreatMissingData.BREACHING,
    });
  }

  /** A deployment was rolled back, or tasks cannot be started again and again. */
  onTrouble(cluster: Cluster): void {
    new Rule(this, 'Trouble', {
      description: 'Deployments that failed and services that cannot start tasks',
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Deployment State Change', 'ECS Service Action'],
        resources: Match.prefix(`${servicePrefix(cluster)}/`),
        detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED', 'SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE'] },
      },
      targets: [
        new SnsTopic(this.topic, {
          message: RuleTargetInput.fromObject({
            what: 'A worker could not be deployed or started. See docs/runbook.md in its repository.',
            event: EventField.fromPath('$.detail.eventName'),
            reason: EventField.fromPath('$.detail.reason'),
            service: EventField.fromPath('$.resources[0]'),
          }),
        }),
      ],
    });
  }

  private alarm(
    id: string,
    { description, metric, threshold, minutes, missing, below = false }: {
      description: string;
      metric: IMetric;
      threshold: number;
      minutes: number;
      missing: TreatMissingData;
      below?: boolean;
    },
  ): void {
    new Alarm(this, id, {
      alarmDescription: description,
      metric,
      threshold,
      evaluationPeriods: minutes,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: missing,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}

function servicePrefix(cluster: Cluster): string {
  return Stack.of(cluster).formatArn({ service: 'ecs', resource: 'service', resourceName: cluster.clusterName });
}
