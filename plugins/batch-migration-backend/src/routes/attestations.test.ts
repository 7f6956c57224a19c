import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { testDatabases } from '../testDatabases';
import { cronItem, inventory } from '../testEstate';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const GOOD = {
  fact: 'longest-run',
  seconds: 5400,
  reason: 'The annual closing took an hour and a half',
  expiresAt: '2026-05-31T18:00:00+09:00',
};

const databases = testDatabases();

describe.each(databases.eachSupportedId())('attestations on %s', databaseId => {
  let api: Api;
  let path: string;
  let toolPath: string;
  let mayAttest: boolean;

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result:
          mayAttest || permission.name !== 'batchMigration.attest'
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    authorizeConditional: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });

  beforeAll(async () => {
    mayAttest = true;
    api = await startApi({
      knex: await databases.init(databaseId),
      features: [permissions.factory],
    });
    api.source.readings = [
      inventory(
        [
          cronItem('digest'),
          cronItem('console', {
            kind: 'on-demand',
            schedule: null,
            location: { ref: 'tool:default/bat000', key: 'console' },
          }),
        ],
        { capturedAt: '2026-02-11T01:00:00.000Z' },
      ),
    ];
    await api.user('post', '/refresh').expect(200);
    const pathOf = async (name: string) => {
      const { body } = await api.user('get', `/workloads?text=${name}`);
      return `/workloads/${body.items[0].id}/attestations`;
    };
    path = await pathOf('digest');
    toolPath = await pathOf('console');
  });

  afterAll(async () => {
    await api.stop();
  });

  it('shows that nothing is attested', async () => {
    const { body } = expectDocumented(await api.user('get', path));
    expect(body).toEqual({ items: [], totalItems: 0, nextCursor: null });
  });

  it.each<[string, object, string]>([
    ['no seconds', { seconds: 0 }, 'seconds'],
    ['negative seconds', { seconds: -60 }, 'seconds'],
    ['half a second', { seconds: 0.5 }, 'seconds'],
    ['seconds as text', { seconds: '60' }, 'seconds'],
    ['a run of more than 30 days', { seconds: 2_592_001 }, 'seconds'],
    ['a number that no database stores', { seconds: 1e300 }, 'seconds'],
    ['no reason', { reason: '  ' }, 'reason'],
    ['a reason that no database stores', { reason: 'a\u0000' }, 'reason'],
    ['another fact', { fact: 'weather' }, 'fact'],
    ['an expiry in the past', { expiresAt: '2026-02-10T00:00:00Z' }, 'future'],
    ['an expiry in two years', { expiresAt: '2028-02-10T00:00:00Z' }, 'a year'],
    ['an expiry without a zone', { expiresAt: '2026-05-31T18:00:00' }, 'zone'],
    ['a day that is none', { expiresAt: '2026-02-30T00:00:00Z' }, 'expiresAt'],
    ['an author', { author: 'user:default/sato' }, 'author'],
  ])('refuses %s', async (_, over, named) => {
    const answer = expectDocumented(
      await api.user('post', path).send({ ...GOOD, ...over }),
    );
    expect([answer.status, answer.body.error.name]).toEqual([
      400,
      'InputError',
    ]);
    expect(answer.body.error.message).toContain(named);
  });

  it('refuses the longest run of what has no runs', async () => {
    const answer = expectDocumented(
      await api.user('post', toolPath).send(GOOD),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('on-demand');
  });

  it('refuses a service, whose statement would have no author', async () => {
    const answer = expectDocumented(await api.plugin('post', path).send(GOOD));
    expect(answer.status).toBe(403);
  });

  it('refuses who may not attest, and audits the refusal', async () => {
    mayAttest = false;
    api.auditor.createEvent.mockClear();
    const answer = expectDocumented(await api.user('post', path).send(GOOD));
    mayAttest = true;
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('batchMigration.attest');
    const [event] = await Promise.all(
      api.auditor.createEvent.mock.results.map(({ value }) => value),
    );
    expect(event.fail).toHaveBeenCalledTimes(1);
    expect(event.success).not.toHaveBeenCalled();
  });

  it('knows no workload of that id', async () => {
    const answer = expectDocumented(
      await api.user('post', '/workloads/nothing/attestations').send(GOOD),
    );
    expect(answer.status).toBe(404);
  });

  it('stores with author and expiry, and leaves one event', async () => {
    api.auditor.createEvent.mockClear();
    const made = expectDocumented(await api.user('post', path).send(GOOD));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      fact: 'longest-run',
      seconds: 5400,
      author: 'user:default/mori',
      expiresAt: '2026-05-31T09:00:00.000Z',
    });
    expect(api.auditor.createEvent).toHaveBeenCalledTimes(1);
    const history = await api.user(
      'get',
      path.replace('attestations', 'history'),
    );
    expect(
      history.body.items.filter(
        ({ type }: { type: string }) => type === 'attested',
      ),
    ).toEqual([
      expect.objectContaining({
        actor: 'user:default/mori',
        summary: expect.stringContaining('5400 s until 2026-05-31T09:00'),
      }),
    ]);

    const second = await api.user('post', path).send({ ...GOOD, seconds: 60 });
    const list = expectDocumented(await api.user('get', path));
    expect(list.body).toEqual({
      items: [second.body, made.body],
      totalItems: 2,
      nextCursor: null,
    });
  });

  it('pages, newest first', async () => {
    const first = expectDocumented(await api.user('get', `${path}?limit=1`));
    const next = expectDocumented(
      await api.user('get', `${path}?limit=1&cursor=${first.body.nextCursor}`),
    );
    expect([first.body.items[0].seconds, next.body.items[0].seconds]).toEqual([
      60, 5400,
    ]);
    expect(next.body.nextCursor).toBeNull();
    const wrong = expectDocumented(await api.user('get', `${path}?cursor=x`));
    expect(wrong.status).toBe(400);
  });
});
