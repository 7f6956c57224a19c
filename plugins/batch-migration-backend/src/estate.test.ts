import { mockServices } from '@backstage/backend-test-utils';
import {
  STAGES,
  PLACEMENTS,
  type Assessment,
  type DangerType,
  type LocationRef,
  type ObservedState,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbedRun } from 'backstage-plugin-batch-migration-node';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createFilesInventorySource } from './inventory';
import { EstateRefresh } from './observation';
import { seedPlans, type SeedResult } from './seed';
import { BatchMigrationDatabase } from './stores';
import { testDatabases } from './testDatabases';

const ESTATE = resolve(__dirname, '../../../examples/estate');
const RECORDINGS = join(ESTATE, 'aws/111122223333/ap-northeast-1');
const NOW = new Date('2026-02-12T10:24:00+09:00');
const DAY_MS = 24 * 60 * 60 * 1000;

function recorded(path: string) {
  const file = join(RECORDINGS, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

const INSTANCE_STATES: Record<string, ObservedState> = {
  running: 'active',
  stopped: 'idle',
  terminated: 'absent',
};

function seenInstance(location: LocationRef) {
  const { Reservations } = recorded('ec2/describe-instances.json');
  const name: string = Reservations.flatMap(
    (reservation: { Instances: object[] }) => reservation.Instances,
  ).find(
    ({ InstanceId }: { InstanceId: string }) => InstanceId === location.key,
  ).State.Name;
  const state = INSTANCE_STATES[name];
  return { location, state, detail: {}, final: name === 'terminated' };
}

function seenSchedule(location: LocationRef) {
  const group = location.ref.split('/').pop();
  const answer = recorded(
    `scheduler/get-schedule/${group}/${location.key}.json`,
  );
  if (!answer) return { location, state: 'absent' as const, detail: {} };
  const enabled = answer.State === 'ENABLED';
  return {
    location,
    state: enabled ? ('active' as const) : ('idle' as const),
    detail: {
      enabled,
      schedules: [
        {
          dialect: 'eventbridge',
          expression: answer.ScheduleExpression,
          timezone: answer.ScheduleExpressionTimezone,
        },
      ],
      targetArn: answer.Target.Arn,
      ...(answer.StartDate && {
        startDate: new Date(answer.StartDate).toISOString(),
      }),
    },
  };
}

function recordedRuns(location: LocationRef): ProbedRun[] {
  const machine = `${location.ref.split('/').pop()}-${location.key}`;
  const list = recorded(`stepfunctions/list-executions/${machine}.json`);
  return (list?.executions ?? []).map(
    ({
      name,
      status,
      executionArn,
      startDate,
      stopDate,
    }: Record<string, string>) => {
      const { input } = recorded(
        `stepfunctions/describe-execution/${machine}/${name}.json`,
      );
      return {
        location,
        scheduledFor: new Date(JSON.parse(input).scheduledTime),
        startedAt: new Date(startDate),
        endedAt: new Date(stopDate),
        outcome: status === 'SUCCEEDED' ? 'succeeded' : 'failed',
        externalId: executionArn,
      };
    },
  );
}

/** Reads the recordings plainly; the AWS module's own tests read them through the SDK's schemas. */
const recordings: Probe = {
  id: 'recordings',
  handles: ({ ref }) => /^(scheduler|ec2):/.test(ref),
  observe: async locations =>
    locations.map(location =>
      location.ref.startsWith('ec2:')
        ? seenInstance(location)
        : seenSchedule(location),
    ),
  runs: async locations =>
    locations
      .filter(({ ref }) => ref.startsWith('scheduler:'))
      .flatMap(recordedRuns),
};

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
      probes: [recordings],
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
  }, 60_000);

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
  ])('%s is in the danger %s', (name, type, nextAt) => {
    const danger = named(name).assessment.dangers.find(
      one => one.type === type,
    );
    expect(danger).toBeDefined();
    if (nextAt !== null) expect(danger!.nextAt).toBe(nextAt);
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

  it('never stores a password', async () => {
    expect(named('crm-sync').workload.maskedSecrets).toEqual([
      'MYSQL_PASSWORD',
    ]);
    const stored = JSON.stringify(workloads);
    for (const secret of ['Kaeru2014', 'hanabi77', 'xoxb-']) {
      expect(stored).not.toContain(secret);
    }
  });

  it('seeds every plan and only once', async () => {
    expect(seeded).toMatchObject({ unknown: [] });
    expect(seeded!.plans).toBeGreaterThan(60);
    expect(await seed()).toBeNull();
  });
});
