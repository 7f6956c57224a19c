import { Duration, TimeZone } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { ContextAttribute, type IScheduleGroup, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { shortestPeriodSeconds } from '../schedules/cron';
import type { Job } from '../schedules/job';
import type { JobPlatform } from './job-platform';
import { JobStateMachine } from './job-state-machine';
import { JobTask } from './job-task';

export interface ScheduledJobProps {
  job: Job;
  group: IScheduleGroup;
  platform: JobPlatform;
  guards: ITable;
  deadLetters: IQueue;
}

/** One job of `schedules.yaml`: its state machine, started in the job's own time zone. */
export class ScheduledJob extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { job, group, platform, guards, deadLetters }: ScheduledJobProps) {
    super(scope, id);
    const { definition } = new JobTask(this, 'Task', { job, platform });
    this.stateMachine = new JobStateMachine(this, 'Run', { job, platform, definition, guards }).stateMachine;

    for (const schedule of job.schedules) {
      const { name, expression, timezone, startDate, endDate } = schedule;
      new Schedule(this, `Schedule-${name}`, {
        scheduleName: name,
        scheduleGroup: group,
        schedule: ScheduleExpression.expression(expression, TimeZone.of(timezone)),
        enabled: job.state === 'ENABLED',
        start: startDate === undefined ? undefined : new Date(startDate),
        end: endDate === undefined ? undefined : new Date(endDate),
        target: new StepFunctionsStartExecution(this.stateMachine, {
          input: ScheduleTargetInput.fromObject({ job: job.name, scheduledTime: ContextAttribute.scheduledTime }),
          deadLetterQueue: deadLetters,
          retryAttempts: 10,
          maxEventAge: maxEventAge(expression),
        }),
      });
    }
  }
}

/** A start that cannot be delivered is given up before the next one is due; one minute is AWS's least. */
function maxEventAge(expression: string): Duration {
  const seconds = Math.floor(shortestPeriodSeconds(expression) / 2);
  return Duration.seconds(Math.min(Math.max(seconds, 60), 3600));
}
