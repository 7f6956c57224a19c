/** Canaries where credentials are, and every call, made rightly and wrongly: nothing tells one. */
// Only tests import these.
/* eslint-disable @backstage/no-undeclared-imports */
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { AuthenticationError } from '@backstage/errors';
import { notificationService } from '@backstage/plugin-notifications-node';
import { targetFindersExtensionPoint } from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { found, MemoryFinder } from '../candidates/testFinder';
import { batchMigrationPlugin } from '../plugin';
import { ACCESS_TABLE, type AccessSubject } from './accessTable';
import { BASE, NOW, type Method } from './testApi';

jest.setTimeout(240_000);

/** No two alike, so that a find says where it was planted. */
let planted = 0;
const canaries = new Map<string, string>();
function canary(where: string): string {
  planted += 1;
  const value = `CaNaRy${planted}x7Qz9Lm4Tr`;
  canaries.set(value, where);
  return value;
}

const crontab = (of: string) =>
  [
    `DB_PASSWORD=${canary(`${of}: environment`)}`,
    `AWS_SECRET_ACCESS_KEY=${canary(`${of}: AWS key`)}`,
    `0 1 * * * /srv/digest --token ${canary(`${of}: option`)}`,
    `0 2 * * * curl -H 'Authorization: Bearer ${canary(
      `${of}: header`,
    )}' https://api.example.com/`,
    `0 3 * * * curl https://me:${canary(`${of}: URL`)}@example.com/hook`,
    `0 4 * * * mysql -p${canary(`${of}: mysql`)} news`,
    `0 5 * * * PGPASSWORD=${canary(`${of}: assignment`)} psql -c 'select 1'`,
    '',
  ].join('\n');

/** The mock's error quotes the token, which Backstage's own does not. */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const mocked = mockServices.auth({ pluginId: plugin.getId() });
    const authenticate: typeof mocked.authenticate = (token, options) =>
      mocked.authenticate(token, options).catch(() => {
        throw new AuthenticationError('Illegal token');
      });
    return Object.assign(Object.create(mocked), { authenticate });
  },
});

const SRE = mockCredentials.user.header('user:default/mori');

