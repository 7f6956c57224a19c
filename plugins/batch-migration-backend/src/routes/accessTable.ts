// Only tests import this file, so it is no part of the package.
import type { Method } from './testApi';

/**
 * Who may call what: one row for each operation of `openapi.yaml`. Whoever
 * adds an operation adds its row here, and nothing else: `access.test.ts` tries
 * each row as each person of the demo, on a workload that they own and on one
 * that they do not, without credentials, as a plugin and with a capture token.
 *
 *     {
 *       call: 'POST /workloads/{id}/steps/{step}',
 *       may: 'owners',               // who is answered with `answers`; all others get 403
 *       answers: 200,                // 200 where not given
 *       plugin: 403,                 // as `answers` where not given
 *       ask: ({ id }) => ({ path: `/workloads/${id}/steps/1`, body: { … } }),
 *     },
 *
 * A row is called some ten times on one estate, so what it asks must be
 * repeatable: `ask` may prepare or read what it needs as an SRE (`sre`).
 */
export interface AccessRow {
  /** Method and path as in `openapi.yaml`. */
  call: `${Uppercase<Method>} /${string}`;
  /**
   * - `everybody`: who may read workloads, as all people of the demo may
   * - `owners`: who owns the workload, and SREs
   * - `sres`: SREs alone
   * - `plugins`: no person
   */
  may: 'everybody' | 'owners' | 'sres' | 'plugins';
  answers?: number;
  /** What a plugin is answered; `answers` where not given. */
  plugin?: number;
  /** What a host with its capture token is answered; 401 where not given. */
  captureToken?: number;
  /** What is sent; the path of `call` with the id of the workload where not given. */
  ask?(subject: AccessSubject): Ask | Promise<Ask>;
}

export interface Ask {
  /** With its query; that of `call` where not given. */
  path?: string;
  headers?: Record<string, string>;
  body?: object;
}

/** What a row is tried on. */
export interface AccessSubject {
  id: string;
  /** Name of the workload: no other has it in its name. */
  name: string;
  /** Id of the found target of that name. */
  targetId: string;
  /** Asks as an SRE, who may do everything; throws unless it is answered 2xx. */
  sre(method: Method, path: string, body?: object): Promise<any>;
  /** Likewise as another SRE, who is none of the people whom it is tried with. */
  colleague: AccessSubject['sre'];
  /** The same as a plugin: for what nobody of the demo may have asked for. */
  plugin(method: Method, path: string, body?: object): Promise<any>;
}

const TOKENS = '/servers/default/bat000/capture-tokens';

const linkOf = ({ id, name }: AccessSubject) => ({
  repository: null,
  links: [
    {
      workloadIds: [id],
      location: {
        ref: 'scheduler:111122223333/ap-northeast-1/news',
        key: name,
      },
    },
  ],
});

const planFile = (id: string, version: number, field: string) =>
  `apiVersion: batch-migration/v1\nkind: Plans\nplans:\n  - workload: ${id}\n    version: ${version}\n    ${field}\n`;

let waves = 0;

/** A wave that nobody has described yet. */
const newWave = () => {
  waves += 1;
  return {
    name: `wave-${waves}`,
    title: 'A wave',
    start: null,
    deadline: null,
    description: null,
    ownerRef: null,
  };
};

const VIEW = { title: 'A view', query: 'danger=acute', shared: true };

const exemptionOf = ({ id }: AccessSubject) => ({
  workloadIds: [id],
  reason: 'Stands still',
  expiresAt: '2026-03-11T00:00:00Z',
});

/** One workload takes one exemption that waits. */
async function withdrawWaiting({ id, sre }: AccessSubject): Promise<void> {
  const { items } = await sre('get', `/exemptions?workload=${id}&state=asked`);
  for (const waiting of items) await sre('delete', `/exemptions/${waiting.id}`);
}

const TRIAL = {
  id: 'trial',
  title: 'Trial run compared',
  instructions: '',
  ownerRef: null,
  check: { type: 'attestation' },
  reversible: true,
  undo: null,
};

