import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { testDatabases } from '../testDatabases';
import { cronItem, inventory } from '../testEstate';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const REASON = 'The feed stands still until April';
const SOON = '2026-02-11T03:24:00.000Z';

const databases = testDatabases();

describe.each(databases.eachSupportedId())('exemptions on %s', databaseId => {
  let api: Api;
  let knex: Knex;
  const ids: Record<string, string> = {};
  let denied: string[];
  let unreadable: string[];

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => ({
        result:
          denied.includes(permission.name) ||
          (permission.name === 'batchMigration.workload.read' &&
            unreadable.includes(resourceRef ?? ''))
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(() =>
        unreadable.length > 0
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'batch-migration',
              resourceType: 'batch-migration-workload',
              conditions: {
                rule: 'IS_OWNER',
                resourceType: 'batch-migration-workload',
                params: { owners: ['group:default/news'] },
              },
            }
          : { result: AuthorizeResult.ALLOW },
      ),
  });
  const start = () => startApi({ knex, features: [permissions.factory] });

  beforeAll(async () => {
    denied = [];
    unreadable = [];
    knex = await databases.init(databaseId);
    api = await start();
    const read = (state: 'active' | 'idle', capturedAt: string) =>
      inventory(
        [
          cronItem('digest', { state }),
          cronItem('import', { ownerRef: 'group:default/news' }),
          cronItem('report'),
        ],
        { capturedAt },
      );
    api.source.readings = [read('active', '2026-02-10T00:00:00.000Z')];
    await api.user('post', '/refresh').expect(200);
    api.source.readings = [read('idle', '2026-02-11T01:00:00.000Z')];
    await api.user('post', '/refresh').expect(200);
    for (const name of ['digest', 'import', 'report']) {
      const { body } = await api.user('get', `/workloads?text=${name}`);
      ids[name] = body.items[0].id;
    }
  });

  afterAll(async () => {
    await api.stop();
  });

  const sato: Api['user'] = (method, path) =>
    api.as(mockCredentials.user.header('user:default/sato'))(method, path);

  const ask = async (names: string[], over: object = {}) =>
    expectDocumented(
      await api.user('post', '/exemptions').send({
        workloadIds: names.map(name => ids[name] ?? name),
        reason: REASON,
        expiresAt: SOON,
        ...over,
      }),
    );
  const approve = async (id: number | string, by = sato) =>
    expectDocumented(await by('post', `/exemptions/${id}/approve`));
  const withdraw = async (id: number) =>
    expectDocumented(await api.user('delete', `/exemptions/${id}`));
  const list = async (query = '') =>
    expectDocumented(await api.user('get', `/exemptions${query}`));
  const assessed = async (name: string) => {
    const { body } = await api.user('get', `/workloads/${ids[name]}`);
    const { dangers, blockers } = body.assessment;
    const types = (found: Array<{ type: string }>) =>
      found.map(({ type }) => type);
    return { dangers: types(dangers), blockers: types(blockers) };
  };
  const events = (name: string) =>
    knex('history')
      .where({ workload_id: ids[name] })
      .where('type', 'like', 'exemption-%')
      .orderBy('id')
      .select('type', 'actor', 'summary');

  /** The plugin's clock goes on by so many hours, as after a long stop. */
  const passHours = async (hours: number) => {
    await api.stop();
    const key = 'replay.clock.offset-ms';
    const { value } = await knex('settings').where({ key }).first();
    await knex('settings')
      .where({ key })
      .update({ value: String(Number(value) + hours * 3_600_000) });
    const { readings } = api.source;
    api = await start();
    api.source.readings = readings;
  };

  it('lists none before somebody asks', async () => {
    expect((await list()).body).toEqual({
      items: [],
      totalItems: 0,
      nextCursor: null,
      longestDays: 90,
    });
    expect((await assessed('digest')).dangers).toContain('runs-nowhere');
  });

  it.each<[string, object, string]>([
    ['no workload', { workloadIds: [] }, 'workloadIds'],
    ['one twice', { workloadIds: ['a', 'a'] }, 'once'],
    ['what no id looks like', { workloadIds: ["' or 1=1"] }, 'workloadIds'],
    ['no reason', { reason: ' ' }, 'reason'],
    ['a reason that no database stores', { reason: 'a\u0000' }, 'reason'],
    ['an expiry in the past', { expiresAt: '2026-02-10T00:00:00Z' }, 'future'],
    ['91 days', { expiresAt: '2026-05-14T00:00:00Z' }, '90 days'],
    [
      'an expiry without a zone',
      { expiresAt: '2026-03-01T00:00:00' },
      'offset',
    ],
    ['an approval of its own', { approval: {} }, 'approval'],
  ])('refuses %s', async (_, over, named) => {
    const { status, body } = await ask(['digest'], over);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toContain(named);
    expect((await list()).body.totalItems).toBe(0);
  });

  it('asks for all or for none', async () => {
    const { status } = await ask(['digest', 'nobody']);
    expect(status).toBe(404);
    denied = ['batchMigration.plan.update'];
    expect((await ask(['digest'])).status).toBe(403);
    denied = [];
    expect((await list()).body.totalItems).toBe(0);
  });

  it('waits, and silences nothing meanwhile', async () => {
    const { status, body } = await ask(['digest', 'report']);
    expect(status).toBe(201);
    expect(body.items).toMatchObject([
      {
        workloadId: ids.digest,
        workloadName: 'digest',
        state: 'asked',
        reason: REASON,
        expiresAt: SOON,
        asked: { by: 'user:default/mori' },
        approval: null,
        withdrawal: null,
      },
      { workloadName: 'report', state: 'asked' },
    ]);
    expect((await assessed('digest')).dangers).toContain('runs-nowhere');
  });

  it('takes no second one while one waits', async () => {
    const { status, body } = await ask(['import', 'digest']);
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('digest'),
    ]);
    expect((await list(`?workload=${ids.import}`)).body.totalItems).toBe(0);
  });

  it('is not approved by who asked, nor without the permission', async () => {
    const [{ id }] = (await list(`?workload=${ids.digest}`)).body.items;
    const own = await approve(id, api.user);
    expect([own.status, own.body.error.message]).toEqual([
      403,
      expect.stringContaining('another person'),
    ]);
    denied = ['batchMigration.exemption.approve'];
    expect((await approve(id)).status).toBe(403);
    denied = [];
    expect((await approve(id, api.plugin)).status).toBe(403);
    expect((await list(`?workload=${ids.digest}`)).body.items[0].state).toBe(
      'asked',
    );
  });

  it('is approved once, though many answer at the same moment', async () => {
    const [{ id }] = (await list(`?workload=${ids.digest}`)).body.items;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => approve(id)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 409, 409, 409, 409,
    ]);
    const [view] = (await list(`?workload=${ids.digest}`)).body.items;
    expect(view).toMatchObject({
      state: 'approved',
      approval: { by: 'user:default/sato' },
    });
    expect((await events('digest')).map(({ type }) => type)).toEqual([
      'exemption-asked',
      'exemption-approved',
    ]);
  });

  it('silences that the workload does not run', async () => {
    const { dangers, blockers } = await assessed('digest');
    expect(dangers).not.toContain('runs-nowhere');
    expect(blockers).not.toContain('exemption-lapsed');
  });

  it.each([
    ['', ['report', 'digest']],
    ['?state=asked', ['report']],
    ['?state=approved', ['digest']],
    ['?state=asked&state=approved', ['report', 'digest']],
    ['?state=lapsed', []],
    ['?state=withdrawn', []],
  ])('lists %j newest first', async (query, expected) => {
    const { body } = await list(query);
    expect(
      body.items.map(
        ({ workloadName }: { workloadName: string }) => workloadName,
      ),
    ).toEqual(expected);
    expect(body.totalItems).toBe(expected.length);
  });

  it.each(['state=mine', 'cursor=x', 'limit=0', 'owner=x'])(
    'refuses ?%s',
    async query => {
      expect((await list(`?${query}`)).status).toBe(400);
    },
  );

  it('counts what one may not read, and tells nothing of it', async () => {
    unreadable = [ids.digest, ids.report];
    const { body } = await list();
    expect([body.items, body.totalItems]).toEqual([[], 2]);
    expect((await list(`?workload=${ids.digest}`)).status).toBe(404);
    expect((await approve(1)).status).toBe(404);
    expect((await withdraw(1)).status).toBe(404);
    expect((await ask(['digest'])).status).toBe(404);
    unreadable = [];
  });

  it('does not know what is none', async () => {
    for (const id of ['0', '999999', 'x', '1e3', '-1', '%27']) {
      expect((await approve(id)).status).toBe(404);
    }
  });

  it('returns as a blocker once the clock has passed its end', async () => {
    await passHours(3);
    expect(await assessed('digest')).toMatchObject({
      dangers: expect.arrayContaining(['runs-nowhere']),
      blockers: expect.arrayContaining(['exemption-lapsed']),
    });
    // Nobody had answered for the other one.
    expect((await assessed('report')).blockers).not.toContain(
      'exemption-lapsed',
    );
    const { body } = await list('?state=lapsed');
    expect(body.totalItems).toBe(2);
    const [{ id }] = (await list(`?workload=${ids.report}`)).body.items;
    const late = await approve(id);
    expect([late.status, late.body.error.message]).toEqual([
      409,
      expect.stringContaining('lapsed'),
    ]);
  });

  it('stands in the way until somebody answers anew', async () => {
    const { body } = await ask(['digest'], {
      expiresAt: '2026-02-20T00:00:00.000Z',
    });
    expect((await assessed('digest')).blockers).toContain('exemption-lapsed');
    expect((await approve(body.items[0].id)).status).toBe(200);
    expect((await assessed('digest')).blockers).not.toContain(
      'exemption-lapsed',
    );
  });

  it('is settled by taking it back, and stays in the list', async () => {
    const [{ id }] = (await list(`?workload=${ids.digest}`)).body.items;
    const { status, body } = await withdraw(id);
    expect([status, body.state, body.withdrawal.by]).toEqual([
      200,
      'withdrawn',
      'user:default/mori',
    ]);
    const { dangers, blockers } = await assessed('digest');
    expect(dangers).toContain('runs-nowhere');
    expect(blockers).not.toContain('exemption-lapsed');
    expect((await withdraw(id)).body.withdrawal).toEqual(body.withdrawal);
    expect((await approve(id)).status).toBe(409);
    const all = await list(`?workload=${ids.digest}`);
    expect(all.body.items.map(({ state }: { state: string }) => state)).toEqual(
      ['withdrawn', 'lapsed'],
    );
  });

  it('tells each step once, with who took it', async () => {
    expect(
      (await events('digest')).map(({ type, actor }) => [type, actor]),
    ).toEqual([
      ['exemption-asked', 'user:default/mori'],
      ['exemption-approved', 'user:default/sato'],
      ['exemption-asked', 'user:default/mori'],
      ['exemption-approved', 'user:default/sato'],
      ['exemption-withdrawn', 'user:default/mori'],
    ]);
  });

  it('waits once, though many ask at the same moment', async () => {
    const later = { expiresAt: '2026-03-11T00:00:00.000Z' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask(['import', 'report'], later)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201,
      ...Array.from({ length: 7 }, () => 409),
    ]);
    const { body } = await list(`?workload=${ids.import}&state=asked`);
    expect(body.items).toHaveLength(1);
    await withdraw(body.items[0].id);
    expect((await ask(['import'], later)).status).toBe(201);
  });

  it('is for people who signed in', async () => {
    expect((await api.nobody('get', '/exemptions')).status).toBe(401);
    expect((await api.plugin('get', '/exemptions')).status).toBe(200);
    const byPlugin = await api
      .plugin('post', '/exemptions')
      .send({ workloadIds: [ids.digest], reason: 'x', expiresAt: SOON });
    expect(byPlugin.status).toBe(403);
  });
});
