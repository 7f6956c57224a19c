import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  CutoverStep,
  CutoverView,
  StepAction,
} from 'backstage-plugin-batch-migration-common';
import { testDatabases } from '../testDatabases';
import { cronItem, inventory } from '../testEstate';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const MORI = 'user:default/mori';
const UEDA = 'user:default/ueda';

const trial: CutoverStep = {
  id: 'trial',
  title: 'Trial run compared',
  instructions: 'Start it once by hand',
  ownerRef: null,
  check: { type: 'attestation' },
  reversible: true,
  undo: null,
};
const off: CutoverStep = {
  ...trial,
  id: 'off',
  title: 'Legacy line commented out',
  check: { type: 'observation', condition: 'legacy-idle' },
  undo: 'Put the line back',
};
const gone: CutoverStep = {
  ...trial,
  id: 'gone',
  title: 'Crontab line deleted',
  check: { type: 'observation', condition: 'legacy-absent' },
  reversible: false,
};
const grants: CutoverStep = {
  ...trial,
  id: 'grants',
  title: 'Grants revoked',
  reversible: false,
};

const databases = testDatabases();

describe.each(databases.eachSupportedId())('steps on %s', databaseId => {
  let api: Api;
  /** Each test takes one of its own. */
  let ids: string[];
  let id: string;
  let refused: string[] = [];
  let lines: Record<string, 'active' | 'idle' | 'gone'>;
  let captures = 0;

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: refused.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });

  const NAMES = Array.from({ length: 20 }, (_, n) => `job-${n + 10}`);

  /** Reads the host anew; each reading is a minute later than the one before. */
  const capture = async () => {
    captures += 1;
    api.source.readings = [
      inventory(
        NAMES.filter(name => lines[name] !== 'gone').map(name =>
          cronItem(name, { state: lines[name] as 'active' }),
        ),
        {
          capturedAt: new Date(
            Date.parse('2026-02-11T00:00:00.000Z') + captures * 60_000,
          ).toISOString(),
        },
      ),
    ];
    await api.user('post', '/refresh').expect(200);
  };

  beforeAll(async () => {
    lines = Object.fromEntries(NAMES.map(name => [name, 'active' as const]));
    api = await startApi({
      knex: await databases.init(databaseId),
      features: [permissions.factory],
    });
    await capture();
    const { body } = await api.user('get', '/workloads?text=job-&orderBy=name');
    ids = body.items.map((one: { id: string }) => one.id);
    if (ids.length !== NAMES.length) throw new Error('Not all were found');
  });

  afterAll(() => api.stop());

  let taken = 0;
  beforeEach(() => {
    refused = [];
    id = ids[taken];
    taken += 1;
  });

  const nameOf = () => NAMES[ids.indexOf(id)];
  const plan = async (steps: object[], status = 200) => {
    const read = await api.user('get', `/workloads/${id}/plan`);
    return expectDocumented(
      await api
        .user('put', `/workloads/${id}/plan`)
        .set('If-Match', read.headers.etag)
        .send({ ...read.body, steps })
        .expect(status),
    );
  };
  const cutover = async (): Promise<CutoverView> =>
    expectDocumented(await api.user('get', `/workloads/${id}`)).body.cutover;
  const act = async (
    stepId: string,
    action: StepAction,
    { who = MORI, version = 1, ...more }: Record<string, unknown> = {},
  ) => {
    const as = api.as(mockCredentials.user.header(who as string));
    return expectDocumented(
      await as('post', `/workloads/${id}/steps/${stepId}`).send({
        ...{ action, version },
        ...more,
      }),
    );
  };
  const events = async () =>
    (
      await api.user('get', `/workloads/${id}/history?limit=100`)
    ).body.items.filter(({ type }: { type: string }) =>
      type.startsWith('step-'),
    );

  it('begins with none', async () => {
    expect(await cutover()).toEqual({
      steps: [],
      pointOfNoReturn: null,
      secondPerson: 'irreversible',
    });
  });

  it('completes and takes back, each with one event and one audit', async () => {
    await plan([trial, grants]);
    api.auditor.createEvent.mockClear();
    const done = await act('trial', 'complete');
    expect(done.status).toBe(200);
    expect(done.body.steps[0]).toMatchObject({
      number: 1,
      state: 'done',
      by: MORI,
      tooEarly: [],
    });
    expect(done.body).toEqual(await cutover());
    const undone = await act('trial', 'undo', {
      who: UEDA,
      reason: 'The output differs; PGPASSWORD=hunter2 psql',
    });
    expect(undone.body.steps[0]).toMatchObject({
      state: 'open',
      undone: { by: UEDA, reason: expect.stringContaining('differs') },
    });
    expect(JSON.stringify(undone.body)).not.toContain('hunter2');
    const told = await events();
    expect(told).toEqual([
      expect.objectContaining({ actor: UEDA, type: 'step-undone' }),
      expect.objectContaining({
        actor: MORI,
        type: 'step-completed',
        summary: `Step 1 of ${nameOf()}, “Trial run compared”, is done`,
        changes: [{ field: 'steps.trial', before: 'open', after: 'done' }],
      }),
    ]);
    expect(JSON.stringify(told)).not.toContain('hunter2');
    expect(
      api.auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual(['step-complete', 'step-undo']);
  });

  it('takes a second person for what cannot be taken back', async () => {
    await plan([trial, grants]);
    const asked = await act('grants', 'complete');
    expect(asked.body.steps[1]).toMatchObject({
      state: 'waiting',
      by: null,
      waitingForSecond: { by: MORI },
    });
    expect(asked.body.pointOfNoReturn.passed).toBeNull();
    const same = await act('grants', 'confirm');
    expect([same.status, same.body.error.message]).toEqual([
      403,
      expect.stringContaining('You asked for step 2 yourself'),
    ]);
    const again = await act('grants', 'complete', { who: UEDA });
    expect(again.status).toBe(409);

    const confirmed = await act('grants', 'confirm', { who: UEDA });
    expect(confirmed.body.steps[1]).toMatchObject({
      state: 'done',
      by: MORI,
      confirmed: { by: UEDA },
      // The trial was never done.
      tooEarly: [1],
    });
    expect(confirmed.body.pointOfNoReturn).toEqual({
      stepId: 'grants',
      number: 2,
      title: 'Grants revoked',
      afterStage: 'planned',
      passed: { by: MORI, at: expect.any(String), confirmedBy: UEDA },
    });
    expect((await events())[0].summary).toMatch(
      /is confirmed by a second person\. The point of no return is passed$/,
    );
  });

  it('takes nothing back after the point of no return, and says who passed it', async () => {
    await plan([trial, grants]);
    await act('trial', 'complete');
    await act('grants', 'complete', { who: UEDA });
    await act('grants', 'confirm');
    const before = await events();
    for (const stepId of ['trial', 'grants']) {
      const { status, body } = await act(stepId, 'undo', { reason: 'Oops' });
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringMatching(
          /user:default\/ueda did “Grants revoked” at .*cannot be taken back/,
        ),
      ]);
    }
    expect(await events()).toEqual(before);
  });

  it('ticks what a probe sees, with when it was seen, and nobody else does', async () => {
    await plan([off]);
    const byHand = await act('off', 'complete');
    expect([byHand.status, byHand.body.error.message]).toEqual([
      400,
      expect.stringContaining('cannot be ticked by hand'),
    ]);
    expect((await cutover()).steps[0]).toMatchObject({
      state: 'open',
      evidence: { verdict: 'not-met', value: 'active' },
    });
    lines[nameOf()] = 'idle';
    await capture();
    const [seen] = (await cutover()).steps;
    expect(seen).toMatchObject({
      state: 'done',
      by: 'plugin:batch-migration',
      at: expect.stringMatching(/^2026-02-11T00:/),
      evidence: { verdict: 'met', value: 'idle' },
      noLongerSo: false,
    });
    await capture();
    expect(await events()).toEqual([
      expect.objectContaining({
        actor: 'plugin:batch-migration',
        type: 'step-completed',
      }),
    ]);

    const stillSo = await act('off', 'undo', { reason: 'Too early' });
    expect([stillSo.status, stillSo.body.error.message]).toEqual([
      400,
      expect.stringContaining('still seen so'),
    ]);
    lines[nameOf()] = 'active';
    await capture();
    expect((await cutover()).steps[0]).toMatchObject({
      state: 'done',
      noLongerSo: true,
    });
    const undone = await act('off', 'undo', { reason: 'Put back' });
    expect(undone.body.steps[0]).toMatchObject({ state: 'open' });
    // Seen again, it is done again.
    lines[nameOf()] = 'idle';
    await capture();
    expect((await cutover()).steps[0].state).toBe('done');
    expect(await events()).toHaveLength(3);
  });

  it('passes the point of no return by what a probe sees, and waits for a person', async () => {
    await plan([trial, gone]);
    lines[nameOf()] = 'gone';
    await capture();
    const passed = await cutover();
    expect(passed.steps[1]).toMatchObject({
      state: 'done',
      tooEarly: [1],
      waitingForSecond: { by: 'plugin:batch-migration' },
    });
    expect(passed.pointOfNoReturn).toMatchObject({
      number: 2,
      passed: { by: 'plugin:batch-migration', confirmedBy: null },
    });
    const confirmed = await act('gone', 'confirm');
    expect(confirmed.body.pointOfNoReturn.passed.confirmedBy).toBe(MORI);
    expect((await act('gone', 'confirm', { who: UEDA })).status).toBe(409);
    const undo = await act('gone', 'undo', { reason: 'x' });
    expect(undo.status).toBe(400);
  });

  it('makes one event of two who complete at the same moment', async () => {
    await plan([trial]);
    const answers = await Promise.all(
      [MORI, UEDA, MORI, UEDA, MORI, UEDA].map(who =>
        act('trial', 'complete', { who }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 409, 409, 409, 409, 409,
    ]);
    expect(await events()).toHaveLength(1);
  });

  it('makes one point of no return of two who confirm at the same moment', async () => {
    await plan([grants]);
    await act('grants', 'complete');
    const answers = await Promise.all(
      [UEDA, 'user:default/sato', 'user:default/abe'].map(who =>
        act('grants', 'confirm', { who }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await events()).toHaveLength(2);
  });

  it('lets one win where a step is done while its plan is changed', async () => {
    await plan([trial]);
    const body = (await api.user('get', `/workloads/${id}/plan`)).body;
    const [put, post] = await Promise.all([
      api
        .user('put', `/workloads/${id}/plan`)
        .set('If-Match', '"v1"')
        .send({ ...body, steps: [{ ...trial, title: 'Something else' }] }),
      act('trial', 'complete'),
    ]);
    // The step first: the plan is refused. The plan first: the step is another.
    expect([
      [400, 200],
      [200, 409],
    ]).toContainEqual([put.status, post.status]);
  });

  it('keeps steps that are done as they are, however the plan is written', async () => {
    await plan([trial, grants]);
    await act('trial', 'complete');
    await act('grants', 'complete');
    const gutted = [
      [grants],
      [trial],
      [],
      [trial, { ...grants, reversible: true }],
      [{ ...trial, title: 'Other' }, grants],
    ];
    for (const steps of gutted) {
      const { body } = await plan(steps, 400);
      expect(body.error.message).toMatch(/stays as it is .* Step [12]/);
    }
    const bulk = expectDocumented(
      await api.user('post', '/plans/bulk').send({
        plans: [{ workloadId: id, version: 1, steps: [] }],
        change: {},
      }),
    );
    expect(bulk.status).toBe(400);
    // Another order, and another step beside them.
    await plan([grants, off, trial]);
    expect((await cutover()).steps.map(({ state }) => state)).toEqual([
      'waiting',
      'open',
      'done',
    ]);
  });

  it('asks for the plan as it was read', async () => {
    await plan([trial]);
    await plan([{ ...trial, title: 'Something else' }]);
    const { status, body } = await act('trial', 'complete');
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('at version 2 now, not 1'),
    ]);
    expect(await events()).toEqual([]);
  });

  it('writes the steps of many plans, each its own, or none', async () => {
    const others = ids.slice(-2);
    const request = {
      plans: others.map((workloadId, n) => ({
        workloadId,
        version: 0,
        steps: [{ ...trial, title: `Trial ${n}` }],
      })),
      change: {},
    };
    const stale = {
      ...request,
      plans: request.plans.map((one, n) => ({ ...one, version: n })),
    };
    const none = expectDocumented(
      await api.user('post', '/plans/bulk').send(stale),
    );
    expect(none.status).toBe(409);
    expectDocumented(
      await api.user('post', '/plans/bulk').send(request).expect(200),
    );
    const titles = await Promise.all(
      others.map(
        async other =>
          (
            await api.user('get', `/workloads/${other}`)
          ).body.cutover.steps[0].title,
      ),
    );
    expect(titles).toEqual(['Trial 0', 'Trial 1']);
  });

  it.each<[string, object, RegExp]>([
    ['an id for a path', { id: '../x' }, /steps\[0\]\.id/],
    ['no title', { title: ' ' }, /steps\[0\]\.title/],
    ['a title that no database stores', { title: 'a\u0000' }, /title/],
    ['half a character', { instructions: '\ud800' }, /instructions/],
    ['an owner that is none', { ownerRef: 'me' }, /ownerRef/],
    [
      'a condition of their own',
      { check: { type: 'observation', condition: 'hope' } },
      /condition/,
    ],
    [
      'a condition for a person',
      { check: { type: 'attestation', condition: 'soak-passed' } },
      /check/,
    ],
    [
      'no weight',
      { check: { type: 'observation', condition: 'target-weight' } },
      /atLeast/,
    ],
    [
      'a weight of nothing',
      {
        check: { type: 'observation', condition: 'target-weight', atLeast: 0 },
      },
      /atLeast/,
    ],
    ['a way back from what is final', { reversible: false, undo: 'x' }, /undo/],
    ['a state', { state: 'done' }, /state/],
  ])('refuses %s in a plan', async (_, over, message) => {
    const { body } = await plan([{ ...trial, ...over }], 400);
    expect(body.error.message).toMatch(message);
    taken -= 1;
  });

  it('refuses two steps of one id, and more than fifty', async () => {
    expect((await plan([trial, trial], 400)).body.error.message).toMatch(
      /ids that differ/,
    );
    const many = Array.from({ length: 51 }, (_, n) => ({
      ...trial,
      id: `s${n}`,
    }));
    await plan(many, 400);
  });

  it('answers hostile texts as they are', async () => {
    const title = '<img src=x onerror=alert(1)> =1+1 {{x}} ‮“';
    await plan([{ ...trial, title, undo: title }]);
    await act('trial', 'complete', { reason: title });
    const [step] = (await cutover()).steps;
    expect([step.title, step.undo]).toEqual([title, title]);
    expect((await events())[0].summary).toContain('<img src=x');
  });

  it.each<[string, string, Record<string, unknown>, number]>([
    ['a step that is not there', 'nothing', {}, 404],
    ['an id that no step has', 'a%2F..%2Fb', {}, 404],
    ['an undo without a reason', 'trial', { action: 'undo' }, 400],
    ['an empty reason', 'trial', { reason: '  ' }, 400],
    ['a reason that no database stores', 'trial', { reason: 'a\u0000' }, 400],
    ['another action', 'trial', { action: 'skip' }, 400],
    ['a version as text', 'trial', { version: '1' }, 400],
    ['a field of their own', 'trial', { by: UEDA }, 400],
  ])('refuses %s', async (_, stepId, over, status) => {
    taken -= 1;
    if ((await cutover()).steps.length === 0) await plan([trial]);
    expect((await act(stepId, 'complete', over)).status).toBe(status);
    expect(await events()).toEqual([]);
  });

  it('is for those who may, who are persons, and who signed in', async () => {
    await plan([trial]);
    const body = { action: 'complete', version: 1 };
    const path = `/workloads/${id}/steps/trial`;
    const statuses = async () => [
      (await act('trial', 'complete')).status,
      expectDocumented(await api.plugin('post', path).send(body)).status,
      expectDocumented(await api.nobody('post', path).send(body)).status,
    ];
    refused = ['batchMigration.step.complete'];
    expect(await statuses()).toEqual([403, 403, 401]);
    refused = ['batchMigration.workload.read'];
    expect((await act('trial', 'complete')).status).toBe(404);
    refused = [];
    expect(await events()).toEqual([]);
  });
});
