import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  EMPTY_PLAN,
  locationId,
} from 'backstage-plugin-batch-migration-common';
import {
  CRONTAB,
  createDatabase,
  cronItem,
  INSTANCE,
  inventory,
  MemoryProbe,
  MemorySource,
  TARGET,
} from '../testEstate';
import { testDatabases } from '../testDatabases';
import { reassess, rebuild } from './assessments';
import { EstateRefresh } from './EstateRefresh';

jest.setTimeout(240_000);

const NOW = '2026-02-12T01:24:00.000Z';
const MINUTE = 60_000;

describe('EstateRefresh', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    source.readings = [inventory([cronItem('digest')])];
    const scheduler = new MemoryProbe('scheduler');
    const ec2 = new MemoryProbe('ec2');
    ec2.answers.set(INSTANCE.key, { state: 'active' });
    let now = new Date(NOW);
    const refresh = new EstateRefresh({
      database,
      sources: [source],
      probes: [scheduler, ec2],
      clock: { now: () => now },
      logger: mockServices.logger.mock(),
      freshnessMs: 30 * MINUTE,
      timeoutMs: 200,
    });
    return {
      database,
      source,
      scheduler,
      ec2,
      refresh,
      pass: (minutes: number) => {
        now = new Date(now.getTime() + minutes * MINUTE);
      },
      workloadId: async () => (await database.workloads.ids())[0],
      latest: async (location: { ref: string; key: string }) =>
        [...(await database.observations.latest([location])).values()][0],
      link: async (location = TARGET) => {
        const [workloadId] = await database.workloads.ids();
        await database.transaction(async tx => {
          await database.targetLinks.link(
            {
              repository: 'file:///repositories/news',
              links: [{ workloadIds: [workloadId], location }],
            },
            NOW,
            tx,
          );
          await database.assessments.invalidate([workloadId], tx);
        });
      },
      types: async () =>
        (await database.history.list({ limit: 50 })).items.map(
          ({ type }) => type,
        ),
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('discovers, observes instances and assesses', async () => {
      const { database, refresh, latest, workloadId } = await setUp(id);
      expect(await refresh.refresh()).toEqual({
        startedAt: NOW,
        finishedAt: NOW,
        servers: 1,
        workloads: 1,
        observations: 2,
        failures: [],
      });
      expect(await latest(INSTANCE)).toMatchObject({
        state: 'active',
        source: 'memory-ec2',
        freshUntil: '2026-02-12T01:54:00.000Z',
      });
      expect(await database.assessments.get(await workloadId())).toMatchObject({
        placement: 'legacy',
        stage: 'discovered',
      });
    });

    it('moves the stage when a linked target appears, and tells it', async () => {
      const { database, refresh, link, pass, scheduler, types, workloadId } =
        await setUp(id);
      await refresh.refresh();
      await link();
      await refresh.refresh();
      expect(
        (await database.assessments.get(await workloadId()))!.stage,
      ).not.toBe('built');
      scheduler.answers.set(TARGET.key, {
        state: 'idle',
        detail: { enabled: false },
      });
      pass(5);
      await refresh.refresh();
      expect((await database.assessments.get(await workloadId()))!.stage).toBe(
        'built',
      );
      expect(await types()).toContain('stage-changed');
    });

    it('stores an observation on change, and else only its freshness', async () => {
      const { database, refresh, pass, latest } = await setUp(id);
      await refresh.refresh();
      const first = await latest(INSTANCE);
      for (let round = 0; round < 3; round += 1) {
        pass(20);
        await refresh.refresh();
      }
      expect(await database.observations.history([INSTANCE])).toEqual([
        {
          ...first,
          lastSeenAt: '2026-02-12T02:24:00.000Z',
          freshUntil: '2026-02-12T02:54:00.000Z',
        },
      ]);
      // Nobody looked for longer than it counts: the gap stays visible.
      pass(45);
      await refresh.refresh();
      expect(await database.observations.history([INSTANCE])).toHaveLength(2);
    });

    it('leaves alone what is gone for good', async () => {
      const { refresh, ec2, pass, latest } = await setUp(id);
      ec2.answers.set(INSTANCE.key, { state: 'absent', final: true });
      await refresh.refresh();
      pass(600);
      ec2.answers.set(INSTANCE.key, { state: 'unknown' });
      await refresh.refresh();
      expect(await latest(INSTANCE)).toMatchObject({
        state: 'absent',
        freshUntil: null,
      });
    });

    it('retires what was on an instance that is terminated, for good', async () => {
      const { database, refresh, ec2, pass, source, workloadId } = await setUp(
        id,
      );
      await refresh.refresh();
      const planned = await workloadId();
      await database.transaction(tx =>
        database.plans.replace(
          planned,
          { ...EMPTY_PLAN, strategy: 'retire' },
          { actor: 'user:default/mori', at: NOW },
          tx,
        ),
      );
      source.readings = [];
      ec2.answers.set(INSTANCE.key, { state: 'absent', final: true });
      pass(10);
      await refresh.refresh();
      const retired = {
        stage: 'retired',
        placement: 'neither',
        legacy: 'absent',
        stale: false,
      };
      expect(await database.assessments.get(await workloadId())).toMatchObject(
        retired,
      );
      pass(30 * 24 * 60);
      await refresh.refresh();
      expect(await database.assessments.get(await workloadId())).toMatchObject(
        retired,
      );
    });

    it('says unknown with the reason when a probe throws, hangs or leaves out', async () => {
      const { database, refresh, ec2, pass, latest } = await setUp(id);
      ec2.observe = async () => {
        throw new Error('AccessDenied: ec2:DescribeInstances');
      };
      expect((await refresh.refresh()).failures).toEqual([
        {
          source: 'memory-ec2',
          reason: expect.stringContaining('AccessDenied'),
        },
      ]);
      expect(await latest(INSTANCE)).toMatchObject({
        state: 'unknown',
        detail: { reason: expect.stringContaining('AccessDenied') },
      });
      expect(await database.inventory.silent(NOW)).toHaveLength(1);

      pass(5);
      ec2.observe = () => new Promise(() => {});
      await refresh.refresh();
      expect((await latest(INSTANCE)).detail.reason).toContain(
        'no answer within 0.2 seconds',
      );

      pass(5);
      ec2.observe = async () => [];
      await refresh.refresh();
      expect((await latest(INSTANCE)).detail.reason).toContain(
        'gave no answer for this location',
      );
      expect(await database.inventory.silent(NOW)).toEqual([]);
    });

    it('says of a location without a probe that there is none yet', async () => {
      const { refresh, link, latest } = await setUp(id);
      const service = { ref: 'ecs-service:1/r/c', key: 'worker' };
      await refresh.refresh();
      await link(service);
      await refresh.refresh();
      expect(await latest(service)).toMatchObject({
        state: 'unknown',
        detail: { reason: 'no probe yet' },
      });
      // A crontab was seen by its inventory and needs no probe.
      expect((await latest({ ref: CRONTAB, key: 'digest' })).state).toBe(
        'active',
      );
    });

    it('compares a merged target with the union of its jobs', async () => {
      const { database, source, refresh, pass, scheduler } = await setUp(id);
      const at = (expression: string) => ({
        dialect: 'debian-cron' as const,
        expression,
        timezone: 'Asia/Tokyo',
      });
      source.readings = [
        inventory([
          cronItem('morning', { schedule: at('0 6 * * *') }),
          cronItem('evening', { schedule: at('0 18 * * *') }),
        ]),
      ];
      await refresh.refresh();
      const all = await database.workloads.getMany(
        await database.workloads.ids(),
      );
      const idOf = (name: string) => all.find(one => one.name === name)!.id;
      const share = (name: string) =>
        database.transaction(async tx => {
          const changed = await database.targetLinks.link(
            {
              repository: 'file:///repositories/news',
              links: [{ workloadIds: [idOf(name)], location: TARGET }],
            },
            NOW,
            tx,
          );
          await database.assessments.invalidate(changed, tx);
        });
      const isDifferent = async (name: string) =>
        (await database.assessments.get(idOf(name)))!.dangers.some(
          ({ type }) => type === 'not-equivalent',
        );
      scheduler.answers.set(TARGET.key, {
        state: 'idle',
        detail: {
          enabled: false,
          schedules: [
            {
              dialect: 'eventbridge',
              expression: 'cron(0 6,18 * * ? *)',
              timezone: 'Asia/Tokyo',
            },
          ],
        },
      });
      await share('morning');
      await refresh.refresh();
      expect(await isDifferent('morning')).toBe(true);

      // Linking the other job changes what the first one is compared with.
      await share('evening');
      pass(1);
      await refresh.refresh();
      expect(await isDifferent('morning')).toBe(false);
      expect(await isDifferent('evening')).toBe(false);

      // So does a plan that moves the other one.
      await database.transaction(async tx => {
        const intendedSchedule = { ...at('0 19 * * *'), reason: 'later' };
        await database.plans.replace(
          idOf('evening'),
          { ...EMPTY_PLAN, intendedSchedule },
          { actor: 'user:default/mori', at: NOW },
          tx,
        );
        await database.assessments.invalidate([idOf('evening')], tx);
      });
      pass(1);
      await refresh.refresh();
      expect(await isDifferent('morning')).toBe(true);
    });

    it('records a passed soak once, and voids it after a rollback', async () => {
      const {
        database,
        source,
        refresh,
        link,
        pass,
        scheduler,
        types,
        workloadId,
      } = await setUp(id);
      const day = 24 * 60;
      const capture = (state: 'active' | 'idle', capturedAt: Date) => {
        source.readings = [
          inventory([cronItem('digest', { state })], {
            capturedAt: capturedAt.toISOString(),
          }),
        ];
      };
      await refresh.refresh();
      const workload = await workloadId();
      await link();
      const ran: Date[] = [];
      scheduler.runs = async locations =>
        locations.flatMap(location =>
          ran.map(at => ({
            location,
            scheduledFor: at,
            startedAt: at,
            endedAt: new Date(at.getTime() + MINUTE),
            outcome: 'succeeded' as const,
            externalId: `arn:execution:${at.toISOString()}`,
          })),
        );
      scheduler.answers.set(TARGET.key, {
        state: 'active',
        detail: {
          enabled: true,
          targetArn: 'arn:aws:states:ap-northeast-1:1:stateMachine:digest',
          schedules: [
            {
              dialect: 'eventbridge',
              expression: 'cron(15 4 * * ? *)',
              timezone: 'Asia/Tokyo',
            },
          ],
        },
      });
      capture('idle', new Date(NOW));
      await refresh.refresh();
      // 04:15 in Tokyo, each of the seven nights after the cutover.
      const soakOf = async () =>
        (await database.workloads.get(workload))!.soakPassedAt;
      for (let night = 0; night < 7; night += 1) {
        expect(await soakOf()).toBeNull();
        const tick =
          Date.parse('2026-02-12T19:15:00.000Z') + night * day * MINUTE;
        ran.push(new Date(tick));
        pass(day);
        capture('idle', new Date(Date.parse(NOW) + (night + 1) * day * MINUTE));
        await refresh.refresh();
      }
      const passedAt = '2026-02-18T19:16:00.000Z';
      expect(await soakOf()).toBe(passedAt);
      expect(await database.assessments.get(workload)).toMatchObject({
        stage: 'proven',
        soak: { good: 7, needed: 7, passedAt },
      });
      const count = async (type: string) =>
        (await types()).filter(found => found === type).length;

      // Looked at again, by two at once, it is not recorded again.
      pass(30);
      await refresh.refresh();
      const stale = (await database.workloads.get(workload))!;
      const { getMany } = database.workloads;
      database.workloads.getMany = async () => [
        { ...stale, soakPassedAt: null },
      ];
      await reassess(database, [workload], new Date('2026-02-19T02:00:00Z'));
      database.workloads.getMany = getMany;
      expect(await count('soak-passed')).toBe(1);

      // The old line is on again.
      pass(60);
      capture('active', new Date('2026-02-19T02:30:00.000Z'));
      await refresh.refresh();
      expect(await soakOf()).toBeNull();
      expect(await count('soak-voided')).toBe(1);
      expect((await database.assessments.get(workload))!.stage).toBe('built');

      // Off again: it has to prove itself from here on.
      pass(60);
      capture('idle', new Date('2026-02-19T03:30:00.000Z'));
      await refresh.refresh();
      expect(await soakOf()).toBeNull();
      expect(await database.assessments.get(workload)).toMatchObject({
        stage: 'cut-over',
        soak: { good: 0, needed: 7, passedAt: null },
      });
      expect(await count('soak-passed')).toBe(1);
      expect(await count('soak-voided')).toBe(1);
    });

    it('stores a run once, and when it ended', async () => {
      const { database, refresh, scheduler, link, pass } = await setUp(id);
      await refresh.refresh();
      await link();
      const sinces: string[] = [];
      let endedAt: Date | null = null;
      scheduler.runs = async (locations, { since }) => {
        sinces.push(since.toISOString());
        return locations.map(location => ({
          location,
          scheduledFor: new Date('2026-02-12T01:00:00Z'),
          startedAt: new Date('2026-02-12T01:00:03Z'),
          endedAt,
          outcome: endedAt ? ('succeeded' as const) : ('running' as const),
          externalId: 'arn:execution:1',
        }));
      };
      await refresh.refresh();
      endedAt = new Date('2026-02-12T01:25:00Z');
      pass(5);
      await refresh.refresh();
      await refresh.refresh();
      expect(await database.runs.list([TARGET])).toEqual([
        expect.objectContaining({
          outcome: 'succeeded',
          endedAt: '2026-02-12T01:25:00.000Z',
        }),
      ]);
      expect(sinces.slice(0, 2)).toEqual([
        '2025-11-14T01:24:00.000Z',
        '2026-02-12T00:00:03.000Z',
      ]);
    });

    it('counts only what it could read as read', async () => {
      const { database, refresh, scheduler, link } = await setUp(id);
      const other = { ...TARGET, key: 'digest-weekly' };
      await refresh.refresh();
      await link();
      await link(other);
      scheduler.runs = async (_, { onUnread }) => {
        onUnread!(other, 'AWS refused states:ListExecutions');
        return [];
      };
      const { failures } = await refresh.refresh();
      expect(failures).toEqual([
        {
          source: scheduler.id,
          reason: 'Runs of 1 of 2 locations: AWS refused states:ListExecutions',
        },
      ]);
      const reads = await database.runReads.of([TARGET, other]);
      expect([...reads.keys()]).toEqual([locationId(TARGET)]);
    });

    it('assesses anew when an observation lapses though nothing was seen', async () => {
      const { database, source, refresh, pass, workloadId } = await setUp(id);
      await refresh.refresh();
      source.readings = [];
      pass(8 * 24 * 60);
      await refresh.refresh();
      expect(await database.assessments.get(await workloadId())).toMatchObject({
        placement: 'unknown',
      });
      expect(
        await rebuild(database, {
          now: () => new Date('2026-02-20T01:24:00Z'),
        }),
      ).toEqual([]);
    });

    it('goes on where one workload cannot be assessed', async () => {
      const { database, source, refresh, workloadId } = await setUp(id);
      await refresh.refresh();
      const broken = await workloadId();
      source.readings = [
        inventory([cronItem('digest'), cronItem('push')], {
          capturedAt: '2026-02-11T12:00:00.000Z',
        }),
      ];
      // A plan as no version of the product wrote it.
      const fake = new Map([[broken, {} as never]]);
      database.plans.getMany = async () => fake;
      await refresh.refresh();
      const [one, other] = await database.workloads.ids();
      const assessments = await database.assessments.getMany([one, other]);
      expect(assessments.size).toBe(2);
      expect(assessments.get(broken)).toMatchObject({
        placement: 'unknown',
        blockers: [{ type: 'not-observed' }],
      });
    });

    it('finds and mends a projection that is wrong', async () => {
      const { database, refresh, workloadId } = await setUp(id);
      await refresh.refresh();
      const workload = (await database.workloads.get(await workloadId()))!;
      const right = (await database.assessments.get(workload.id))!;
      const plan = await database.plans.get(workload.id);
      await database.transaction(tx =>
        database.assessments.save(
          [
            {
              workload,
              plan,
              repositories: [],
              assessment: { ...right, stage: 'retired', validUntil: null },
            },
          ],
          NOW,
          tx,
        ),
      );
      expect(
        await rebuild(database, { now: () => new Date(NOW) }),
      ).toMatchObject([
        { workloadId: workload.id, stored: { stage: 'retired' } },
      ]);
      expect(await rebuild(database, { now: () => new Date(NOW) })).toEqual([]);
    });

    it('lets calls while one runs share the next', async () => {
      const { refresh, ec2 } = await setUp(id);
      const [, second, third] = await Promise.all([
        refresh.refresh(),
        refresh.refresh(),
        refresh.refresh(),
      ]);
      expect(third).toBe(second);
      expect(ec2.asked).toHaveLength(2);
    });

    it('keeps an assessment due whose inputs changed while it was made', async () => {
      const { database, refresh, workloadId } = await setUp(id);
      await refresh.refresh();
      const workloadIds = [await workloadId()];
      const { getMany } = database.plans;
      database.plans.getMany = async (...args) => {
        const plans = await getMany.apply(database.plans, args);
        await database.assessments.invalidate(workloadIds);
        return plans;
      };
      await reassess(database, workloadIds, new Date(NOW));
      expect(await database.assessments.due(NOW, 9)).toEqual(workloadIds);
      database.plans.getMany = getMany;
      await reassess(database, workloadIds, new Date(NOW));
      expect(await database.assessments.due(NOW, 9)).toEqual([]);
    });

    it('tells in the history of a danger that appears and passes', async () => {
      const { database, refresh, pass, link, scheduler, types, workloadId } =
        await setUp(id);
      await refresh.refresh();
      await link();
      scheduler.answers.set(TARGET.key, {
        state: 'active',
        detail: {
          enabled: true,
          schedules: [
            {
              dialect: 'eventbridge',
              expression: 'cron(15 4 * * ? *)',
              timezone: 'Asia/Tokyo',
            },
          ],
        },
      });
      await refresh.refresh();
      expect(
        (await database.assessments.get(await workloadId()))!.dangers.map(
          ({ type }) => type,
        ),
      ).toContain('runs-twice');
      expect(await types()).toContain('danger-appeared');
      scheduler.answers.set(TARGET.key, {
        state: 'idle',
        detail: { enabled: false },
      });
      pass(5);
      await refresh.refresh();
      expect(await types()).toContain('danger-passed');
      await reassess(database, [await workloadId()], new Date(NOW));
      expect(await database.history.firstBroken()).toBeNull();
    });
  });
});
