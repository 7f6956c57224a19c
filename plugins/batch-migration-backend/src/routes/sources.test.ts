import type { Knex } from 'knex';
import { testDatabases } from '../testDatabases';
import { cronItem, inventory } from '../testEstate';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();

/** A server of its own, which shares no role with others. */
function server(name: string) {
  const roleRef = `resource:default/${name}-scheduled-jobs`;
  const one = inventory([
    cronItem(name, {
      roleRef,
      location: { ref: `crontab:default/${name}/etc/crontab`, key: name },
    }),
  ]);
  const ref = `resource:default/${name}`;
  return {
    ...one,
    server: { ...one.server, ref, title: name, instances: [] },
    roles: one.roles.map(role => ({
      ...role,
      ref: roleRef,
      serverRefs: [ref],
    })),
  };
}

describe.each(databases.eachSupportedId())('Sources on %s', databaseId => {
  let knex: Knex;
  let api: Api;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    api = await startApi({ knex });
  });
  afterAll(() => api.stop());

  const sources = async (query = '') => {
    const { body } = expectDocumented(
      await api.user('get', `/sources${query}`),
    );
    return body;
  };
  const ofInventory = async () =>
    (await sources()).items.find(
      ({ id }: { id: string }) => id === 'memory:captured',
    );
  const refresh = () => api.user('post', '/refresh').expect(200);

  it('tells what each one is, and when it answered', async () => {
    await refresh();
    const { items, totalItems } = await sources();
    expect(totalItems).toBe(items.length);
    expect(items).toEqual(
      expect.arrayContaining([
        {
          ...{ id: 'memory:captured', kind: 'inventory', role: 'captured' },
          answeredAt: expect.any(String),
          ...{ servers: 1, failure: null, missing: null },
          troubles: { count: 0, first: [] },
        },
        expect.objectContaining({
          ...{ id: 'memory-ec2', kind: 'probe', servers: null, failure: null },
        }),
      ]),
    );
  });

  it('pages by id', async () => {
    const all = (await sources()).items.map(({ id }: { id: string }) => id);
    const first = await sources('?limit=1');
    expect(first.items).toHaveLength(1);
    const rest = await sources(`?cursor=${first.nextCursor}`);
    expect(
      [...first.items, ...rest.items].map(({ id }: { id: string }) => id),
    ).toEqual(all);
    expect(rest.nextCursor).toBeNull();
  });

  it('tells of failures without credentials', async () => {
    const { readings } = api.source;
    api.source.readings = [
      ...readings,
      {
        status: 'failed',
        serverRef: 'resource:default/bat000',
        reason: 'login with --password=hunter2secret was refused',
      },
      { status: 'failed', serverRef: null, reason: 'The disk is gone' },
    ];
    await refresh();
    const source = await ofInventory();
    expect(source).toMatchObject({
      failure: { reason: 'The disk is gone', since: expect.any(String) },
      troubles: { count: 1, first: [{ serverRef: 'resource:default/bat000' }] },
    });
    expect(JSON.stringify(source)).not.toContain('hunter2secret');
    api.source.readings = readings;
    await refresh();
    expect((await ofInventory()).failure).toBeNull();
  });

  it('withholds what would remove too much, and shows the rest as not listed', async () => {
    const readings = ['a', 'b', 'c', 'd', 'e'].map(server);
    api.source.readings = [...api.source.readings, ...readings];
    await refresh();
    const [first] = readings;
    api.source.readings = [first];
    await refresh();
    expect(await ofInventory()).toMatchObject({
      servers: 6,
      failure: { reason: expect.stringContaining('5 of its 6 servers') },
      missing: {
        count: 5,
        first: expect.arrayContaining(['resource:default/b']),
      },
    });
    const scope = async () => (await api.user('get', '/summary')).body.scope;
    const before = await scope();

    api.source.readings = readings;
    await refresh();
    expect(await ofInventory()).toMatchObject({
      ...{ servers: 5, failure: null, missing: null },
    });
    const { body } = expectDocumented(
      await api.user('get', '/servers/default/bat000'),
    );
    expect(body).toMatchObject({
      listed: false,
      unlistedSince: expect.any(String),
      workloads: 3,
    });
    const other = await api.user('get', '/servers/default/a');
    expect(other.body).toMatchObject({ listed: true, unlistedSince: null });
    expect(await scope()).toBe(before);
    const inCatalog = expectDocumented(
      await api.plugin('get', '/inventory'),
    ).body;
    expect(inCatalog.servers.map(({ title }: any) => title)).toEqual(
      'abcde'.split(''),
    );
    expect(inCatalog.roles).toHaveLength(5);
    expect(inCatalog.unlisted).toEqual([
      'resource:default/bat000',
      'resource:default/bat000-scheduled-jobs',
    ]);
  });

  it('asks for a sign-in', async () => {
    expect((await api.nobody('get', '/sources')).status).toBe(401);
  });
});
