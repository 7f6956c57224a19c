import type {
  EntityRef,
  WorkloadFilters,
  Kind,
} from 'backstage-plugin-batch-migration-common';
import {
  EMPTY_PLAN,
  STAGES,
  WORKLOAD_ORDERS,
} from 'backstage-plugin-batch-migration-common';
import { assessment, createDatabase, inventory, ROLE } from '../testEstate';
import { testDatabases } from '../testDatabases';
import { type Assessed, AssessmentStore } from './AssessmentStore';
import { RememberedCounts } from './RememberedCounts';

jest.setTimeout(240_000);

const AT = '2026-02-12T01:24:00.000Z';
const KINDS: Kind[] = ['scheduled', 'resident', 'on-demand'];
const OWNERS: EntityRef[] = ['group:default/sre', 'group:default/news'];

/** Many ties in each order, and each value in several places of it. */
const ESTATE: Assessed[] = Array.from({ length: 60 }, (_, n) => ({
  workload: {
    id: `w${n}`,
    name: `job ${n % 4}`,
    kind: KINDS[n % 3],
    serverRefs: ['resource:default/bat000'],
    roleRef: ROLE,
    ownerRef: OWNERS[n % 2],
    schedule: null,
    command: `/srv/run ${n % 7}`,
    description: null,
    maskedSecrets: [],
    locations: [],
    intents: [],
    soakPassedAt: null,
    firstSeenAt: AT,
  },
  plan: EMPTY_PLAN,
  repositories: [],
  assessment: assessment({
    stage: STAGES[n % 5],
    nextRunAt: n % 2 ? null : `2026-02-1${n % 5}T00:00:00.000Z`,
    dangers:
      n % 4 === 0
        ? [
            {
              type: 'drift',
              severity: n % 8 === 0 ? 'acute' : 'pressing',
              message: '',
              nextAt: n % 3 ? null : AT,
              observationIds: [],
            },
          ]
        : [],
  }),
}));

const databases = testDatabases();

describe.each(databases.eachSupportedId())('pages on %s', id => {
  it('are the same whether what matches is sorted or an order is walked', async () => {
    const client = await databases.init(id);
    const database = await createDatabase(client);
    const { server, roles } = inventory([]);
    await database.transaction(async tx => {
      await database.servers.upsert(server, tx);
      await database.servers.upsertRoles(roles, tx);
      await database.workloads.upsert(
        ESTATE.map(({ workload }) => workload),
        tx,
      );
      await database.assessments.save(ESTATE, AT, tx);
    });
    const store = (few: number, sorted: number) =>
      new AssessmentStore(client, new RememberedCounts(client), {
        few,
        sorted,
      });
    const sorting = store(0, 100);
    const others = [store(100, 100), store(0, 0)];

    const all: WorkloadFilters[] = [
      {},
      { kind: ['resident'], stage: ['discovered', 'built'] },
      { kind: ['scheduled'], danger: ['drift'] },
      { danger: ['acute'], server: ['resource:default/bat000'] },
      { text: ['run 3'] },
      { kind: ['service'] },
    ];
    for (const filters of all) {
      for (const orderBy of WORKLOAD_ORDERS) {
        for (const owner of [undefined, OWNERS[0]]) {
          const readable = owner
            ? { key: 'owner' as const, values: [owner] }
            : undefined;
          const seen: string[] = [];
          let cursor: string | undefined;
          do {
            const query = { filters, orderBy, readable, limit: 7, cursor };
            const page = await sorting.list(query);
            for (const other of others) {
              expect(await other.list(query)).toEqual(page);
            }
            seen.push(...page.items.map(({ workloadId }) => workloadId));
            cursor = page.nextCursor ?? undefined;
          } while (cursor);
          const { scope } = await sorting.counts(
            owner ? { ...filters, owner: [owner] } : filters,
          );
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toHaveLength(scope);
        }
      }
    }
  });
});
