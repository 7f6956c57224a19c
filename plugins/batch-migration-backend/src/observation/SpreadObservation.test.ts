// The scheduler as replicas have it.
/* eslint-disable @backstage/no-undeclared-imports */
import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { locationId } from 'backstage-plugin-batch-migration-common';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  inventory,
  MemoryProbe,
  MemorySource,
} from '../testEstate';
import { EstateRefresh } from './EstateRefresh';
import { handOutShares } from './handOutShares';
import { quotaPlace, shareOf } from './shares';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00.000Z');

/** Two hosts in each region of two accounts. */
const PLACES = ['111122223333', '444455556666'].flatMap(account =>
  ['ap-northeast-1', 'eu-west-1', 'us-east-1'].map(
    region => `${account}/${region}`,
  ),
);
const INSTANCES: LocationRef[] = PLACES.flatMap(place =>
  ['a', 'b'].map(name => ({ ref: `ec2:${place}`, key: `i-${place}-${name}` })),
);
const SHARES_OF_PLACES = new Set(INSTANCES.map(shareOf));

describe('quotaPlace', () => {
  it.each([
    [
      'scheduler:111122223333/ap-northeast-1/news',
      '111122223333/ap-northeast-1',
    ],
    ['ec2:111122223333/ap-northeast-1', '111122223333/ap-northeast-1'],
    ['codepipeline:111122223333/eu-west-1/a/b', '111122223333/eu-west-1'],
    ['k8s-cronjob:prod/batch', 'prod/batch'],
    ['vm:datacenter', 'datacenter'],
    ['', ''],
  ])('of %s is %s', (ref, place) => {
    expect(quotaPlace({ ref, key: 'any' })).toBe(place);
  });

  it('keeps everything that one quota counts in one share', () => {
    const refs = ['scheduler', 'ecs-service', 'queue', 'rule'].map(
      scheme => `${scheme}:111122223333/ap-northeast-1/news`,
    );
    const shares = new Set(refs.map(ref => shareOf({ ref, key: 'x' })));
    expect(shares.size).toBe(1);
  });
});

describe('a round that is spread over replicas', () => {
  const databases = testDatabases();

  async function replicas(
    id: TestDatabaseId,
    options: { patienceMs?: number; worthSpreading?: number } = {},
  ) {
    const knex = await databases.init(id);
    const replica = async () => {
      const database = await createDatabase(knex);
      const source = new MemorySource('captured');
      const reading = inventory([]);
      source.readings = [
        { ...reading, server: { ...reading.server, instances: INSTANCES } },
      ];
      const ec2 = new MemoryProbe('ec2');
      const refresh = new EstateRefresh({
        database,
        sources: [source],
        probes: [ec2],
        clock: { now: () => NOW },
        logger: mockServices.logger.mock(),
        freshnessMs: 30 * 60_000,
        backoffMs: 1,
        lookMs: 5,
        worthSpreading: 1,
        patienceMs: 30_000,
        ...options,
      });
      return { knex, database, ec2, refresh };
    };
    const [one, other] = [await replica(), await replica()];
    const states = async () => {
      const latest = await one.database.observations.latest(INSTANCES);
      return INSTANCES.map(instance => latest.get(locationId(instance))?.state);
    };
    return { one, other, states };
  }

  const seenBy = ({ ec2 }: { ec2: MemoryProbe }) =>
    ec2.asked.flat().map(locationId).sort();

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('is looked at by whoever takes a share, and nothing twice', async () => {
      const { one, other, states } = await replicas(id);
      const shares = [...SHARES_OF_PLACES];
      const handedOut: number[] = [];
      const result = await one.refresh.refresh({
        handOut: async share => {
          handedOut.push(share);
          const taker = shares.indexOf(share) % 2 === 0 ? other : one;
          taker.refresh.observeShare(share).catch(() => {});
        },
      });
      expect(handedOut.sort()).toEqual(shares.sort());
      expect(result).toMatchObject({
        observations: INSTANCES.length,
        failures: [],
      });
      expect(seenBy(one).length).toBeGreaterThan(0);
      expect(seenBy(other).length).toBeGreaterThan(0);
      expect([...seenBy(one), ...seenBy(other)].sort()).toEqual(
        INSTANCES.map(locationId).sort(),
      );
      expect(await states()).toEqual(INSTANCES.map(() => 'absent'));
    });

    it('is handed out by the scheduler service', async () => {
      const { one, other } = await replicas(id);
      const rootLifecycle = mockServices.rootLifecycle.mock();
      const scheduler = () =>
        DefaultSchedulerService.create({
          ...{ logger: mockServices.logger.mock(), rootLifecycle },
          database: mockServices.database({ knex: one.knex }),
          httpRouter: mockServices.httpRouter.mock(),
          metrics: metricsServiceMock.mock(),
          pluginMetadata: { getId: () => 'batch-migration' },
        });
      // The replica that does the round takes no share of it here.
      const tasks = await handOutShares(scheduler(), other.refresh);
      await one.refresh.refresh({ handOut: tasks.handOut });
      expect(seenBy(one)).toEqual([]);
      expect(seenBy(other)).toEqual(INSTANCES.map(locationId).sort());
      for (const [shutdown] of rootLifecycle.addShutdownHook.mock.calls) {
        await shutdown();
      }
    });

    it('is done here where no other replica takes anything', async () => {
      const { one, other } = await replicas(id, { patienceMs: 20 });
      const result = await one.refresh.refresh({
        handOut: async () => {
          throw new Error('The scheduler is away');
        },
      });
      expect(result.observations).toBe(INSTANCES.length);
      expect(seenBy(one)).toEqual(INSTANCES.map(locationId).sort());
      expect(seenBy(other)).toEqual([]);
    });

    it('has failed where one share of it has, whatever the others saw', async () => {
      const { one, other } = await replicas(id);
      const broken = shareOf(INSTANCES[0]);
      other.ec2.observe = async () => {
        throw new Error('ExpiredToken');
      };
      const result = await one.refresh.refresh({
        handOut: async share => {
          const taker = share === broken ? other : one;
          taker.refresh.observeShare(share).catch(() => {});
        },
      });
      expect(result.failures).toEqual([
        { source: 'memory-ec2', reason: expect.stringMatching('ExpiredToken') },
      ]);
      // It is kept as failing, and as never having answered.
      const answers = await one.database.inventory.answers();
      expect(answers.has('memory-ec2')).toBe(false);
      expect(answers.has('memory:captured')).toBe(true);
    });

    it('is taken back from a replica that stops in the middle', async () => {
      const { one, other } = await replicas(id);
      const stopped = new AbortController();
      other.ec2.observe = async () => {
        stopped.abort(new Error('The replica stops'));
        return new Promise(() => {});
      };
      const result = await one.refresh.refresh({
        handOut: async share => {
          const { signal } = stopped;
          other.refresh.observeShare(share, { signal }).catch(() => {});
        },
      });
      expect(result).toMatchObject({
        observations: INSTANCES.length,
        failures: [],
      });
      expect(seenBy(one)).toEqual(INSTANCES.map(locationId).sort());
    });

    it('is not cut where little is to be looked at, or a person waits', async () => {
      const { one, states } = await replicas(id, { worthSpreading: 13 });
      const handOut = jest.fn();
      await one.refresh.refresh({ handOut });
      await one.refresh.refresh();
      expect(handOut).not.toHaveBeenCalled();
      expect(one.ec2.asked).toHaveLength(2);
      expect(await states()).toEqual(INSTANCES.map(() => 'absent'));
    });
  });
});
