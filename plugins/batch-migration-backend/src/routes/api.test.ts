import type { Knex } from 'knex';
import { TARGET } from '../testEstate';
import { testDatabases } from '../testDatabases';
import { expectDocumented, NOW, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();

const DECISION = {
  candidates: [
    { name: 'ecs-fargate', reason: 'It runs for long', adopted: true },
    { name: 'lambda', reason: 'Longer than 15 minutes', adopted: false },
  ],
};

describe.each(databases.eachSupportedId())('REST API on %s', databaseId => {
  let knex: Knex;
  let api: Api;
  let digest: string;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    api = await startApi({ knex });
    const list = await api.user('get', '/workloads?text=digest');
    digest = list.body.items[0].id;
  });

  afterAll(async () => {
    await api.stop();
  });

  it('discovers at the start', async () => {
    const list = expectDocumented(await api.user('get', '/workloads'));
    expect(list.status).toBe(200);
    expect(list.body.totalItems).toBe(3);
    expect(list.body.nextCursor).toBeNull();
    const summary = expectDocumented(await api.user('get', '/summary'));
    expect(summary.body).toMatchObject({
      timezone: 'Asia/Tokyo',
      mode: 'live',
      scope: 3,
      byStage: [{ key: 'discovered', count: 3, notSeen: 0 }],
    });
    expect(summary.body.now.slice(0, 16)).toBe(NOW.slice(0, 16));
  });

  it('pages in a total order', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: any } = expectDocumented(
        await api.user(
          'get',
          `/workloads?orderBy=name&limit=1${cursor && `&cursor=${cursor}`}`,
        ),
      );
      seen.push(...page.body.items.map((item: { name: string }) => item.name));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(['digest', 'import', 'report']);
  });

  it('combines filters, and takes several values of one', async () => {
    const list = await api.user(
      'get',
      '/workloads?text=digest&text=import&kind=scheduled&stage=discovered',
    );
    expect(list.body.items).toHaveLength(2);
    expect(list.body.totalItems).toBe(2);
    const none = await api.user('get', '/workloads?text=%25');
    expect(none.body.items).toEqual([]);
  });

  it('tells the last days of both sides where they are asked for', async () => {
    const list = expectDocumented(
      await api.user('get', '/workloads?text=digest&days=2'),
    );
    // The line is on, and nobody sees its runs.
    expect(list.body.items[0].days).toEqual([
      {
        ...{ day: '2026-02-10', twice: false },
        ...{ legacy: 'not-seen', target: 'none' },
      },
      {
        ...{ day: '2026-02-11', twice: false },
        ...{ legacy: 'not-seen', target: 'none' },
      },
    ]);
    const plain = await api.user('get', '/workloads?text=digest');
    expect(plain.body.items[0]).not.toHaveProperty('days');
    const refused = await api.user('get', '/workloads?days=15');
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('from 1 to 14');
  });

  it('shows one workload in full', async () => {
    const { body } = expectDocumented(
      await api.user('get', `/workloads/${digest}`),
    );
    expect(body).toMatchObject({
      name: 'digest',
      translation: {
        status: 'exact',
        schedules: [{ timezone: 'Asia/Tokyo' }],
      },
      assessment: { placement: 'legacy', stage: 'discovered' },
      locations: [{ side: 'legacy', state: 'active' }],
    });
    expect(body.nextRuns).toHaveLength(5);
    expect(body.nextRuns[0]).toBe('2026-02-11T19:15:00.000Z');
  });

  it('shows servers and whether they can be shut down', async () => {
    const list = expectDocumented(await api.user('get', '/servers?limit=1'));
    expect(list.body.items[0]).toMatchObject({
      ref: 'resource:default/bat000',
      workloads: 3,
      left: 3,
      state: 'in-use',
      instances: [{ key: 'i-1', state: 'active' }],
    });
    const { body } = expectDocumented(
      await api.user('get', '/servers/default/bat000'),
    );
    expect(body.canBeShutDown).toBe(false);
    expect(body.reasons).not.toEqual([]);
    expect(body.roles).toHaveLength(1);
  });

  it('gives plugins every server and role, and users not', async () => {
    const { body } = expectDocumented(await api.plugin('get', '/inventory'));
    expect(body.servers).toHaveLength(1);
    expect(body.roles).toHaveLength(1);
    expect((await api.user('get', '/inventory')).status).toBe(403);
  });

  it('plans under If-Match, links, observes, and is built', async () => {
    const path = `/workloads/${digest}/plan`;
    const first = expectDocumented(await api.user('get', path));
    expect(first.headers.etag).toBe('"v0"');

    const same = expectDocumented(
      await api.user('put', path).set('If-Match', '"v0"').send(first.body),
    );
    expect([same.status, same.headers.etag]).toEqual([200, '"v1"']);

    const plan = {
      ...same.body,
      ownerRef: 'group:default/News-Platform',
      strategy: 'replatform',
      targetPlatform: 'ecs-fargate',
      decision: DECISION,
    };
    const without = expectDocumented(await api.user('put', path).send(plan));
    expect(without.status).toBe(428);
    const stale = expectDocumented(
      await api.user('put', path).set('If-Match', '"v0"').send(plan),
    );
    expect(stale.status).toBe(412);
    const weak = await api
      .user('put', path)
      .set('If-Match', 'W/"v1"')
      .send(plan);
    expect(weak.status).toBe(412);
    const malformed = expectDocumented(
      await api
        .user('put', path)
        .set('If-Match', '"v1"')
        .send({ ...plan, strategy: 'rewrite' }),
    );
    expect(malformed.status).toBe(400);
    expect(malformed.body.error.message).toContain('strategy');
    const unchanged = await api.user('get', path);
    expect(unchanged.body).toEqual(same.body);

    const changed = expectDocumented(
      await api.user('put', path).set('If-Match', '"v1"').send(plan),
    );
    expect([changed.status, changed.headers.etag]).toEqual([200, '"v2"']);
    expect(changed.body.ownerRef).toBe('group:default/news-platform');
    const planned = await api.user('get', `/workloads/${digest}`);
    expect(planned.body.assessment.stage).toBe('planned');

    const links = {
      repository: 'https://git.example.com/digest',
      links: [{ workloadIds: [digest], location: TARGET }],
    };
    const linked = expectDocumented(
      await api.user('put', '/target-links').send(links),
    );
    expect(linked.body).toEqual({ repository: links.repository, linked: 1 });
    const again = await api.user('put', '/target-links').send(links);
    expect(again.body.linked).toBe(0);

    await api.user('post', '/refresh').expect(200);
    const waiting = await api.user('get', `/workloads/${digest}`);
    expect(waiting.body.repositories).toEqual([links.repository]);
    expect(waiting.body.assessment.stage).toBe('planned');
    expect(
      waiting.body.assessment.blockers.map((one: { type: string }) => one.type),
    ).toContain('target-not-deployed');

    api.scheduler.answers.set(TARGET.key, {
      state: 'idle',
      detail: {
        schedules: [
          {
            dialect: 'eventbridge',
            expression: 'cron(15 4 * * ? *)',
            timezone: 'Asia/Tokyo',
          },
        ],
      },
    });
    const refreshed = expectDocumented(await api.user('post', '/refresh'));
    expect(refreshed.body).toMatchObject({ workloads: 3, failures: [] });
    const built = expectDocumented(
      await api.user('get', `/workloads/${digest}`),
    );
    expect(built.body.assessment.stage).toBe('built');

    const history = expectDocumented(
      await api.user('get', `/workloads/${digest}/history`),
    );
    const types = history.body.items.map((one: { type: string }) => one.type);
    expect(
      types.filter((type: string) => type === 'plan-updated'),
    ).toHaveLength(2);
    expect(
      types.filter((type: string) => type === 'target-linked'),
    ).toHaveLength(1);
    expect(types[0]).toBe('stage-changed');
    expect(history.body.items.at(-1).actor).toBe('user:default/mori');
  });

  it.each([
    [{ notes: 'a\0b' }, 'notes'],
    [{ notes: 'a\ud800b' }, 'notes'],
    [{ wave: '\udc00' }, 'wave'],
    [{ ownerRef: 'group:default/a\0' }, 'ownerRef'],
    [
      {
        decision: { candidates: [{ ...DECISION.candidates[0], reason: '\0' }] },
      },
      'decision.candidates[0].reason',
    ],
    [
      {
        requirements: [{ id: 'a', text: 'b', check: null, evidence: '\ud800' }],
      },
      'requirements[0].evidence',
    ],
  ])('stores no plan with %j', async (change, field) => {
    const path = `/workloads/${digest}/plan`;
    const { body, headers } = await api.user('get', path);
    const answer = expectDocumented(
      await api
        .user('put', path)
        .set('If-Match', headers.etag)
        .send({ ...body, ...change }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(`${field}: must hold no NUL`);
  });

  it('stores the two halves of a character as they are', async () => {
    const path = `/workloads/${digest}/plan`;
    const { body, headers } = await api.user('get', path);
    const answer = await api
      .user('put', path)
      .set('If-Match', headers.etag)
      .send({ ...body, notes: '🚚 日本語\n' });
    expect(answer.body.notes).toBe('🚚 日本語\n');
  });

  it.each([
    ['repository', { repository: 'https://git.example.com/\0' }],
    [
      'links[0].location.ref',
      {
        links: [
          { workloadIds: ['a'], location: { ref: 'a:\ud800', key: 'k' } },
        ],
      },
    ],
    [
      'links[0].location.key',
      { links: [{ workloadIds: ['a'], location: { ref: 'a:b', key: 'k\0' } }] },
    ],
  ])('stores no target links with such a %s', async (field, change) => {
    const answer = expectDocumented(
      await api.user('put', '/target-links').send({
        repository: 'https://git.example.com/a',
        links: [{ workloadIds: ['a'], location: TARGET }],
        ...change,
      }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(`${field}: must hold no NUL`);
  });

  it('lets one of two changes of the same version win', async () => {
    const path = `/workloads/${digest}/plan`;
    const { body, headers } = await api.user('get', path);
    const answers = await Promise.all(
      ['one', 'two'].map(notes =>
        api
          .user('put', path)
          .set('If-Match', headers.etag)
          .send({ ...body, notes }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('links nothing when one workload is unknown', async () => {
    const location = { ref: TARGET.ref, key: 'half' };
    const answer = expectDocumented(
      await api.user('put', '/target-links').send({
        repository: 'https://git.example.com/half',
        links: [{ workloadIds: [digest, 'nobody-knows'], location }],
      }),
    );
    expect(answer.status).toBe(404);
    expect(answer.body.error.message).toContain('nobody-knows');
    expect(answer.body.error.message).not.toContain(digest);
    const { body } = await api.user('get', `/workloads/${digest}`);
    expect(body.repositories).toEqual(['https://git.example.com/digest']);
  });

  it('shows due ticks and runs', async () => {
    const { body } = expectDocumented(
      await api.user('get', `/workloads/${digest}/runs?days=3`),
    );
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(3 * 86_400_000);
    expect(body.cutAt).toBeNull();
  });

  it('keeps what is known when an inventory cannot be read', async () => {
    const { readings } = api.source;
    api.source.readings = [
      { status: 'failed', serverRef: null, reason: 'The disk is gone' },
    ];
    const { body } = expectDocumented(await api.user('post', '/refresh'));
    expect(body.failures).toEqual([
      { source: 'memory:captured', reason: 'The disk is gone' },
    ]);
    const summary = expectDocumented(await api.user('get', '/summary'));
    expect(summary.body.scope).toBe(3);
    expect(summary.body.silentSources).toMatchObject([
      { id: 'memory:captured', reason: 'The disk is gone' },
    ]);
    api.source.readings = readings;
    await api.user('post', '/refresh');
  });

  it('shows lines as their terminated host leaves them', async () => {
    const { body: before } = await api.user('get', '/workloads?text=report');
    const { id } = before.items[0];
    api.instances.answers.set('i-1', { state: 'absent' });
    await api.user('post', '/refresh').expect(200);
    const { body } = expectDocumented(
      await api.user('get', `/workloads/${id}`),
    );
    expect(body.assessment.legacy).toBe('absent');
    expect(body.locations).toMatchObject([
      {
        side: 'legacy',
        state: 'absent',
        source: 'memory-ec2',
        detail: { line: 1, reason: 'Its host bat000 is gone.' },
      },
    ]);
  });

  it.each([
    ['get', '/workloads?limit=0', 'limit'],
    ['get', '/workloads?limit=201', 'limit'],
    ['get', '/workloads?limit=1e2', 'limit'],
    ['get', '/workloads?limit=2&limit=3', 'limit'],
    ['get', '/workloads?orderBy=age', 'orderBy'],
    ['get', '/workloads?cursor=nonsense', 'cursor'],
    ['get', '/workloads?stage=done', 'stage'],
    ['get', '/workloads?placement=here', 'placement'],
    ['get', '/workloads?kind=cron', 'kind'],
    ['get', '/workloads?danger=big', 'danger'],
    ['get', '/workloads?strategy=rewrite', 'strategy'],
    ['get', '/workloads?stge=built', 'stge'],
    ['get', '/workloads?server[a]=b', 'server[a]'],
    ['get', `/workloads?text=${'a'.repeat(1001)}`, 'text'],
    ['get', '/summary?stage=done', 'stage'],
    ['get', '/servers?limit=none', 'limit'],
  ] as const)('%s %s names the wrong field', async (method, path, field) => {
    const answer = expectDocumented(await api.user(method, path));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ name: 'InputError' });
    expect(answer.body.error.message).toContain(field);
  });

  it.each([
    '/workloads/nobody',
    '/workloads/nobody/plan',
    '/workloads/nobody/history',
    '/workloads/nobody/runs',
    '/workloads/%00',
    '/workloads/..%2f..%2fetc%2fpasswd',
    '/workloads/%27%20or%201=1--',
    `/workloads/${'a'.repeat(5000)}`,
    '/servers/default/nobody',
    '/servers/default/%00',
  ])('%s is not found', async path => {
    const answer = expectDocumented(await api.user('get', path));
    expect(answer.status).toBe(404);
    expect(answer.body.error.name).toBe('NotFoundError');
  });

  it('survives NUL and quotes in a filter', async () => {
    const answer = await api.user(
      'get',
      `/workloads?text=${encodeURIComponent(`\0'"%_!\\`)}&server=%00`,
    );
    expect(answer.status).toBe(200);
    expect(answer.body.items).toEqual([]);
  });
});
