import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type {
  Basis,
  WorkloadDetail,
  ServerView,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { resolve } from 'node:path';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const ESTATE = resolve(
  resolvePackagePath('backstage-plugin-batch-migration-backend'),
  '../../examples/estate',
);

/** Answers over a whole estate have shapes that three cron jobs do not. */
describe('the demo estate', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({
      config: {
        inventories: [
          { type: 'files', target: `${ESTATE}/captured`, role: 'captured' },
          { type: 'files', target: `${ESTATE}/declared`, role: 'declared' },
        ],
        replay: { clock: '2026-02-12T10:24:00+09:00' },
        seed: { plans: `${ESTATE}/plans` },
      },
    });
    // A task that the test backend runs at the start may be shared by this call.
    await api.user('post', '/refresh').expect(200);
  });

  afterAll(async () => {
    await api.stop();
  });

  describe('orders its servers', () => {
    /** All of them, in pages of two. */
    async function ordered(orderBy: string): Promise<ServerView[]> {
      const servers: ServerView[] = [];
      let cursor = '';
      do {
        const { body } = expectDocumented(
          await api.user('get', `/servers?limit=2&orderBy=${orderBy}${cursor}`),
        );
        servers.push(...body.items);
        cursor =
          body.nextCursor && `&cursor=${encodeURIComponent(body.nextCursor)}`;
      } while (cursor);
      return servers;
    }
    const refsOf = (servers: ServerView[]) => servers.map(({ ref }) => ref);

    it.each(['ref', 'hardDate', 'urgency'])(
      'by %s: each once, and what is empty last',
      async orderBy => {
        const { body } = await api.user('get', '/servers?limit=200');
        const servers = await ordered(orderBy);
        expect(refsOf(servers).sort()).toEqual(refsOf(body.items));
        if (orderBy === 'ref') return;
        const isEmpty = servers.map(({ left }) => left === 0);
        expect(isEmpty).toEqual([...isEmpty].sort());
      },
    );

    it('has the nearest hard date of what holds something first', async () => {
      const [first, ...rest] = await ordered('hardDate');
      const ahead = ({ left, hardDates }: ServerView) =>
        hardDates
          .map(({ date }) => date)
          .filter(date => left > 0 && date >= '2026-02-12')
          .sort()[0] ?? '9999';
      expect(ahead(first)).not.toBe('9999');
      expect(rest.filter(other => ahead(other) < ahead(first))).toEqual([]);
    });

    it('names the orders where another is asked for', async () => {
      const { status, body } = await api.user('get', '/servers?orderBy=age');
      expect([status, body.error.message]).toEqual([
        400,
        'orderBy must be one of ref, hardDate, urgency, got: age',
      ]);
    });
  });

  it('answers every call as documented', async () => {
    const summary = expectDocumented(await api.user('get', '/summary'));
    expect(summary.body.scope).toBeGreaterThanOrEqual(60);

    const servers = expectDocumented(await api.user('get', '/servers'));
    for (const { ref } of servers.body.items) {
      const path = ref.replace(/^resource:/, '/servers/');
      expect(expectDocumented(await api.user('get', path)).status).toBe(200);
      const cost = expectDocumented(await api.user('get', `${path}/cost`));
      expect(cost.status).toBe(200);
    }
    const list = expectDocumented(
      await api.user('get', '/workloads?limit=200'),
    );
    const workloads: WorkloadView[] = list.body.items;
    expect(workloads.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['scheduled', 'resident', 'on-demand', 'service']),
    );
    for (const { id } of workloads) {
      for (const part of ['', '/plan', '/history', '/runs?days=14']) {
        const answer = await api.user('get', `/workloads/${id}${part}`);
        expect(expectDocumented(answer).status).toBe(200);
      }
    }
    expectDocumented(await api.plugin('get', '/inventory'));
  });

  it('tells since when nothing is left on a server, and whose roles it has, and of each role', async () => {
    const { body } = await api.user('get', '/servers');
    const servers: ServerView[] = body.items;
    const empty = servers.filter(({ left }) => left === 0);
    expect(empty.map(({ title }) => title)).toEqual(['API group']);
    for (const { emptySince, workloads } of empty) {
      expect(Number.isNaN(Date.parse(emptySince ?? ''))).toBe(workloads === 0);
    }
    const unfinished = servers.filter(({ left }) => left > 0);
    expect(unfinished.every(({ emptySince }) => emptySince === null)).toBe(
      true,
    );
    const roles = [...new Set(servers.flatMap(({ roleRefs }) => roleRefs))];
    const sinceOf = new Map<string, string | null>();
    for (const role of roles) {
      const counts = expectDocumented(
        await api.user('get', `/summary?role=${encodeURIComponent(role)}`),
      ).body;
      expect(counts.emptySince !== null).toBe(
        counts.scope === counts.retired + counts.retained,
      );
      sinceOf.set(role, counts.emptySince);
    }
    // It is the only server of its roles.
    const [group] = empty;
    expect(group.roleRefs.map(role => sinceOf.get(role))).toEqual(
      expect.arrayContaining([group.emptySince]),
    );
    const hosts = servers.filter(({ title }) => /^bat10\d$/.test(title));
    expect(hosts).toHaveLength(6);
    expect(new Set(hosts.map(({ roleRefs }) => roleRefs.join())).size).toBe(1);
  });

  it('shows all that its words, blockers and dangers rest on', async () => {
    const { body } = await api.user('get', '/workloads?limit=200');
    const workloads: WorkloadView[] = body.items;
    let named = 0;
    for (const { id } of workloads) {
      const answer = await api.user('get', `/workloads/${id}`);
      const { assessment, evidence }: WorkloadDetail = answer.body;
      const bases: Array<Partial<Basis>> = [
        ...Object.values(assessment.because!),
        ...assessment.blockers,
        ...assessment.dangers,
      ];
      const observations = evidence.observations.map(seen => seen.id);
      const runs = evidence.runs.map(run => run.id);
      for (const { observationIds = [], runIds = [] } of bases) {
        expect(observations).toEqual(expect.arrayContaining(observationIds));
        expect(runs).toEqual(expect.arrayContaining(runIds));
        named += observationIds.length + runIds.length;
      }
    }
    expect(named).toBeGreaterThan(workloads.length);
  });

  it.each<[string, number | null, string]>([
    ['push-sender', 196, '2026-02-11T22:12:44.000Z'],
    // Nobody tells of its uses, but the collector saw when it was used last.
    ['mail-preview', null, '2026-01-14T06:02:10.000Z'],
  ])(
    'tells how often %s was used lately, beside its state',
    async (name, count, lastUsedAt) => {
      const { body } = await api.user('get', `/workloads?text=${name}`);
      const [{ locations }]: WorkloadView[] = body.items;
      expect(locations).toMatchObject([
        {
          state: 'active',
          detail: { lastUsedAt, uses: { count, since: expect.any(String) } },
        },
      ]);
    },
  );

  it('takes every plan back unchanged', async () => {
    const { body } = await api.user('get', '/workloads?limit=200');
    const workloads: WorkloadView[] = body.items;
    for (const { id } of workloads) {
      const read = await api.user('get', `/workloads/${id}/plan`);
      const { version, ...plan } = read.body;
      const written = expectDocumented(
        await api
          .user('put', `/workloads/${id}/plan`)
          .set('If-Match', read.headers.etag)
          .send(read.body),
      );
      expect(written.body).toEqual({ ...plan, version: version + 1 });
    }
  });

  it('finds a workload by part of its name, and filters by each value it shows', async () => {
    const { body } = await api.user('get', '/workloads?limit=200');
    const [workload]: WorkloadView[] = body.items;
    const queries = {
      server: workload.serverRefs[0],
      role: workload.roleRef,
      kind: workload.kind,
      stage: workload.assessment.stage,
      placement: workload.assessment.placement,
      text: workload.name.slice(1, 5),
    };
    for (const [name, value] of Object.entries(queries)) {
      const found = await api.user(
        'get',
        `/workloads?limit=200&${name}=${encodeURIComponent(value)}`,
      );
      const ids = found.body.items.map(({ id }: { id: string }) => id);
      expect(ids).toContain(workload.id);
    }
  });
});
