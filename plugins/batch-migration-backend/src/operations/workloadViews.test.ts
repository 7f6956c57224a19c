import { mockServices } from '@backstage/backend-test-utils';
import { EstateRefresh } from '../observation';
import { testDatabases } from '../testDatabases';
import {
  assessment,
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import { currentAssessments } from './workloadViews';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00Z');
const databases = testDatabases();

it.each(databases.eachSupportedId())(
  'makes an assessment anew that does not say why, on %s',
  async id => {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    source.readings = [inventory([cronItem('digest')])];
    const refresh = new EstateRefresh({
      database,
      sources: [source],
      probes: [],
      clock: { now: () => NOW },
      logger: mockServices.logger.mock(),
      freshnessMs: 1_800_000,
    });
    await refresh.refresh();
    const [workloadId] = await database.workloads.ids();
    const workload = (await database.workloads.get(workloadId))!;
    const plan = await database.plans.get(workloadId);
    const old = assessment({ stage: 'retired' });
    await database.transaction(tx =>
      database.assessments.save(
        [{ workload, plan, repositories: [], assessment: old }],
        NOW.toISOString(),
        tx,
      ),
    );
    const found = await currentAssessments(database, [workloadId], NOW);
    expect(found.get(workloadId)).toMatchObject({
      stage: 'discovered',
      because: { placement: { observationIds: [expect.any(Number)] } },
    });
    expect(await database.assessments.get(workloadId)).toEqual(
      found.get(workloadId),
    );
  },
);
