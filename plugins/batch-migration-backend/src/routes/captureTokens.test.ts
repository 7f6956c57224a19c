/** Capture tokens through Backstage's own authentication and audit log. */
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { auditorServiceFactory } from '@backstage/backend-defaults/auditor';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { httpRouterServiceFactory } from '@backstage/backend-defaults/httpRouter';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  declaredInventory,
  parseServerYaml,
  type CaptureToken,
  type IssuedCaptureToken,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { takeInventory } from '../discovery';
import { tarOfFiles } from '../inventory/testTar';
import { batchMigrationPlugin } from '../plugin';
import { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase, inventory, SERVER } from '../testEstate';
import { BASE, expectDocumented, NOW, type Method } from './testApi';

jest.setTimeout(240_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const OTHER = 'resource:default/bat001';
const OWN_ROLE = 'resource:default/of-its-own';
const TOKENS = '/servers/default/bat000/capture-tokens';
const MORI = mockCredentials.user.header('user:default/mori');
const LINE = '15 4 * * * /srv/jobs/digest.sh --token s3cr3t\n';

const databases = testDatabases();
const directory = createMockDirectory();

describe.each(databases.eachSupportedId())('capture tokens on %s', id => {
  let knex: Knex;
  let database: BatchMigrationDatabase;
  let backend: TestBackend;
  let now: Date;
  let denied: string[];
  const logged: string[] = [];

  const logger = mockServices.logger.mock({
    child: () => logger,
    info: (...args) => logged.push(JSON.stringify(args)),
    warn: (...args) => logged.push(JSON.stringify(args)),
    error: (...args) => logged.push(JSON.stringify(args)),
  });

  const start = async () => {
    backend = await startTestBackend({
      features: [
        batchMigrationPlugin,
        // The real ones: a mock takes any header.
        httpAuthServiceFactory,
        httpRouterServiceFactory,
        auditorServiceFactory,
        createServiceFactory({
          service: coreServices.rootLogger,
          deps: {},
          factory: () => logger,
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => ({ getClient: async () => knex }),
        }),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(({ permission }) => ({
              result: denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
            })),
          authorizeConditional: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            batchMigration: {
              timezone: 'Asia/Tokyo',
              replay: { clock: now.toISOString() },
            },
          },
        }),
      ],
    });
  };

  const call = (method: Method, path: string, authorization?: string) => {
    const asked = request(backend.server)[method](`${BASE}${path}`);
    return authorization ? asked.set('Authorization', authorization) : asked;
  };

  const issue = async (body: object = {}): Promise<IssuedCaptureToken> => {
    const answer = expectDocumented(
      await call('post', TOKENS, MORI).send(body),
    );
    expect(answer.body).not.toHaveProperty('error');
    expect(answer.status).toBe(201);
    expect(answer.get('Cache-Control')).toBe('no-store');
    return answer.body;
  };

  const list = async (): Promise<CaptureToken[]> =>
    expectDocumented(await call('get', TOKENS, MORI)).body.items;

  const capture = (over: object = {}, crontab = LINE) =>
    tarOfFiles({
      './capture.json': JSON.stringify({
        host: 'bat000',
        server: 'bat000',
        capturedAt: '2026-02-11T01:00:00Z',
        read: ['var/spool/cron', 'etc'],
        ...over,
      }),
      './var/spool/cron/crontabs/batch': crontab,
    });

  const upload = (token?: string, body: Buffer = capture()) =>
    call('post', '/captures', token && `Bearer ${token}`)
      .set('Content-Type', 'application/x-tar')
      .send(body);

  const begin = async () => {
    knex = await databases.init(id);
    database = await createDatabase(knex);
    const { server } = inventory([]);
    await database.transaction(async tx => {
      await database.servers.upsert(server, tx);
      await database.servers.upsert({ ...server, ref: OTHER }, tx);
    });
    now = new Date(NOW);
    denied = [];
    logged.length = 0;
    await start();
  };

  describe('that are taken', () => {
    beforeEach(begin);

    afterEach(() => backend.stop());

    it('hands in a capture of its server, under its own name in the history', async () => {
      const { token, ...issued } = await issue({ label: 'cron of bat000' });
      expect(issued).toMatchObject({
        server: SERVER,
        label: 'cron of bat000',
        createdBy: 'user:default/mori',
        lastUsedAt: null,
      });
      expect(Date.parse(issued.expiresAt) - Date.parse(issued.createdAt)).toBe(
        30 * DAY_MS,
      );
      const answer = expectDocumented(await upload(token));
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        server: SERVER,
        created: [{ line: 1, path: 'var/spool/cron/crontabs/batch' }],
        maskedSecrets: ['TOKEN'],
      });
      const events = (await database.history.list({ limit: 10 })).items;
      expect(events.map(({ actor, type }) => [type, actor])).toEqual([
        ['imported', `capture-token:${issued.id}`],
        ['capture-token-issued', 'user:default/mori'],
      ]);
      expect(await list()).toEqual([
        { ...issued, lastUsedAt: expect.stringMatching(/^2026-02-11T01:2/) },
      ]);
    });

    it('takes the same capture again as the same, packed or not', async () => {
      const { token } = await issue();
      const first = await upload(token);
      const second = await call('post', '/captures', `Bearer ${token}`)
        .set('Content-Type', 'application/gzip')
        .send(gzipSync(capture()));
      expect([first.status, second.status]).toEqual([201, 201]);
      // What is known it may not read.
      expect(second.body).toMatchObject({ created: [], known: [], hidden: 1 });
      expect(await knex('captures')).toHaveLength(1);
    });

    it('keeps the secret nowhere', async () => {
      const { token } = await issue();
      await upload(token);
      await upload(token.replace(/.$/, c => (c === 'A' ? 'B' : 'A')));
      const secret = token.slice(-43);
      for (const table of ['capture_tokens', 'captures', 'history']) {
        expect(JSON.stringify(await knex(table))).not.toContain(secret);
      }
      expect(JSON.stringify(await list())).not.toContain(secret);
      expect(logged.join('\n')).toContain('capture-token-refused');
      expect(logged.join('\n')).not.toContain(secret.slice(0, 20));
    });

    it('refuses files as JSON of another server too', async () => {
      const { token } = await issue();
      const body = {
        server: OTHER,
        files: [{ path: 'etc/crontab', text: '' }],
      };
      const answer = await call('post', '/captures', `Bearer ${token}`).send(
        body,
      );
      expect(answer.status).toBe(403);
      const own = await call('post', '/captures', `Bearer ${token}`).send({
        ...body,
        server: SERVER,
      });
      expect(own.status).toBe(201);
    });

    it('asks a sender no more who was wrong too often', async () => {
      const { token } = await issue();
      for (let n = 0; n < 10; n += 1) await upload('bmct_wrong');
      const answer = expectDocumented(await upload(token));
      expect(answer.status).toBe(429);
      expect(answer.get('Retry-After')).toBe('300');
      // Whoever signs in is not asked for a token.
      expect((await call('get', '/workloads', MORI)).status).toBe(200);
    });

    it('keeps a capture over a restart, and counts it no second time', async () => {
      const { token } = await issue();
      await upload(token);
      await backend.stop();
      await start();
      await call('post', '/refresh', MORI).expect(200);
      const { body } = await call('get', '/workloads', MORI);
      expect(body.items).toHaveLength(1);
      expect(body.items[0].locations).toMatchObject([{ state: 'active' }]);
      expect((await upload(token)).body).toMatchObject({ hidden: 1 });
    });

    it('reads the whole of it: what is gone, its log, its facts', async () => {
      const { token } = await issue();
      await upload(token);
      const answer = await upload(
        token,
        tarOfFiles({
          'capture.json': JSON.stringify({
            host: 'bat000',
            capturedAt: '2026-02-11T01:10:00Z',
            timezone: 'Asia/Tokyo',
            read: ['var/spool/cron', 'etc', 'var/log'],
          }),
          'etc/crontab': '5 10 * * * root /srv/other\n',
          'etc/os-release': 'PRETTY_NAME="Ubuntu 12.04.5 LTS"\n',
          'var/log/syslog': [
            '2026-02-11T10:04:00+09:00 bat000 CRON[1]: x\n',
            '2026-02-11T10:05:01+09:00 bat000 CRON[2]: (root) CMD (/srv/other)\n',
          ].join(''),
        }),
      );
      expect(answer.body).toMatchObject({ created: [{ path: 'etc/crontab' }] });
      const { body } = await call('get', '/workloads?orderBy=name', MORI);
      expect(
        body.items.map((one: { name: string; locations: object[] }) => one),
      ).toMatchObject([
        { locations: [{ state: 'absent' }] },
        { locations: [{ state: 'active' }] },
      ]);
      expect(await knex('runs')).toHaveLength(1);
      expect((await database.servers.get(SERVER))?.facts).toContainEqual({
        name: 'os',
        value: 'Ubuntu 12.04.5 LTS',
        source: 'etc/os-release',
        observedAt: '2026-02-11T01:10:00.000Z',
      });
      const [, stored] = await database.captures.list(SERVER);
      expect(
        stored.files.map(({ path, text }) => [path, text === null]),
      ).toEqual([
        ['capture.json', false],
        ['etc/crontab', false],
        ['etc/os-release', false],
        ['var/log/syslog', true],
      ]);
    });

    it('sees what is gone of scripts, timers and anacron too, and keeps their roles', async () => {
      const { token } = await issue();
      const record = (capturedAt: string) => ({
        'capture.json': JSON.stringify({
          ...{ host: 'bat000', capturedAt, timezone: 'Asia/Tokyo' },
          read: ['etc', 'usr/lib/systemd/system'],
        }),
        'etc/crontab': '25 6 * * * root run-parts /etc/cron.daily\n',
        'etc/cron.daily/kept': '',
      });
      const first = await upload(
        token,
        tarOfFiles({
          ...record('2026-02-11T01:00:00Z'),
          'etc/cron.daily/billing': '',
          'modes.txt': '755 etc/cron.daily/billing\n755 etc/cron.daily/kept\n',
          'etc/anacrontab': '1 5 report.daily /srv/report\n',
          'etc/systemd/system/news.timer':
            '[Timer]\nOnCalendar=*-*-* 03:00:00\n[Install]\nWantedBy=timers.target\n',
          'etc/systemd/system/news.service': '[Service]\nExecStart=/srv/news\n',
          'etc/systemd/system/timers.target.wants/news.timer': '',
        }),
      );
      expect(first.status).toBe(201);
      const ofItsOwn = { ...inventory([]).roles[0], ref: OWN_ROLE };
      await database.transaction(tx =>
        database.servers.upsertRoles([ofItsOwn], tx),
      );
      await knex('workloads')
        .where('name', 'kept')
        .update({ role_ref: OWN_ROLE });
      await upload(
        token,
        tarOfFiles({
          ...record('2026-02-11T01:10:00Z'),
          'modes.txt': '755 etc/cron.daily/kept\n',
        }),
      );
      const { body } = await call('get', '/workloads', MORI);
      const states = body.items.map(
        (one: { name: string; locations: Array<{ state: string }> }) =>
          `${one.name} ${one.locations.map(({ state }) => state).join()}`,
      );
      expect(states.sort()).toEqual([
        'billing absent',
        'kept active',
        'news absent',
        'report.daily absent',
      ]);
      const [{ role_ref }] = await knex('workloads').where('name', 'kept');
      expect(role_ref).toBe(OWN_ROLE);
    });

    it('never takes a worker for gone that nobody described here', async () => {
      const location = { ref: 'process:default/bat000', key: 'worker' };
      const { token } = await issue();
      await upload(
        token,
        tarOfFiles({
          'capture.json': JSON.stringify({
            host: 'bat000',
            capturedAt: '2026-02-11T01:10:00Z',
            read: ['ps.txt'],
          }),
          'ps.txt': 'USER PID COMMAND\nroot 1 /sbin/init\n',
        }),
      );
      const [{ inventory: stored }] = await database.captures.list(SERVER);
      expect(stored.places.map(({ ref }) => ref)).not.toContain(location.ref);
    });

    it('finds the workers and tools that server.yaml describes', async () => {
      const describe_ = (workers: string) =>
        database.transaction(tx =>
          takeInventory({
            ...{ database, tx, now },
            source: { id: 'declared', role: 'declared', freshnessMs: DAY_MS },
            inventory: declaredInventory({
              description: parseServerYaml(
                [
                  'roles:',
                  '  - { name: workers, kind: resident, workloads: [',
                  `      ${workers} ] }`,
                  '  - { name: tools, kind: on-demand, workloads: [',
                  '      { name: resend, command: /usr/local/bin/resend } ] }',
                ].join('\n'),
                { folder: 'bat000' },
              ),
              ...{ files: new Map(), readAt: '2026-02-11T00:00:00Z' },
              timezone: 'Asia/Tokyo',
            }),
          }),
        );
      const { token } = await issue();
      const handIn = async (minute: string, ps: string) => {
        const answer = await upload(
          token,
          tarOfFiles({
            'capture.json': JSON.stringify({
              host: 'bat000',
              capturedAt: `2026-02-11T01:${minute}:00Z`,
              read: ['ps.txt', 'tools', 'var/log'],
              tools: [
                {
                  name: 'resend',
                  path: '/usr/local/bin/resend',
                  startable: true,
                },
              ],
            }),
            'ps.txt': `USER PID COMMAND\nroot 1 /sbin/init\n${ps}`,
            'memory.txt': 'process 1048576 40 x\n',
            'var/log/auth.log':
              'Feb 11 10:00:00 b sudo: mori : TTY=pts/0 ; COMMAND=/usr/local/bin/resend\n',
          }),
        );
        expect([answer.status, answer.body.error]).toEqual([201, undefined]);
        const { body } = await call('get', '/workloads?orderBy=name', MORI);
        return body.items.map(
          ({ name, locations: [{ state, detail }] }: WorkloadView) =>
            [name, state, detail.peakMib ?? detail.lastUsedAt].join(' ').trim(),
        );
      };
      const USED = 'resend active 2026-02-11T01:00:00.000Z';
      const MAIL = "{ name: mail, command: /srv/mail, process: 'worker Mail' }";
      await describe_(MAIL);
      expect(await handIn('10', 'app 40 bin/worker Mail\n')).toEqual([
        'mail active 1024',
        USED,
      ]);
      expect(await handIn('11', '')).toEqual(['mail absent', USED]);
      // Nobody says how this one is found.
      await describe_(`${MAIL}, { name: push }`);
      expect(await handIn('12', '')).toEqual([
        expect.stringMatching(/^mail (?!active)/),
        'push unknown',
        USED,
      ]);
    });

    it('takes what the capture script hands in', async () => {
      await backend.stop();
      // The script takes the time of its own clock.
      now = new Date(Date.now() + 60_000);
      await knex('settings').delete();
      await start();
      const { token } = await issue();
      directory.setContent({
        'root/etc/hostname': 'old\n',
        'root/etc/crontab': '5 10 * * * root /srv/jobs/other --token s3cr3t\n',
        token,
      });
      chmodSync(directory.resolve('token'), 0o600);
      const script = (...options: string[]) =>
        new Promise<{ code: number | null; stderr: string }>(resolve => {
          const child = spawn('sh', [
            join(__dirname, '../../../../scripts/capture-inventory.sh'),
            ...['-r', directory.resolve('root'), '-n', 'bat000'],
            ...['-o', directory.resolve('captured')],
            ...['-u', `http://127.0.0.1:${backend.server.port()}${BASE}`],
            ...['-k', directory.resolve('token'), ...options],
          ]);
          let stderr = '';
          child.stderr.on('data', data => (stderr += data));
          child.on('close', code => resolve({ code, stderr }));
        });
      expect(await script()).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('handed in'),
      });
      const { body } = await call('get', '/workloads', MORI);
      expect(body.items).toMatchObject([
        {
          command: '/srv/jobs/other --token ***MASKED:TOKEN***',
          locations: [{ state: 'active' }],
        },
      ]);
      expect(await script('-n', 'bat001')).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/\(403\).*bat001.*bat000 alone/),
      });
    });

    it('revokes only tokens of the server that is named', async () => {
      const { id: tokenId } = await issue();
      const path = `/servers/default/bat001/capture-tokens/${tokenId}`;
      expect((await call('delete', path, MORI)).status).toBe(404);
      expect(await list()).toMatchObject([{ revokedAt: null }]);
    });

    it('needs a permission of its own for all of it', async () => {
      const { id: tokenId } = await issue();
      denied = ['batchMigration.captureToken.manage'];
      for (const [method, path] of [
        ['get', TOKENS],
        ['post', TOKENS],
        ['delete', `${TOKENS}/${tokenId}`],
      ] as const) {
        const asked = call(method, path, MORI);
        const answer = expectDocumented(
          await (method === 'post' ? asked.send({}) : asked),
        );
        expect([method, answer.status]).toEqual([method, 403]);
        expect(answer.body.error.message).toContain('captureToken.manage');
      }
    });
  });

  // Nothing is stored but tokens, each test its own, so one backend is enough.
  describe('that are refused', () => {
    beforeAll(begin);

    afterAll(() => backend.stop());

    it.each<[string, () => Promise<string | undefined>, number, RegExp]>([
      ['nothing', async () => undefined, 401, /credentials/i],
      [
        'a wrong token',
        async () => `bmct_${'0'.repeat(16)}_${'a'.repeat(43)}`,
        401,
        /not known/,
      ],
      [
        'the wrong secret',
        async () => (await issue()).token.slice(0, 22) + 'a'.repeat(43),
        401,
        /not known/,
      ],
      ['some text', async () => 'bmct_', 401, /not known/],
      ['what is no token of ours', async () => 'abc', 401, /./],
      [
        'a revoked token',
        async () => {
          const { token, id: tokenId } = await issue();
          const revoked = await call('delete', `${TOKENS}/${tokenId}`, MORI);
          expect(expectDocumented(revoked).body).toMatchObject({
            revokedAt: expect.stringMatching(/^2026-02-11T01:2/),
            revokedBy: 'user:default/mori',
          });
          return token;
        },
        401,
        /was revoked at/,
      ],
      [
        'a token that lapsed',
        async () => {
          const { token } = await issue({ expiresInDays: 1 });
          await knex('capture_tokens').update({ expires_at: NOW });
          return token;
        },
        401,
        /lapsed at 2026-02-11T01:24:00.000Z/,
      ],
    ])('refuses %s', async (_, tokenOf, status, message) => {
      const answer = expectDocumented(await upload(await tokenOf()));
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toMatch(message);
      expect(await knex('captures')).toEqual([]);
    });

    it.each<[string, object, number, RegExp]>([
      [
        'of another server',
        { server: 'bat001' },
        403,
        /resource:default\/bat001/,
      ],
      ['of another server by ref', { server: OTHER }, 403, /bat001/],
      ['of the future', { capturedAt: '2026-02-12T00:00:00Z' }, 400, /future/],
      ['without a time', { capturedAt: undefined }, 400, /capturedAt/],
    ])('refuses a capture %s', async (_, over, status, message) => {
      const { token } = await issue();
      const answer = expectDocumented(await upload(token, capture(over)));
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toMatch(message);
      expect(await knex('captures')).toEqual([]);
    });

    it('opens nothing else', async () => {
      const { token } = await issue();
      for (const [method, path] of [
        ['get', '/workloads'],
        ['get', TOKENS],
        ['post', TOKENS],
        ['get', '/captures'],
        ['post', '/captures/x'],
        ['post', '/refresh'],
      ] as const) {
        const answer = await call(method, path, `Bearer ${token}`);
        expect([method, path, answer.status]).toEqual([method, path, 401]);
      }
    });

    it.each<[string, Buffer, number, RegExp]>([
      ['no archive', Buffer.from('hello'.repeat(300)), 400, /no tar archive/],
      ['a cut gzip', gzipSync(capture()).subarray(0, 100), 400, /gzip/],
      ['a path that climbs', tarOfFiles({ '../x': '' }), 400, /\.\.\/x/],
      ['a bomb', gzipSync(Buffer.alloc(40 * 1024 * 1024, 'a')), 400, /no tar/],
      [
        'a bomb in an archive',
        gzipSync(tarOfFiles({ a: Buffer.alloc(40 * 1024 * 1024) })),
        413,
        /at most 32 MiB/,
      ],
      [
        'too much',
        tarOfFiles({ a: Buffer.alloc(40 * 1024 * 1024) }),
        413,
        /32 MiB/,
      ],
    ])('refuses %s, with an answer', async (_, body, status, message) => {
      const { token } = await issue();
      const answer = expectDocumented(await upload(token, body));
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toMatch(message);
    });

    it.each([
      [{ expiresInDays: 366 }, 400, /expiresInDays/],
      [{ expiresInDays: 0 }, 400, /expiresInDays/],
      [{ expiresInDays: 1.5 }, 400, /expiresInDays/],
      [{ label: '' }, 400, /label/],
      [{ label: 'a'.repeat(101) }, 400, /label/],
      [{ token: 'mine' }, 400, /token/],
    ])('issues no token with %j', async (body, status, message) => {
      const before = await list();
      const answer = expectDocumented(
        await call('post', TOKENS, MORI).send(body),
      );
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toMatch(message);
      expect(await list()).toEqual(before);
    });

    it('issues none for a server that nobody knows', async () => {
      const answer = await call(
        'post',
        '/servers/default/nowhere/capture-tokens',
        MORI,
      ).send({});
      expect(answer.status).toBe(404);
    });
  });
});