describe('secrets', () => {
  const directory = createMockDirectory();
  const scheduler = mockServices.scheduler();
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const finder = new MemoryFinder();
  const logged: string[] = [];
  const answered: string[] = [];
  const sent: string[] = [];
  let knex: Knex;
  let backend: TestBackend;
  let subject: AccessSubject;

  const log = (...args: unknown[]) => {
    logged.push(
      args
        .map(arg =>
          arg instanceof Error ? `${arg.stack}` : JSON.stringify(arg) ?? '',
        )
        .join(' '),
    );
  };
  const logger = mockServices.logger.mock({
    ...{ debug: log, info: log, warn: log, error: log },
    child: () => logger,
  });

  const call = async (
    method: Method,
    path: string,
    {
      headers = {},
      body,
    }: { headers?: Record<string, string>; body?: object | string } = {},
  ) => {
    const answer = await request(backend.server)
      [method](`${BASE}${path}`)
      .set({ Authorization: SRE, ...headers })
      .send(body);
    // The one answer that holds a secret, which is then planted too.
    const told = answer.body?.token?.startsWith?.('bmct_')
      ? JSON.stringify({ ...answer.body, token: '' })
      : answer.text;
    answered.push(
      `${method} ${path} ${answer.status} ${JSON.stringify(
        answer.headers,
      )} ${told}`,
    );
    if (answer.body?.token) canaries.set(answer.body.token, 'a capture token');
    return answer;
  };

  const as =
    (authorization: string): AccessSubject['sre'] =>
    async (method, path, body) => {
      const headers = { Authorization: authorization };
      const answer = await call(method, path, { headers, body });
      if (answer.status >= 300) {
        throw new Error(`${method} ${path} ${answer.status}: ${answer.text}`);
      }
      return answer.body;
    };
  const sre = as(SRE);
  const colleague = as(mockCredentials.user.header('user:default/abe'));

  const told = (texts: readonly string[]) =>
    [...canaries].flatMap(([value, where]) =>
      texts
        .filter(text => text.includes(value))
        .map(text => `${where} in: ${text.slice(0, 300)}`),
    );

  beforeAll(async () => {
    directory.setContent({
      'declared/bat000': {
        'server.yaml': 'owner: group:default/sre\n',
        crontab: crontab('declared').replace(/\* \* \* /g, '* * * root '),
      },
      'captured/bat000': {
        'capture.json': JSON.stringify({
          host: 'bat000',
          capturedAt: '2026-02-11T01:00:00Z',
          read: ['var/spool/cron'],
        }),
        'var/spool/cron/crontabs/batch': crontab('captured'),
      },
    });
    finder.readings = [found('digest')];
    knex = await databases.init('SQLITE_3');
    backend = await startTestBackend({
      features: [
        batchMigrationPlugin,
        httpAuthServiceFactory,
        auth,
        createBackendModule({
          pluginId: 'batch-migration',
          moduleId: 'finder',
          register(env) {
            env.registerInit({
              deps: { finders: targetFindersExtensionPoint },
              async init({ finders }) {
                finders.addTargetFinder(finder);
              },
            });
          },
        }),
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => ({ getClient: async () => knex }),
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            async send(notification) {
              sent.push(JSON.stringify(notification));
            },
          }),
        }),
        createServiceFactory({
          service: coreServices.urlReader,
          deps: {},
          factory: () =>
            mockServices.urlReader.mock({
              // As clients do, it quotes the address that it was given.
              readTree: async url => {
                throw new Error(`Request failed for ${url}, 401 Unauthorized`);
              },
            }),
        }),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              github: [
                { host: 'github.com', token: canary('config: integration') },
              ],
            },
            batchMigration: {
              timezone: 'Asia/Tokyo',
              replay: { clock: NOW },
              limits: { crontabPreview: 1000, handoverPreview: 1000 },
              inventories: [
                ...['captured', 'declared'].map(role => ({
                  ...{ type: 'files', role },
                  target: directory.resolve(role),
                })),
                {
                  ...{ type: 'files', role: 'declared', id: 'remote' },
                  target: `https://git.example.com/estate?private_token=${canary(
                    'config: address of an inventory',
                  )}`,
                },
              ],
            },
          },
        }),
      ],
    });
    await call('post', '/refresh');
    for (const { id } of await scheduler.getScheduledTasks()) {
      await scheduler.triggerTask(id);
    }
    const { items } = await sre('get', '/workloads?limit=1&orderBy=name');
    const targets = await sre('get', '/target-candidates?text=digest');
    const [{ id, name }] = items;
    subject = {
      ...{ id, name, sre, plugin: sre, colleague },
      targetId: String(targets.items[0].id),
    };
  });

  afterAll(async () => {
    await backend.stop();
  });

  it('has planted them where hosts have them', async () => {
    const { totalItems } = await sre('get', '/workloads');
    expect(totalItems).toBeGreaterThanOrEqual(5);
    expect(canaries.size).toBeGreaterThan(15);
  });

  it.each(ACCESS_TABLE.map(row => [row.call, row] as const))(
    'tells none by %s, made rightly and wrongly',
    async (made, row) => {
      const [verb, template] = made.split(' ');
      const method = verb.toLowerCase() as Method;
      const asked = (await row.ask?.(subject)) ?? {};
      const path = asked.path ?? template.replace('{id}', subject.id);
      await call(method, path, asked);

      const secret = canary(`${made}: in a wrong request`);
      const json = { 'Content-Type': 'application/json', ...asked.headers };
      const wrong: Array<Parameters<typeof call>[2]> = [
        { headers: { Authorization: `Bearer ${secret}` } },
        { headers: { Authorization: `Bearer bmct_0123456789ab_${secret}` } },
        { headers: { ...json, 'If-Match': `"${secret}"` }, body: asked.body },
      ];
      if (method !== 'get' && method !== 'delete') {
        wrong.push(
          { headers: json, body: `{"token": "${secret}"` },
          { headers: json, body: { ...asked.body, password: [secret] } },
          ...Object.keys(asked.body ?? {}).map(field => ({
            headers: json,
            body: { ...asked.body, [field]: { token: secret } },
          })),
        );
      }
      for (const options of wrong) await call(method, path, options);
      expect(told(answered)).toEqual([]);
    },
  );

  it('tells none by previews and captures of crontabs', async () => {
    const files = [
      {
        path: 'etc/cron.d/news',
        text: crontab('capture').replace(/\* \* \* /g, '* * * root '),
      },
      // Cron takes the first word of the command for the user.
      { path: 'etc/cron.d/userless', text: crontab('without users') },
    ];
    const server = 'resource:default/bat000';
    const captured = await call('post', '/captures', {
      body: { server, files },
    });
    expect(captured.status).toBe(201);
    for (const dialect of ['user', 'system', 'anacron']) {
      await call('post', '/crontab/preview', {
        body: { text: crontab(`preview as ${dialect}`), dialect },
      });
    }
    await call('post', '/captures', {
      body: { server, files: [{ ...files[0], lines: 'all' }] },
    });
    await call('post', '/captures', {
      headers: { 'Content-Type': 'application/x-tar' },
      body: crontab('no archive'),
    });
  });

  it('keeps none that people type into any field of their own words', async () => {
    const { targetId } = subject;
    // One whose steps nobody has done.
    const { items } = await sre('get', '/workloads?limit=2&orderBy=name');
    const { id } = items[1];
    const words = (field: string) =>
      `Ran it with --token ${canary(`typed: ${field}`)} as before`;
    const link = (field: string) =>
      `https://example.com/?token=${canary(`typed: ${field}`)}&page=2`;
    const plan = (of: string) => ({
      ownerRef: 'group:default/sre',
      strategy: 'replatform',
      targetPlatform: words(`${of}: targetPlatform`),
      decision: {
        candidates: [
          {
            name: words(`${of}: name of a candidate`),
            reason: words(`${of}: reason of a candidate`),
            adopted: true,
          },
        ],
      },
      requirements: [
        {
          id: words(`${of}: id of a requirement`),
          text: words(`${of}: text of a requirement`),
          check: 'attestation',
          evidence: words(`${of}: attestation of a requirement`),
          expiresOn: '2026-06-30',
        },
        {
          ...{ id: 'linked', text: 'Linked', check: 'link' },
          evidence: link(`${of}: link of a requirement`),
        },
      ],
      wave: words(`${of}: wave`),
      expectedActive: 1,
      reviewDate: null,
      notes: `${words(`${of}: notes`)}\nDB_PASSWORD=${canary(
        `typed: ${of}: second line of notes`,
      )}`,
      steps: [
        {
          id: 'trial',
          title: words(`${of}: title of a step`),
          instructions: words(`${of}: instructions of a step`),
          ownerRef: null,
          check: { type: 'attestation' },
          reversible: true,
          undo: words(`${of}: undo of a step`),
        },
      ],
    });
    const schedule = (of: string) => ({
      ...{ dialect: 'debian-cron', expression: '0 6 * * *' },
      timezone: 'Asia/Tokyo',
      reason: words(`${of}: reason of the schedule`),
    });
    const versionOf = async () =>
      (await sre('get', `/workloads/${id}/plan`)).version;
    const step = (action: string, version: number) =>
      sre('post', `/workloads/${id}/steps/trial`, {
        ...{ action, version },
        reason: words(`${action} of a step`),
      });

    const put = await call('put', `/workloads/${id}/plan`, {
      headers: { 'If-Match': `"v${await versionOf()}"` },
      body: { ...plan('PUT'), intendedSchedule: schedule('PUT') },
    });
    expect([put.status, put.body.error]).toEqual([200, undefined]);
    // What is answered may be sent back unchanged, and changes nothing.
    const { version, ...same } = put.body;
    const again = await call('put', `/workloads/${id}/plan`, {
      headers: { 'If-Match': `"v${version}"` },
      body: same,
    });
    expect({ ...again.body, version }).toEqual(put.body);
    await step('complete', again.body.version);
    await step('undo', again.body.version);
    await sre('post', '/plans/bulk', {
      plans: [{ workloadId: id, version: await versionOf() }],
      change: plan('bulk'),
    });
    const written = JSON.stringify({
      apiVersion: 'batch-migration/v1',
      kind: 'Plans',
      plans: [
        {
          ...{ workload: id, version: await versionOf() },
          ...plan('import'),
          intendedSchedule: schedule('import'),
        },
      ],
    });
    for (const dryRun of [true, false]) {
      await sre('post', '/plans/import', { text: written, dryRun });
    }
    await colleague('post', '/exemptions', {
      workloadIds: [id],
      reason: words('reason of an exemption'),
      expiresAt: '2026-03-11T00:00:00Z',
    });
    await sre('post', `/workloads/${id}/attestations`, {
      ...{ fact: 'longest-run', seconds: 60 },
      reason: words('reason of an attestation'),
      expiresAt: '2026-06-30T18:00:00+09:00',
    });
    const wave = (of: string) => ({
      title: words(`title of ${of}`),
      ...{ start: null, deadline: '2026-02-12', ownerRef: null },
      description: words(`description of ${of}`),
    });
    await sre('post', '/waves', { name: 'typed', ...wave('a wave') });
    await call('put', '/waves/typed', {
      headers: { 'If-Match': '"v1"' },
      body: wave('a changed wave'),
    });
    await sre('post', '/views', {
      title: words('title of a view'),
      query: `text=${encodeURIComponent(words('search of a view'))}`,
      shared: true,
    });
    await sre('post', `/target-candidates/${targetId}/dismissal`, {
      reason: words('reason of a dismissal'),
    });
    await sre('post', '/servers/default/bat000/capture-tokens', {
      label: words('label of a capture token'),
    });
    await sre('put', '/target-links', {
      repository: link('repository of a link'),
      links: [
        {
          workloadIds: [id],
          location: { ref: 'scheduler:1/ap-northeast-1/typed', key: 'typed' },
        },
      ],
    });

    for (const path of [
      `/workloads/${id}`,
      `/workloads/${id}/history`,
      `/workloads/${id}/attestations`,
      '/plans/export',
      `/exemptions?workload=${id}`,
      '/waves/typed',
      '/views',
      `/target-candidates?dismissed=true`,
      '/servers/default/bat000/capture-tokens',
    ]) {
      const { status, text } = await call('get', path);
      // It says that something stood there.
      expect([path, status, text]).toEqual([
        path,
        200,
        expect.stringContaining('***MASKED:TOKEN'),
      ]);
    }
    await call('get', '/export.csv');
    expect(told(answered)).toEqual([]);
  });

  it('leaves what people wrote in plans to those who read plans', async () => {
    const note = canary('notes of a plan');
    const { id } = subject;
    const plan = await sre('get', `/workloads/${id}/plan`);
    const put = await request(backend.server)
      .put(`${BASE}/workloads/${id}/plan`)
      .set({ Authorization: SRE, 'If-Match': `"v${plan.version}"` })
      .send({ ...plan, notes: `The password is ${note}` });
    expect(put.status).toBe(200);
    for (const path of ['/export.csv', '/summary']) {
      const { text } = await request(backend.server)
        .get(`${BASE}${path}`)
        .set('Authorization', SRE);
      expect(text).not.toContain(note);
    }
    expect(told(logged)).toEqual([]);
    canaries.delete(note);
  });

  it('has told none in answers, logs and notifications', async () => {
    for (const { id } of await scheduler.getScheduledTasks()) {
      await scheduler.triggerTask(id);
    }
    expect(answered.length).toBeGreaterThan(100);
    expect(logged.length).toBeGreaterThan(50);
    expect(told(answered)).toEqual([]);
    expect(told(logged)).toEqual([]);
    expect(told(sent)).toEqual([]);
  });

  it('has stored none', async () => {
    const tables: Array<{ name: string }> = await knex('sqlite_master')
      .where({ type: 'table' })
      .select('name');
    const rows: string[] = [];
    for (const { name } of tables) {
      for (const row of await knex(name)) {
        rows.push(`${name} ${JSON.stringify(row)}`);
      }
    }
    expect(rows.some(row => row.startsWith('history '))).toBe(true);
    expect(rows.length).toBeGreaterThan(50);
    expect(told(rows)).toEqual([]);
  });
});
