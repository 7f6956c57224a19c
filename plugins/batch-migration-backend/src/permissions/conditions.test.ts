/** What a policy says with conditions, as every way to a workload honours it. */
// Only tests import these.
/* eslint-disable @backstage/no-undeclared-imports */
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  planUpdatePermission,
  workloadReadPermission,
} from 'backstage-plugin-batch-migration-common';
import { startApi, type Api, type Method } from '../routes/testApi';
import {
  PEOPLE,
  PERMISSIONS_ENABLED,
  permissionBackendWith,
} from '../routes/testPermissions';
import { testDatabases } from '../testDatabases';
import { cronItem, inventory } from '../testEstate';
import {
  createWorkloadConditionalDecision,
  workloadConditions,
} from './workloadRules';

jest.setTimeout(240_000);

const SRE = mockCredentials.user.header(PEOPLE.SRE.user);
const SATO = mockCredentials.user.header(PEOPLE['job owner'].user);
const NEWS = PEOPLE['job owner'].group;

/** More than the permission backend is asked about one by one. */
const MANY = 450;

const databases = testDatabases();

describe.each(databases.eachSupportedId())('conditions on %s', databaseId => {
  const registry = actionsRegistryServiceMock();
  let api: Api;
  let own: string;
  let foreign: string;
  let many: string[];
  let all: number;
  /** What a job owner may read. */
  let reading: PolicyDecision;
  /** Of which workloads a job owner may change the plan. */
  let planning: PolicyDecision = { result: AuthorizeResult.DENY };

  const readsOf = (
    conditions: Parameters<typeof createWorkloadConditionalDecision>[1],
  ) => createWorkloadConditionalDecision(workloadReadPermission, conditions);

  const ask = (path: string, method: Method = 'get', body?: object) =>
    api.as(SATO)(method, path).send(body);

  const invoke = (name: string, input: object = {}) =>
    registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: mockCredentials.user(PEOPLE['job owner'].user),
    }) as Promise<{ output: any }>;

  const versionsOf = (ids: readonly string[]) =>
    ids.map(workloadId => ({ workloadId, version: 0 }));

  beforeAll(async () => {
    reading = readsOf(workloadConditions.isOwner({ owners: [NEWS] }));
    api = await startApi({
      knex: await databases.init(databaseId),
      portal: PERMISSIONS_ENABLED,
      features: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
        ...permissionBackendWith({
          handle: async ({ permission }, user) => {
            const isOwner = user?.info.ownershipEntityRefs.includes(NEWS);
            if (!isOwner) return { result: AuthorizeResult.ALLOW };
            if (isPermission(permission, workloadReadPermission)) {
              return reading;
            }
            return isPermission(permission, planUpdatePermission)
              ? planning
              : { result: AuthorizeResult.DENY };
          },
        }),
      ],
    });
    api.source.readings = [
      inventory(
        [
          cronItem('digest', { ownerRef: NEWS }),
          cronItem('payroll'),
          ...Array.from({ length: MANY }, (_, i) => cronItem(`job-${i}`)),
        ],
        { capturedAt: '2026-02-11T01:00:00.000Z' },
      ),
    ];
    await api.as(SRE)('post', '/refresh').expect(200);
    const idsOf = async (text: string) => {
      const { body } = await api
        .as(SRE)('get', `/export.csv?text=${text}`)
        .buffer(true)
        .parse((res, done) => {
          let whole = '';
          res.on('data', chunk => {
            whole += chunk;
          });
          res.on('end', () => done(null, whole));
        });
      return String(body)
        .split('\r\n')
        .slice(1, -1)
        .map(row => row.split('"')[1]);
    };
    [own] = await idsOf('digest');
    [foreign] = await idsOf('payroll');
    many = await idsOf('job-');
    all = (await api.as(SRE)('get', '/summary')).body.scope;
  });

  beforeEach(() => {
    reading = readsOf(workloadConditions.isOwner({ owners: [NEWS] }));
    planning = { result: AuthorizeResult.DENY };
  });

  afterAll(async () => {
    await api.stop();
  });

  it('counts all, and lists what meets the condition', async () => {
    const { body } = await ask('/workloads?limit=200').expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([own]);
    expect(body).toMatchObject({ totalItems: all, nextCursor: null });
    expect((await ask('/summary')).body.scope).toBe(all);
    expect((await ask('/servers')).body.items[0].workloads).toBe(all);
    const progress = await ask('/progress').expect(200);
    expect(progress.text).not.toContain('payroll');
  });

  it('says whether there is any plan that one may change', async () => {
    const may = async () => (await ask('/summary')).body.mayPlan;
    expect(await may()).toBe(false);
    planning = createWorkloadConditionalDecision(
      planUpdatePermission,
      workloadConditions.isOwner({ owners: [NEWS] }),
    );
    expect(await may()).toBe(true);
    planning = { result: AuthorizeResult.ALLOW };
    expect(await may()).toBe(true);
  });

  it('tells by no search what is written in the rest', async () => {
    const found = async (text: string) => {
      const [list, summary, tool] = [
        (await ask(`/workloads?text=${text}`)).body,
        (await ask(`/summary?text=${text}`)).body,
        (await invoke('get-summary', { text: [text] })).output,
      ];
      return [list.items.length, list.totalItems, summary.scope, tool.scope];
    };
    expect(await found('digest')).toEqual([1, 1, 1, 1]);
    expect(await found('payroll')).toEqual([0, 0, 0, 0]);
    reading = { result: AuthorizeResult.DENY };
    expect((await ask('/workloads?text=payroll')).body).toMatchObject({
      items: [],
      totalItems: 0,
    });
  });

  it.each(['', '/plan', '/history', '/runs', '/attestations'])(
    'shows /workloads/{id}%s of what meets the condition alone',
    async path => {
      expect((await ask(`/workloads/${own}${path}`)).status).toBe(200);
      const hidden = await ask(`/workloads/${foreign}${path}`);
      expect(hidden.status).toBe(404);
      // Nothing else is said of what is not there.
      const unknown = await ask(`/workloads/nobody${path}`);
      expect(hidden.body.error).toEqual({
        ...unknown.body.error,
        message: `No workload has the id ${foreign}`,
      });
    },
  );

  it('exports, plans and searches what meets the condition alone', async () => {
    const csv = await ask('/export.csv').expect(200);
    expect(csv.text).toContain('digest');
    expect(csv.text).not.toMatch(/payroll|job-/);
    const handover = (ids: string[]) =>
      ask('/handover/preview', 'post', { workloadIds: ids });
    expect((await handover([own])).status).toBe(200);
    expect((await handover([own, foreign])).status).toBe(404);
    const repository = await ask('/golden-paths/preview', 'post', {
      template: 'scheduled-fargate-job',
      form: { workloadIds: [own, foreign] },
    }).expect(200);
    expect(repository.body.problems.join()).toContain(foreign);
    expect(repository.text).not.toContain('payroll');
    const week = await ask('/schedule/density').expect(200);
    expect(week.text).not.toContain('payroll');
    const server = await ask('/servers/default/bat000').expect(200);
    expect(server.text).not.toContain('payroll');
    const plans = await ask('/plans/export').expect(200);
    expect(plans.text).not.toContain(foreign);
  });

  it('lets agents read what meets the condition alone', async () => {
    const { output } = await invoke('list-workloads', { limit: 200 });
    expect(output.items.map(({ id }: { id: string }) => id)).toEqual([own]);
    expect(output.totalItems).toBe(all);
    for (const tool of [
      'get-workload',
      'get-plan',
      'get-runs',
      'get-history',
      'get-attestations',
    ]) {
      await expect(invoke(tool, { id: own })).resolves.toBeDefined();
      await expect(invoke(tool, { id: foreign })).rejects.toThrow(
        'No workload has the id',
      );
    }
    await expect(
      invoke('preview-handover', { workloadIds: [foreign] }),
    ).rejects.toThrow('No workload has the id');
    const server = { namespace: 'default', name: 'bat000' };
    for (const answer of [
      await invoke('list-servers'),
      await invoke('get-server', server),
      await invoke('get-schedule-density'),
    ]) {
      expect(JSON.stringify(answer)).not.toContain('payroll');
    }
  });

  it('knows stages, and what is not one of them', async () => {
    const listed = async () =>
      (await ask('/workloads?limit=1')).body.items.length;
    const isNew = workloadConditions.hasStage({ stages: ['discovered'] });
    reading = readsOf(isNew);
    expect(await listed()).toBe(1);
    expect((await ask(`/workloads/${foreign}`)).status).toBe(200);
    reading = readsOf({ not: isNew });
    expect(await listed()).toBe(0);
    expect((await ask(`/workloads/${foreign}`)).status).toBe(404);
    reading = readsOf({
      allOf: [isNew, workloadConditions.isOwner({ owners: [NEWS] })],
    });
    expect(await listed()).toBe(1);
    expect((await ask(`/workloads/${foreign}`)).status).toBe(404);
  });

  it.each([
    '/summary',
    '/servers',
    '/servers/default/bat000',
    '/progress',
    '/forecast',
    '/sources',
    '/export.csv',
  ])('answers GET %s to nobody who may read nothing', async path => {
    expect((await ask(path)).status).toBe(200);
    reading = { result: AuthorizeResult.DENY };
    const refused = await ask(path);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toBe(
      'You need the permission batchMigration.workload.read',
    );
  });

  it('decides on more workloads than one request can name', async () => {
    reading = { result: AuthorizeResult.ALLOW };
    const change = (ids: string[]) =>
      ask('/plans/bulk', 'post', {
        plans: versionsOf(ids),
        change: { wave: 'spring' },
      });
    const refused = await change(many);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain(planUpdatePermission.name);

    planning = createWorkloadConditionalDecision(
      planUpdatePermission,
      workloadConditions.isOwner({ owners: ['group:default/sre'] }),
    );
    const mixed = await change([...many, own]);
    expect(mixed.status).toBe(403);
    expect(mixed.body.error.message).toContain(own);
    expect(mixed.body.error.message).not.toContain(many[0]);

    expect((await change(many)).status).toBe(200);
  });
});
