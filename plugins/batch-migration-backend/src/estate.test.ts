import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import awsModule, {
  checkRecordings,
} from 'backstage-plugin-batch-migration-backend-module-aws';
import {
  dueTicks,
  EMPTY_PLAN,
  longestRunOf,
  STAGES,
  PLACEMENTS,
  type Assessment,
  type DangerType,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import {
  approvalSourcesExtensionPoint,
  cronLogSourcesExtensionPoint,
  inventorySourcesExtensionPoint,
  metricSourcesExtensionPoint,
  probesExtensionPoint,
  historyHeadPublishersExtensionPoint,
  runEventSourcesExtensionPoint,
  targetFindersExtensionPoint,
  type Probe,
} from 'backstage-plugin-batch-migration-node';
import { join, resolve } from 'node:path';
import { createFilesInventorySource } from './inventory';
import { EstateRefresh } from './observation';
import { seedPlans, type SeedResult } from './seed';
import { BatchMigrationDatabase } from './stores';
import { testDatabases } from './testDatabases';

const ESTATE = resolve(__dirname, '../../../examples/estate');
const NOW = new Date('2026-02-12T10:24:00+09:00');
const DAY_MS = 24 * 60 * 60 * 1000;

/** The probes that the AWS module adds, on the recorded answers. */
async function replayedProbes(): Promise<Probe[]> {
  const probes: Probe[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        probesExtensionPoint,
        { addProbe: (...added: Probe[]) => probes.push(...added) },
      ],
      // Without a queue in the configuration the module adds none.
      [runEventSourcesExtensionPoint, { addRunEventSource: () => {} }],
      [
        historyHeadPublishersExtensionPoint,
        { addHistoryHeadPublisher: () => {} },
      ],
      [cronLogSourcesExtensionPoint, { addCronLogSource: () => {} }],
      // What is in AWS and on no host is not looked at here.
      [inventorySourcesExtensionPoint, { addInventorySource: () => {} }],
      [targetFindersExtensionPoint, { addTargetFinder: () => {} }],
      [metricSourcesExtensionPoint, { addMetricSource: () => {} }],
      [approvalSourcesExtensionPoint, { addApprovalSource: () => {} }],
    ],
    features: [
      awsModule,
      mockServices.rootConfig.factory({
        data: {
          batchMigration: {
            aws: { mode: 'replay', recordings: join(ESTATE, 'aws') },
          },
        },
      }),
    ],
  });
  await backend.stop();
  return probes;
}

