import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCriteria,
  type PermissionCondition,
} from '@backstage/plugin-permission-common';
import { testDatabases } from '../testDatabases';
import type { Knex } from 'knex';
import { startApi, type Api } from '../routes/testApi';
import { workloadConditions } from './workloadRules';
import { cronItem, inventory } from '../testEstate';

jest.setTimeout(240_000);

const NEWS = 'group:default/news-platform';

type Conditions = PermissionCriteria<PermissionCondition>;

const databases = testDatabases();

describe.each(databases.eachSupportedId())('access on %s', databaseId => {
  let knex: Knex;
  let api: Api;
  /** What the policy says of reading; of everything else it says ALLOW. */
  let reading: AuthorizeResult.ALLOW | AuthorizeResult.DENY | Conditions;
  /** Ids that conditions allow, which the permission backend would find out. */
  let own: string[];
  let all: string[];
  let others: string;

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(asked => {
        if (!asked.permission.name.endsWith('.read')) {
          return { result: AuthorizeResult.ALLOW };
        }
        const id = 'resourceRef' in asked ? asked.resourceRef : '';
        const isAllowed =
          typeof reading === 'string'
            ? reading === AuthorizeResult.ALLOW
            : own.includes(String(id));
        return {
          result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        };
      }),
    authorizeConditional: async requests =>
      requests.map(() =>
        typeof reading === 'string'
          ? { result: reading }
          : {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'batch-migration',
              resourceType: 'batch-migration-workload',
              conditions: reading,
            },
      ),
  });

  const names = async (query = '') => {
    const { body } = await api.user('get', `/workloads?orderBy=name${query}`);
    return body.items.map(({ name }: { name: string }) => name);
  };

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    reading = AuthorizeResult.ALLOW;
    api = await startApi({ knex, features: [permissions.factory] });
    api.source.readings = [
      inventory(
        [
          cronItem('digest', { ownerRef: NEWS }),
          cronItem('import'),
          cronItem('orphan', { ownerRef: null }),
        ],
        { capturedAt: '2026-02-11T01:00:00.000Z' },
      ),
    ];
    await api.user('post', '/refresh').expect(200);
    const { body } = await api.user('get', '/workloads?orderBy=name');
    const idOf = (wanted: string) =>
      body.items.find(({ name }: { name: string }) => name === wanted).id;
    all = body.items.map(({ id }: { id: string }) => id);
    own = [idOf('digest')];
    others = idOf('import');
  });

  afterAll(async () => {
    await api.stop();
  });

  it('lists what the conditions allow, and counts the rest', async () => {
    reading = workloadConditions.isOwner({ owners: [NEWS] });
    const { body } = await api.user('get', '/workloads?limit=1');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(own);
    expect(body).toMatchObject({ totalItems: all.length, nextCursor: null });
    const summary = await api.user('get', '/summary');
    expect(summary.body.scope).toBe(all.length);
  });

  it('knows no owner called none', async () => {
    reading = workloadConditions.isOwner({ owners: ['none'] });
    expect(await names()).toEqual([]);
  });

  it('combines conditions', async () => {
    reading = {
      allOf: [
        { not: workloadConditions.isOwner({ owners: [NEWS] }) },
        {
          anyOf: [
            workloadConditions.hasStage({ stages: ['discovered'] }),
            workloadConditions.hasStage({ stages: ['retired'] }),
          ],
        },
      ],
    } as Conditions;
    expect(await names()).not.toContain('digest');
    expect(await names('&text=import')).toEqual(['import']);
    reading = workloadConditions.hasStage({ stages: ['retired'] });
    expect(await names()).toEqual([]);
  });

  it('hides what may not be read as if it were not there', async () => {
    reading = workloadConditions.isOwner({ owners: [NEWS] });
    for (const path of ['', '/plan', '/history', '/runs']) {
      const answer = await api.user('get', `/workloads/${others}${path}`);
      expect(answer.status).toBe(404);
    }
    const linked = await api.user('put', '/target-links').send({
      repository: 'https://git.example.com/a',
      links: [
        {
          workloadIds: [...own, others],
          location: {
            ref: 'scheduler:111122223333/ap-northeast-1/a',
            key: 'a',
          },
        },
      ],
    });
    expect(linked.status).toBe(404);
    const { body } = await api.user('get', '/servers/default/bat000');
    expect(body.workloads).toBe(all.length);
    expect(JSON.stringify(body)).not.toContain('import');
    expect(
      body.verdict.flatMap((group: { workloads: Array<{ id: string }> }) =>
        group.workloads.map(({ id }) => id),
      ),
    ).toEqual(own);
  });

  it('shows nothing where reading is refused', async () => {
    reading = AuthorizeResult.DENY;
    expect(await names()).toEqual([]);
    expect((await api.user('get', '/servers')).status).toBe(403);
    expect((await api.user('get', `/workloads/${own[0]}`)).status).toBe(404);
  });
});

describe('updating without permission', () => {
  it('is refused, and changes nothing', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result: permission.name.endsWith('.read')
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    });
    const api = await startApi({ features: [permissions.factory] });
    const { body } = await api.user('get', '/workloads');
    const [{ id, plan }] = body.items;
    const path = `/workloads/${id}/plan`;
    const put = await api.user('put', path).set('If-Match', '"v0"').send(plan);
    expect(put.status).toBe(403);
    expect(put.body.error.message).toContain('batchMigration.plan.update');
    expect((await api.user('post', '/refresh')).status).toBe(403);
    expect((await api.user('get', path)).body.version).toBe(0);
    await api.stop();
  });
});
