import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { NewRun } from '../stores';
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
import { cleanUp } from './cleanUp';
import { EstateRefresh } from './EstateRefresh';

jest.setTimeout(240_000);

const DAY_MS = 86_400_000;
const START = Date.parse('2026-02-12T01:24:00.000Z');
const day = (count: number) => new Date(START + count * DAY_MS);

const RETENTION = {
  runsMs: 400 * DAY_MS,
  observationsMs: 400 * DAY_MS,
  heartbeatsMs: 30 * DAY_MS,
};

const run = (at: number): NewRun => ({
  location: TARGET,
  scheduledFor: null,
  startedAt: day(at).toISOString(),
  endedAt: day(at + 0.01).toISOString(),
  outcome: 'succeeded',
  source: 'memory-scheduler',
  externalId: `arn:${at}`,
});

describe('cleanUp', () => {
  const databases = testDatabases();

  /** Looks at one instance and one linked target on each of the days. */
  async function observe(id: TestDatabaseId, days: number[]) {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    const scheduler = new MemoryProbe('scheduler');
    const ec2 = new MemoryProbe('ec2');
    ec2.answers.set(INSTANCE.key, { state: 'active' });
    scheduler.answers.set(TARGET.key, { state: 'idle' });
    const clock = { at: day(days[0]) };
    const refresh = new EstateRefresh({
      database,
      sources: [source],
      probes: [ec2, scheduler],
      clock: { now: () => clock.at },
      logger: mockServices.logger.mock(),
      freshnessMs: 2 * DAY_MS,
    });
    for (const at of days) {
      clock.at = day(at);
      source.readings = [
        inventory([cronItem('digest')], { capturedAt: clock.at.toISOString() }),
      ];
      await refresh.refresh();
      if (at !== days[0]) continue;
      const workloadIds = await database.workloads.ids();
      await database.transaction(tx =>
        database.targetLinks.link(
          {
            repository: 'file:///repositories/news',
            links: [{ workloadIds, location: TARGET }],
          },
          clock.at.toISOString(),
          tx,
        ),
      );
    }
    const [workloadId] = await database.workloads.ids();
    return {
      database,
      workloadId,
      seenOn: async () =>
        (await database.observations.history([INSTANCE])).map(
          ({ observedAt }) => (Date.parse(observedAt) - START) / DAY_MS,
        ),
      clean: (at: number) =>
        cleanUp({ database, retention: RETENTION, now: day(at) }),
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('draws heartbeats together and leaves the assessment as it was', async () => {
      const days = Array.from({ length: 45 }, (_, at) => at);
      const { database, workloadId, seenOn, clean } = await observe(id, days);
      const now = day(44);
      await reassess(database, [workloadId], now);
      const before = (await database.assessments.get(workloadId))!;

      expect((await clean(44)).observations).toBeGreaterThan(20);
      expect(await seenOn()).toEqual([0, ...days.slice(14)]);
      const [first, second] = await database.observations.history([INSTANCE]);
      expect(first.freshUntil! > second.observedAt).toBe(true);
      await reassess(database, [workloadId], now);
      expect((await database.assessments.get(workloadId))!).toEqual(before);
      // Nothing is left to do, and what is there now goes on.
      expect(await clean(44)).toEqual({ observations: 0, runs: 0 });
      expect((await database.observations.latest([INSTANCE])).size).toBe(1);
    });

    it('forgets old runs, and what their log says of that time', async () => {
      const { database, clean } = await observe(id, [0]);
      await database.runs.record(
        Array.from({ length: 30 }, (_, index) => run(-600 + 7 * index)),
      );
      await database.runs.record(
        Array.from({ length: 12 }, (_, index) => run(-index)),
      );
      await database.runRanges.record([
        {
          location: TARGET,
          from: day(-600).toISOString(),
          until: day(0).toISOString(),
        },
      ]);
      expect((await clean(0)).runs).toBe(29);
      const left = await database.runs.list([TARGET]);
      expect(left).toHaveLength(13);
      expect(left[0].startedAt).toBe(day(-397).toISOString());
      const [workload] = await database.workloads.getMany(
        await database.workloads.ids(),
      );
      expect(
        workload.locations.find(({ side }) => side === 'target')?.runRanges,
      ).toEqual([
        { from: day(-400).toISOString(), until: day(0).toISOString() },
      ]);
    });

    it('keeps the newest ten runs of a job that seldom runs', async () => {
      const { database, clean } = await observe(id, [0]);
      await database.runs.record(
        Array.from({ length: 12 }, (_, index) => run(-365 * (index + 2))),
      );
      expect((await clean(0)).runs).toBe(2);
      expect(await database.runs.list([TARGET])).toHaveLength(10);
    });

    it('keeps every run of what is still proving itself', async () => {
      const { database, workloadId, clean } = await observe(id, [0]);
      await database.runs.record(
        Array.from({ length: 20 }, (_, index) => run(-500 - index)),
      );
      const stored = (await database.assessments.get(workloadId))!;
      const stage = async (to: 'cut-over' | 'proven') => {
        const [workload] = await database.workloads.getMany([workloadId]);
        await database.transaction(async tx =>
          database.assessments.save(
            [
              {
                workload,
                plan: (await database.plans.get(workloadId, tx))!,
                repositories: [],
                assessment: { ...stored, stage: to },
              },
            ],
            day(0).toISOString(),
            tx,
          ),
        );
      };
      await stage('cut-over');
      expect((await clean(0)).runs).toBe(0);
      await stage('proven');
      expect((await clean(0)).runs).toBe(10);
    });

    it('counts from when all of its locations were last seen', async () => {
      const { database, clean } = await observe(id, [0]);
      await database.runs.record(
        Array.from({ length: 20 }, (_, index) => run(-index)),
      );
      // Nobody has looked for two years: what was verified last rests on this.
      expect((await clean(730)).runs).toBe(0);
    });
  });
});
