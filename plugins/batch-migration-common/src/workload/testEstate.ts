/** Builders for the tests of this directory. Not exported from the package. */
import {
  EMPTY_PLAN,
  type Observation,
  type ObservationDetail,
  type ObservedState,
  type Plan,
  type Run,
  type RunOutcome,
  type ScheduleSpec,
  type Workload,
  type WorkloadLocation,
} from './model';

/** Thu 12 Feb 2026, 10:24 in Tokyo. */
export const NOW = new Date('2026-02-12T01:24:00Z');

const MINUTE_MS = 60_000;

/** An instant some minutes from the tests' now. */
export const minutes = (count: number) =>
  new Date(NOW.getTime() + count * MINUTE_MS).toISOString();

export const days = (count: number) => minutes(count * 24 * 60);

export const cron = (expression: string): ScheduleSpec => ({
  dialect: 'debian-cron',
  expression,
  timezone: 'Asia/Tokyo',
});

export const eventBridge = (
  expression: string,
  timezone = 'Asia/Tokyo',
): ScheduleSpec => ({ dialect: 'eventbridge', expression, timezone });

/** Every day at 04:15 in Tokyo, 19:15 UTC: the next tick comes in 17 h 51 min. */
export const DAILY = cron('15 4 * * *');
export const NEXT_TICK = '2026-02-12T19:15:00.000Z';
export const LAST_TICK = '2026-02-11T19:15:00.000Z';

export const LEGACY: WorkloadLocation = {
  side: 'legacy',
  position: 0,
  ref: 'crontab:default/bat000/var/spool/cron/crontabs/batch',
  key: 'abc123abc123',
};

export const TARGET: WorkloadLocation = {
  side: 'target',
  position: 0,
  ref: 'scheduler:111122223333/ap-northeast-1/batch',
  key: 'ranking-daily',
};

export const INSTANCE = { ref: 'ec2:111122223333/ap-northeast-1', key: 'i-1' };

export const STATE_MACHINE =
  'arn:aws:states:ap-northeast-1:111122223333:stateMachine:ranking-daily';

export function workload(over: Partial<Workload> = {}): Workload {
  return {
    id: 'w-1',
    name: 'ranking-daily',
    kind: 'scheduled',
    serverRefs: ['resource:default/bat000'],
    roleRef: 'resource:default/bat000-scheduled-jobs',
    ownerRef: 'group:default/news-platform',
    schedule: DAILY,
    command: 'bin/batch RankingDaily',
    description: null,
    maskedSecrets: [],
    locations: [LEGACY, TARGET],
    intents: [],
    soakPassedAt: null,
    firstSeenAt: days(-60),
    ...over,
  };
}

export function plan(over: Partial<Plan> = {}): Plan {
  return {
    ...EMPTY_PLAN,
    version: 1,
    ownerRef: 'group:default/news-platform',
    strategy: 'replatform',
    targetPlatform: 'ecs-fargate',
    decision: {
      candidates: [{ name: 'ECS Fargate', reason: 'fits', adopted: true }],
    },
    reviewDate: '2026-06-30',
    ...over,
  };
}

let nextId = 1;

/** By default seen an hour ago and fresh for another one. */
export function seen(
  location: { ref: string; key: string },
  state: ObservedState,
  over: {
    at?: string;
    until?: string | null;
    detail?: ObservationDetail;
    source?: string;
    lastSeenAt?: string;
  } = {},
): Observation {
  const { at = minutes(-60), until = minutes(60), detail = {} } = over;
  return {
    id: nextId++,
    location: { ref: location.ref, key: location.key },
    state,
    detail,
    source: over.source ?? location.ref.split(':')[0],
    observedAt: at,
    lastSeenAt: over.lastSeenAt ?? at,
    freshUntil: until,
  };
}

/** What the probe of Scheduler says of a target with the daily schedule. */
export function seenTarget(
  state: ObservedState,
  over: Parameters<typeof seen>[2] & { expression?: string } = {},
): Observation {
  const { expression = 'cron(15 4 * * ? *)', detail, ...rest } = over;
  return seen(TARGET, state, {
    ...rest,
    detail: {
      schedules: [eventBridge(expression)] as ObservationDetail['schedules'],
      targetArn: STATE_MACHINE,
      enabled: state === 'active',
      ...detail,
    },
  });
}

export function run(
  location: { ref: string; key: string },
  scheduledFor: string | null,
  over: { outcome?: RunOutcome; startedAt?: string } = {},
): Run {
  const startedAt = over.startedAt ?? scheduledFor ?? minutes(-30);
  return {
    id: nextId++,
    location: { ref: location.ref, key: location.key },
    scheduledFor,
    startedAt,
    endedAt: new Date(Date.parse(startedAt) + 14 * MINUTE_MS).toISOString(),
    outcome: over.outcome ?? 'succeeded',
    source: 'step-functions',
    externalId: `run-${nextId}`,
  };
}
