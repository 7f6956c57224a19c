import {
  DANGER_SEVERITIES,
  DANGER_TYPES,
  EMPTY_PLAN,
  PLACEMENTS,
  STAGES,
  STRATEGIES,
  summarize,
  type Counts,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import { testDatabases } from '../testDatabases';
import { assessment, createDatabase, inventory, ROLE } from '../testEstate';
import type { Assessed } from './AssessmentStore';

jest.setTimeout(240_000);

const AT = '2026-02-12T01:24:00.000Z';
const SERVERS = ['bat000', 'bat001', 'bat002'].map(
  name => `resource:default/${name}`,
);

/** Park and Miller's generator: the same estate in every run. */
function randomOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return {
    chance: (share: number) => next() < share,
    pick: <T>(values: readonly T[]): T =>
      values[Math.floor(next() * values.length)],
  };
}

function randomEstate(seed: number, size: number): Assessed[] {
  const { chance, pick } = randomOf(seed);
  return Array.from({ length: size }, (_, index) => {
    const placement = pick(PLACEMENTS);
    const workload: Workload = {
      id: `w-${index}`,
      name: `job ${index}`,
      kind: 'scheduled',
      serverRefs: SERVERS.filter(() => chance(0.5)),
      roleRef: ROLE,
      ownerRef: chance(0.5) ? 'group:default/sre' : null,
      schedule: null,
      command: '',
      description: null,
      maskedSecrets: [],
      locations: [],
      intents: [],
      soakPassedAt: null,
      firstSeenAt: AT,
    };
    return {
      workload,
      plan: {
        ...EMPTY_PLAN,
        ownerRef: chance(0.3) ? 'group:default/billing' : null,
        strategy: chance(0.7) ? pick(STRATEGIES) : null,
        wave: chance(0.5) ? pick(['one', 'two']) : null,
      },
      repositories: [],
      assessment: assessment({
        stage: pick(STAGES),
        placement,
        stale: chance(0.3),
        // A type may be there twice, and with both severities.
        dangers: DANGER_TYPES.flatMap(type => {
          const danger = () => ({
            type,
            severity: pick(DANGER_SEVERITIES),
            message: type,
            nextAt: null,
            observationIds: [],
          });
          return chance(0.1) ? [danger(), danger()] : [];
        }),
      }),
    };
  });
}

/** What was found, without regard to the order. */
function found<T extends Counts<string>>(counts: T[]): T[] {
  return counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

describe('countAssessments', () => {
  const databases = testDatabases();

  describe.each(databases.eachSupportedId())('on %s', id => {
    it.each([1, 20_260_212, 99_991])(
      'counts as summarize does, seed %d',
      async seed => {
        const database = await createDatabase(await databases.init(id));
        const estate = randomEstate(seed, 300);
        await database.transaction(async tx => {
          const { server, roles } = inventory([]);
          for (const ref of SERVERS) {
            await database.servers.upsert({ ...server, ref }, tx);
          }
          await database.servers.upsertRoles(roles, tx);
          await database.workloads.upsert(
            estate.map(({ workload }) => workload),
            tx,
          );
          await database.assessments.save(estate, AT, tx);
        });
        const counted = await database.assessments.counts({});
        const expected = summarize(
          estate.map(({ workload, plan, assessment: assessed }) => ({
            serverRefs: workload.serverRefs,
            ownerRef: plan.ownerRef ?? workload.ownerRef,
            plan,
            assessment: assessed,
          })),
        );
        const comparable = (counts: typeof counted) => ({
          ...counts,
          byStage: found(counts.byStage),
          byPlacement: found(counts.byPlacement),
          byStrategy: found(counts.byStrategy),
          byOwner: found(counts.byOwner),
          byWave: found(counts.byWave),
          byServer: found(counts.byServer).map(server => ({
            ...server,
            byStage: found(server.byStage),
          })),
          acuteDangers: found(counts.acuteDangers),
          pressingDangers: found(counts.pressingDangers),
        });
        expect(comparable(counted)).toEqual(comparable(expected));
        // The set is varied: some are done, and some only look so.
        expect(counted.retired).toBeGreaterThan(0);
        expect(counted.retired).toBeLessThan(
          counted.byStage.find(({ key }) => key === 'retired')!.count,
        );
      },
    );
  });
});
