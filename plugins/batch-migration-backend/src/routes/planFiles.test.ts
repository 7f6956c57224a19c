import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EMPTY_PLAN,
  PLAN_FILE_SCHEMA,
} from 'backstage-plugin-batch-migration-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Knex } from 'knex';
import { parse } from 'yaml';
import { cronItem, inventory } from '../testEstate';
import { testDatabases } from '../testDatabases';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();

const HEAD = 'apiVersion: batch-migration/v1\nkind: Plans\nplans:\n';

describe.each(databases.eachSupportedId())(
  'files of plans on %s',
  databaseId => {
    let api: Api;
    let knex: Knex;
    let ids: string[];
    let unreadable: string[] = [];
    let locked: string[] = [];

    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission, resourceRef }: any) => ({
          result:
            unreadable.includes(resourceRef) ||
            (locked.includes(resourceRef) &&
              permission.name === 'batchMigration.plan.update')
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    });

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      api = await startApi({
        knex,
        // More than a person asks for within a minute.
        config: { limits: { planImport: 1_000, export: 1_000 } },
        features: [permissions.factory],
      });
      await api.user('post', '/refresh');
      const { body } = await api.user('get', '/workloads?orderBy=name');
      ids = body.items.map(({ id }: { id: string }) => id);
      if (ids.length !== 3) throw new Error('Not all were discovered');
    });

    afterAll(() => api.stop());

    beforeEach(() => {
      unreadable = [];
      locked = [];
    });

    const ueda = (method: 'post' | 'get' | 'put', path: string) =>
      api.as(mockCredentials.user.header('user:default/ueda'))(method, path);
    const planOf = async (id: string) =>
      (await api.user('get', `/workloads/${id}/plan`)).body;
    const put = async (id: string, over: object) => {
      const plan = await planOf(id);
      return expectDocumented(
        await api
          .user('put', `/workloads/${id}/plan`)
          .set('If-Match', `"v${plan.version}"`)
          .send({ ...plan, ...over }),
      );
    };
    const exported = async (query = '') => {
      const answer = await api.user('get', `/plans/export${query}`);
      expect(answer.status).toBe(200);
      return answer.text;
    };
    const imported = async (body: object) =>
      expectDocumented(await api.user('post', '/plans/import').send(body));
    const events = async (id: string) =>
      (await api.user('get', `/workloads/${id}/history`)).body.items;
    const entry = async (id: string, fields: string) =>
      `  - workload: ${id}\n    version: ${(await planOf(id)).version}\n${fields
        .split('\n')
        .map(line => `    ${line}\n`)
        .join('')}`;

    it('exports what its schema allows, and the same text again', async () => {
      await put(ids[0], {
        ownerRef: 'group:default/news',
        strategy: 'rehost',
        decision: {
          candidates: [
            { name: 'EC2', reason: 'Starts at once', adopted: true },
            { name: 'ECS', reason: '', adopted: false },
          ],
        },
        requirements: [
          {
            id: 'B13',
            text: 'Fit',
            check: 'link',
            evidence: 'https://wiki.example.com/fit',
          },
          {
            id: 'own',
            text: 'Ask Ueda',
            check: 'attestation',
            evidence: 'Ueda',
            expiresOn: '2026-06-30',
          },
        ],
        intendedSchedule: {
          dialect: 'debian-cron',
          expression: '0 6 * * *',
          timezone: 'Asia/Tokyo',
          reason: 'after the feed',
        },
        reviewDate: '2026-12-01',
        steps: [
          {
            id: 'freeze',
            title: 'Hold deploys',
            instructions: 'Tell the channel',
            ownerRef: null,
            check: { type: 'attestation' },
            reversible: true,
            undo: 'Let them go',
          },
        ],
        notes: 'one\n\n  two\n',
      });
      const answer = await api.user('get', '/plans/export');
      expect(answer.type).toBe('application/yaml');
      expect(answer.headers['content-disposition']).toContain('plans.yaml');
      expect(answer.text).toContain('# digest (');
      const schema = expectDocumented(await api.user('get', '/plans/schema'));
      expect(schema.body).toEqual(JSON.parse(JSON.stringify(PLAN_FILE_SCHEMA)));
      const validate = addFormats(
        new Ajv2020({ allErrors: true, allowUnionTypes: true }),
      ).compile(schema.body);
      const file = parse(answer.text);
      expect([validate(file), validate.errors]).toEqual([true, null]);
      expect(file.plans.map((one: any) => one.workload).sort()).toEqual(
        [...ids].sort(),
      );
      expect(await exported()).toBe(answer.text);
    });

    it('imports what it exported and changes nothing', async () => {
      const before = await Promise.all(ids.map(events));
      const { status, body } = await imported({ text: await exported() });
      expect([status, body]).toEqual([
        200,
        { dryRun: false, unchanged: 3, plans: [] },
      ]);
      expect(await Promise.all(ids.map(events))).toEqual(before);
    });

    it('exports what matches and may be read', async () => {
      expect(parse(await exported('?text=digest')).plans).toHaveLength(1);
      expect(parse(await exported('?text=no-such-job')).plans).toEqual([]);
      const wrong = await api.user('get', '/plans/export?stage=done');
      expectDocumented(wrong);
      expect([wrong.status, wrong.type]).toEqual([400, 'application/json']);
    });

    it('shows what would change, changes it, and takes the file again', async () => {
      const text =
        HEAD +
        (await entry(ids[0], 'wave: spring\nnotes: null')) +
        (await entry(ids[1], 'strategy: retire')) +
        (await entry(ids[2], 'expectedActive: 1'));
      const before = await planOf(ids[0]);
      const count = (await events(ids[0])).length;
      const dry = await imported({ text, dryRun: true });
      expect(dry.body).toEqual({
        dryRun: true,
        unchanged: 1,
        plans: [
          {
            workloadId: ids[0],
            name: 'digest',
            version: before.version + 1,
            changes: [
              { field: 'wave', before: null, after: 'spring' },
              { field: 'notes', before: 'one\n\n  two\n', after: null },
            ],
          },
          expect.objectContaining({ workloadId: ids[1] }),
        ],
      });
      expect(await planOf(ids[0])).toEqual(before);
      expect(await events(ids[0])).toHaveLength(count);

      const done = await imported({ text });
      expect(done.body).toEqual({ ...dry.body, dryRun: false });
      expect(await planOf(ids[0])).toEqual({
        ...before,
        version: before.version + 1,
        wave: 'spring',
        notes: null,
      });
      const [newest, ...others] = await events(ids[0]);
      expect(others).toHaveLength(count);
      expect(newest).toMatchObject({
        type: 'plan-updated',
        actor: 'user:default/mori',
        summary: expect.stringContaining('by an imported file'),
        changes: dry.body.plans[0].changes,
      });
      expect(
        (await api.user('get', '/workloads?strategy=retire')).body.totalItems,
      ).toBe(1);
      // The versions of the file are the old ones now, and nothing is left to do.
      const again = await imported({ text });
      expect(again.body).toEqual({ dryRun: false, unchanged: 3, plans: [] });
    });

    it('changes nothing where one plan changed since, and names the fields', async () => {
      await put(ids[0], { wave: 'a', notes: 'b' });
      const file = HEAD + (await entry(ids[0], 'wave: c\nstrategy: refactor'));
      const both = file + (await entry(ids[1], 'wave: c'));
      await put(ids[0], { notes: 'theirs' });
      const apart = await imported({ text: both });
      expect([apart.status, apart.body.error.conflicts]).toEqual([
        409,
        [
          {
            workloadId: ids[0],
            name: 'digest',
            expected: (await planOf(ids[0])).version - 1,
            current: await planOf(ids[0]),
            fields: [],
          },
        ],
      ]);
      expect(await planOf(ids[1])).not.toMatchObject({ wave: 'c' });

      const merged = await imported({ text: both, merge: true });
      expect(merged.status).toBe(200);
      expect(await planOf(ids[0])).toMatchObject({
        wave: 'c',
        strategy: 'refactor',
        notes: 'theirs',
      });
      expect(await planOf(ids[1])).toMatchObject({ wave: 'c' });

      const later = HEAD + (await entry(ids[0], 'wave: mine'));
      await put(ids[0], { wave: 'theirs' });
      const clash = await imported({ text: later, merge: true });
      expect([clash.status, clash.body.error.conflicts[0].fields]).toEqual([
        409,
        ['wave'],
      ]);
      const unheardOf = `${HEAD}  - workload: ${ids[0]}\n    version: 999\n    wave: x\n`;
      expect(
        (await imported({ text: unheardOf, merge: true })).body.error
          .conflicts[0].fields,
      ).toEqual(['wave']);
    });

    it('loses no update of two who import at once', async () => {
      const text = async (wave: string) =>
        HEAD + (await entry(ids[2], `wave: ${wave}`));
      const files = await Promise.all(['x', 'y', 'z'].map(text));
      const before = (await planOf(ids[2])).version;
      const statuses = await Promise.all(
        files.map(async one => (await imported({ text: one })).status),
      );
      expect(statuses.sort()).toEqual([200, 409, 409]);
      expect((await planOf(ids[2])).version).toBe(before + 1);
    });

    it.each([
      ['wave: 3', 6, 11, 'wave must be text, and is number: put it in quotes'],
      ['strategy: move', 6, 15, 'strategy'],
      ['ownerRef: news', 6, 15, 'must be the ref of a group or user'],
      ['reviewDate: soon', 6, 17, 'must be a day as YYYY-MM-DD'],
      ['expectedActive: 0', 6, 21, 'expectedActive'],
      [
        'decision:\n  candidates:\n    - { name: A, reason: b, adopted: true, why: c }',
        8,
        53,
        'why is no field of candidates',
      ],
      [
        'decision:\n  candidates:\n    - { name: A, reason: b }',
        8,
        11,
        'adopted is missing',
      ],
      [
        'intendedSchedule: { dialect: debian-cron, expression: 61 * * * *, timezone: Asia/Tokyo, reason: x }',
        6,
        59,
        'expression',
      ],
      [
        'intendedSchedule: { dialect: debian-cron, expression: 1 * * * *, timezone: Asia/Tokyo, reason: x, approval: { by: me, at: now } }',
        6,
        113,
        'approval is no field',
      ],
      [
        'requirements:\n  - { id: a, text: A, check: link, evidence: "ftp://x" }',
        7,
        50,
        'must start with https://',
      ],
    ])('says where %j is wrong', async (fields, line, column, message) => {
      const before = await planOf(ids[1]);
      const { status, body } = await imported({
        text: HEAD + (await entry(ids[1], fields)),
      });
      expect([status, body.error.issues]).toEqual([
        400,
        [{ line, column, message: expect.stringContaining(message) }],
      ]);
      expect(body.error.message).toContain(`Line ${line}, column ${column}`);
      expect(await planOf(ids[1])).toEqual(before);
    });

    it('says the same of what does not exist and of what one may not read', async () => {
      const text = `${HEAD}  - workload: nobody\n    version: 0\n    wave: x\n${await entry(
        ids[1],
        'wave: x',
      )}`;
      unreadable = [ids[1]];
      const { status, body } = await imported({ text, dryRun: true });
      expect([status, body.error.issues]).toEqual([
        400,
        [
          { line: 4, column: 15, message: 'No workload has the id nobody' },
          { line: 7, column: 15, message: `No workload has the id ${ids[1]}` },
        ],
      ]);
    });

    it('asks for the permission on each plan that changes', async () => {
      locked = [ids[1]];
      const same = await exported();
      expect((await imported({ text: same })).status).toBe(200);
      const text =
        HEAD +
        (await entry(ids[0], 'wave: once')) +
        (await entry(ids[1], 'wave: once'));
      for (const dryRun of [true, false]) {
        const { status, body } = await imported({ text, dryRun });
        expect([status, body.error.message]).toEqual([
          403,
          expect.stringMatching(new RegExp(`plan.update on ${ids[1]}$`)),
        ]);
      }
      expect(await planOf(ids[0])).not.toMatchObject({ wave: 'once' });
    });

    it('audits an import once and a preview never', async () => {
      const text = HEAD + (await entry(ids[0], 'wave: audited'));
      api.auditor.createEvent.mockClear();
      await imported({ text, dryRun: true });
      expect(api.auditor.createEvent).not.toHaveBeenCalled();
      await imported({ text });
      expect(api.auditor.createEvent).toHaveBeenCalledTimes(1);
      expect(api.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'plans-import' }),
      );
    });

    it('refuses what is no request, and what is too large', async () => {
      expect((await imported({ dryRun: true })).status).toBe(400);
      expect((await imported({ text: 'x', mode: 'force' })).status).toBe(400);
      const huge = await imported({ text: ' '.repeat(2_100_000) });
      expect([huge.status, huge.body.error.message]).toEqual([
        400,
        expect.stringContaining('may have 2000000'),
      ]);
      const endless = await imported({ text: 'x'.repeat(9_000_000) });
      expect(endless.status).toBe(413);
    });

    it('takes at most one adopted candidate, also in bulk', async () => {
      const candidate = { name: 'A', reason: 'b', adopted: true };
      const two = { candidates: [candidate, { ...candidate, name: 'B' }] };
      const refused = await put(ids[1], { decision: two });
      expect([refused.status, refused.body.error.message]).toEqual([
        400,
        expect.stringContaining(
          'decision.candidates[1].adopted: must be false',
        ),
      ]);
      await put(ids[1], {
        strategy: 'refactor',
        decision: { candidates: [{ ...candidate, reason: '' }] },
      });
      const { version } = await planOf(ids[1]);
      const bulk = expectDocumented(
        await api.user('post', '/plans/bulk').send({
          plans: [{ workloadId: ids[1], version }],
          change: { strategy: 'retain' },
        }),
      );
      expect([bulk.status, bulk.body.error.message]).toEqual([
        400,
        expect.stringContaining(
          'change.decision.candidates[0].reason: must say why',
        ),
      ]);
    });

    describe('an intended schedule', () => {
      const intendedSchedule = {
        dialect: 'debian-cron',
        expression: '30 6 * * *',
        timezone: 'Asia/Tokyo',
        reason: 'the feed is late',
      };
      const approve = async (
        who: typeof ueda,
        id: string,
        version?: number,
      ) => {
        const current = version ?? (await planOf(id)).version;
        return expectDocumented(
          await who('post', `/workloads/${id}/plan/approve-schedule`).set(
            'If-Match',
            `"v${current}"`,
          ),
        );
      };

      it('waits for another person, who has read it', async () => {
        const set = await put(ids[1], {
          decision: null,
          intendedSchedule: {
            ...intendedSchedule,
            setBy: 'user:default/ueda',
            approval: { by: 'user:default/ueda', at: 'now' },
          },
        });
        expect(set.body.intendedSchedule).toEqual({
          ...intendedSchedule,
          setBy: 'user:default/mori',
          approval: null,
        });
        const { body } = await api.user('get', `/workloads/${ids[1]}`);
        expect(body.assessment.blockers.map(({ type }: any) => type)).toContain(
          'schedule-not-approved',
        );

        const own = await approve(api.user, ids[1]);
        expect([own.status, own.body.error.message]).toEqual([
          403,
          expect.stringContaining('another person'),
        ]);
        const old = await approve(ueda, ids[1], set.body.version - 1);
        expect(old.status).toBe(412);
        const blind = await ueda(
          'post',
          `/workloads/${ids[1]}/plan/approve-schedule`,
        );
        expect(expectDocumented(blind).status).toBe(428);
        expect(await planOf(ids[1])).toEqual(set.body);

        const { status, headers, body: plan } = await approve(ueda, ids[1]);
        expect([status, headers.etag]).toEqual([200, `"v${plan.version}"`]);
        expect(plan.intendedSchedule).toEqual({
          ...intendedSchedule,
          setBy: 'user:default/mori',
          approval: { by: 'user:default/ueda', at: expect.any(String) },
        });
        const [newest] = await events(ids[1]);
        expect(newest).toMatchObject({
          type: 'schedule-approved',
          actor: 'user:default/ueda',
        });
        const after = await api.user('get', `/workloads/${ids[1]}`);
        expect(
          after.body.assessment.blockers.map(({ type }: any) => type),
        ).not.toContain('schedule-not-approved');
        expect((await approve(ueda, ids[1])).status).toBe(409);
        expect((await approve(ueda, ids[2])).status).toBe(409);
      });

      it('keeps its approval until it is edited, also by a file', async () => {
        const approved = (await planOf(ids[1])).intendedSchedule;
        const same = await put(ids[1], { notes: 'other' });
        expect(same.body.intendedSchedule).toEqual(approved);
        const text = (await exported()).replace(
          'the feed is late',
          'the feed is later',
        );
        const { status, body } = await imported({ text });
        expect([status, body]).toMatchObject([
          200,
          { plans: [{ workloadId: ids[1] }] },
        ]);
        expect((await planOf(ids[1])).intendedSchedule).toEqual({
          ...intendedSchedule,
          reason: 'the feed is later',
          setBy: 'user:default/mori',
          approval: null,
        });
      });

      it('counted before its approval where none was asked for when it was set', async () => {
        const set = await put(ids[2], { decision: null, intendedSchedule });
        expect(set.status).toBe(200);
        // As versions before approvals stored it.
        const { version, ...plan } = set.body;
        for (const table of ['plans', 'plan_versions']) {
          await knex(table)
            .where({ workload_id: ids[2], version })
            .update({ plan: JSON.stringify({ ...plan, intendedSchedule }) });
        }
        const { body } = await approve(ueda, ids[2]);
        expect(body.intendedSchedule).toEqual({
          ...intendedSchedule,
          setBy: 'user:default/mori',
          approval: {
            by: 'user:default/ueda',
            at: expect.any(String),
            countedBefore: true,
          },
        });
        const same = await put(ids[2], { notes: 'other' });
        expect(same.body.intendedSchedule).toEqual(body.intendedSchedule);
      });

      it('is not approved by a plugin', async () => {
        const answer = await api
          .plugin('post', `/workloads/${ids[1]}/plan/approve-schedule`)
          .set('If-Match', '"v1"');
        expect(answer.status).toBe(403);
      });
    });
  },
);

it('exports page by page', async () => {
  const api = await startApi({});
  try {
    // Beside the three that are there already.
    const names = Array.from({ length: 447 }, (_, n) => `job-${n}`);
    api.source.readings = [
      inventory(
        ['digest', 'import', 'report', ...names].map(name => cronItem(name)),
      ),
    ];
    await api.user('post', '/refresh');
    const { text } = await api.user('get', '/plans/export');
    const { plans } = parse(text);
    expect(new Set(plans.map((one: any) => one.workload)).size).toBe(450);
    expect(plans[0]).toEqual({
      workload: expect.any(String),
      ...EMPTY_PLAN,
    });
    const { body } = await api.user('post', '/plans/import').send({ text });
    expect(body).toEqual({ dryRun: false, unchanged: 450, plans: [] });
  } finally {
    await api.stop();
  }
});
