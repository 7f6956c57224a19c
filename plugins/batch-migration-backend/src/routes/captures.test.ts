import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  CaptureResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase, inventory, SERVER } from '../testEstate';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();
const PATH = 'var/spool/cron/crontabs/batch';
const AT = '2026-02-11T01:00:00.000Z';
const DIGEST = '15 4 * * * /srv/jobs/digest.sh --all';
const IMPORT = '0 5 * * * /srv/jobs/import.sh --password hunter2';
const REPORT = '30 6 * * 1 /srv/jobs/report.sh';

describe.each(databases.eachSupportedId())('captures on %s', databaseId => {
  let knex: Knex;
  let api: Api;
  let database: BatchMigrationDatabase;
  let denied: string[] = [];

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: denied.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });

  const post = async (body: object) =>
    expectDocumented(await api.user('post', '/captures').send(body));
  const capture = async (
    text: string,
    over: { capturedAt?: string; lines?: number[]; path?: string } = {},
  ): Promise<CaptureResponse> => {
    const { path = PATH, lines, capturedAt = AT } = over;
    const answer = await post({
      server: SERVER,
      capturedAt,
      files: [{ path, text, ...(lines && { lines }) }],
    });
    expect(answer.body).not.toHaveProperty('error');
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const askPreview = async (body: object) =>
    expectDocumented(
      await api
        .user('post', '/crontab/preview')
        .send({ dialect: 'user', server: SERVER, ...body }),
    );
  const workloads = async (): Promise<WorkloadView[]> =>
    (await api.user('get', '/workloads?orderBy=name')).body.items;
  const stateOf = async (name: string) =>
    (await workloads())
      .find(one => one.name === name)
      ?.locations.map(({ state }) => state);
  const events = async () =>
    (await database.history.list({ limit: 200 })).items;
  const namesOf = (lines: CaptureResponse['known']) =>
    lines.map(({ name }) => name);

  const begin = async () => {
    denied = [];
    knex = await databases.init(databaseId);
    api = await startApi({ knex, features: [permissions.factory] });
    database = await createDatabase(knex);
    api.source.readings = [
      inventory([], { capturedAt: '2026-02-10T00:00:00.000Z', places: [] }),
    ];
    await api.user('post', '/refresh').expect(200);
    const stored = await workloads();
    // The backend looked once at its start already.
    await knex('workloads')
      .whereIn(
        'id',
        stored.map(({ id }) => id),
      )
      .delete();
    api.auditor.createEvent.mockClear();
  };

  describe('that changes what is known', () => {
    beforeEach(begin);

    afterEach(() => api.stop());

    describe('of a group of hosts', () => {
      const ofMember = (member: string | undefined, text: string, over = {}) =>
        post({
          server: SERVER,
          capturedAt: AT,
          ...(member && { member }),
          files: [{ path: PATH, text }],
          ...over,
        });

      it('puts what each member has into one location', async () => {
        const [first, second] = [
          await ofMember('i-1', `${DIGEST}\n`),
          await ofMember('i-2', `${DIGEST} --new\n`, {
            capturedAt: '2026-02-11T01:00:05.000Z',
          }),
        ];
        expect(first.body).toMatchObject({ created: [{ line: 1 }], known: [] });
        expect(second.body).toMatchObject({
          created: [],
          known: [{ id: first.body.created[0].id, line: 1 }],
        });
        const [{ locations, assessment }] = await workloads();
        expect(locations).toHaveLength(1);
        expect(locations[0].detail.members).toMatchObject([
          {
            name: 'i-1',
            state: 'active',
            command: '/srv/jobs/digest.sh --all',
          },
          { name: 'i-2', state: 'active' },
        ]);
        expect(assessment.dangers.map(({ type }) => type)).toEqual(
          expect.arrayContaining(['runs-on-several-hosts', 'members-differ']),
        );
      });

      it('keeps what was read of a file that is not handed in again', async () => {
        await ofMember('i-1', `${DIGEST}\n`);
        await post({
          server: SERVER,
          member: 'i-1',
          capturedAt: '2026-02-11T02:00:00.000Z',
          files: [{ path: 'etc/crontab', text: '0 1 * * * root /bin/true\n' }],
        });
        expect(await stateOf('digest')).toEqual(['active']);
      });

      it.each<[string, object, number, RegExp]>([
        ['no member', { member: undefined }, 400, /member is missing/],
        ['a member that is no name', { member: 'a b' }, 400, /member/],
        ['members without it', { members: ['i-7'] }, 400, /members/],
        [
          'an older reading of the same member',
          { capturedAt: '2026-02-10T23:00:00.000Z' },
          409,
          /i-1 of resource:default\/bat000 was read at/,
        ],
      ])('refuses %s', async (_, over, status, message) => {
        await ofMember('i-1', `${DIGEST}\n`);
        const answer = await ofMember('i-1', `${DIGEST}\n`, over);
        expect(answer.status).toBe(status);
        expect(answer.body.error.message).toMatch(message);
      });
    });

    it('creates workloads that are assessed at once, as one event', async () => {
      const before = await events();
      const answer = await capture(
        `# 日次\n${DIGEST}\n${IMPORT}\n#${REPORT}\n`,
      );
      expect(answer).toMatchObject({
        server: SERVER,
        capturedAt: AT,
        freshUntil: '2026-02-18T01:00:00.000Z',
        created: [{ line: 2 }, { line: 3 }, { line: 4, path: PATH }],
        known: [],
        hidden: 0,
        maskedSecrets: ['PASSWORD'],
      });
      const digest = (await workloads()).find(({ name }) => name === '日次');
      expect(digest).toMatchObject({
        roleRef: 'resource:default/bat000-scheduled-jobs',
        schedule: { expression: '15 4 * * *', timezone: 'Asia/Tokyo' },
        locations: [{ ref: `crontab:default/bat000/${PATH}`, state: 'active' }],
        assessment: { placement: 'legacy', legacy: 'active' },
      });
      const [event, ...rest] = await events();
      expect(rest).toEqual(before);
      expect(event).toMatchObject({
        actor: 'user:default/mori',
        type: 'imported',
        workloadId: null,
      });
      expect(
        api.auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
      ).toEqual(['capture-create']);
    });

    it('never stores a credential', async () => {
      await capture(`DB_PASSWORD=two words\n${IMPORT}\n# TOKEN=t0ken\n`);
      for (const table of [
        'captures',
        'inventory_captures',
        'workloads',
        'observations',
        'history',
        'assessments',
      ]) {
        const stored = JSON.stringify(await knex(table));
        for (const secret of ['hunter2', 'two words', 't0ken']) {
          expect(stored).not.toContain(secret);
        }
      }
      expect(
        JSON.stringify(
          api.auditor.createEvent.mock.calls.map(([{ meta }]) => meta),
        ),
      ).not.toContain('hunter2');
    });

    it('keeps id and plan of known lines, and says what is gone', async () => {
      const first = await capture(`${DIGEST}\n${IMPORT}\n`);
      const [{ id }] = first.created;
      const plan = { ...(await database.plans.get(id)), notes: 'keep me' };
      await api
        .user('put', `/workloads/${id}/plan`)
        .set('If-Match', '"v0"')
        .send(plan)
        .expect(200);
      const answer = await capture(
        `${REPORT}\n10 4 * * * /srv/jobs/digest.sh --all\n`,
        {
          capturedAt: '2026-02-11T01:10:00.000Z',
        },
      );
      expect(answer.known).toMatchObject([{ id, line: 2 }]);
      expect(answer.created).toMatchObject([{ line: 1 }]);
      expect((await database.plans.get(id)).notes).toBe('keep me');
      expect((await database.workloads.get(id))?.schedule?.expression).toBe(
        '10 4 * * *',
      );
      expect(await stateOf(first.created[1].name)).toEqual(['absent']);
    });

    it('takes picked lines only, and says nothing of the others', async () => {
      const first = await capture(`${DIGEST}\n${IMPORT}\n`);
      const answer = await capture(`${DIGEST}\n${REPORT}\n`, {
        capturedAt: '2026-02-11T01:10:00.000Z',
        lines: [2],
      });
      expect(answer.created).toMatchObject([{ line: 2 }]);
      expect(answer.known).toEqual([]);
      expect(await workloads()).toHaveLength(3);
      for (const { name } of first.created) {
        expect(await stateOf(name)).toEqual(['active']);
      }
    });

    it('survives a refresh and a restart, and is stored once', async () => {
      const body = {
        server: SERVER,
        capturedAt: AT,
        files: [{ path: PATH, text: `${DIGEST}\n` }],
      };
      const [first, second] = [await post(body), await post(body)];
      expect(second.body.known).toEqual(first.body.created);
      await api.user('post', '/refresh').expect(200);
      const before = await events();
      await api.stop();
      api = await startApi({ knex, features: [permissions.factory] });
      api.source.readings = [];
      await api.user('post', '/refresh').expect(200);
      expect(await knex('captures')).toHaveLength(1);
      expect(await stateOf(first.body.created[0].name)).toEqual(['active']);
      const imports = (all: typeof before) =>
        all.filter(({ summary }) => summary.includes('from captures'));
      expect(imports(await events())).toEqual(imports(before));
      expect(imports(before)).toHaveLength(1);
    });

    it('takes the same capture sent twice at once', async () => {
      const body = {
        server: SERVER,
        capturedAt: AT,
        files: [{ path: PATH, text: `${DIGEST}\n` }],
      };
      const answers = await Promise.all([post(body), post(body), post(body)]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(await workloads()).toHaveLength(1);
      expect(await knex('captures')).toHaveLength(1);
    });

    it('lets the newer reading win, whatever its source', async () => {
      const { created } = await capture(`${DIGEST}\n`);
      const [{ name }] = created;
      const place = `crontab:default/bat000/${PATH}`;
      api.source.readings = [
        inventory([], {
          capturedAt: '2026-02-11T01:20:00.000Z',
          places: [{ ref: place, complete: true, reason: null }],
        }),
      ];
      await api.user('post', '/refresh').expect(200);
      expect(await stateOf(name)).toEqual(['absent']);
      const old = await post({
        server: SERVER,
        capturedAt: '2026-02-11T01:15:00Z',
        files: [{ path: PATH, text: `${DIGEST}\n` }],
      });
      expect(old.status).toBe(409);
      expect(old.body.error.message).toContain('2026-02-11T01:20:00.000Z');
      await capture(`${DIGEST}\n`, { capturedAt: '2026-02-11T01:22:00.000Z' });
      expect(await stateOf(name)).toEqual(['active']);
    });

    it('reads as the cron and zone that are known of the server', async () => {
      await api
        .user('post', '/captures')
        .send({
          server: SERVER,
          capturedAt: AT,
          cron: { flavour: 'cronie' },
          timezone: 'Europe/Berlin',
          files: [{ path: PATH, text: `${DIGEST}\n` }],
        })
        .expect(201);
      await capture(`${DIGEST}\n${REPORT}\n`, {
        capturedAt: '2026-02-11T01:10:00.000Z',
      });
      expect((await workloads()).map(({ schedule }) => schedule)).toMatchObject(
        [
          { dialect: 'cronie', timezone: 'Europe/Berlin' },
          { dialect: 'cronie', timezone: 'Europe/Berlin' },
        ],
      );
    });

    it('refuses without permission, and audits that', async () => {
      denied = ['batchMigration.capture.create'];
      const answer = await post({
        server: SERVER,
        files: [{ path: PATH, text: `${DIGEST}\n` }],
      });
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain('capture.create');
      const [{ value }] = api.auditor.createEvent.mock.results;
      expect((await value).fail).toHaveBeenCalledTimes(1);
      expect(await workloads()).toEqual([]);
    });

    it('names no known workload that may not be read', async () => {
      const { created } = await capture(`${DIGEST}\n`);
      denied = ['batchMigration.workload.read'];
      const answer = await capture(`${DIGEST}\n${REPORT}\n`, {
        capturedAt: '2026-02-11T01:10:00.000Z',
      });
      expect(answer).toMatchObject({ known: [], hidden: 1 });
      expect(JSON.stringify(answer)).not.toContain(created[0].id);
      const preview = await api.user('post', '/crontab/preview').send({
        text: `${DIGEST}\n`,
        dialect: 'user',
        server: SERVER,
      });
      expect(preview.body.jobs[0].workloadId).toBeNull();
    });

    describe('a preview', () => {
      it.each([
        ['the same line', `${DIGEST}\n`, [0]],
        ['another time of day', '5 5 * * * /srv/jobs/digest.sh --all\n', [0]],
        ['a line below another', `\n${REPORT}\n${IMPORT}\n`, [null, 1]],
        ['an edited command', '15 4 * * * /srv/jobs/digest.sh --all -v\n', [0]],
      ])('names the workload of %s', async (_, text, expected) => {
        const { created } = await capture(`${DIGEST}\n${IMPORT}\n`);
        const { body } = await askPreview({ text });
        expect(
          body.jobs.map(({ workloadId }: { workloadId: string | null }) =>
            workloadId === null
              ? null
              : namesOf(created).indexOf(
                  created.find(({ id }) => id === workloadId)!.name,
                ),
          ),
        ).toEqual(expected);
        expect(JSON.stringify(body)).not.toContain('hunter2');
        expect(await knex('captures')).toHaveLength(1);
      });

      it('reads a system crontab where it lies', async () => {
        const text = '0 3 * * * news /srv/a\n';
        const path = 'etc/cron.d/news';
        const { created } = await capture(text, { path });
        const { body } = await askPreview({ text, path, dialect: 'system' });
        expect(body.jobs[0].workloadId).toBe(created[0].id);
      });
    });
  });

  // Nothing of it is stored, so one backend is enough.
  describe('that is refused', () => {
    beforeAll(begin);

    afterAll(() => api.stop());

    it.each([
      [[1], 'files[0].lines[0]: line 1'],
      [[2, 3], 'files[0].lines[1]: line 3'],
      [[2, 9], 'files[0].lines[1]: line 9'],
    ])('refuses the picked lines %j', async (lines, message) => {
      const text = `MAILTO=ops\n${DIGEST}\n61 * * * * /bin/never hunter2\n`;
      const answer = await post({
        server: SERVER,
        files: [{ path: PATH, text, lines }],
      });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(message);
      expect(await workloads()).toEqual([]);
      expect(await knex('captures')).toEqual([]);
    });

    it.each([
      [{ server: 'resource:default/nowhere' }, 404, 'nowhere'],
      [{ server: 'bat000' }, 400, 'server'],
      [{ capturedAt: '2026-02-12T00:00:00Z' }, 400, 'capturedAt'],
      [{ capturedAt: 'now' }, 400, 'capturedAt'],
      [{ timezone: 'Mars/Base' }, 400, 'timezone'],
      [{ cron: { flavour: 'anacron' } }, 400, 'cron.flavour'],
      [{ files: [] }, 400, 'files'],
      [{ files: [{ path: PATH, text: 1 }] }, 400, 'files[0].text'],
      [{ files: [{ path: PATH, text: 'a\0b' }] }, 400, 'files[0].text'],
      [{ files: [{ path: PATH, text: 'a\uD800b' }] }, 400, 'files[0].text'],
      [{ files: [{ path: '/etc/crontab', text: '' }] }, 400, 'files[0].path'],
      [{ files: [{ path: 'etc/../crontab', text: '' }] }, 400, 'files[0].path'],
      [{ files: [{ path: 'etc/\0crontab', text: '' }] }, 400, 'files[0].path'],
      [{ files: [{ path: 'etc/passwd', text: '' }] }, 400, 'files[0].path'],
      [{ files: [{ path: 'ps.txt', text: '' }] }, 400, 'files[0].path'],
      [
        {
          files: [
            { path: PATH, text: '' },
            { path: PATH, text: '' },
          ],
        },
        400,
        'files',
      ],
      [
        { files: [{ path: PATH, text: '', lines: [0] }] },
        400,
        'files[0].lines[0]',
      ],
      [{ plan: {} }, 400, 'plan'],
    ])('refuses %j', async (change, status, message) => {
      const answer = await post({
        server: SERVER,
        files: [{ path: PATH, text: `${DIGEST}\n` }],
        ...change,
      });
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toContain(message);
      expect(await knex('captures')).toEqual([]);
    });

    it.each([
      [500_001, 400, 'files[0].text'],
      [2_100_000, 413, '2048 kB'],
    ])('refuses %i characters', async (length, status, message) => {
      const answer = await post({
        server: SERVER,
        files: [{ path: PATH, text: '#'.repeat(length) }],
      });
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toContain(message);
    });

    it('refuses more lines than anybody writes, in little time', async () => {
      const text = '* * * * * a\n'.repeat(5_001);
      const answer = await post({
        server: SERVER,
        files: [{ path: PATH, text }],
      });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(
        'files: they have 5002 lines',
      );
      const preview = await api
        .user('post', '/crontab/preview')
        .send({ text, dialect: 'user', server: SERVER });
      expect(preview.status).toBe(400);
      expect(preview.body.error.message).toContain('text: it has 5002 lines');
    });

    it.each([
      [{ server: 'resource:default/nowhere' }, 404, 'nowhere'],
      [{ server: 1 }, 400, 'server'],
      [{ path: 'etc/crontab' }, 400, 'path'],
      [{ path: 'etc/passwd' }, 400, 'path'],
      [{ server: undefined, path: PATH }, 400, 'server'],
    ])('previews none of %j', async (change, status, message) => {
      const answer = await askPreview({ text: '', ...change });
      expect(answer.status).toBe(status);
      expect(answer.body.error.message).toContain(message);
    });
  });
});