describe('the demo estate', () => {
  const databases = testDatabases();
  let database: BatchMigrationDatabase;
  let refresh: EstateRefresh;
  let seeded: SeedResult | null;
  let workloads: Workload[];
  let assessments: Map<string, Assessment>;

  const seed = () =>
    seedPlans({
      database,
      directory: join(ESTATE, 'plans'),
      now: NOW,
      logger: mockServices.logger.mock(),
    });

  beforeAll(async () => {
    const client = await databases.init('SQLITE_3');
    database = await BatchMigrationDatabase.create({
      database: mockServices.database({ knex: client }),
    });
    refresh = new EstateRefresh({
      database,
      sources: (['captured', 'declared'] as const).map(role =>
        createFilesInventorySource({
          id: `files:${role}`,
          role,
          directory: join(ESTATE, role),
          freshnessMs: 7 * DAY_MS,
          timezone: 'Asia/Tokyo',
        }),
      ),
      probes: await replayedProbes(),
      clock: { now: () => NOW },
      logger: mockServices.logger.mock(),
      freshnessMs: 30 * 60_000,
    });
    await refresh.refresh();
    seeded = await seed();
    await refresh.refresh();
    const ids = await database.workloads.ids();
    workloads = await database.workloads.getMany(ids);
    assessments = await database.assessments.getMany(ids);
  }, 120_000);

  const named = (name: string) => {
    const found = workloads.filter(workload => workload.name === name);
    expect(found).toHaveLength(1);
    return { workload: found[0], assessment: assessments.get(found[0].id)! };
  };

  it('is read without a failure', async () => {
    const again = await refresh.refresh();
    expect(again.failures).toEqual([]);
    expect(again.servers).toBe(0); // nothing new: a reading is taken once
  });

  it('has AWS answers that the SDK would give', async () => {
    const { files, problems } = await checkRecordings(join(ESTATE, 'aws'));
    expect(problems).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });

  it('is large enough', async () => {
    const servers = new Set(workloads.flatMap(one => one.serverRefs));
    const roles = new Set(workloads.map(one => one.roleRef));
    expect(servers.size).toBeGreaterThanOrEqual(14);
    expect(roles.size).toBeGreaterThanOrEqual(20);
    expect(workloads.length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    'bat000',
    'bat001',
    'bat002',
    ...[1, 2, 3, 4, 5, 6].map(n => `bat10${n}`),
    'bastion',
    'batch-server',
    'rails-front',
    'rails-back',
    'api',
    'log-aggregator',
    'legacy-subsystems',
    'payments',
  ])('has the server %s', server => {
    expect(
      workloads.some(one =>
        one.serverRefs.includes(`resource:default/${server}`),
      ),
    ).toBe(true);
  });

  it.each(PLACEMENTS)('has a workload that is placed %s', placement => {
    const found = [...assessments.values()].map(one => one.placement);
    expect(found).toContain(placement);
  });

  it.each(STAGES)('has a workload that is %s', stage => {
    expect([...assessments.values()].map(one => one.stage)).toContain(stage);
  });

  it.each<[string, DangerType, string | null]>([
    ['ranking-daily', 'runs-twice', '2026-02-12T19:15:00.000Z'], // 04:15 in Tokyo
    ['weekly-report.sh', 'runs-nowhere', '2026-02-16T00:00:00.000Z'],
    ['news-digest-am', 'drift', '2026-02-12T21:00:00.000Z'], // Git's 06:00 comes first
    ['invoice-remind', 'drift', '2026-02-25T00:00:00.000Z'],
    ['theme-score', 'not-equivalent', null],
    ['queue-depth', 'file-ignored', '2026-02-12T01:25:00.000Z'],
    ['csv-import', 'stale', null],
    ['push-sender', 'contention', null],
    ['sidekiq-long', 'members-differ', null],
  ])('%s is in the danger %s, next at %s', (name, type, nextAt) => {
    expect(named(name).assessment.dangers).toContainEqual(
      expect.objectContaining({ type, nextAt }),
    );
  });

  it.each([
    ['article-archive', 'proven', 'target', 7],
    ['company-index', 'proven', 'target', 3],
    ['user-segment', 'cut-over', 'target', 5],
    ['stock-price-daily', 'cut-over', 'target', 2], // a missed run started it again
    ['author-stats', 'retired', 'target', 7],
    ['pickup-refresh', 'built', 'legacy', 0],
  ])('%s is %s on %s with %d good runs', (name, stage, placement, good) => {
    expect(named(name).assessment).toMatchObject({
      stage,
      placement,
      soak: { good },
    });
  });

  it.each(['feed-import', 'billing-export', 'news-digest-pm'])(
    '%s waits for its golden path',
    name => {
      const { workload, assessment } = named(name);
      expect(assessment).toMatchObject({
        stage: 'planned',
        placement: 'legacy',
      });
      expect(workload.locations.every(({ side }) => side === 'legacy')).toBe(
        true,
      );
      expect(workload.maskedSecrets).toEqual([]);
    },
  );

  it.each(['sidekiq-metrics', 'payments-worker', 'shop-admin', 'monolith-web'])(
    '%s is declared, and no probe can look at it yet',
    name => {
      const { workload, assessment } = named(name);
      expect(workload.locations.map(({ side }) => side)).toContain('legacy');
      expect(assessment).toMatchObject({ placement: 'unknown', dangers: [] });
      expect(assessment.blockers.map(({ type }) => type)).toContain(
        'no-probe-yet',
      );
    },
  );

  it('has a service in canary, of which one step bakes', async () => {
    const { workload, assessment } = named('payments-web');
    expect(assessment).toMatchObject({
      ...{ placement: 'both', legacy: 'active', target: 'active' },
      ...{ stage: 'built', dangers: [] },
    });
    const latest = await database.observations.latest(workload.locations);
    expect(
      [...latest.values()].map(({ detail }) => detail.traffic?.weight).sort(),
    ).toEqual([10, 90]);
    const { canary, steps } = await database.plans.get(workload.id);
    expect(canary!.guardrails).toHaveLength(5);
    const done = await database.steps.list(workload.id);
    expect(done.map(({ stepId }) => stepId)).toEqual(
      steps.slice(0, 3).map(({ id }) => id),
    );
  });

  it('has a server whose instances are terminated', () => {
    const onApi = workloads.filter(one =>
      one.serverRefs.includes('resource:default/api'),
    );
    expect(onApi.length).toBeGreaterThan(0);
    for (const { id } of onApi) {
      expect(assessments.get(id)).toMatchObject({
        legacy: 'absent',
        stale: false,
      });
    }
  });

  it('asks for no new capture of a server on which nothing is left', async () => {
    expect(await database.inventory.silent(NOW.toISOString())).toEqual([]);
    const later = new Date(NOW.getTime() + 30 * DAY_MS).toISOString();
    const silent = (await database.inventory.silent(later)).map(({ id }) => id);
    expect(silent).toContain('files:captured resource:default/bat000');
    expect(silent).not.toContain('files:captured resource:default/api');
  });

  it('has dormant lines that are no danger', () => {
    expect(named('campaign-2016').assessment).toMatchObject({
      dormant: true,
      dangers: [],
    });
  });

  it('has one role on six servers', () => {
    expect(named('notification').workload).toMatchObject({
      roleRef: 'resource:default/bat101-bat106-queue-worker',
      serverRefs: [1, 2, 3, 4, 5, 6].map(n => `resource:default/bat10${n}`),
    });
  });

  it('has a group of hosts that should be the same and are not', async () => {
    const { workload, assessment } = named('sidekiq-long');
    const latest = await database.observations.latest(workload.locations);
    expect([...latest.values()].map(({ detail }) => detail.members)).toEqual([
      [
        expect.objectContaining({
          name: 'i-0bac4001e5b6a7f2b',
          state: 'active',
        }),
        { name: 'i-0bac4002e5b6a7f2c', state: 'absent' },
      ],
    ]);
    expect(assessment.dangers.map(({ message }) => message)).toContain(
      'The hosts behind sidekiq-long on rails-back differ: it is active on i-0bac4001e5b6a7f2b, missing on i-0bac4002e5b6a7f2c.',
    );
    expect(named('sidekiq-default').assessment.dangers).toEqual([]);
  });

  it('shows where push meets the cron jobs beyond the memory of the host', () => {
    const [danger] = named('push-sender').assessment.dangers.filter(
      ({ type }) => type === 'contention',
    );
    expect(danger).toMatchObject({ severity: 'acute' });
    expect(danger.message).toMatch(
      /^\d+ of 196 uses on bat000 since 2026-01-15 met running jobs \(.*\); together they peak at \d+ MiB or more, and the host has 7450 MiB\.$/,
    );
  });

  it('never stores a password', async () => {
    expect(named('crm-sync').workload.maskedSecrets).toEqual([
      'MYSQL_PASSWORD',
    ]);
    const stored = JSON.stringify(workloads);
    for (const secret of ['Kaeru2014', 'hanabi77', 'xoxb-']) {
      expect(stored).not.toContain(secret);
    }
  });

  describe('what the hosts tell of runs', () => {
    const legacyRuns = async (name: string) => {
      const { locations } = named(name).workload;
      return database.runs.list(
        locations.filter(({ side }) => side === 'legacy'),
      );
    };

    it.each([
      ['pickup-refresh', 90, 120],
      ['trend-words', 5 * 60, 6 * 60],
      ['expire-sessions', 45, 60],
      ['sitemap', 15 * 60, 18 * 60],
      ['user-badge-recount', 36 * 60, 41 * 60],
      ['push-reserve', 5 * 60 + 1, 7 * 60],
    ])('%s was measured to take %d to %d s', async (name, least, most) => {
      const longest = longestRunOf(await legacyRuns(name), [], NOW);
      expect(longest).toMatchObject({ source: 'measured', expiresAt: null });
      expect(longest!.seconds).toBeGreaterThanOrEqual(least);
      expect(longest!.seconds).toBeLessThanOrEqual(most);
    });

    it.each(['sync-users.sh', 'backup-wiki.sh'])(
      '%s has runs, and nobody saw how long they took',
      async name => {
        const runs = await legacyRuns(name);
        expect(runs.length).toBeGreaterThanOrEqual(7);
        expect(longestRunOf(runs, [], NOW)).toBeNull();
      },
    );

    const verdicts = async (name: string, from: string) => {
      const { workload } = named(name);
      const { ticks } = dueTicks(
        workload,
        EMPTY_PLAN,
        await database.observations.history(workload.locations),
        await database.runs.list(workload.locations),
        new Date(from),
        NOW,
        NOW,
      );
      return ticks.map(({ verdict }) => verdict);
    };

    it.each([
      // The log begins on the 9th at 06:25.
      ['ranking-daily', ['not-seen', 'once', 'twice', 'twice']],
      ['user-badge-recount', ['not-seen', 'once', 'once', 'once']],
      ['news-digest-am', ['once', 'once', 'once', 'once']],
      // On the target since the 7th.
      ['user-segment', ['once', 'once', 'once', 'once']],
    ])('%s since the 9th: %j', async (name, expected) => {
      expect(await verdicts(name, '2026-02-09T00:00:00+09:00')).toEqual(
        expected,
      );
    });

    it('misses no run of a job that was moved by half an hour', async () => {
      expect(
        await verdicts('news-digest-am', '2026-01-29T00:00:00+09:00'),
      ).not.toContain('missed');
    });

    it('has every run of a frequent job in the log', async () => {
      const seen = await verdicts('feed-import', '2026-02-09T07:00:00+09:00');
      expect(seen.length).toBeGreaterThan(800);
      expect(seen.every(verdict => verdict === 'once')).toBe(true);
    });

    it('says that runs belong to a line that was removed', async () => {
      const found = await database.inventory.issues('resource:default/bastion');
      expect(found).toContainEqual(
        expect.objectContaining({
          code: 'run-of-no-line',
          message: expect.stringContaining('git-mirror.sh'),
        }),
      );
      expect(JSON.stringify(found)).not.toContain('xoxb-');
    });

    it('knows when people pushed in four weeks', async () => {
      const from = new Date(NOW.getTime() - 28 * DAY_MS).toISOString();
      const { locations } = named('push-sender').workload;
      const uses = await database.runs.list(locations, { from });
      expect(uses).toHaveLength(196);
      const inTheMorning = uses.filter(({ startedAt }) =>
        startedAt.includes('T22:'),
      );
      expect(inTheMorning).toHaveLength(60);
    });
  });

  it('seeds every plan and only once', async () => {
    expect(seeded).toMatchObject({ unknown: [] });
    expect(seeded!.plans).toBeGreaterThan(60);
    expect(await seed()).toBeNull();
  });
});
