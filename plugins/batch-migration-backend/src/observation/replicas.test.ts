import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  INSTANCE,
  inventory,
  MemoryProbe,
  MemorySource,
  TARGET,
} from '../testEstate';
import { reassess } from './assessments';
import { EstateRefresh, OBSERVATION_ROUND } from './EstateRefresh';
import { sharedRound } from './sharedRound';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00.000Z');

/** A promise and the way to keep it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

describe('several replicas on one database', () => {
  const databases = testDatabases();

  /** One installation: each replica has its own stores, probes and memory. */
  async function replicas(id: TestDatabaseId) {
    const knex: Knex = await databases.init(id);
    const replica = async () => {
      const database = await createDatabase(knex);
      const source = new MemorySource('captured');
      source.readings = [inventory([cronItem('digest'), cronItem('push')])];
      const ec2 = new MemoryProbe('ec2');
      ec2.answers.set(INSTANCE.key, { state: 'active' });
      const refresh = new EstateRefresh({
        database,
        sources: [source],
        probes: [ec2],
        clock: { now: () => NOW },
        logger: mockServices.logger.mock(),
        freshnessMs: 30 * 60_000,
        lookMs: 5,
      });
      return { database, ec2, refresh };
    };
    return { one: await replica(), other: await replica() };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('take turns, and write nothing twice', async () => {
      const { one, other } = await replicas(id);
      const work = { now: 0, most: 0 };
      for (const { ec2 } of [one, other]) {
        const { observe } = ec2;
        ec2.observe = async locations => {
          work.now += 1;
          work.most = Math.max(work.most, work.now);
          await new Promise(resolve => setTimeout(resolve, 20));
          work.now -= 1;
          return observe.call(ec2, locations);
        };
      }
      await Promise.all([
        one.refresh.refresh(),
        other.refresh.refresh(),
        one.refresh.refresh(),
        other.refresh.refresh(),
      ]);
      expect(work.most).toBe(1);
      expect(await one.database.workloads.count()).toBe(2);
      expect(await one.database.observations.history([INSTANCE])).toHaveLength(
        1,
      );
      const { items } = await one.database.history.list({ limit: 50 });
      expect(items.filter(({ type }) => type === 'imported')).toHaveLength(1);
    });

    it('share a round that began after both had asked', async () => {
      const { one, other } = await replicas(id);
      const first = gate();
      const started = gate();
      one.ec2.observe = async locations => {
        started.open();
        await first.opened;
        return locations.map(location => ({
          location,
          state: 'active',
          detail: {},
        }));
      };
      const running = one.refresh.refresh();
      await started.opened;
      // Both ask while a round runs: it may have looked already, so both need the next.
      const here = one.refresh.refresh();
      const there = other.refresh.refresh();
      first.open();
      await running;
      expect(await here).toEqual(await there);
      const { round, finishedRound, holder } = await one.database.leases.get(
        OBSERVATION_ROUND,
      );
      expect({ round, finishedRound, holder }).toEqual({
        round: 2,
        finishedRound: 2,
        holder: null,
      });
    });

    it('do the round themselves where the one that did it failed', async () => {
      const { one, other } = await replicas(id);
      const leases = one.database.leases;
      const started = gate();
      const failing = sharedRound({
        leases,
        name: OBSERVATION_ROUND,
        now: () => NOW,
        lookMs: 5,
        work: async () => {
          started.open();
          await new Promise(resolve => setTimeout(resolve, 30));
          throw new Error('The disk is full');
        },
      });
      await started.opened;
      const waiting = other.refresh.refresh();
      await expect(failing).rejects.toThrow('The disk is full');
      expect(await waiting).toMatchObject({ servers: 1, failures: [] });
    });

    it('take over from one that died, which then stores nothing more', async () => {
      const { one } = await replicas(id);
      const { leases } = one.database;
      const base = {
        leases,
        name: 'round',
        now: () => NOW,
        lookMs: 5,
        deadAfterMs: 40,
      };
      const stuck = gate();
      const started = gate();
      let aborted = false;
      const dead = sharedRound({
        ...base,
        // It beats only after it was declared dead, like a process that was stopped.
        beatMs: 150,
        work: async signal => {
          started.open();
          await stuck.opened;
          await new Promise<void>(resolve => {
            signal.addEventListener('abort', () => resolve());
            if (signal.aborted) resolve();
          });
          aborted = signal.aborted;
          signal.throwIfAborted();
          return 'of the dead';
        },
      });
      await started.opened;
      const alive = sharedRound({ ...base, work: async () => 'of the living' });
      expect(await alive).toBe('of the living');
      stuck.open();
      await expect(dead).rejects.toThrow('Another replica has taken over');
      expect(aborted).toBe(true);
      expect((await leases.get('round')).result).toBe('"of the living"');
    });

    it('leave behind what hangs and does not listen', async () => {
      const { one } = await replicas(id);
      const base = {
        leases: one.database.leases,
        name: 'round',
        now: () => NOW,
        lookMs: 5,
        beatMs: 5,
        longestMs: 40,
      };
      const started = gate();
      const hanging = sharedRound({
        ...base,
        work: () => {
          started.open();
          return new Promise(() => {});
        },
      });
      await started.opened;
      const next = sharedRound({ ...base, work: async () => 'looked' });
      await expect(hanging).rejects.toThrow('no answer within 0.04 seconds');
      expect(await next).toBe('looked');
    });

    it('leave a holder alone that still beats', async () => {
      const { one } = await replicas(id);
      const { leases } = one.database;
      const base = {
        leases,
        name: 'round',
        now: () => NOW,
        lookMs: 5,
        // More than a busy machine stands still.
        deadAfterMs: 2_000,
        beatMs: 20,
      };
      const order: string[] = [];
      const started = gate();
      const slow = sharedRound({
        ...base,
        work: async () => {
          started.open();
          await new Promise(resolve => setTimeout(resolve, 2_500));
          order.push('slow');
          return 1;
        },
      });
      await started.opened;
      const next = sharedRound({
        ...base,
        work: async () => {
          order.push('next');
          return 2;
        },
      });
      expect([await slow, await next]).toEqual([1, 2]);
      expect(order).toEqual(['slow', 'next']);
    });

    it('store a look once that two of them record at the same moment', async () => {
      const { one, other } = await replicas(id);
      await one.refresh.refresh();
      const at = '2026-02-12T02:00:00.000Z';
      const look = (database: BatchMigrationDatabase) =>
        database.transaction(tx =>
          database.observations.record(
            [
              {
                location: INSTANCE,
                state: 'idle',
                detail: {},
                source: 'memory-ec2',
                observedAt: at,
                freshUntil: '2026-02-12T02:30:00.000Z',
              },
            ],
            tx,
          ),
        );
      await Promise.all([look(one.database), look(other.database)]);
      expect(
        (await one.database.observations.history([INSTANCE])).map(
          ({ state }) => state,
        ),
      ).toEqual(['active', 'idle']);
    });

    it('assess the same workloads at the same moment', async () => {
      const { one, other } = await replicas(id);
      await one.refresh.refresh();
      const ids = await one.database.workloads.ids();
      for (let round = 0; round < 5; round += 1) {
        await one.database.assessments.invalidate(ids);
        await Promise.all(
          [one, other, one, other].map(({ database }) =>
            reassess(database, ids, NOW),
          ),
        );
      }
      expect(await one.database.assessments.due(NOW.toISOString(), 5)).toEqual(
        [],
      );
    });

    it('keep the end of a run that a slower poll saw running', async () => {
      const { one, other } = await replicas(id);
      const run = {
        location: TARGET,
        scheduledFor: null,
        startedAt: '2026-02-12T01:00:00.000Z',
        endedAt: null,
        outcome: 'running' as const,
        source: 'poll',
        externalId: 'arn:1',
      };
      const ended = {
        ...run,
        endedAt: '2026-02-12T01:10:00.000Z',
        outcome: 'succeeded' as const,
        source: 'event',
      };
      await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          const externalId = `arn:${index}`;
          await Promise.all([
            one.database.runs.record([{ ...run, externalId }]),
            other.database.runs.record([{ ...ended, externalId }]),
          ]);
        }),
      );
      const outcomes = (await one.database.runs.list([TARGET])).map(
        ({ outcome }) => outcome,
      );
      expect(outcomes).toEqual(Array(20).fill('succeeded'));
    });
  });
});

