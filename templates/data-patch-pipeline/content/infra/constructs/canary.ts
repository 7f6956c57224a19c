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
import type { LostEvents } from './lost-events';
import { NodeFunction } from './node-function';
import type { PatchBuild } from './patch-build';
import type { People } from './people';

export interface CanaryProps {
  people: People;
  build: PatchBuild;
  lost: LostEvents;
  key: IKey;
  topic: ITopic;
}

/** Twice a day a test event goes through the rule for ends of builds; silence is an alarm. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { people, build, lost, key, topic }: CanaryProps) {
    super(scope, id);
    const { stackName, region, account, partition } = Stack.of(this);
    const canary = new NodeFunction(this, 'TestEvents', {
      entry: 'functions/lambda/canary.ts',
      description: 'Tries whether the watch still hears',
      key,
      topic,
      files: ['approvers.yaml'],
      environment: { STACK_NAME: stackName, PROJECT: build.name },
    });
    people.letAsk(canary);
    lost.keepFailuresOf(canary.function);
    canary.function.addToRolePolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [`arn:${partition}:events:${region}:${account}:event-bus/default`] }));
    for (const [what, minute] of [['send', '0'], ['check', '15']]) {
      new Rule(this, what, {
        ruleName: `${stackName}-canary-${what}`,
        schedule: Schedule.cron({ minute, hour: '3,15' }),
        targets: [new LambdaFunction(canary.function, { event: RuleTargetInput.fromObject({ canary: what }), deadLetterQueue: lost.queue, retryAttempts: 3 })],
      });
    }
    for (const path of CANARY.paths) {
      new Alarm(this, `Silent-${path}`, {
        alarmDescription: `No test event came through ${path} for a day: see "The watch does not work" in docs/runbook.md`,
        metric: new Metric({
          namespace: CANARY.namespace,
          metricName: 'CanaryArrived',
          dimensionsMap: { Stack: stackName, Path: path },
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
}
