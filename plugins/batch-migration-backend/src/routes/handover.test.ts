import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { HandoverPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase, CRONTAB, cronItem, inventory } from '../testEstate';
import { expectDocumented, NOW, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();
const GROUP = 'scheduler:111122223333/ap-northeast-1/news';
const ACCOUNT = 'https://git.example.com/news/jobs';

const spec = (expression: string, dialect = 'debian-cron' as const) => ({
  dialect,
  expression,
  timezone: 'Asia/Tokyo',
});

describe.each(databases.eachSupportedId())('handover on %s', databaseId => {
  let api: Api;
  let database: BatchMigrationDatabase;
  let ids: Record<string, string>;
  let readable: string[] | 'all' = 'all';

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(asked => ({
        result:
          readable === 'all' ||
          !('resourceRef' in asked) ||
          readable.includes(String(asked.resourceRef))
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
    authorizeConditional: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  });

  const post = async (body: object) =>
    expectDocumented(await api.user('post', '/handover/preview').send(body));
  const preview = async (
    names: string[],
    over: object = {},
  ): Promise<HandoverPreviewResponse> => {
    const answer = await post({
      workloadIds: names.map(name => ids[name]),
      ...over,
    });
    expect(answer.body).not.toHaveProperty('error');
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const attest = (name: string, seconds: number, expiresAt: string) =>
    api
      .user('post', `/workloads/${ids[name]}/attestations`)
      .send({
        fact: 'longest-run',
        seconds,
        reason: 'Watched for a year.',
        expiresAt,
      })
      .expect(201);

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    api = await startApi({ knex, features: [permissions.factory] });
    database = await createDatabase(knex);
    const reading = inventory(
      [
        cronItem('digest', { schedule: spec('0 7 * * *') }),
        cronItem('locked', {
          schedule: spec('30 7 * * *'),
          command: 'flock -n /var/lock/a.lock /srv/locked',
        }),
        cronItem('often', { schedule: spec('* * * * *') }),
        cronItem('alone', { schedule: spec('0 9 * * *') }),
        cronItem('push', {
          kind: 'on-demand',
          schedule: null,
          location: { ref: 'tool:default/bat000', key: 'push' },
        }),
      ],
      { capturedAt: '2026-02-11T01:00:00.000Z' },
    );
    reading.server.facts.push({
      name: 'tls',
      value: 'no TLS 1.2',
      source: 'openssl version',
      observedAt: null,
    });
    api.source.readings = [reading];
    await api.user('post', '/refresh').expect(200);
    const { body } = await api.user('get', '/workloads');
    ids = Object.fromEntries(
      body.items.map(({ id, name }: { id: string; name: string }) => [
        name,
        id,
      ]),
    );
    for (const [name, expression] of [
      ['digest', 'cron(0 7 * * ? *)'],
      ['locked', 'cron(30 7 * * ? *)'],
      ['often', 'cron(* * * * ? *)'],
    ]) {
      api.scheduler.answers.set(name, {
        state: 'idle',
        detail: {
          schedules: [spec(expression, 'eventbridge' as never)],
          ...(name === 'locked' && { timeoutSeconds: 300 }),
        },
      });
      await api
        .user('put', '/target-links')
        .send({
          repository: ACCOUNT,
          links: [
            {
              workloadIds: [ids[name]],
              location: { ref: GROUP, key: name },
            },
          ],
        })
        .expect(200);
    }
    await api.user('post', '/refresh').expect(200);
    await database.runs.record(
      [1, 2, 3, 4].map(day => ({
        location: { ref: CRONTAB, key: 'digest' },
        scheduledFor: null,
        startedAt: `2026-02-0${day}T22:00:00.000Z`,
        endedAt: `2026-02-0${day}T22:0${day}:00.000Z`,
        outcome: 'succeeded' as const,
        source: 'memory',
        externalId: `run-${day}`,
      })),
    );
    await attest('locked', 600, '2026-02-20T00:00:00+09:00');
    await attest('often', 90, '2026-12-31T00:00:00+09:00');
  });

  beforeEach(() => {
    readable = 'all';
  });

  afterAll(async () => {
    await api.stop();
  });

  it('plans from what was seen, measured and attested', async () => {
    const { jobs, plan, candidates, simulation, ...rest } = await preview([
      'locked',
      'digest',
    ]);
    expect(rest.timezone).toBe('Asia/Tokyo');
    expect(rest.now >= NOW).toBe(true);
    expect(jobs.map(({ name }) => name)).toEqual(['locked', 'digest']);
    expect(jobs[1]).toMatchObject({
      legacy: [spec('0 7 * * *')],
      target: [spec('cron(0 7 * * ? *)', 'eventbridge' as never)],
      longestRun: { seconds: 240, source: 'measured', expiresAt: null },
      lock: null,
      hostTls12: false,
      warnings: [],
    });
    expect(jobs[0]).toMatchObject({
      longestRun: {
        seconds: 600,
        source: 'attested',
        basis: expect.stringContaining('user:default/mori'),
        expiresAt: '2026-02-19T15:00:00.000Z',
      },
      lock: 'default/bat000:/var/lock/a.lock',
      warnings: [{ code: 'attestation-ends-soon' }, { code: 'may-be-cut-off' }],
    });
    expect(plan.refused).toEqual([]);
    expect(plan.windows).toHaveLength(1);
    expect(plan.windows[0].edits).toMatchObject([{ place: CRONTAB }]);
    expect(new Set(plan.windows[0].jobIds)).toEqual(
      new Set([ids.locked, ids.digest]),
    );
    expect(candidates[0].jobIds).toHaveLength(2);
    expect(candidates[0].uses).toBeNull();
    expect(jobs[0].lane.gaps.length).toBeGreaterThan(0);
    expect(simulation).toMatchObject({ missed: 0, doubled: 0, overlapped: 0 });
    expect(simulation.due).toBeGreaterThan(0);
    // A job of the same server that does not move starts every minute.
    const { earliest, latest, runs } = candidates[0];
    const minutes = (Date.parse(latest) - Date.parse(earliest)) / 60_000 + 1;
    expect(runs).toBeGreaterThanOrEqual(minutes);
  });

  it('stores nothing', async () => {
    const before = await database.history.list({ limit: 1 });
    api.auditor.createEvent.mockClear();
    await preview(['digest']);
    expect(await database.history.list({ limit: 1 })).toEqual(before);
    expect(api.auditor.createEvent).not.toHaveBeenCalled();
  });

  it.each([
    ['alone', 'no-longest-run'],
    ['push', 'no-longest-run'],
  ])('refuses %s alone, with the reason', async (name, code) => {
    const { plan, jobs } = await preview(['digest', name]);
    expect(plan.refused).toMatchObject([{ id: ids[name], code }]);
    expect(plan.jobs).toMatchObject([{ id: ids.digest }]);
    expect(jobs).toHaveLength(2);
  });

  it('refuses a job whose target nobody has seen', async () => {
    await attest('alone', 60, '2026-12-31T00:00:00+09:00');
    const { plan } = await preview(['alone']);
    expect(plan.refused).toMatchObject([{ code: 'no-target' }]);
    expect(plan.windows).toEqual([]);
  });

  it('says how a job without a gap moves where its host cannot reach the guard', async () => {
    const { plan, jobs } = await preview(['often']);
    expect(plan.jobs).toMatchObject([{ procedure: 'pause' }]);
    expect(plan.jobs[0].heldTicks.length).toBeGreaterThan(0);
    expect(jobs[0].warnings).toMatchObject([{ code: 'host-without-tls' }]);
  });

  it('takes one instant for all, and names the nearest gap where it is none', async () => {
    const at = await preview(['digest'], {
      switchAt: '2026-02-13T12:00:00+09:00',
    });
    expect(at.plan.windows).toMatchObject([
      { switchAt: '2026-02-13T03:00:00.000Z' },
    ]);
    const { plan } = await preview(['digest'], {
      switchAt: '2026-02-13T07:01:00+09:00',
    });
    expect(plan.refused).toMatchObject([
      { code: 'no-gap-then', nearest: { before: expect.any(String) } },
    ]);
  });

  it('takes no instant before now, and the asked safety', async () => {
    const { plan } = await preview(['digest'], {
      from: '2025-01-01T00:00:00Z',
      withinDays: 2,
      settleSeconds: 600,
      marginSeconds: 0,
      deploySeconds: 7200,
    });
    expect(plan.from >= NOW).toBe(true);
    expect(Date.parse(plan.to) - Date.parse(plan.from)).toBe(2 * 86_400_000);
    expect(plan.safety).toEqual({
      settleSeconds: 600,
      // Less than the least is raised to it.
      marginSeconds: 120,
      deploySeconds: 7200,
    });
  });

  it('counts uses of tools at the same hours', async () => {
    const { candidates } = await preview(['digest']);
    const [{ earliest }] = candidates;
    await database.runs.record([
      {
        location: { ref: 'tool:default/bat000', key: 'push' },
        scheduledFor: null,
        startedAt: new Date(
          Date.parse(earliest) - 7 * 86_400_000 + 60_000,
        ).toISOString(),
        endedAt: null,
        outcome: 'unknown',
        source: 'memory',
        externalId: 'use',
      },
    ]);
    expect((await preview(['digest'])).candidates[0].uses).toBe(1);
  });

  it('names unknown workloads, and those that may not be read', async () => {
    const unknown = await post({ workloadIds: [ids.digest, 'nobody'] });
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toBe('No workload has the id nobody');
    readable = [ids.digest];
    const hidden = await post({ workloadIds: [ids.digest, ids.locked] });
    expect(hidden.status).toBe(404);
    expect(hidden.body.error.message).toBe(
      `No workload has the id ${ids.locked}`,
    );
    const own = await preview(['digest']);
    expect(JSON.stringify(own)).not.toContain('locked');
    expect(own.candidates[0].runs).toBeGreaterThan(0);
  });

  it.each([
    [{ workloadIds: [] }, 'workloadIds'],
    [{ workloadIds: 'a' }, 'workloadIds'],
    [{ workloadIds: ['a', 'a'] }, 'workloadIds'],
    [{ workloadIds: ['a\0'] }, 'workloadIds[0]'],
    [{ workloadIds: ['\uD800'] }, 'workloadIds[0]'],
    [{ from: 'soon' }, 'from'],
    [{ from: '2026-02-12T00:00:00' }, 'from'],
    [{ withinDays: 63 }, 'withinDays'],
    [{ withinDays: 1.5 }, 'withinDays'],
    [{ settleSeconds: -1 }, 'settleSeconds'],
    [{ marginSeconds: '2' }, 'marginSeconds'],
    [{ deploySeconds: 1e9 }, 'deploySeconds'],
    [{ switchAt: '2026-02-13T12:00:30Z' }, 'switchAt'],
    [{ after: [] }, 'after'],
  ])('refuses %j', async (change, field) => {
    const answer = await post({ workloadIds: ['a'], ...change });
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it('refuses more than 1,000 workloads, and a larger body', async () => {
    const many = (count: number) => ({
      workloadIds: Array.from({ length: count }, (_, i) => `id-${i}`),
    });
    expect((await post(many(1001))).status).toBe(400);
    expect((await post(many(1000))).status).toBe(404);
    expect((await post(many(20_000))).status).toBe(413);
  });
});
