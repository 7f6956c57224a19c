import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** Tells people about runs that failed and about starts that were never delivered. */
export class Alerts extends Construct {
  readonly topic: Topic;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { email, key }: { email: string | null; key: IKey }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    // The topic has a policy of its own, which takes the place of the default
    // one: without this the alarm below would tell nobody.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email) this.topic.addSubscription(new EmailSubscription(email));

    this.deadLetters = new Queue(this, 'UndeliveredStarts', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new Alarm(this, 'StartNotDelivered', {
      alarmDescription: 'A job was not started: see "A start was not delivered" in docs/runbook.md',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible(),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  /** Outside the state machine, so that also a run that was aborted or broke down is told. */
  onFailedRuns(stateMachines: IStateMachine[]): void {
    new Rule(this, 'FailedRuns', {
      description: 'Runs that did not succeed',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: stateMachines.map(({ stateMachineArn }) => stateMachineArn),
        },
      },
      targets: [
        new SnsTopic(this.topic, {
          message: RuleTargetInput.fromObject({
            what: 'A scheduled job did not succeed. See docs/runbook.md in its repository.',
            status: EventField.fromPath('$.detail.status'),
            stateMachine: EventField.fromPath('$.detail.stateMachineArn'),
            execution: EventField.fromPath('$.detail.executionArn'),
            error: EventField.fromPath('$.detail.error'),
            cause: EventField.fromPath('$.detail.cause'),
          }),
        }),
      ],
    });
  }
}
