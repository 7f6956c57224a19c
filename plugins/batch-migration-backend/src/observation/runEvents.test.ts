import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type {
  RunEvent,
  RunEventSource,
} from 'backstage-plugin-batch-migration-node';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemoryProbe,
  MemorySource,
  TARGET,
} from '../testEstate';
import { EstateRefresh } from './EstateRefresh';
import { listenToRunEvents } from './listenToRunEvents';
import { RunEventIntake } from './RunEventIntake';

jest.setTimeout(240_000);

const NOW = Date.parse('2026-02-12T01:24:00.000Z');
const MINUTE = 60_000;
const MACHINE =
  'arn:aws:states:ap-northeast-1:111122223333:stateMachine:digest';
const SOURCE: RunEventSource = {
  id: 'aws-events',
  brings: ({ ref }) => ref.startsWith('scheduler:'),
  listen: async () => {},
};
const OTHER = { ref: TARGET.ref, key: 'other' };

function event(over: Partial<RunEvent> = {}, run: object = {}): RunEvent {
  return {
    run: {
      scheduledFor: new Date(NOW - 5 * MINUTE),
      startedAt: new Date(NOW - 5 * MINUTE),
      endedAt: null,
      outcome: 'running',
      externalId: 'arn:execution:1',
      ...run,
    },
    startedBy: null,
    targetArns: [MACHINE],
    sentAt: new Date(NOW - 2_000),
    ...over,
  };
}

const ENDED = { endedAt: new Date(NOW), outcome: 'succeeded' };

