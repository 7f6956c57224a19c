// Only tests import these.
/* eslint-disable @backstage/no-undeclared-imports */
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  approvalSourcesExtensionPoint,
  SessionRefused,
} from 'backstage-plugin-batch-migration-node';
import {
  MemoryApprovals,
  storedApproval,
} from '../approvals/testApprovalSource';
import { expectDocumented, NOW, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const EXEC = 'ecs-exec:111122223333/ap-northeast-1/news-bastion';
const BASTION = {
  id: 'bastion',
  title: 'News bastion',
  targets: [{ ref: EXEC, key: null }],
  asksSessions: true,
};
const PATCHES = {
  id: 'patches',
  title: 'News patches',
  targets: [{ ref: 'codebuild:111122223333/ap-northeast-1', key: 'patches' }],
  asksSessions: false,
};
const SESSION = {
  kind: 'session',
  sessionId: 'session-1',
  reason: 'Two are billed twice',
  timeLimitMinutes: 60,
};
const ASK = { reason: 'To look at it', minutes: 30, requestId: 'a'.repeat(16) };
const hours = (n: number) =>
  new Date(Date.parse(NOW) - n * 3_600_000).toISOString();
const report = (over: object = {}) =>
  JSON.stringify({
    version: 1,
    at: hours(1),
    from: hours(25),
    until: hours(1),
    scope: { builds: true, databaseSessions: null },
    changes: 42,
    approved: 42,
    unapproved: [],
    unknown: [],
    ...over,
  });

describe('approvals', () => {
  let api: Api;
  let source: MemoryApprovals;
  let ids: Record<string, string>;
  const denied = new Set<string>();
  let hidden = new Set<string>();
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission, resourceRef }: any) => ({
        result:
          denied.has(permission.name) || hidden.has(resourceRef)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });
  const user = (name: string, email?: string) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { profile: email === undefined ? {} : { email } },
  });

  beforeEach(async () => {
    denied.clear();
    hidden = new Set();
    source = new MemoryApprovals([BASTION, PATCHES]);
    api = await startApi({
      features: [
        permissions.factory,
        catalogServiceMock.factory({
          entities: [user('mori', 'mori@example.com'), user('sato')],
        }),
        createBackendModule({
          pluginId: 'batch-migration',
          moduleId: 'memory-approvals',
          register(env) {
            env.registerInit({
              deps: { approvals: approvalSourcesExtensionPoint },
              async init({ approvals }) {
                approvals.addApprovalSource(source);
              },
            });
          },
        }),
      ],
    });
    const { body } = await api.user('get', '/workloads');
    ids = Object.fromEntries(
      body.items.map((each: any) => [each.name, each.id]),
    );
    const location = (ref: string, key: string) => ({ location: { ref, key } });
    await api
      .user('put', '/target-links')
      .send({
        repository: null,
        links: [
          { workloadIds: [ids.digest], ...location(EXEC, 'console-1') },
          {
            workloadIds: [ids.import],
            ...location('codebuild:111122223333/ap-northeast-1', 'patches'),
          },
        ],
      })
      .expect(200);
  });
  afterEach(() => api.stop());

  const get = async (path: string, status = 200) =>
    expectDocumented(await api.user('get', path).expect(status)).body;

  it('list what is dangerous first, with its thread and its workloads', async () => {
    source.stored.set('bastion', [
      storedApproval({ id: 'waits', subject: SESSION, requestedAt: hours(2) }),
      storedApproval({
        id: 'login',
        subject: { ...SESSION, timeLimitMinutes: 0 },
        requestedAt: hours(1),
      }),
    ]);
    source.stored.set('patches', [
      storedApproval({ id: 'done', status: 'approved', requestedAt: hours(9) }),
      storedApproval({ id: 'overdue', requestedAt: hours(24) }),
    ]);
    const list = await get('/approvals');
    expect(list.items.map((each: any) => [each.id, each.concern])).toEqual([
      ...[
        ['overdue', 'overdue'],
        ['login', 'unasked'],
      ],
      ...[
        ['waits', 'waits'],
        ['done', null],
      ],
    ]);
    expect(list.items[0]).toMatchObject({
      place: { id: 'patches', title: 'News patches' },
      workloads: [{ id: ids.import, name: 'import' }],
      threadUrl: 'https://example.slack.com/archives/C0/overdue',
      waitedSeconds: expect.any(Number),
      operator: 'mori@example.com',
    });
    expect(list).toMatchObject({
      totalItems: 4,
      concerns: { unasked: 1, overdue: 1, waits: 1 },
      ...{ unread: [], cutAt: null, isWaitingCut: false },
      ...{ from: '2025-11-13', to: null, places: 2, nextCursor: null },
    });
  });

  it('page, and filter by kind, status and workload', async () => {
    source.stored.set('bastion', [
      storedApproval({ id: 'one', subject: SESSION, requestedAt: hours(3) }),
    ]);
    source.stored.set('patches', [
      storedApproval({ id: 'two', requestedAt: hours(2) }),
      storedApproval({ id: 'three', status: 'approved' }),
    ]);
    const idsOf = async (query: string) =>
      (await get(`/approvals?${query}`)).items.map((each: any) => each.id);
    const first = await get('/approvals?limit=2');
    expect(first.items.map((each: any) => each.id)).toEqual(['one', 'two']);
    expect(await idsOf(`limit=2&cursor=${first.nextCursor}`)).toEqual([
      'three',
    ]);
    expect(await idsOf('kind=patch')).toEqual(['two', 'three']);
    expect(await idsOf('status=approved&status=refused')).toEqual(['three']);
    expect(await idsOf(`workload=${ids.digest}`)).toEqual(['one']);
    expect(await idsOf(`workload=${ids.report}`)).toEqual([]);
    expect(await get('/approvals?kind=flag', 400)).toMatchObject({
      error: { message: expect.stringContaining('kind must be one of') },
    });
  });

  describe('of any age', () => {
    const long = '2024-03-01T00:00:00.000Z';
    const idsOf = async (query = '') =>
      (await get(`/approvals${query}`)).items.map((each: any) => each.id);

    it('stand by what happened to them last', async () => {
      source.stored.set('patches', [
        storedApproval({ id: 'waits', requestedAt: long }),
        storedApproval({
          ...{ id: 'late', status: 'approved', requestedAt: long },
          changedAt: hours(24),
        }),
        storedApproval({ id: 'old', status: 'approved', requestedAt: long }),
      ]);
      expect(await idsOf()).toEqual(['waits', 'late']);
      expect(await idsOf('?from=2024-01-01')).toEqual(['waits', 'late', 'old']);
      expect(await idsOf('?from=2024-01-01&to=2024-02-29')).toEqual([]);
      expect(await idsOf('?to=2024-03-01&status=approved')).toEqual([
        ...['late', 'old'],
      ]);
      const file = await api
        .user('get', '/approvals.csv?from=2024-01-01&to=2024-12-31')
        .expect(200);
      expect(file.text.split('\r\n')).toHaveLength(5);
      await get('/approvals?from=2024-02-30', 400);
      await get('/approvals?from=2024-02-02&to=2024-02-01', 400);
    });

    it('say where there are more than are read, and are then no file', async () => {
      source.limit = 1;
      source.stored.set('patches', [
        storedApproval({
          id: 'new',
          status: 'approved',
          requestedAt: hours(1),
        }),
        storedApproval({ id: 'old', status: 'approved', requestedAt: long }),
        storedApproval({ id: 'waits', requestedAt: long }),
      ]);
      expect(await get('/approvals?from=2024-01-01')).toMatchObject({
        ...{ cutAt: long, totalItems: 2, isWaitingCut: false },
      });
      const { error } = await get('/approvals.csv?from=2024-01-01', 503);
      expect(error.message).toContain(`asked at ${long} or before`);
      const { places } = await get(`/workloads/${ids.import}/approvals`);
      expect(places[0].concerns).toMatchObject({ overdue: 1 });
    });

    it('count nothing where more waits than is read', async () => {
      source.isWaitingCut = true;
      expect((await get('/approvals')).isWaitingCut).toBe(true);
      const { places } = await get(`/workloads/${ids.import}/approvals`);
      expect(places[0].concerns).toBeNull();
      await get('/approvals.csv', 503);
    });
  });

  it('tell what one place does not say beside what others said', async () => {
    source.failures.set('bastion', new Error('AWS refused dynamodb:Query'));
    source.stored.set('patches', [
      storedApproval({ id: 'good' }),
      { ...storedApproval({ id: 'bad' }), record: { id: 'bad', kind: 'flag' } },
    ]);
    const list = await get('/approvals');
    expect(list.items.map((each: any) => each.id)).toEqual(['good']);
    expect(list.unread).toEqual([
      {
        place: { id: 'bastion', title: 'News bastion' },
        requestId: null,
        reason: 'AWS refused dynamodb:Query',
      },
      {
        place: { id: 'patches', title: 'News patches' },
        requestId: 'bad',
        reason: 'It could not be read: subject is no object',
      },
    ]);
  });

  it('come of places that are found later, and say where nobody looked', async () => {
    const late = { ...PATCHES, id: 'late', title: 'Found later', targets: [] };
    source.stored.set('late', [storedApproval({ id: 'one' })]);
    expect((await get('/approvals')).items).toEqual([]);
    source.places = [...source.places, late];
    const reason = 'AWS refused tag:GetResources';
    source.unsearched = [{ id: 'x', title: 'account x', reason }];
    expect(await get('/approvals')).toMatchObject({
      ...{ items: [{ id: 'one', place: { id: 'late' } }], places: 3 },
      unread: [
        { place: { id: 'x', title: 'account x' }, requestId: null, reason },
      ],
    });
    await get('/approvals/late/one');
    await get('/approvals.csv', 503);
  });

  it('are a file, whole or none', async () => {
    source.stored.set('patches', [
      storedApproval({ id: 'one' }),
      storedApproval({ id: 'two', status: 'approved' }),
    ]);
    const file = await api
      .user('get', '/approvals.csv?status=approved&bom=true')
      .expect(200);
    const [header, record, end] = file.text.split('\r\n');
    expect(header).toMatch(/^\uFEFF"place","id","kind","status"/);
    expect(record).toMatch(/^"News patches","two","patch","approved"/);
    expect(end).toBe('');
    expect(file.headers['content-disposition']).toBe(
      'attachment; filename="approvals-2026-02-11.csv"',
    );
    await get('/approvals.csv?limit=1', 400);
  });

  it('are no file where one of them cannot be read', async () => {
    source.stored.set('patches', [
      { ...storedApproval({ id: 'bad' }), record: null },
    ]);
    const { error } = await get('/approvals.csv?kind=session', 503);
    expect(error.message).toContain('A file would not be whole: It could not');
  });

  it('are asked for once, however many look', async () => {
    await Promise.all([get('/approvals'), get('/approvals?kind=patch')]);
    await get('/approvals');
    expect(
      source.calls.filter(call => call.startsWith('requests')),
    ).toHaveLength(2);
  });

  it('name no workload that one may not read', async () => {
    source.stored.set('patches', [storedApproval({ id: 'one' })]);
    hidden = new Set([ids.import]);
    expect((await get('/approvals')).items[0].workloads).toEqual([]);
    await get(`/approvals?workload=${ids.import}`, 404);
    await get(`/workloads/${ids.import}/approvals`, 404);
  });

  it('show one with its events, and whether they are whole', async () => {
    const stored = storedApproval({ id: 'one', status: 'approved' });
    source.stored.set('patches', [stored]);
    const shown = await get('/approvals/patches/one');
    expect(shown).toMatchObject({
      chain: { state: 'whole', problems: [] },
      hasLog: false,
    });
    expect(shown.events.map((each: any) => [each.act, each.by])).toEqual([
      ['request', 'mori@example.com'],
      ['approve', 'U0CTO0001'],
    ]);
    (stored.events[1] as any).act.by = 'U0OTHER01';
    expect(await get('/approvals/patches/one')).toMatchObject({
      chain: {
        state: 'broken',
        problems: [
          'Event 2 was changed',
          'The request has another answer than its events left',
        ],
      },
    });
    await get('/approvals/patches/none', 404);
    await get('/approvals/nowhere/one', 404);
    source.failures.set('patches', new Error('AWS refused dynamodb:Query'));
    expect(await get('/approvals/patches/one', 503)).toMatchObject({
      error: { message: 'AWS refused dynamodb:Query' },
    });
  });

  it('hand out the log of a run as a file, masked and audited', async () => {
    const used = { by: 'patches:1', at: hours(1) };
    source.stored.set('patches', [
      storedApproval({ id: 'one', status: 'approved', used }),
    ]);
    expect((await get('/approvals/patches/one')).hasLog).toBe(true);
    await get('/approvals/patches/one/log', 404);
    source.logLines = [
      '3 rows',
      'mysql --password=hunter2-prod',
      '-----BEGIN RSA PRIVATE KEY-----',
      'MIIEowIBAAKCAQEA7bq',
      '-----END RSA PRIVATE KEY-----',
      'done',
    ];
    const answer = await api
      .user('get', '/approvals/patches/one/log')
      .expect(200);
    expect(answer.text).toBe(
      '3 rows\nmysql --password=***MASKED:PASSWORD***\n***MASKED:PRIVATE_KEY***\ndone\n',
    );
    expect(answer.headers).toMatchObject({
      'content-disposition': 'attachment; filename="one_run.log"',
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(api.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'approval-log-read' }),
    );
  });

  it.each<[string, string | null, object]>([
    ['clean', report(), { changes: 42, approved: 42 }],
    ['stale', report({ until: hours(49) }), {}],
    [
      'unapproved',
      report({
        approved: 41,
        unapproved: [
          {
            what: 'build',
            id: 'p:1',
            at: hours(2),
            by: 'root',
            reason: 'no-order',
          },
        ],
      }),
      {},
    ],
    ['none', null, {}],
    ['unreadable', '{', {}],
    ['unreadable', report({ version: 9 }), {}],
  ])('of a workload say %s', async (standing, body, over) => {
    if (body !== null) source.reports.set('patches', body);
    const { places } = await get(`/workloads/${ids.import}/approvals`);
    expect(places).toMatchObject([
      { id: 'patches', asksSessions: false, reconciliation: { standing } },
    ]);
    const { report: read, unread } = places[0].reconciliation;
    expect(read === null).toBe(['none', 'unreadable'].includes(standing));
    expect(unread === null).toBe(standing !== 'unreadable');
    expect(read ?? {}).toMatchObject(over);
  });

  it('of a workload count nothing where nothing was read', async () => {
    source.failures.set('patches', new Error('down'));
    const { places } = await get(`/workloads/${ids.import}/approvals`);
    expect(places).toMatchObject([
      {
        concerns: null,
        reconciliation: { standing: 'unread', unread: 'down' },
      },
    ]);
    expect((await get(`/workloads/${ids.report}/approvals`)).places).toEqual(
      [],
    );
  });

  describe('a session', () => {
    const ask = (body: object = ASK, place = 'bastion', id = ids.digest) =>
      api.user('post', `/workloads/${id}/sessions/${place}`).send(body);

    it('is asked for in the name of who is signed in, and noted', async () => {
      const { body } = expectDocumented(await ask().expect(201));
      expect(body).toEqual({
        id: `session-${ASK.requestId}`,
        endsAt: '2026-02-11T02:24:00.000Z',
      });
      expect(source.asked).toEqual([{ ...ASK, email: 'mori@example.com' }]);
      const history = await get(`/workloads/${ids.digest}/history`);
      expect(history.items[0]).toMatchObject({
        type: 'session-asked',
        actor: 'user:default/mori',
        summary: expect.stringContaining('for 30 minutes: To look at it'),
      });
    });

    it('takes no other name from a body', async () => {
      await ask({ ...ASK, email: 'ceo@example.com' }).expect(400);
      expect(source.asked).toEqual([]);
    });

    it.each<[string, object]>([
      ['no reason', { ...ASK, reason: 'why ' }],
      ['no time', { ...ASK, minutes: 4 }],
      ['a whole day', { ...ASK, minutes: 1440 }],
      ['an id that is none', { ...ASK, requestId: 'A' }],
    ])('is refused with %s', async (_, body) => {
      expectDocumented(await ask(body).expect(400));
    });

    it('needs its permission, a bastion and an address', async () => {
      expectDocumented(await ask(ASK, 'patches').expect(404));
      expectDocumented(await ask(ASK, 'bastion', ids.report).expect(404));
      const path = `/workloads/${ids.digest}/sessions/bastion`;
      const sato = api.as(mockCredentials.user.header('user:default/sato'));
      expectDocumented(await sato('post', path).send(ASK).expect(403));
      await api.plugin('post', path).send(ASK).expect(403);
      denied.add('batchMigration.session.request');
      expectDocumented(await ask().expect(403));
      expect(source.asked).toEqual([]);
    });

    it('says what the bastion says', async () => {
      source.sessionError = new SessionRefused('All 2 seats are taken');
      expect((await ask().expect(409)).body.error.message).toBe(
        'All 2 seats are taken',
      );
      source.sessionError = new Error('news did not answer');
      expect((await ask().expect(503)).body.error.message).toBe(
        'news did not answer',
      );
      const history = await get(`/workloads/${ids.digest}/history`);
      expect(history.items.map((each: any) => each.type)).not.toContain(
        'session-asked',
      );
    });
  });

  it('need their permission', async () => {
    denied.add('batchMigration.approval.read');
    for (const path of [
      '/approvals.csv',
      '/approvals',
      '/approvals/patches/one',
      '/approvals/patches/one/log',
      `/workloads/${ids.import}/approvals`,
    ]) {
      await get(path, 403);
    }
    expect(source.calls).toEqual([]);
  });
});
