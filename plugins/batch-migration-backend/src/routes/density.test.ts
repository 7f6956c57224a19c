import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { DensityResponse } from 'backstage-plugin-batch-migration-common';
import { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  ROLE,
  SERVER,
} from '../testEstate';
import { workloadConditions } from '../permissions';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();
const TOOL = { ref: 'tool:default/bat000', key: 'push' };
const NEWS = 'group:default/news-platform';

const spec = (expression: string) => ({
  dialect: 'debian-cron' as const,
  expression,
  timezone: 'Asia/Tokyo',
});

describe.each(databases.eachSupportedId())('density on %s', databaseId => {
  let api: Api;
  let database: BatchMigrationDatabase;
  let reading: 'all' | 'own' | 'nothing' = 'all';
  let own: string[] = [];

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(asked => ({
        result:
          reading === 'all' ||
          !asked.permission.name.endsWith('.read') ||
          (reading === 'own' &&
            'resourceRef' in asked &&
            own.includes(String(asked.resourceRef)))
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    authorizeConditional: async requests =>
      requests.map(() => {
        if (reading === 'all') return { result: AuthorizeResult.ALLOW };
        if (reading === 'nothing') return { result: AuthorizeResult.DENY };
        return {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'batch-migration',
          resourceType: 'batch-migration-workload',
          conditions: workloadConditions.isOwner({ owners: [NEWS] }),
        };
      }),
  });

  const density = async (query = ''): Promise<DensityResponse> => {
    const answer = expectDocumented(
      await api.user('get', `/schedule/density${query}`),
    );
    expect(answer.status).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    api = await startApi({ knex, features: [permissions.factory] });
    database = await createDatabase(knex);
    api.source.readings = [
      inventory(
        [
          cronItem('digest', { ownerRef: NEWS, schedule: spec('0 7 * * 1-5') }),
          cronItem('refresh', { schedule: spec('*/10 * * * *') }),
          cronItem('boot', { schedule: spec('@reboot') }),
          cronItem('off', { state: 'idle' }),
          cronItem('push', {
            kind: 'on-demand',
            schedule: null,
            location: TOOL,
          }),
        ],
        { capturedAt: '2026-02-11T01:00:00.000Z' },
      ),
    ];
    await api.user('post', '/refresh').expect(200);
    const { body } = await api.user('get', '/workloads?text=digest');
    own = [body.items[0].id];
  });

  beforeEach(() => {
    reading = 'all';
  });

  afterAll(async () => {
    await api.stop();
  });

  it('counts the active lines of four weeks, and names the others', async () => {
    const answer = await density();
    expect(answer).toMatchObject({
      to: expect.stringMatching(/^2026-02-11T01:2/),
      timezone: 'Asia/Tokyo',
      bucketMinutes: 60,
      uses: null,
      totals: { runs: 20, uses: null, jobs: 3, hiddenJobs: 0 },
      frequentJobs: [{ name: 'refresh', everyMinutes: 10 }],
      unknownJobs: [{ name: 'boot' }],
    });
    expect(answer.cells[7]).toMatchObject({
      weekday: 1,
      hour: 7,
      runs: 4,
      jobs: [{ id: own[0], name: 'digest', runs: 4 }],
    });
    expect(answer.quietWindows[0].nextAt > answer.to).toBe(true);
  });

  it.each([
    [`server=${SERVER}`, 20],
    ['server=resource:default/other', 0],
    [`role=${ROLE}&server=${SERVER}`, 20],
    ['role=resource:default/other', 0],
    ['frequent=true', 20 + 28 * 144],
    ['from=2026-02-09T00:00:00Z&to=2026-02-10T00:00:00%2B09:00', 0],
    ['from=2026-02-08T00:00:00Z&to=2026-02-10T00:00:00Z&bucketMinutes=7', 2],
  ])('of ?%s counts %s runs', async (query, runs) => {
    const { totals, buckets } = await density(`?${query}`);
    expect(totals.runs).toBe(runs);
    expect(buckets.reduce((sum, count) => sum + count, 0)).toBe(runs);
  });

  it('tells uses of tools and where they met a job', async () => {
    await database.runs.record([
      {
        location: TOOL,
        scheduledFor: null,
        startedAt: '2026-02-08T22:00:30.000Z',
        endedAt: null,
        outcome: 'running',
        source: 'memory',
        externalId: 'use-1',
      },
    ]);
    const answer = await density();
    expect(answer.totals.uses).toBe(1);
    expect(answer.contention).toMatchObject([
      {
        weekdays: [1],
        fromMinute: 420,
        contended: 1,
        jobs: [{ name: 'digest' }],
      },
    ]);
    expect(answer.assumedJobs).toMatchObject([{ id: own[0] }]);
  });

  it('counts what may not be read, without its name', async () => {
    reading = 'own';
    const answer = await density('?frequent=true');
    expect(answer.totals).toMatchObject({ jobs: 3, hiddenJobs: 2 });
    expect(answer.totals.runs).toBeGreaterThan(20);
    expect(answer.buckets.reduce((sum, count) => sum + count, 0)).toBe(20);
    for (const name of ['refresh', 'boot', 'push']) {
      expect(JSON.stringify(answer)).not.toContain(name);
    }
    reading = 'nothing';
    const none = await density();
    expect(none.totals).toMatchObject({ runs: 20, jobs: 3, hiddenJobs: 3 });
    expect(none.cells.every(({ runs }) => runs === 0)).toBe(true);
  });

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-02-09T00:00:00', 'from'],
    ['to=0001-01-01T00:00:00Z', 'to'],
    ['from=2026-02-09T00:00:00Z&to=2026-02-09T00:00:00Z', 'from'],
    ['from=2026-02-09T00:00:00Z&to=2027-02-11T00:00:00Z', 'to'],
    ['bucketMinutes=0', 'bucketMinutes'],
    ['bucketMinutes=1441', 'bucketMinutes'],
    ['timezone=Mars/Base', 'timezone'],
    ['timezone=UTC&timezone=UTC', 'timezone'],
    ['frequent=1', 'frequent'],
    ['owner=a', 'owner'],
  ])('refuses ?%s', async (query, field) => {
    const answer = expectDocumented(
      await api.user('get', `/schedule/density?${query}`),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it.each(['server=%00', 'server=%ED%A0%80', `role=${'x'.repeat(900)}`])(
    'finds nothing for ?%s',
    async query => {
      expect((await density(`?${query}`)).totals.jobs).toBe(0);
    },
  );
});
