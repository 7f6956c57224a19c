// Only tests import this file, so it is no part of the package.
import { ACCOUNT, type World } from './testWorld';

const MINUTE_MS = 60_000;

/** One job in an emulated AWS: its schedule, and the state machine that it starts. */
export function emulatedJob(
  { region: tokyo }: World,
  { group, name }: { group: string; name: string },
) {
  const arn = (kind: string, rest: string) =>
    tokyo.arn('states', `${kind}:${rest}`);
  const schedules = tokyo.scheduleGroups.get(group) ?? new Map();
  tokyo.scheduleGroups.set(group, schedules);

  return {
    /** Somebody deploys the schedule, or flips its switch. */
    schedule(State: 'ENABLED' | 'DISABLED', expression = 'cron(15 4 * * ? *)') {
      schedules.set(name, {
        State,
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: arn('stateMachine', name),
          RoleArn: `arn:aws:iam::${ACCOUNT}:role/scheduler`,
        },
      });
      if (!tokyo.stateMachines.has(name)) tokyo.stateMachines.set(name, []);
    },

    /** The schedule started an execution for a tick, and it is over by now. */
    ran(tick: Date, status: 'SUCCEEDED' | 'FAILED' = 'SUCCEEDED') {
      const execution = tick.toISOString().replace(/[-:.]/g, '');
      tokyo.stateMachines.get(name)!.push({
        executionArn: arn('execution', `${name}:${execution}`),
        stateMachineArn: arn('stateMachine', name),
        name: execution,
        status,
        startDate: new Date(tick.getTime() + 1_000),
        stopDate: new Date(tick.getTime() + 5 * MINUTE_MS),
        input: JSON.stringify({
          scheduleArn: tokyo.arn('scheduler', `schedule/${group}/${name}`),
          scheduledTime: tick.toISOString(),
        }),
        ...(status === 'SUCCEEDED' && { output: '{}' }),
      });
    },
  };
}
