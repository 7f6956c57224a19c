import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleGroup, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import { CHECK_EVERY_HOURS } from '../../people/followUp/due';
import type { NodeFunction } from './node-function';
import { WorkQueue } from './work-queue';

export const FOLLOW_UP_TIMEOUT = Duration.minutes(5);

/**
 * What follows when nobody answers: one-time schedules that delete themselves,
 * and a sweep every hour that finds what they missed. Both write into one queue.
 */
export class FollowUps extends Construct {
  readonly queue: WorkQueue;
  private readonly group: ScheduleGroup;
  private readonly role: Role;

  constructor(scope: Construct, id: string, { topic }: { topic: ITopic }) {
    super(scope, id);
    this.queue = new WorkQueue(this, 'Due', {
      fifo: false,
      timeout: FOLLOW_UP_TIMEOUT,
      maxReceives: 5,
      waitsAtMost: Duration.hours(1),
      what: 'Follow-ups',
      topic,
    });
    this.group = new ScheduleGroup(this, 'Timers', { scheduleGroupName: `${Stack.of(this).stackName}-follow-ups` });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'Lets timers of requests write into the follow-up queue',
    });
    this.queue.queue.grantSendMessages(this.role);
    new Schedule(this, 'Sweep', {
      description: 'Finds requests whose timer was lost',
      schedule: ScheduleExpression.rate(Duration.hours(CHECK_EVERY_HOURS)),
      target: new SqsSendMessage(this.queue.queue, { input: ScheduleTargetInput.fromObject({ sweep: true }), role: this.role }),
    });
  }

  /** What a function needs to set a timer. */
  letSetTimers({ function: lambda }: NodeFunction): void {
    const { region, account, partition } = Stack.of(this);
    const schedules = `arn:${partition}:scheduler:${region}:${account}:schedule/${this.group.scheduleGroupName}/*`;
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['scheduler:CreateSchedule'], resources: [schedules] }));
    acknowledge(lambda.role!, `IAM5[Resource::${schedules}]`, 'Each request has a timer of its own name, in this group');
    this.role.grantPassRole(lambda.grantPrincipal);
    lambda.addEnvironment('FOLLOW_UP_GROUP', this.group.scheduleGroupName);
    lambda.addEnvironment('FOLLOW_UP_QUEUE_ARN', this.queue.queue.queueArn);
    lambda.addEnvironment('FOLLOW_UP_ROLE_ARN', this.role.roleArn);
  }
}
