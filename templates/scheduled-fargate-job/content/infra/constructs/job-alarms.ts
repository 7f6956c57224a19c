import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type CfnAlarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Job } from '../schedules/job';
import { missedWindow } from '../schedules/missed-window';

export interface JobAlarmsProps {
  job: Job;
  /** Beginning of the alarms' names. */
  name: string;
  stateMachine: IStateMachine;
  topics: ITopic[];
  now: Date;
}

/** Tells of runs that failed, and of a job that no longer starts. */
export class JobAlarms extends Construct {
  constructor(scope: Construct, id: string, { job, name, stateMachine, topics, now }: JobAlarmsProps) {
    super(scope, id);
    const failed = new Alarm(this, 'Failed', {
      alarmName: `${name}--failed`,
      alarmDescription: `A run of ${job.name} did not succeed: see "A run failed" in docs/runbook.md`,
      metric: notSucceeded(stateMachine),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // No run in these minutes is no failed run.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    for (const topic of topics) failed.addAlarmAction(new SnsAction(topic));

    const window = missedWindow(job, now);
    if (!window) return;
    const { periodSeconds, periods } = window;
    const missed = new Alarm(this, 'Missed', {
      alarmName: `${name}--missed`,
      alarmDescription: `${job.name} did not start when it should have: see "A run is missing" in docs/runbook.md`,
      metric: stateMachine.metricStarted({ statistic: Stats.SUM, period: Duration.seconds(periodSeconds) }),
      threshold: 1,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      // Step Functions sends no zero: a job that does not start sends nothing.
      treatMissingData: TreatMissingData.BREACHING,
    });
    // A job that was just enabled has not missed a run yet. Two days are the most.
    const alarm = missed.node.defaultChild as CfnAlarm;
    alarm.warmUpConfiguration = {
      warmUpPeriodDurationInMinutes: Math.min(Math.ceil((periodSeconds * periods) / 60), 2_880),
      onlyStartEvaluatingAfterWarmUpPeriodEnds: true,
    };
    // CloudFormation has known this property since 2026; cfn-lint 1.51 does not yet.
    alarm.addMetadata('cfn-lint', { config: { ignore_checks: ['E3002'] } });
    for (const topic of topics) {
      missed.addAlarmAction(new SnsAction(topic));
      missed.addOkAction(new SnsAction(topic));
    }
  }
}

/** Runs that failed, timed out or were aborted, in five minutes. */
export function notSucceeded(stateMachine: IStateMachine): IMetric {
  const options = { statistic: Stats.SUM, period: Duration.minutes(5) };
  return new MathExpression({
    expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
    label: 'Runs that did not succeed',
    period: Duration.minutes(5),
    usingMetrics: {
      failed: stateMachine.metricFailed(options),
      timedOut: stateMachine.metricTimedOut(options),
      aborted: stateMachine.metricAborted(options),
    },
  });
}
