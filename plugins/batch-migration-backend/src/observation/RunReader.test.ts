import { mockServices } from '@backstage/backend-test-utils';
import {
  locationId,
  type LocationRef,
  type ObservationDetail,
} from 'backstage-plugin-batch-migration-common';
import type {
  CountedStarts,
  Probe,
  ProbedRun,
} from 'backstage-plugin-batch-migration-node';
import { testDatabases } from '../testDatabases';
import { createDatabase, TARGET } from '../testEstate';
import type { Round } from './round';
import { RunReader } from './RunReader';
import { runRangesOf } from '../stores/RunRangeStore';

jest.setTimeout(240_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-02-12T01:24:00.000Z');
const CLUSTER = 'arn:aws:ecs:ap-northeast-1:111122223333:cluster/news';

const databases = testDatabases();
const [id] = databases.eachSupportedId()[0];

/** A probe whose platform has these runs, and what was asked of it. */
async function setUp(
  options: {
    locations?: LocationRef[];
    detailOf?: (location: LocationRef) => ObservationDetail;
    probe?: Partial<Probe>;
    brings?: (location: LocationRef) => boolean;
  } = {},
) {
  const knex = await databases.init(id);
  const database = await createDatabase(knex);
  const { locations = [TARGET], detailOf = () => ({}) } = options;
  const platform: ProbedRun[] = [];
  const reads: LocationRef[][] = [];
  const probe: Probe = {
    id: 'memory',
    handles: () => true,
    observe: async () => [],
    runs: async (some, { since }) => {
      reads.push(some);
      const ids = new Set(some.map(locationId));
      return platform.filter(
        run => ids.has(locationId(run.location)) && run.startedAt >= since,
      );
    },
    ...options.probe,
  };
  const clock = { at: START, now: () => new Date(clock.at) };
  const logger = mockServices.logger.mock();
  const reader = new RunReader({
    database,
    logger,
    clock,
    timeoutMs: 5_000,
    backoffMs: 1,
    reconcileEveryMs: 30 * MINUTE,
    runEventSources: [{ brings: options.brings ?? (() => true) }],
  });
  await database.observations.record(
    locations.map(location => ({
      location,
      state: 'active' as const,
      detail: detailOf(location),
      source: 'memory',
      observedAt: new Date(START).toISOString(),
      freshUntil: null,
    })),
  );
  /** Passes so many minutes, does a round, and answers how many were read in it. */
  const pass = async (minutes: number) => {
    clock.at += minutes * MINUTE;
    reads.length = 0;
    const round: Round = {
      now: clock.now(),
      outcomes: new Map(),
      observations: 0,
    };
    await reader.expect(probe, locations, round);
    await reader.read(probe, locations, round);
    return reads.flat().length;
  };
  const start = (location: LocationRef, at: number, more: object = {}) =>
    platform.push({
      location,
      scheduledFor: null,
      startedAt: new Date(at),
      endedAt: new Date(at + MINUTE),
      outcome: 'succeeded',
      externalId: `${location.key} ${at}`,
      ...more,
    });
  const rangesOf = async (location: LocationRef) => {
    const row = await knex('locations').where(location).first('id');
    return (await runRangesOf(knex, [row.id])).get(row.id) ?? [];
  };
  return { database, knex, reads, pass, start, rangesOf, clock };
}

describe('runs of what no events come of', () => {
  it('are read in every round, and those that events bring at times', async () => {
    const cron = { ref: 'k8s-cronjob:production/news', key: 'digest' };
    const { pass, reads } = await setUp({
      locations: [TARGET, cron],
      brings: ({ ref }) => ref.startsWith('scheduler:'),
    });
    expect(await pass(0)).toBe(2);
    expect(await pass(5)).toBe(1);
    expect(reads).toEqual([[cron]]);
    expect(await pass(24)).toBe(1);
    expect(await pass(1)).toBe(2);
  });
});

describe('runs that their platform soon forgets', () => {
  const forgetful = {
    detailOf: () => ({ targetArn: CLUSTER }),
    probe: { runsKeptMs: (arn: string) => (arn === CLUSTER ? HOUR : null) },
  };

  it('cover the time in which they would have been seen', async () => {
    const { pass, rangesOf } = await setUp(forgetful);
    await pass(0);
    expect(await rangesOf(TARGET)).toEqual([
      { from: '2026-02-12T00:25:00.000Z', until: '2026-02-12T01:24:00.000Z' },
    ]);
    await pass(30);
    expect(await rangesOf(TARGET)).toEqual([
      { from: '2026-02-12T00:25:00.000Z', until: '2026-02-12T01:54:00.000Z' },
    ]);
    // Nobody looked for longer than they are kept.
    await pass(70);
    expect(await rangesOf(TARGET)).toEqual([
      { from: '2026-02-12T00:25:00.000Z', until: '2026-02-12T01:54:00.000Z' },
      { from: '2026-02-12T02:05:00.000Z', until: '2026-02-12T03:04:00.000Z' },
    ]);
  });

  it('are read before they are forgotten, however seldom others are', async () => {
    const { pass } = await setUp({
      ...forgetful,
      probe: { runsKeptMs: () => 20 * MINUTE },
    });
    expect(await pass(0)).toBe(1);
    expect(await pass(9)).toBe(0);
    expect(await pass(1)).toBe(1);
  });

  it('cover nothing where they could not be read', async () => {
    const { pass, rangesOf } = await setUp({
      ...forgetful,
      probe: {
        ...forgetful.probe,
        runs: async ([location], { onUnread }) => {
          onUnread?.(location, 'AWS throttled ecs:ListTasks');
          return [];
        },
      },
    });
    await pass(0);
    expect(await rangesOf(TARGET)).toEqual([]);
  });
});

it('need not be told again once they ended', async () => {
  const known: boolean[] = [];
  const run = (key: string, outcome: ProbedRun['outcome']): ProbedRun => ({
    location: TARGET,
    scheduledFor: null,
    startedAt: new Date(START - HOUR),
    endedAt: outcome === 'running' ? null : new Date(START),
    outcome,
    externalId: key,
  });
  const { pass } = await setUp({
    probe: {
      runs: async (_, { isKnown }) => {
        known.push(isKnown!('ended'), isKnown!('open'), isKnown!('other'));
        return [run('ended', 'failed'), run('open', 'running')];
      },
    },
  });
  await pass(0);
  await pass(30);
  expect(known).toEqual([false, false, false, true, false, false]);
});

describe('runs that could not be read', () => {
  const gapsOf = async (
    knex: Awaited<ReturnType<typeof setUp>>['knex'],
  ): Promise<string[]> => knex('run_gaps').pluck('unread_since');

  it('are unknown since they were read last, until they are again', async () => {
    const answer: { fails: string | null } = { fails: null };
    const { pass, knex } = await setUp({
      probe: {
        runs: async ([location], { onUnread }) => {
          if (answer.fails === 'all') throw new Error('AccessDenied');
          if (answer.fails) onUnread?.(location, answer.fails);
          return [];
        },
      },
    });
    await pass(0);
    expect(await gapsOf(knex)).toEqual([]);
    answer.fails = 'throttled';
    await pass(30);
    expect(await gapsOf(knex)).toEqual(['2026-02-12T01:24:00.000Z']);
    answer.fails = 'all';
    await pass(30);
    expect(await gapsOf(knex)).toEqual(['2026-02-12T01:24:00.000Z']);
    answer.fails = null;
    await pass(5);
    expect(await gapsOf(knex)).toEqual([]);
  });

  it('are unknown while they are read for the first time', async () => {
    const during: string[][] = [];
    const { pass, knex } = await setUp({
      probe: {
        runs: async () => {
          during.push(await gapsOf(knex));
          return [];
        },
      },
    });
    await pass(0);
    await pass(30);
    expect(during).toEqual([['2025-11-14T01:24:00.000Z'], []]);
    expect(await gapsOf(knex)).toEqual([]);
  });

  it('are unknown of ever where they never were', async () => {
    const { pass, knex } = await setUp({
      probe: {
        runs: async () => {
          throw new Error('AccessDenied');
        },
      },
    });
    await pass(0);
    expect(await gapsOf(knex)).toEqual(['2025-11-14T01:24:00.000Z']);
  });

  it('in time are unknown too: what is due waits for the next round', async () => {
    const every5 = {
      dialect: 'eventbridge',
      expression: 'cron(0/5 * * * ? *)',
      timezone: 'UTC',
    };
    const locations = Array.from({ length: 120 }, (_, index) => ({
      ref: TARGET.ref,
      key: `job-${index}`,
    }));
    const slow = { ms: 0 };
    const { pass, clock, knex } = await setUp({
      locations,
      detailOf: () => ({ schedules: [every5] }),
      probe: {
        runs: async () => {
          clock.at += slow.ms;
          return [];
        },
      },
    });
    await pass(0);
    slow.ms = 2 * MINUTE;
    await pass(8);
    // Two batches of fifty are read in three minutes.
    expect(await gapsOf(knex)).toHaveLength(20);
    slow.ms = 0;
    await pass(5);
    expect(await gapsOf(knex)).toEqual([]);
  });
});

describe('starts that a platform counts', () => {
  const MANY = 320;
  const locations = Array.from({ length: MANY }, (_, index) => ({
    ref: TARGET.ref,
    key: `job-${index}`,
  }));
  const [first, second] = locations;
  const arnOf = ({ key }: LocationRef) => `arn:machine:${key}`;
  const five = (at: number, count: number): CountedStarts => ({
    from: new Date(at),
    until: new Date(at + 5 * MINUTE),
    count,
  });

  async function counting(
    countStarts: (arn: string) => CountedStarts[] | undefined | Error,
  ) {
    const windows: Array<{ from: Date; until: Date }> = [];
    const estate = await setUp({
      locations,
      detailOf: location => ({ targetArn: arnOf(location) }),
      probe: {
        countStarts: async (arns, { from, until }) => {
          windows.push({ from, until });
          return new Map(
            arns.flatMap(arn => {
              const counted = countStarts(arn);
              if (counted instanceof Error) throw counted;
              return counted ? [[arn, counted] as const] : [];
            }),
          );
        },
      },
    });
    expect(await estate.pass(0)).toBe(MANY);
    return { ...estate, windows };
  }

  it('spare the reading where nothing unknown started', async () => {
    const { pass, windows } = await counting(() => []);
    expect(await pass(30)).toBe(0);
    expect(windows).toEqual([
      // An hour before the last look, until metrics have arrived.
      { from: new Date(START - HOUR), until: new Date(START + 25 * MINUTE) },
    ]);
    // What was counted is known until then.
    expect(await pass(24)).toBe(0);
    expect(windows).toHaveLength(1);
    expect(await pass(1)).toBe(0);
    expect(windows).toHaveLength(2);
  });

  it('that are not known are read first', async () => {
    const at = START + 10 * MINUTE;
    const { pass, start, reads, database } = await counting(arn =>
      arn === arnOf(second) ? [five(at, 1)] : [],
    );
    start(second, at + MINUTE);
    expect(await pass(30)).toBe(1);
    expect(reads).toEqual([[second]]);
    expect(await database.runs.list([second])).toHaveLength(1);
    // Now it is known.
    expect(await pass(30)).toBe(0);
  });

  it('do not tell of the end of a run', async () => {
    const { pass, reads, database } = await counting(() => []);
    await database.runs.record([
      {
        location: first,
        scheduledFor: null,
        startedAt: new Date(START).toISOString(),
        endedAt: null,
        outcome: 'running',
        source: 'aws-events',
        externalId: 'open',
      },
    ]);
    expect(await pass(30)).toBe(1);
    expect(reads).toEqual([[first]]);
  });

  it.each<[string, () => undefined | Error]>([
    ['leaves out', () => undefined],
    ['cannot count', () => new Error('AccessDenied')],
  ])('and that it %s are read one after the other', async (_, answer) => {
    const { pass } = await counting(answer);
    expect(await pass(30)).toBe(MANY);
  });

  it('are not asked for after a long silence', async () => {
    const { pass, windows } = await counting(() => []);
    expect(await pass(25 * 60)).toBe(MANY);
    expect(windows).toEqual([]);
  });

  it('are not believed for ever: some are read each round after a day', async () => {
    const { pass } = await counting(() => []);
    for (let hour = 0; hour < 23; hour += 1) {
      expect(await pass(60)).toBe(0);
    }
    expect(await pass(60)).toBe(100);
    expect(await pass(5)).toBe(100);
    expect(await pass(5)).toBe(100);
    expect(await pass(5)).toBe(20);
    expect(await pass(5)).toBe(0);
  });
});
