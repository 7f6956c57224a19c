/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AwsClients } from 'backstage-plugin-batch-migration-backend-module-aws/src/clients';
import { CodeBuildProjectFinder } from 'backstage-plugin-batch-migration-backend-module-aws/src/finders/codeBuildProjects';
import { EcsServiceFinder } from 'backstage-plugin-batch-migration-backend-module-aws/src/finders/ecsServices';
import { SchedulerScheduleFinder } from 'backstage-plugin-batch-migration-backend-module-aws/src/finders/schedulerSchedules';
import { resolve } from 'node:path';
import { Discovery } from '../discovery';
import { createFilesInventorySource } from '../inventory';
import { seedPlans } from '../seed';
import { createDatabase } from '../testEstate';
import { TargetSearch } from './TargetSearch';

jest.setTimeout(240_000);

const ESTATE = resolve(
  resolvePackagePath('backstage-plugin-batch-migration-backend'),
  '../../examples/estate',
);
const NOW = new Date('2026-02-12T10:24:00+09:00');
const PLACES = [{ accountId: '111122223333', region: 'ap-northeast-1' }];

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** The threshold of proposals is held by the estate as a whole, linked and unlinked. */
describe('targets found in the demo estate', () => {
  const logger = mockServices.logger.mock();

  async function proposalsOf(options: { seeded: boolean }) {
    const database = await createDatabase(await databases.init('SQLITE_3'));
    await new Discovery({
      database,
      sources: [
        createFilesInventorySource({
          id: 'captured',
          directory: `${ESTATE}/captured`,
          role: 'captured',
          freshnessMs: 7 * 24 * 3_600_000,
          timezone: 'Asia/Tokyo',
          roleTypes: [],
          logger,
        }),
      ],
      logger,
    }).run({ now: NOW });
    if (options.seeded) {
      await seedPlans({
        database,
        directory: `${ESTATE}/plans`,
        now: NOW,
        logger,
      });
    }
    const clients = new AwsClients({
      answers: { mode: 'replay', recordings: `${ESTATE}/aws` },
    });
    const finders = [
      new SchedulerScheduleFinder(clients, logger, PLACES),
      new EcsServiceFinder(clients, logger, PLACES),
      new CodeBuildProjectFinder(clients, logger, PLACES),
    ];
    const search = new TargetSearch({
      database,
      finders,
      clock: { now: () => NOW },
      logger,
      everyMs: 3_600_000,
    });
    await search.searchWhereDue();
    expect(await database.foundTargets.unread(search.finderIds)).toEqual([]);
    const { items } = await database.foundTargets.page({
      linked: options.seeded ? false : undefined,
      limit: 200,
    });
    const proposals = await database.proposals.ofTargets(
      items.map(({ id }) => id),
    );
    return items.map(({ id, target }) => ({
      name: target.name,
      best: (proposals.get(id) ?? []).map(one => ({
        workload: one.workloadName,
        reasons: one.reasons,
        doubts: one.doubts,
      })),
    }));
  }

  it('proposes the one that a job waits for, and says of the other that it replaces nothing', async () => {
    const found = await proposalsOf({ seeded: true });
    expect(found).toContainEqual({
      name: 'wiki-backup',
      best: [
        {
          workload: 'backup-wiki.sh',
          reasons: expect.arrayContaining(['same-command', 'same-occurrences']),
          doubts: [],
        },
      ],
    });
    expect(found).toContainEqual({ name: 'cost-anomaly-digest', best: [] });
  });

  it('would have proposed most links that people made, and few beside them', async () => {
    const found = await proposalsOf({ seeded: false });
    const schedules = found.filter(({ best }) => best.length > 0);
    expect(schedules.length).toBeGreaterThan(25);
    // Names of the estate: `weekly-report` replaces `weekly-report.sh`.
    const right = schedules.filter(
      ({ name, best: [first] }) =>
        first.workload.replace(/\.sh$/, '') === name || name === 'wiki-backup',
    );
    expect(right.length / schedules.length).toBeGreaterThan(0.9);
    const beside = schedules.reduce(
      (all, { best }) => all + best.length - 1,
      0,
    );
    expect(beside).toBeLessThan(schedules.length / 2);
  });
});