export const ACCESS_TABLE: AccessRow[] = [
  {
    call: 'GET /summary',
    may: 'everybody',
    ask: ({ name }) => ({ path: `/summary?text=${name}` }),
  },
  {
    call: 'GET /workloads',
    may: 'everybody',
    ask: ({ name }) => ({ path: `/workloads?text=${name}` }),
  },
  {
    call: 'GET /export.csv',
    may: 'everybody',
    ask: ({ name }) => ({ path: `/export.csv?text=${name}` }),
  },
  { call: 'GET /workloads/{id}', may: 'everybody' },
  { call: 'GET /workloads/{id}/plan', may: 'everybody' },
  {
    call: 'PUT /workloads/{id}/plan',
    may: 'owners',
    ask: async ({ id, sre }) => {
      const plan = await sre('get', `/workloads/${id}/plan`);
      return { headers: { 'If-Match': `"v${plan.version}"` }, body: plan };
    },
  },
  {
    call: 'POST /workloads/{id}/steps/{step}',
    may: 'owners',
    // A service is no person, and cannot say that it did a step.
    plugin: 403,
    ask: async ({ id, sre }) => {
      const path = `/workloads/${id}`;
      const { plan, cutover } = await sre('get', path);
      let { version } = plan;
      if (cutover.steps.length === 0) {
        const written = await sre('post', '/plans/bulk', {
          plans: [{ workloadId: id, version, steps: [TRIAL] }],
          change: {},
        });
        [{ version }] = written.plans;
      } else if (cutover.steps[0].state === 'done') {
        await sre('post', `${path}/steps/trial`, {
          ...{ action: 'undo', version, reason: 'To try it again' },
        });
      }
      return {
        path: `${path}/steps/trial`,
        body: { action: 'complete', version },
      };
    },
  },
  { call: 'GET /workloads/{id}/canary', may: 'everybody' },
  {
    call: 'POST /workloads/{id}/guardrails/{guardrail}',
    may: 'owners',
    // Nothing goes to the target by weight yet.
    answers: 400,
    // A statement has an author.
    plugin: 403,
    ask: ({ id }) => ({
      path: `/workloads/${id}/guardrails/errors`,
      body: { statement: 'holds', stepId: 'weight-10', note: 'Looked at it' },
    }),
  },
  { call: 'GET /approvals', may: 'sres' },
  { call: 'GET /approvals.csv', may: 'sres' },
  {
    call: 'GET /approvals/{place}/{id}',
    may: 'sres',
    // No module brings any here.
    answers: 404,
    ask: () => ({ path: '/approvals/nowhere/patch-1' }),
  },
  {
    call: 'GET /approvals/{place}/{id}/log',
    may: 'sres',
    answers: 404,
    ask: () => ({ path: '/approvals/nowhere/patch-1/log' }),
  },
  { call: 'GET /workloads/{id}/approvals', may: 'sres' },
  {
    call: 'POST /workloads/{id}/sessions/{place}',
    may: 'sres',
    // The workload has no bastion.
    answers: 404,
    // A session has a person who asks for it.
    plugin: 403,
    ask: ({ id }) => ({
      path: `/workloads/${id}/sessions/nowhere`,
      body: {
        reason: 'To look at it',
        minutes: 30,
        requestId: '0123456789abcdef',
      },
    }),
  },
  { call: 'GET /requirements', may: 'everybody' },
  {
    call: 'POST /plans/bulk',
    may: 'owners',
    ask: async ({ id, sre }) => {
      const { version } = await sre('get', `/workloads/${id}/plan`);
      return {
        body: {
          plans: [{ workloadId: id, version }],
          change: { notes: 'Asked in bulk' },
        },
      };
    },
  },
  {
    call: 'GET /plans/export',
    may: 'everybody',
    ask: ({ name }) => ({ path: `/plans/export?text=${name}` }),
  },
  { call: 'GET /plans/schema', may: 'everybody' },
  {
    call: 'POST /plans/import',
    may: 'owners',
    ask: async ({ id, sre }) => {
      const { version } = await sre('get', `/workloads/${id}/plan`);
      const notes = `notes: Imported at version ${version}`;
      return { body: { text: planFile(id, version, notes) } };
    },
  },
  {
    call: 'POST /workloads/{id}/plan/approve-schedule',
    may: 'owners',
    // An approval has a person who answers for it.
    plugin: 403,
    ask: async ({ id, sre, plugin }) => {
      const { version } = await sre('get', `/workloads/${id}/plan`);
      const schedule = `intendedSchedule: { dialect: debian-cron, expression: 0 6 * * *, timezone: Asia/Tokyo, reason: Asked at version ${version} }`;
      // Who sets a schedule may not approve it.
      await plugin('post', '/plans/import', {
        text: planFile(id, version, schedule),
      });
      return { headers: { 'If-Match': `"v${version + 1}"` } };
    },
  },
  { call: 'GET /workloads/{id}/attestations', may: 'everybody' },
  {
    call: 'POST /workloads/{id}/attestations',
    may: 'owners',
    answers: 201,
    // A statement has an author.
    plugin: 403,
    ask: () => ({
      body: {
        fact: 'longest-run',
        seconds: 60,
        reason: 'Watched it',
        expiresAt: '2026-06-30T18:00:00+09:00',
      },
    }),
  },
  { call: 'GET /waves', may: 'everybody' },
  {
    call: 'POST /waves',
    may: 'sres',
    answers: 201,
    ask: () => ({ body: newWave() }),
  },
  {
    call: 'GET /waves/{name}',
    may: 'everybody',
    ask: async ({ sre }) => {
      const { name } = await sre('post', '/waves', newWave());
      return { path: `/waves/${name}` };
    },
  },
  {
    call: 'PUT /waves/{name}',
    may: 'sres',
    ask: async ({ sre }) => {
      const { name, ...fields } = newWave();
      await sre('post', '/waves', { name, ...fields });
      return {
        path: `/waves/${name}`,
        headers: { 'If-Match': '"v1"' },
        body: fields,
      };
    },
  },
  {
    call: 'DELETE /waves/{name}',
    may: 'sres',
    ask: async ({ sre }) => {
      const { name } = await sre('post', '/waves', newWave());
      return { path: `/waves/${name}` };
    },
  },
  {
    call: 'GET /exemptions',
    may: 'everybody',
    ask: ({ id }) => ({ path: `/exemptions?workload=${id}` }),
  },
  {
    call: 'POST /exemptions',
    may: 'owners',
    answers: 201,
    // Who answers for something is a person.
    plugin: 403,
    ask: async subject => {
      await withdrawWaiting(subject);
      return { body: exemptionOf(subject) };
    },
  },
  {
    call: 'POST /exemptions/{id}/approve',
    may: 'owners',
    plugin: 403,
    ask: async subject => {
      await withdrawWaiting(subject);
      // Who asks may not approve.
      const { items } = await subject.colleague(
        'post',
        '/exemptions',
        exemptionOf(subject),
      );
      return { path: `/exemptions/${items[0].id}/approve` };
    },
  },
  {
    call: 'DELETE /exemptions/{id}',
    may: 'owners',
    plugin: 403,
    ask: async subject => {
      await withdrawWaiting(subject);
      const { items } = await subject.sre(
        'post',
        '/exemptions',
        exemptionOf(subject),
      );
      return { path: `/exemptions/${items[0].id}` };
    },
  },
  // Views are kept by people, each their own.
  { call: 'GET /views', may: 'everybody', plugin: 403 },
  {
    call: 'POST /views',
    may: 'everybody',
    answers: 201,
    plugin: 403,
    ask: () => ({ body: VIEW }),
  },
  {
    call: 'GET /views/{id}',
    may: 'everybody',
    plugin: 403,
    ask: async ({ sre }) => {
      const { id } = await sre('post', '/views', VIEW);
      return { path: `/views/${id}` };
    },
  },
  {
    call: 'PUT /views/{id}',
    may: 'sres',
    plugin: 403,
    ask: async ({ sre }) => {
      const { id } = await sre('post', '/views', VIEW);
      return {
        path: `/views/${id}`,
        headers: { 'If-Match': '"v1"' },
        body: VIEW,
      };
    },
  },
  {
    call: 'DELETE /views/{id}',
    may: 'sres',
    plugin: 403,
    ask: async ({ sre }) => {
      const { id } = await sre('post', '/views', VIEW);
      return { path: `/views/${id}` };
    },
  },
  { call: 'GET /workloads/{id}/history', may: 'everybody' },
  { call: 'GET /workloads/{id}/runs', may: 'everybody' },
  { call: 'GET /servers', may: 'everybody' },
  {
    call: 'GET /servers/{namespace}/{name}',
    may: 'everybody',
    ask: () => ({ path: '/servers/default/bat000' }),
  },
  {
    call: 'GET /servers/{namespace}/{name}/cost',
    may: 'everybody',
    ask: () => ({ path: '/servers/default/bat000/cost' }),
  },
  {
    call: 'GET /servers/{namespace}/{name}/capture-tokens',
    may: 'sres',
    ask: () => ({ path: TOKENS }),
  },
  {
    call: 'POST /servers/{namespace}/{name}/capture-tokens',
    may: 'sres',
    answers: 201,
    ask: () => ({ path: TOKENS, body: {} }),
  },
  {
    call: 'DELETE /servers/{namespace}/{name}/capture-tokens/{id}',
    may: 'sres',
    ask: async ({ sre }) => {
      const { id } = await sre('post', TOKENS, {});
      return { path: `${TOKENS}/${id}` };
    },
  },
  { call: 'GET /changes', may: 'everybody' },
  { call: 'GET /sources', may: 'everybody' },
  { call: 'GET /history/head', may: 'everybody' },
  { call: 'GET /inventory', may: 'plugins' },
  { call: 'GET /openapi', may: 'everybody' },
  {
    call: 'POST /crontab/preview',
    may: 'everybody',
    ask: () => ({ body: { text: '0 5 * * * /a\n', dialect: 'user' } }),
  },
  {
    call: 'POST /handover/preview',
    may: 'everybody',
    ask: ({ id }) => ({ body: { workloadIds: [id] } }),
  },
  {
    call: 'POST /golden-paths/preview',
    may: 'everybody',
    ask: ({ id }) => ({
      body: {
        template: 'scheduled-fargate-job',
        form: { workloadIds: [id] },
      },
    }),
  },
  {
    call: 'POST /captures',
    may: 'sres',
    answers: 201,
    captureToken: 201,
    ask: () => ({
      body: {
        server: 'resource:default/bat000',
        files: [{ path: 'etc/cron.d/access', text: '0 5 * * * root /a\n' }],
      },
    }),
  },
  { call: 'GET /schedule/density', may: 'everybody' },
  { call: 'GET /progress', may: 'everybody' },
  { call: 'GET /forecast', may: 'everybody' },
  {
    call: 'PUT /target-links',
    may: 'owners',
    ask: subject => ({ body: linkOf(subject) }),
  },
  {
    call: 'GET /target-candidates',
    may: 'everybody',
    ask: ({ id }) => ({ path: `/target-candidates?workload=${id}` }),
  },
  {
    call: 'POST /target-candidates/{id}/dismissal',
    may: 'sres',
    plugin: 403,
    ask: ({ targetId }) => ({
      path: `/target-candidates/${targetId}/dismissal`,
      body: { reason: 'Replaces nothing' },
    }),
  },
  {
    call: 'DELETE /target-candidates/{id}/dismissal',
    may: 'sres',
    plugin: 403,
    ask: ({ targetId }) => ({
      path: `/target-candidates/${targetId}/dismissal`,
    }),
  },
  {
    call: 'DELETE /target-candidates/{id}/links/{workload}',
    may: 'owners',
    ask: async subject => {
      const { id, targetId, sre } = subject;
      await sre('put', '/target-links', linkOf(subject));
      return { path: `/target-candidates/${targetId}/links/${id}` };
    },
  },
  { call: 'POST /refresh', may: 'sres' },
];