describe('a probe that fails', () => {
  const databases = testDatabases();

  async function setUp(
    observe: (call: number, size: number) => Promise<ProbeAnswer[]>,
    instances = 1,
  ) {
    const database = await createDatabase(await databases.init('SQLITE_3'));
    const source = new MemorySource('captured');
    const refs = Array.from({ length: instances }, (_, index) => ({
      ref: INSTANCE.ref,
      key: `i-${index}`,
    }));
    const reading = inventory([]);
    source.readings = [
      { ...reading, server: { ...reading.server, instances: refs } },
    ];
    const ec2 = new MemoryProbe('ec2');
    let calls = 0;
    ec2.observe = locations => observe((calls += 1), locations.length);
    const refresh = new EstateRefresh({
      database,
      sources: [source],
      probes: [ec2],
      clock: { now: () => NOW },
      logger: mockServices.logger.mock(),
      freshnessMs: 30 * 60_000,
      timeoutMs: 100,
      backoffMs: 1,
    });
    const result = await refresh.refresh();
    const latest = await database.observations.latest(refs);
    return { result, latest: [...latest.values()], calls: () => calls };
  }

  it('is asked again before its silence is stored', async () => {
    const { result, latest } = await setUp(async call => {
      if (call === 1) throw new Error('ThrottlingException');
      return [
        {
          location: { ref: INSTANCE.ref, key: 'i-0' },
          state: 'active',
          detail: {},
        },
      ];
    });
    expect(result.failures).toEqual([]);
    expect(latest[0].state).toBe('active');
  });

  it('is not asked again where it used up its time', async () => {
    const { calls, latest } = await setUp(() => new Promise(() => {}));
    expect(calls()).toBe(1);
    expect(latest[0]).toMatchObject({ state: 'unknown' });
  });

  it('is left alone for the round after two batches failed', async () => {
    const { calls, latest, result } = await setUp(async () => {
      throw new Error('AccessDenied');
    }, 1_600);
    // Two batches of four, each asked twice.
    expect(calls()).toBe(4);
    expect(latest).toHaveLength(1_600);
    expect(latest.every(({ state }) => state === 'unknown')).toBe(true);
    expect(
      latest.filter(({ detail }) =>
        detail.reason?.startsWith('Not asked in this round'),
      ),
    ).toHaveLength(600);
    expect(result.failures).toHaveLength(1);
  });

  it('delays no other, and each failure is measured once a round', async () => {
    const database = await createDatabase(await databases.init('SQLITE_3'));
    const source = new MemorySource('captured');
    const OTHER = { ref: 'vm:datacenter', key: 'old' };
    const reading = inventory([]);
    source.readings = [
      {
        ...reading,
        server: { ...reading.server, instances: [INSTANCE, OTHER] },
      },
    ];
    const ec2 = new MemoryProbe('ec2');
    const vm = new MemoryProbe('vm');
    vm.answers.set(OTHER.key, { state: 'active' });
    let seenMeanwhile: string | undefined;
    ec2.observe = async () => {
      while (seenMeanwhile !== 'active') {
        await new Promise(resolve => setTimeout(resolve, 5));
        const latest = await database.observations.latest([OTHER]);
        seenMeanwhile = [...latest.values()][0]?.state;
      }
      throw new Error('ThrottlingException');
    };
    const failures: string[] = [];
    const rounds: Array<number | null> = [];
    await new EstateRefresh({
      database,
      sources: [source],
      probes: [ec2, vm],
      clock: { now: () => NOW },
      logger: mockServices.logger.mock(),
      metrics: {
        probeFailed: failed => failures.push(failed),
        round: (_duration, observations) => rounds.push(observations),
      },
      freshnessMs: 30 * 60_000,
      timeoutMs: 5_000,
      backoffMs: 1,
    }).refresh();
    expect(seenMeanwhile).toBe('active');
    expect(failures).toEqual([ec2.id]);
    expect(rounds).toEqual([2]);
  });
});
