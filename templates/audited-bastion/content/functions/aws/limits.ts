import { CreateScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Session } from '../../session/session';

/** Calls the function of tasks at the end of a session, once. Set twice, it is one. */
export function sessionLimits(client: Pick<SchedulerClient, 'send'>, { group, functionArn, roleArn }: { group: string; functionArn: string; roleArn: string }) {
  return async ({ id, endsAt }: Session): Promise<void> => {
    // Whole minutes are what Scheduler keeps; a moment late, so that the time is over by then.
    const when = new Date(Math.ceil((Date.parse(endsAt) + 1000) / 60_000) * 60_000);
    try {
      await client.send(
        new CreateScheduleCommand({
          GroupName: group,
          Name: id,
          ScheduleExpression: `at(${when.toISOString().slice(0, 19)})`,
          ScheduleExpressionTimezone: 'UTC',
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Target: { Arn: functionArn, RoleArn: roleArn, Input: JSON.stringify({ limitOf: id }) },
        }),
      );
    } catch (error) {
      if ((error as { name?: string }).name !== 'ConflictException') throw error;
    }
  };
}
