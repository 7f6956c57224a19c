import { Annotations, Duration, TimeZone } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import {
  ContextAttribute,
  type IScheduleGroup,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { shortestPeriodSeconds } from '../schedules/cron';
import type { Job, JobSchedule } from '../schedules/job';
import { scheduleDates } from '../schedules/schedule-dates';
import { AlertTopic } from './alert-topic';
import { JobAlarms } from './job-alarms';
import type { JobPlatform } from './job-platform';
import { JobStateMachine } from './job-state-machine';
import type { JobStorage } from './job-storage';
import { JobTask } from './job-task';
import { RunNotifications } from './run-events';
import type { RunWatch } from './run-watch';

export interface ScheduledJobProps {
  job: Job;
  group: IScheduleGroup;
  platform: JobPlatform;
  storage: JobStorage | null;
  guards: ITable;
  deadLetters: IQueue;
  watch: RunWatch;
  /** Alerts of all jobs. */
  topic: ITopic;
  now: Date;
}

/** One job of `schedules.yaml`: its state machine, started in the job's own time zone. */
export class ScheduledJob extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const { job, group, platform, storage, guards, deadLetters, watch, topic, now } = props;
    const { definition } = new JobTask(this, 'Task', { job, platform, storage });
    const { stateMachine } = new JobStateMachine(this, 'Run', { job, platform, definition, guards, watch, now });

    for (const schedule of job.schedules) {
      new Schedule(this, `Schedule-${schedule.name}`, {
        scheduleName: schedule.name,
        scheduleGroup: group,
        schedule: ScheduleExpression.expression(schedule.expression, TimeZone.of(schedule.timezone)),
        ...this.dates(job, schedule, now),
        target: new StepFunctionsStartExecution(stateMachine, {
          input: ScheduleTargetInput.fromObject({
            job: job.name,
            scheduledTime: ContextAttribute.scheduledTime,
            // By this the portal tells schedules of one state machine apart.
            scheduleArn: ContextAttribute.scheduleArn,
          }),
          deadLetterQueue: deadLetters,
          retryAttempts: 10,
          maxEventAge: maxEventAge(schedule.expression),
        }),
      });
    }

    const name = `${platform.config.name}-${job.name}`;
    const own = job.notify && new AlertTopic(this, 'Notification', { emails: job.notify.emails, key: platform.key }).topic;
    new JobAlarms(this, 'Alarms', { job, name, stateMachine, topics: own ? [topic, own] : [topic], now });
    if (own) {
      const everyRun = job.notify?.on === 'every-run';
      new RunNotifications(this, 'Runs', { topic: own, stateMachineNames: [name], everyRun });
      new RunNotifications(this, 'Watches', {
        topic: own,
        stateMachineNames: [watch.stateMachineName],
        ofJob: job.name,
      });
    }
  }

  private dates(job: Job, schedule: JobSchedule, now: Date) {
    const { start, end, enabled, warnings } = scheduleDates(schedule, now);
    for (const warning of warnings) Annotations.of(this).addWarningV2(`schedules.yaml:${schedule.name}`, warning);
    return { start, end, enabled: enabled && job.state === 'ENABLED' };
  }
}

/** A start that cannot be delivered is given up before the next one is due; one minute is AWS's least. */
function maxEventAge(expression: string): Duration {
  const seconds = Math.floor(shortestPeriodSeconds(expression) / 2);
  return Duration.seconds(Math.min(Math.max(seconds, 60), 3600));
}
