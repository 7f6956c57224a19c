import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Clock } from '../clock';

/** Sends one message at one time. */
export interface Timer {
  at(time: Date, requestId: string): Promise<void>;
}

export interface SchedulerTimerProps {
  group: string;
  /** Of the queue that `infra/constructs/follow-ups.ts` makes, and of the role that may write into it. */
  queueArn: string;
  roleArn: string;
  clock: Clock;
}

/** A one-time schedule that deletes itself. Set twice for one time, it is one. */
export function schedulerTimer(client: Pick<SchedulerClient, 'send'>, { group, queueArn, roleArn, clock }: SchedulerTimerProps): Timer {
  return {
    async at(time, requestId) {
      // Whole minutes are what Scheduler keeps; one that is past would never come.
      const soonest = clock().getTime() + 60_000;
      const when = new Date(Math.ceil(Math.max(time.getTime(), soonest) / 60_000) * 60_000);
      try {
        await client.send(
          new CreateScheduleCommand({
            GroupName: group,
            Name: `${requestId}-${(when.getTime() / 60_000).toString(36)}`,
            ScheduleExpression: `at(${when.toISOString().slice(0, 19)})`,
            ScheduleExpressionTimezone: 'UTC',
            FlexibleTimeWindow: { Mode: 'OFF' },
            ActionAfterCompletion: 'DELETE',
            Target: { Arn: queueArn, RoleArn: roleArn, Input: JSON.stringify({ requestId }) },
          }),
        );
      } catch (error) {
        if ((error as { name?: string }).name !== 'ConflictException') throw error;
      }
    },
  };
}
