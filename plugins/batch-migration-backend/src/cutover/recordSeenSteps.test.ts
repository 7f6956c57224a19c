import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  EMPTY_PLAN,
  type CutoverStep,
  type QueueDetail,
} from 'backstage-plugin-batch-migration-common';
import { reassess } from '../observation/assessments';
import { EstateRefresh } from '../observation';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemoryProbe,
  MemorySource,
  TARGET,
} from '../testEstate';

jest.setTimeout(240_000);

const NOW = '2026-02-12T01:24:00.000Z';
const MINUTE = 60_000;

const step = (condition: 'queue-empty' | 'target-active'): CutoverStep => ({
  id: condition,
  title: condition,
  instructions: '',
  ownerRef: null,
  check: { type: 'observation', condition },
  reversible: true,
  undo: null,
});

const queueOf = (visible: number): QueueDetail => ({
  name: 'push',
  visible,
  ...{ inFlight: 0, delayed: 0, oldestMessageSeconds: null, receives: 4 },
  ...{ deadLetter: null, unread: null },
});

describe('steps that are seen', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    source.readings = [inventory([cronItem('digest')])];
    const scheduler = new MemoryProbe('scheduler');
    let now = new Date(NOW);
    const refresh = new EstateRefresh({
      database,
      sources: [source],
      probes: [scheduler],
      clock: { now: () => now },
      logger: mockServices.logger.mock(),
      freshnessMs: 30 * MINUTE,
    });
    await refresh.refresh();
    const [workloadId] = await database.workloads.ids();
    const steps = [step('target-active'), step('queue-empty')];
    await database.transaction(async tx => {
      const links = [{ workloadIds: [workloadId], location: TARGET }];
      await database.targetLinks.link({ repository: null, links }, NOW, tx);
      const stamp = { actor: 'user:default/mori', at: NOW };
      await database.plans.replace(
        workloadId,
        { ...EMPTY_PLAN, steps },
        stamp,
        tx,
      );
      await database.assessments.invalidate([workloadId], tx);
    });
    /** Five minutes later there are so many messages. */
    const look = async (visible: number) => {
      now = new Date(now.getTime() + 5 * MINUTE);
      scheduler.answers.set(TARGET.key, {
        state: 'active',
        detail: { queue: queueOf(visible) },
      });
      await refresh.refresh();
    };
    return {
      database,
      workloadId,
      look,
      done: async () =>
        (await database.steps.list(workloadId)).map(({ stepId }) => stepId),
      told: async () =>
        (await database.history.list({ limit: 100 })).items.filter(({ type }) =>
          type.startsWith('step-'),
        ),
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('are recorded once, by the round in which they are', async () => {
      const { look, done, told } = await setUp(id);
      await look(3);
      expect(await done()).toEqual(['target-active']);
      await look(5);
      expect(await done()).toEqual(['target-active']);
      // A number that moves makes no observation of its own, and is seen.
      await look(0);
      expect(await done()).toEqual(['target-active', 'queue-empty']);
      await look(7);
      await look(0);
      expect(await done()).toEqual(['target-active', 'queue-empty']);
      expect(await told()).toHaveLength(2);
    });

    it('are recorded once by two who look at the same moment', async () => {
      const { database, workloadId, look, done, told } = await setUp(id);
      await look(3);
      await database.transaction(async tx => {
        const plan = await database.plans.get(workloadId, tx);
        const steps = [
          ...plan.steps,
          { ...step('target-active'), id: 'again' },
        ];
        const stamp = { actor: 'user:default/mori', at: NOW };
        await database.plans.replace(workloadId, { ...plan, steps }, stamp, tx);
        await database.assessments.invalidate([workloadId], tx);
      });
      const at = new Date('2026-02-12T01:30:00.000Z');
      await Promise.all(
        [1, 2, 3].map(() => reassess(database, [workloadId], at)),
      );
      expect(await done()).toEqual(['target-active', 'again']);
      expect(await told()).toHaveLength(2);
    });
  });
});
