import { TARGET } from '../testEstate';
import { expectDocumented, operations, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

describe('requests', () => {
  let api: Api;
  let id: string;

  beforeAll(async () => {
    api = await startApi({});
    id = (await api.user('get', '/workloads')).body.items[0].id;
  });

  afterAll(async () => {
    await api.stop();
  });

  it.each(operations)(
    '$method $path answers 401 without credentials',
    async ({ method, path }) => {
      const answer = await api
        .nobody(method, path.replace(/\{\w+\}/g, 'x'))
        .set('Content-Type', 'application/json')
        .send(method === 'get' ? undefined : '{"malformed');
      expect(answer.status).toBe(401);
    },
  );

  it.each([
    ['put', '/workloads/x/plan'],
    ['put', '/target-links'],
    ['post', '/crontab/preview'],
    ['post', '/handover/preview'],
    ['post', '/golden-paths/preview'],
    ['post', '/captures'],
  ] as const)('%s %s answers 400 to malformed JSON', async (method, path) => {
    const answer = expectDocumented(
      await api
        .user(method, path)
        .set('Content-Type', 'application/json')
        .send('{"password": hunter2'),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('not JSON'),
    });
    expect(answer.text).not.toContain('hunter2');
  });

  it('answers 413 to a body that is too large', async () => {
    const answer = expectDocumented(
      await api
        .user('post', '/crontab/preview')
        .send({ text: '#'.repeat(1_100_000), dialect: 'user' }),
    );
    expect(answer.status).toBe(413);
    expect(answer.body.error.message).toBe(
      'The body is too large: this call takes at most 1024 kB',
    );
  });

  it.each([
    [{ dialect: 'user' }, 'text'],
    [{ text: '', dialect: 'anacron' }, 'dialect'],
    [{ text: '', dialect: 'user', timezone: 'Mars/Base' }, 'timezone'],
    [{ text: '', dialect: 'user', zone: 'UTC' }, 'zone'],
    [{ text: '#'.repeat(500_001), dialect: 'user' }, 'text'],
    [[], 'body'],
  ])('refuses a preview of %j', async (body, field) => {
    const answer = expectDocumented(
      await api.user('post', '/crontab/preview').send(body),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it('refuses a preview of more schedules than anybody has, in little time', async () => {
    const line = (_: unknown, i: number) =>
      `${i % 60} ${Math.floor(i / 60) % 24} ${
        1 + Math.floor(i / 1440)
      } * * a\n`;
    const text = Array.from({ length: 5_001 }, line).join('');
    const answer = expectDocumented(
      await api
        .user('post', '/crontab/preview')
        .send({ text, dialect: 'user' }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toBe(
      'text: its lines have 5001 different schedules, and at most 5000 are compared at once. Preview it in parts.',
    );
  });

  it('previews a crontab with what cannot be read beside the rest', async () => {
    const text = [
      'MAILTO=""',
      '# 日次ダイジェスト',
      "15 3 * * 1-5 cd /srv/app && bundle exec rake 'digest:send[$(id)]' `id` ${{ x }}",
      '61 * * * * /bin/false',
      '0 0 31 2 * /bin/never',
    ].join('\n');
    const { status, body } = expectDocumented(
      await api
        .user('post', '/crontab/preview')
        .send({ text, dialect: 'user' }),
    );
    expect(status).toBe(200);
    expect(body.jobs[0]).toMatchObject({
      line: 3,
      timezone: 'Asia/Tokyo',
      translation: { status: 'exact' },
    });
    expect(body.jobs[0].command).toContain('`id` ${{ x }}');
    expect(body.issues.map((issue: { line: number }) => issue.line)).toContain(
      4,
    );
  });

  it.each([
    [{ ownerRef: 'sre' }, 'ownerRef'],
    [{ ownerRef: 'component:default/app' }, 'ownerRef'],
    [{ expectedActive: 0 }, 'expectedActive'],
    [{ reviewDate: '2026-02-30' }, 'reviewDate'],
    [{ decision: { candidates: [{ name: 'a' }] } }, 'decision.candidates[0]'],
    [
      { requirements: [{ id: 'a', text: 'b', check: 'faith' }] },
      'requirements[0].check',
    ],
    [
      {
        intendedSchedule: {
          dialect: 'debian-cron',
          expression: '61 * * * *',
          timezone: 'UTC',
          reason: 'r',
        },
      },
      'intendedSchedule.expression',
    ],
    [{ notes: undefined }, 'notes'],
    [{ stage: 'retired' }, 'stage'],
  ])('refuses a plan with %j', async (change, field) => {
    const { body } = await api.user('get', `/workloads/${id}/plan`);
    const answer = expectDocumented(
      await api
        .user('put', `/workloads/${id}/plan`)
        .set('If-Match', '"v0"')
        .send({ ...body, ...change }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it.each([
    [{ repository: '', links: [] }, 'repository'],
    [{ repository: 'https://me:secret@git.example.com/a' }, 'repository'],
    [{ links: [] }, 'links'],
    [
      { links: [{ workloadIds: [], location: TARGET }] },
      'links[0].workloadIds',
    ],
    [
      { links: [{ workloadIds: ['a'], location: { ref: 'here', key: 'k' } }] },
      'links[0].location.ref',
    ],
  ])('refuses target links with %j', async (change, field) => {
    const answer = expectDocumented(
      await api.user('put', '/target-links').send({
        repository: 'https://git.example.com/a',
        links: [{ workloadIds: ['a'], location: TARGET }],
        ...change,
      }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it('audits every mutation once, a refused one too', async () => {
    const path = `/workloads/${id}/plan`;
    const { body } = await api.user('get', path);
    api.auditor.createEvent.mockClear();
    await api.user('put', path).set('If-Match', '"v0"').send(body).expect(200);
    await api.user('put', path).set('If-Match', '"v0"').send(body).expect(412);
    await api.user('post', '/refresh').expect(200);
    const events = await Promise.all(
      api.auditor.createEvent.mock.results.map(({ value }) => value),
    );
    expect(
      api.auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(['plan-update', 'plan-update', 'estate-refresh']);
    expect(
      events.map(({ success, fail }) => [
        success.mock.calls.length,
        fail.mock.calls.length,
      ]),
    ).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
  });
});
