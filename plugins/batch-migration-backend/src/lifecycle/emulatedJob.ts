// Only tests import this file, so it is no part of the package.
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import { ACCOUNT, REGION, startWorld, type World } from './testWorld';

const MINUTE_MS = 60_000;

/** Where the story of a job plays: an AWS in which somebody changes its schedule, and in which it runs. */
export interface JobPlatform {
  world: World;
  /** Where the job's schedule will be. */
  location: LocationRef;
  /** Somebody deploys the schedule, at 4:15 in Tokyo, or flips its switch. */
  schedule(state: 'ENABLED' | 'DISABLED'): Promise<void>;
  /** The schedule started the job for a tick, and it is over by now. */
  ran(tick: Date, outcome: 'succeeded' | 'failed'): Promise<void>;
  /**
   * AWS refuses to tell of schedules until what it returns is called. Missing
   * where the emulator cannot.
   */
  fallSilent?(): () => void;
  stop(): Promise<void>;
}

/** The job `digest` in our own fake of AWS. */
export async function startJobOnFake(): Promise<JobPlatform> {
  const world = await startWorld({ now: '2026-03-02T00:00:00Z' });
  const { aws, region: tokyo } = world;
  const arn = (kind: string, rest: string) =>
    tokyo.arn('states', `${kind}:${rest}`);
  tokyo.scheduleGroups.set('news', new Map());
  tokyo.stateMachines.set('digest', []);

  return {
    world,
    location: { ref: `scheduler:${ACCOUNT}/${REGION}/news`, key: 'digest' },
    async schedule(State) {
      tokyo.scheduleGroups.get('news')!.set('digest', {
        State,
        ScheduleExpression: 'cron(15 4 * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: arn('stateMachine', 'digest'),
          RoleArn: `arn:aws:iam::${ACCOUNT}:role/scheduler`,
        },
      });
    },
    async ran(tick, outcome) {
      const name = tick.toISOString().replace(/[-:.]/g, '');
      tokyo.stateMachines.get('digest')!.push({
        executionArn: arn('execution', `digest:${name}`),
        stateMachineArn: arn('stateMachine', 'digest'),
        name,
        status: outcome === 'succeeded' ? 'SUCCEEDED' : 'FAILED',
        startDate: new Date(tick.getTime() + 1_000),
        stopDate: new Date(tick.getTime() + 5 * MINUTE_MS),
        input: JSON.stringify({
          scheduleArn: tokyo.arn('scheduler', 'schedule/news/digest'),
          scheduledTime: tick.toISOString(),
        }),
        ...(outcome === 'succeeded' && { output: '{}' }),
      });
    },
    fallSilent() {
      aws.refuse('scheduler:GetSchedule', 'AccessDeniedException');
      return () => aws.allow('scheduler:GetSchedule');
    },
    stop: () => world.stop(),
  };
}
