import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testDatabases } from '../testDatabases';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const VIEW = { title: 'In danger', query: 'danger=acute', shared: false };

const databases = testDatabases();

describe.each(databases.eachSupportedId())('saved views on %s', databaseId => {
  let api: Api;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    api = await startApi({ knex });
  });

  afterAll(async () => {
    await api.stop();
  });

  const sato: Api['user'] = (method, path) =>
    api.as(mockCredentials.user.header('user:default/sato'))(method, path);
  const create = async (over: object = {}, by = api.user) =>
    expectDocumented(await by('post', '/views').send({ ...VIEW, ...over }));
  const list = async (by = api.user, query = '') =>
    expectDocumented(await by('get', `/views${query}`)).body;
  const titles = async (by = api.user) =>
    (await list(by)).items.map(({ title }: { title: string }) => title);
  const put = async (
    id: string,
    etag: string | null,
    over: object = {},
    by = api.user,
  ) => {
    const request = by('put', `/views/${id}`);
    if (etag !== null) request.set('If-Match', etag);
    return expectDocumented(await request.send({ ...VIEW, ...over }));
  };
  const get = async (id: string, by = api.user) =>
    expectDocumented(await by('get', `/views/${id}`));
  const remove = async (id: string, by = api.user) =>
    expectDocumented(await by('delete', `/views/${id}`));
  const events = () =>
    knex('history').where('type', 'like', 'view-%').orderBy('id');

  it('lists none before somebody saves one', async () => {
    expect(await list()).toEqual({
      items: [],
      totalItems: 0,
      nextCursor: null,
    });
  });

  it('keeps a view for who saved it', async () => {
    const { status, headers, body } = await create({
      query: '?stage=built&danger=acute&danger=acute&text=',
    });
    expect([status, headers.etag]).toEqual([201, '"v1"']);
    expect(body).toMatchObject({
      title: 'In danger',
      query: 'danger=acute&stage=built',
      shared: false,
      ownerRef: 'user:default/mori',
      version: 1,
    });
    expect((await list()).items).toEqual([body]);
    expect((await get(body.id)).body).toEqual(body);
    expect((await list(sato)).items).toEqual([]);
    expect((await get(body.id, sato)).status).toBe(404);
    expect((await put(body.id, '"v1"', {}, sato)).status).toBe(404);
    expect((await remove(body.id, sato)).status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['no title', { title: ' ' }, 'title'],
    ['a long title', { title: 'x'.repeat(101) }, 'title'],
    ['a title that no database stores', { title: 'a\u0000' }, 'title'],
    ['an unknown parameter', { query: 'redirect=x' }, 'redirect'],
    ['a place in a list', { query: 'cursor=x' }, 'cursor'],
    ['a long query', { query: `text=${'x'.repeat(2_000)}` }, '2000'],
    ['half a pair', { query: 'text=\ud800' }, 'surrogate'],
    ['a word for shared', { shared: 'yes' }, 'shared'],
    ['an owner', { ownerRef: 'user:default/sato' }, 'ownerRef'],
  ])('refuses %s', async (_, over, named) => {
    const { status, body } = await create(over);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toContain(named);
  });

  it('keeps hostile text as text', async () => {
    const title = `<script>alert(1)</script>`;
    const { body } = await create({
      title,
      query: `text=${encodeURIComponent("'; drop table saved_views; --")}`,
    });
    expect((await get(body.id)).body.title).toBe(title);
    for (const id of ['x', "1' or '1'='1", '%00', '../workloads']) {
      const answer = await api.user('get', `/views/${encodeURIComponent(id)}`);
      expect(answer.status).toBe(404);
    }
    await remove(body.id);
  });

  it('is chosen by everybody once it is shared, and changed by its owner alone', async () => {
    const [{ id }] = (await list()).items;
    const shared = await put(id, '"v1"', { shared: true });
    expect([shared.status, shared.headers.etag]).toEqual([200, '"v2"']);
    expect(await titles(sato)).toEqual(['In danger']);
    expect((await get(id, sato)).status).toBe(200);
    const theirs = await put(id, '"v2"', { title: 'Mine' }, sato);
    expect([theirs.status, theirs.body.error.message]).toEqual([
      403,
      expect.stringContaining('user:default/mori'),
    ]);
    expect((await remove(id, sato)).status).toBe(403);
  });

  it('changes the version that If-Match names, and no other', async () => {
    const [{ id }] = (await list()).items;
    expect((await put(id, null)).status).toBe(428);
    expect((await put(id, '"v1"')).status).toBe(412);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        put(id, '"v2"', { title: `Writer ${n}`, shared: true }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 412, 412, 412, 412, 412,
    ]);
    const winner = answers.find(({ status }) => status === 200)!;
    expect((await get(id)).body).toEqual(winner.body);
  });

  it('lists own ones first, then by title, in pages', async () => {
    await create({ title: 'B', shared: true }, sato);
    await create({ title: 'A', shared: true }, sato);
    await create({ title: 'C' }, sato);
    await create({ title: 'Z' });
    const mine = await titles();
    expect(mine.slice(1)).toEqual(['Z', 'A', 'B']);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor && `&cursor=${cursor}`;
      const page = await list(api.user, `?limit=1${query}`);
      expect(page.totalItems).toBe(4);
      paged.push(...page.items.map(({ title }: { title: string }) => title));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(mine);
    for (const wrong of ['x', 'WzEsMl0', 'WzIsImEiLCJiIl0']) {
      const answer = await api.user('get', `/views?cursor=${wrong}`);
      expect(answer.status).toBe(400);
    }
  });

  it('keeps at most 100 for each user', async () => {
    const { items } = await list(sato);
    const own = items.filter(
      ({ ownerRef }: { ownerRef: string }) => ownerRef === 'user:default/sato',
    );
    for (let n = own.length; n < 99; n += 1) {
      expect((await create({ title: `View ${n}` }, sato)).status).toBe(201);
    }
    // Of those who take the last place at the same moment, one gets it.
    const last = await Promise.all(
      Array.from({ length: 8 }, () => create({ title: 'Last' }, sato)),
    );
    expect(last.filter(({ status }) => status === 201)).toHaveLength(1);
    const { status, body } = await create({}, sato);
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('100'),
    ]);
    expect((await create({ title: 'Y' })).status).toBe(201);
  });

  it('is gone once it is deleted, and told in the history', async () => {
    const [{ id, title }] = (await list()).items;
    expect((await remove(id)).body.id).toBe(id);
    expect((await get(id)).status).toBe(404);
    expect((await remove(id)).status).toBe(404);
    const told = await events();
    expect(told[told.length - 1]).toMatchObject({
      type: 'view-deleted',
      actor: 'user:default/mori',
      summary: expect.stringContaining(title),
    });
    const changed = told.find(({ type }) => type === 'view-updated');
    expect(JSON.parse(changed.changes)).toContainEqual({
      field: 'shared',
      before: 'false',
      after: 'true',
    });
  });

  it('is for people: a plugin keeps none', async () => {
    expect((await api.nobody('get', '/views')).status).toBe(401);
    expect((await api.plugin('get', '/views')).status).toBe(403);
    expect((await api.plugin('post', '/views').send(VIEW)).status).toBe(403);
  });
});
