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
