import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { testDatabases } from '../testDatabases';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const SPRING = {
  name: 'spring-2026',
  title: 'Spring',
  start: '2026-03-01',
  deadline: '2026-06-30',
  description: null,
  ownerRef: 'group:default/sre',
};

const databases = testDatabases();

describe.each(databases.eachSupportedId())('waves on %s', databaseId => {
  let api: Api;
  let knex: Knex;
  let mayPlan: 'everywhere' | 'own';

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) =>
        permission.name === 'batchMigration.plan.update' && mayPlan === 'own'
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'batch-migration',
              resourceType: 'batch-migration-workload',
              conditions: {
                rule: 'IS_OWNER',
                resourceType: 'batch-migration-workload',
                params: { owners: ['group:default/sre'] },
              },
            }
          : { result: AuthorizeResult.ALLOW },
      ),
  });

  beforeAll(async () => {
    mayPlan = 'everywhere';
    knex = await databases.init(databaseId);
    api = await startApi({ knex, features: [permissions.factory] });
    await api.user('post', '/refresh').expect(200);
  });

  afterAll(async () => {
    await api.stop();
  });

  const idOf = async (name: string): Promise<string> => {
    const { body } = await api.user('get', `/workloads?text=${name}`);
    return body.items[0].id;
  };
  const moveTo = async (name: string, wave: string | null) => {
    const id = await idOf(name);
    const { body: plan, headers } = await api.user(
      'get',
      `/workloads/${id}/plan`,
    );
    await api
      .user('put', `/workloads/${id}/plan`)
      .set('If-Match', headers.etag)
      .send({ ...plan, wave })
      .expect(200);
  };
  const get = async (name: string) =>
    expectDocumented(
      await api.user('get', `/waves/${encodeURIComponent(name)}`),
    );
  const list = async (query = '') =>
    expectDocumented(await api.user('get', `/waves${query}`)).body;
  const namesOf = async () =>
    (await list()).items.map(({ name }: { name: string }) => name);
  const create = async (over: object = {}) =>
    expectDocumented(
      await api.user('post', '/waves').send({ ...SPRING, ...over }),
    );
  const put = async (name: string, etag: string | null, over: object = {}) => {
    const { name: _, ...fields } = SPRING;
    const request = api.user('put', `/waves/${encodeURIComponent(name)}`);
    if (etag !== null) request.set('If-Match', etag);
    return expectDocumented(await request.send({ ...fields, ...over }));
  };
  const events = () =>
    knex('history').where('type', 'like', 'wave-%').orderBy('id');

  it('lists none where no plan names one', async () => {
    expect(await list()).toEqual({
      items: [],
      totalItems: 0,
      nextCursor: null,
      today: '2026-02-11',
      timezone: 'Asia/Tokyo',
      mayChange: true,
    });
  });

  it('shows a wave that plans name and nobody described, without dates', async () => {
    await moveTo('digest', '3 bat000, 夜');
    const { items } = await list();
    expect(items).toMatchObject([
      {
        name: '3 bat000, 夜',
        title: '3 bat000, 夜',
        version: 0,
        start: null,
        deadline: null,
        workloads: 1,
        left: 1,
        byStage: [{ key: 'discovered', count: 1, notSeen: 0 }],
        verdict: 'no-deadline',
        isDue: false,
        finish: null,
      },
    ]);
    expect((await get('3 bat000, 夜')).headers.etag).toBe('"v0"');
  });

  it('gives it dates under the name that plans use', async () => {
    const { status, body } = await create({
      name: '3 bat000, 夜',
      title: '夜間バッチ',
    });
    expect([status, body.version, body.workloads]).toEqual([201, 1, 1]);
    expect(body).toMatchObject({ title: '夜間バッチ', verdict: 'too-early' });
    expect((await create({ name: '3 bat000, 夜' })).status).toBe(409);
  });

  it('takes a new name in kebab case, which no plan names yet', async () => {
    const { status, headers, body } = await create();
    expect([status, headers.etag]).toEqual([201, '"v1"']);
    expect(body).toMatchObject({ ...SPRING, workloads: 0, verdict: 'empty' });
    expect((await get('spring-2026')).body).toEqual(body);
  });

  it('lists the nearest deadline first', async () => {
    await moveTo('import', 'someday');
    await create({ name: 'winter', deadline: '2026-02-12', start: null });
    expect(await namesOf()).toEqual([
      'winter',
      '3 bat000, 夜',
      'spring-2026',
      'someday',
    ]);
    await moveTo('report', 'winter');
    const { items } = await list('?limit=1');
    expect(items).toMatchObject([{ name: 'winter', left: 1, isDue: true }]);
  });

  it('goes through pages', async () => {
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${cursor}`;
      const page = await list(`?limit=1${query}`);
      names.push(...page.items.map(({ name }: { name: string }) => name));
      expect(page.totalItems).toBe(4);
      cursor = page.nextCursor;
    }
    expect(names).toEqual(await namesOf());
  });

  it.each(['cursor=x', 'cursor=WzEsMl0', 'limit=101', 'limit=0', 'name=x'])(
    'refuses ?%s',
    async query => {
      const answer = await api.user('get', `/waves?${query}`);
      expect(expectDocumented(answer).status).toBe(400);
    },
  );

  it.each<[string, object, string]>([
    ['no name', { name: ' ' }, 'name'],
    ['a new name of other letters', { name: 'Frühling' }, 'spring-2026'],
    ['a name that no plan has', { name: '4 bat000' }, 'spring-2026'],
    ['the word for no wave', { name: 'none' }, 'no wave'],
    ['a name that no database stores', { name: 'a\u0000' }, 'name'],
    ['no title', { title: '' }, 'title'],
    ['a day that is none', { deadline: '2026-02-30' }, 'deadline'],
    ['a year far away', { deadline: '9999-12-31' }, 'deadline'],
    ['an end before its start', { deadline: '2026-02-28' }, 'before start'],
    ['an owner that is none', { ownerRef: '=1+1' }, 'ownerRef'],
    ['a verdict', { verdict: 'on-time' }, 'verdict'],
  ])('refuses %s', async (_, over, named) => {
    const before = await events();
    const { status, body } = await create({ name: 'autumn', ...over });
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toContain(named);
    expect(await events()).toEqual(before);
  });

  it('keeps hostile text as text', async () => {
    const description = `<img src=x onerror=alert(1)> '; drop table waves; --`;
    await create({ name: 'hostile', description });
    expect((await get('hostile')).body.description).toBe(description);
    expect((await get("x' or '1'='1")).status).toBe(404);
    expect((await get('%')).status).toBe(404);
    expect((await get('a'.repeat(300))).status).toBe(404);
  });

  it('changes the version that If-Match names, and no other', async () => {
    expect((await put('spring-2026', null)).status).toBe(428);
    expect((await put('spring-2026', '*')).status).toBe(428);
    expect((await put('spring-2026', 'W/"v1"')).status).toBe(412);
    const changed = await put('spring-2026', '"v1"', { title: 'Spring 2026' });
    expect([changed.status, changed.headers.etag]).toEqual([200, '"v2"']);
    expect((await put('spring-2026', '"v1"', { title: 'x' })).status).toBe(412);
    expect((await get('spring-2026')).body.title).toBe('Spring 2026');
    expect((await put('nobody', '"v1"')).status).toBe(404);
    // A wave that nobody described is described first.
    expect((await put('someday', '"v0"')).status).toBe(404);
  });

  it('takes what GET answers for its own fields back', async () => {
    const { name: _, ...fields } = SPRING;
    const { body, headers } = await get('spring-2026');
    const { title, start, deadline, description, ownerRef, name, version } =
      body;
    const again = await put('spring-2026', headers.etag, {
      ...fields,
      ...{ title, start, deadline, description, ownerRef, name, version },
    });
    expect([again.status, again.body.version]).toEqual([200, 3]);
  });

  it('loses no update where many write at once', async () => {
    const { headers } = await get('spring-2026');
    const before = (await events()).length;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        put('spring-2026', headers.etag, { title: `Writer ${n}` }),
      ),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(7);
    expect((await get('spring-2026')).body.title).toBe(winners[0].body.title);
    expect((await events()).length).toBe(before + 1);
  });

  it('deletes one that no plan names', async () => {
    const used = expectDocumented(await api.user('delete', '/waves/winter'));
    expect([used.status, used.body.error.message]).toEqual([
      409,
      expect.stringContaining('1 plans name the wave winter'),
    ]);
    await moveTo('report', null);
    const gone = expectDocumented(await api.user('delete', '/waves/winter'));
    expect([gone.status, gone.body.name]).toEqual([200, 'winter']);
    expect((await get('winter')).status).toBe(404);
    const again = expectDocumented(await api.user('delete', '/waves/winter'));
    expect(again.status).toBe(404);
  });

  it('is not misled by a plan that has the name in its notes', async () => {
    const id = await idOf('report');
    const { body: plan, headers } = await api.user(
      'get',
      `/workloads/${id}/plan`,
    );
    await api
      .user('put', `/workloads/${id}/plan`)
      .set('If-Match', headers.etag)
      .send({ ...plan, notes: 'was "wave":"hostile" once' })
      .expect(200);
    const answer = await api.user('delete', '/waves/hostile');
    expect(answer.status).toBe(200);
  });

  it('is not for those who may plan their own workloads alone', async () => {
    mayPlan = 'own';
    const before = await events();
    expect((await create({ name: 'mine' })).status).toBe(403);
    expect((await put('spring-2026', '"v4"')).status).toBe(403);
    const deletion = await api.user('delete', '/waves/spring-2026');
    expect(expectDocumented(deletion).status).toBe(403);
    expect((await list()).mayChange).toBe(false);
    expect(await events()).toEqual(before);
    mayPlan = 'everywhere';
  });

  it('tells each change once, with what it was before', async () => {
    const told = await events();
    expect(
      told
        .filter(({ summary }) => summary.includes('winter'))
        .map(({ type, actor, workload_id }) => [type, actor, workload_id]),
    ).toEqual([
      ['wave-created', 'user:default/mori', null],
      ['wave-deleted', 'user:default/mori', null],
    ]);
    const changed = told.find(({ type }) => type === 'wave-updated');
    expect(JSON.parse(changed.changes)).toEqual([
      { field: 'title', before: 'Spring', after: 'Spring 2026' },
    ]);
    expect(
      api.auditor.createEvent.mock.calls.filter(
        ([{ eventId }]) => eventId === 'wave-delete',
      ).length,
    ).toBeGreaterThan(3);
  });

  it('is for those who signed in', async () => {
    expect((await api.nobody('get', '/waves')).status).toBe(401);
    expect((await api.nobody('post', '/waves').send(SPRING)).status).toBe(401);
    expect((await api.plugin('get', '/waves')).status).toBe(200);
  });
});