describe('run events', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId, reconcileEveryMs = 30 * MINUTE) {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    source.readings = [inventory([cronItem('digest')])];
    const scheduler = new MemoryProbe('scheduler');
    const reads: Array<{ locations: LocationRef[]; since: Date }> = [];
    const platform: Array<{ externalId: string; startedAt: Date }> = [];
    let refusal: string | null = null;
    scheduler.runs = async (locations, { since }) => {
      if (refusal !== null) throw new Error(refusal);
      reads.push({ locations, since });
      return platform
        .filter(({ startedAt }) => startedAt >= since)
        .map(run => ({
          location: locations[0],
          scheduledFor: run.startedAt,
          endedAt: run.startedAt,
          outcome: 'succeeded',
          ...run,
        }));
    };
    const clock = { at: NOW, now: () => new Date(clock.at) };
    const measured: Array<[string, string, number]> = [];
    const metrics = {
      round: () => {},
      projectionChecked: () => {},
      probeFailed: () => {},
      runEvent: (...of: [string, 'known' | 'of-nothing-known', number]) => {
        measured.push(of);
      },
    };
    const logger = mockServices.logger.mock();
    const refresh = new EstateRefresh({
      database,
      sources: [source],
      probes: [scheduler],
      clock,
      logger,
      freshnessMs: 30 * MINUTE,
      reconcileEveryMs,
      runEventSources: [SOURCE],
    });
    const link = async (...locations: LocationRef[]) => {
      const workloadIds = await database.workloads.ids();
      await database.transaction(tx =>
        database.targetLinks.link(
          {
            repository: 'file:///repositories/news',
            links: locations.map(location => ({ workloadIds, location })),
          },
          new Date(clock.at).toISOString(),
          tx,
        ),
      );
    };
    for (const { key } of [TARGET, OTHER]) {
      scheduler.answers.set(key, {
        state: 'active',
        detail: {
          enabled: true,
          targetArn: MACHINE,
          schedules: [
            {
              dialect: 'eventbridge',
              expression: 'cron(0 * * * ? *)',
              timezone: 'Asia/Tokyo',
            },
          ],
        },
      });
    }
    await refresh.refresh();
    const intake = () =>
      new RunEventIntake({ database, clock, logger, metrics });
    return {
      database,
      refresh,
      link,
      intake,
      measured,
      reads,
      refuse: (reason: string | null) => {
        refusal = reason;
      },
      platform,
      runs: () => database.runs.list([TARGET, OTHER]),
      pass: async (minutes: number) => {
        clock.at += minutes * MINUTE;
        await refresh.refresh();
      },
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('are stored once, in any order and however often they come', async () => {
      const { database, intake, link, refresh, runs, measured } = await setUp(
        id,
      );
      await link(TARGET);
      await refresh.refresh();
      const one = intake();
      await one.take(SOURCE, [event({}, ENDED)]);
      await Promise.all([
        one.take(SOURCE, [event(), event({}, ENDED)]),
        intake().take(SOURCE, [event({}, ENDED), event()]),
      ]);
      expect(await runs()).toEqual([
        expect.objectContaining({
          location: TARGET,
          outcome: 'succeeded',
          endedAt: new Date(NOW).toISOString(),
          source: 'aws-events',
        }),
      ]);
      expect(measured[0]).toEqual(['aws-events', 'known', 2_000]);
      await one.settled();
      expect(
        await database.assessments.due(new Date(NOW).toISOString(), 5),
      ).toEqual([]);
    });

    it('belong to whom they name, else to the first that starts the same', async () => {
      const { intake, link, refresh, runs, measured } = await setUp(id);
      await link(TARGET, OTHER);
      await refresh.refresh();
      const group = `${TARGET.ref.slice(0, TARGET.ref.lastIndexOf('/'))}/`;
      const named = (ref: string, key: string, externalId: string) =>
        event({ startedBy: { ref, key } }, { externalId });
      await intake().take(SOURCE, [
        named(OTHER.ref, OTHER.key, 'exact'),
        named(group, OTHER.key, 'of any group'),
        named(OTHER.ref, 'gone', 'fallback'),
        event(
          { targetArns: ['arn:unknown', MACHINE] },
          { externalId: 'alias' },
        ),
        event({ targetArns: ['arn:unknown'] }, { externalId: 'foreign' }),
      ]);
      const stored = (await runs()).map(({ externalId, location }) => [
        externalId,
        location.key,
      ]);
      expect(stored.sort()).toEqual([
        ['alias', TARGET.key],
        ['exact', OTHER.key],
        ['fallback', TARGET.key],
        ['of any group', OTHER.key],
      ]);
      expect(measured.map(([, of]) => of)).toEqual([
        'known',
        'known',
        'known',
        'known',
        'of-nothing-known',
      ]);
    });

    it('and a poll of the same run store it once', async () => {
      const { intake, link, platform, runs, pass, refresh } = await setUp(id);
      await link(TARGET, OTHER);
      await refresh.refresh();
      // The poll cannot tell who started it, the event can.
      await intake().take(SOURCE, [
        event({ startedBy: { ref: OTHER.ref, key: OTHER.key } }),
      ]);
      platform.push({
        externalId: 'arn:execution:1',
        startedAt: new Date(NOW - 5 * MINUTE),
      });
      await pass(40);
      expect(await runs()).toEqual([
        expect.objectContaining({ location: OTHER, outcome: 'succeeded' }),
      ]);
    });

    it('leave to polling what they do not bring', async () => {
      const { link, reads, pass, intake, runs, platform } = await setUp(id);
      await link(TARGET);
      await pass(0);
      expect(reads).toHaveLength(1);
      // Read lately and nothing due: it is not read in each round.
      await pass(1);
      expect(reads).toHaveLength(1);
      // Half an hour later it is, since a little before the last time.
      await pass(30);
      expect(reads).toHaveLength(2);
      // 02:00 has passed, and an event came: nothing to ask for.
      await intake().take(SOURCE, [
        event(
          {},
          {
            startedAt: new Date('2026-02-12T02:00:01Z'),
            endedAt: new Date('2026-02-12T02:00:09Z'),
            outcome: 'succeeded',
          },
        ),
      ]);
      await pass(7);
      expect(reads).toHaveLength(2);
      // 03:00 has passed, and none came: it is asked for before it counts as missed.
      platform.push({
        externalId: 'arn:execution:lost',
        startedAt: new Date('2026-02-12T03:00:02Z'),
      });
      await pass(28);
      const before = reads.length;
      await pass(35);
      expect(reads.length).toBe(before + 1);
      expect((await runs()).map(({ externalId }) => externalId)).toContain(
        'arn:execution:lost',
      );
    });

    it('that no poll can make up for are missing to nobody', async () => {
      const { database, link, pass, refuse } = await setUp(id);
      await link(TARGET);
      await pass(0);
      const workload = async () => {
        const [one] = await database.workloads.getMany(
          await database.workloads.ids(),
        );
        return one.locations.find(({ side }) => side === 'target');
      };
      expect(await workload()).not.toHaveProperty('runsUnreadSince');
      refuse('AWS refused states:ListExecutions');
      await pass(40);
      expect(await workload()).toMatchObject({
        runsUnreadSince: new Date(NOW).toISOString(),
      });
      refuse(null);
      const invalidated = jest.spyOn(database.assessments, 'invalidate');
      await pass(5);
      expect(await workload()).not.toHaveProperty('runsUnreadSince');
      // What was not seen may be a missed run now.
      expect(invalidated.mock.calls.flatMap(([ids]) => ids)).toEqual(
        await database.workloads.ids(),
      );
    });

    it('have to come again where they could not be stored', async () => {
      const { database, intake, link, refresh, runs } = await setUp(id);
      await link(TARGET);
      await refresh.refresh();
      const { record } = database.runs;
      database.runs.record = async () => {
        throw new Error('The disk is full');
      };
      await expect(intake().take(SOURCE, [event()])).rejects.toThrow(
        'The disk is full',
      );
      database.runs.record = record;
      await intake().take(SOURCE, [event()]);
      expect(await runs()).toHaveLength(1);
    });
  });
});

describe('listenToRunEvents', () => {
  it('takes a source up again that broke off, and ends with the plugin', async () => {
    const hooks: Record<string, () => void | Promise<void>> = {};
    const lifecycle = {
      addStartupHook: (hook: () => void) => {
        hooks.start = hook;
      },
      addShutdownHook: (hook: () => Promise<void>) => {
        hooks.stop = hook;
      },
    };
    const taken: string[] = [];
    let calls = 0;
    let stopped = false;
    const source: RunEventSource = {
      id: 'queue',
      brings: () => true,
      async listen(deliver, { signal }) {
        calls += 1;
        await deliver([event({}, { externalId: `${calls}` })]);
        if (calls < 3) throw new Error('The connection was closed');
        await new Promise<void>(resolve => {
          signal.addEventListener('abort', () => resolve());
        });
        stopped = true;
      },
    };
    const logger = mockServices.logger.mock();
    listenToRunEvents({
      sources: [source],
      intake: {
        take: async (_source, events) => {
          taken.push(...events.map(({ run }) => run.externalId));
        },
        settled: async () => {},
      },
      lifecycle,
      logger,
      firstWaitMs: 1,
    });
    expect(calls).toBe(0);
    await hooks.start();
    while (calls < 3) await new Promise(resolve => setTimeout(resolve, 2));
    await hooks.stop();
    expect(taken).toEqual(['1', '2', '3']);
    expect(stopped).toBe(true);
    expect(logger.error).toHaveBeenCalledTimes(2);
  });
});
