import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { Config } from './config';
import { AlertTopic } from './constructs/alert-topic';
import { GuardTable } from './constructs/guard-table';
import { notSucceeded } from './constructs/job-alarms';
import { JobPlatform } from './constructs/job-platform';
import { jobStorage } from './constructs/job-storage';
import { RunNotifications } from './constructs/run-events';
import { RunFeed } from './constructs/run-feed';
import { RunWatch } from './constructs/run-watch';
import { ScheduledJob } from './constructs/scheduled-job';
import { StackKey } from './constructs/stack-key';
import { UndeliveredStarts } from './constructs/undelivered-starts';
import type { Job } from './schedules/job';

export interface ScheduledJobsStackProps extends StackProps {
  config: Config;
  jobs: Job[];
  /** Dates of schedules that are past by then are left out. */
  now: Date;
}

/** All jobs of `schedules.yaml`, in a network that exists already. */
export class ScheduledJobsStack extends Stack {
  constructor(scope: Construct, id: string, { config, jobs, now, ...props }: ScheduledJobsStackProps) {
    super(scope, id, { ...props, tags: { owner: config.owner } });
    const { key } = new StackKey(this, 'Key');
    const platform = new JobPlatform(this, 'Platform', { config, key });
    const storage = jobStorage(this, platform);
    const guards = new GuardTable(this, 'Guards').table;
    const group = new ScheduleGroup(this, 'Schedules', { scheduleGroupName: config.name });
    const { topic } = new AlertTopic(this, 'Alerts', { emails: config.alertEmail ? [config.alertEmail] : [], key });
    const { queue: deadLetters } = new UndeliveredStarts(this, 'UndeliveredStarts', { group: config.name, topic });
    const watch = new RunWatch(this, 'Watch', { platform });

    for (const job of jobs) {
      new ScheduledJob(this, job.name, { job, group, platform, storage, guards, deadLetters, watch, topic, now });
    }

    const stateMachineNames = jobs.map(({ name }) => `${config.name}-${name}`);
    new RunNotifications(this, 'FailedRuns', { topic, stateMachineNames: [watch.stateMachineName, ...stateMachineNames] });
    new RunFeed(this, 'RunFeed', { feed: config.runFeed, stateMachineNames, topic });
    new Alarm(this, 'RunningTooLong', {
      alarmName: `${config.name}--running-too-long`,
      alarmDescription: 'A run takes longer than it should: see "A run takes too long" in docs/runbook.md',
      metric: notSucceeded(watch.stateMachine),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
    new CfnOutput(this, 'GuardTable', { key: 'GuardTable', description: 'For npm run job', value: guards.tableName });
  }
}
