import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { CANARY } from '../../functions/canary';
import { CANARY_STREAM } from '../../functions/commands';
import type { ConsoleSeats } from './console-seats';
import type { LostEvents } from './lost-events';
import { NodeFunction } from './node-function';
import type { People } from './people';
import type { SessionFunctions } from './session-functions';

export interface CanaryProps {
  functions: SessionFunctions;
  people: People;
  seats: ConsoleSeats;
  lost: LostEvents;
  key: IKey;
  topic: ITopic;
}

/** Twice a day a test event goes through the rule for logins and through the subscription; silence is an alarm. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { people, seats, lost, key, topic }: CanaryProps) {
    super(scope, id);
    const { stackName, region, account, partition } = Stack.of(this);
    const canary = new NodeFunction(this, 'TestEvents', {
      entry: 'functions/lambda/canary.ts',
      description: 'Tries whether the watch still hears',
      key,
      topic,
      files: ['approvers.yaml'],
      environment: { STACK_NAME: stackName, CONSOLE_LOG_GROUP: seats.log.logGroupName },
    });
    people.letAsk(canary);
    lost.keepFailuresOf(canary.function);
    const allow = (action: string, resource: string) => canary.function.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
    allow('events:PutEvents', `arn:${partition}:events:${region}:${account}:event-bus/default`);
    allow('logs:CreateLogStream', seats.log.logGroupArn);
    allow('logs:PutLogEvents', `arn:${partition}:logs:${region}:${account}:log-group:/${stackName}/console:log-stream:${CANARY_STREAM}`);
    for (const [what, minute] of [['send', '0'], ['check', '15']]) {
      new Rule(this, what, {
        ruleName: `${stackName}-canary-${what}`,
        schedule: Schedule.cron({ minute, hour: '3,15' }),
        targets: [new LambdaFunction(canary.function, { event: RuleTargetInput.fromObject({ canary: what }), deadLetterQueue: lost.queue, retryAttempts: 3 })],
      });
    }
    for (const path of CANARY.paths) this.alarm(path, topic);
  }

  private alarm(path: string, topic: ITopic): void {
    new Alarm(this, `Silent-${path}`, {
      alarmDescription: `No test event came through ${path} for a day: see "The watch does not work" in docs/runbook.md`,
      metric: new Metric({
        namespace: CANARY.namespace,
        metricName: 'CanaryArrived',
        dimensionsMap: { Stack: Stack.of(this).stackName, Path: path },
        period: Duration.days(1),
        statistic: 'Sum',
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
}
