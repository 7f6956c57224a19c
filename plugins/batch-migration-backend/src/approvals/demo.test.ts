/** What the demo portal shows: the recordings of its configuration, through the AWS module. */
// Only tests import these.
/* eslint-disable @backstage/no-undeclared-imports */
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import awsModule from 'backstage-plugin-batch-migration-backend-module-aws';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { expectDocumented, startApi, type Api } from '../routes/testApi';

jest.setTimeout(240_000);

const ROOT = resolve(
  resolvePackagePath('backstage-plugin-batch-migration-backend'),
  '../..',
);
const ESTATE = resolve(ROOT, 'examples/estate');
const { batchMigration } = parse(
  readFileSync(resolve(ROOT, 'app-config.yaml'), 'utf8'),
);

it('finds its tables by their tag, where it is told to look', async () => {
  const aws = {
    mode: 'replay',
    recordings: `${ESTATE}/aws`,
    findTargets: [{ accountId: '111122223333', region: 'ap-northeast-1' }],
    findApprovals: true,
  };
  const api = await startApi({
    features: [awsModule],
    config: { inventories: [], aws, replay: batchMigration.replay },
  });
  const listed = async () =>
    (await api.user('get', '/approvals').expect(200)).body;
  try {
    // The first look is a task of its own.
    for (let n = 0; n < 1_200 && (await listed()).places === 0; n += 1) {
      await new Promise(done => setTimeout(done, 100));
    }
    const { items, places, unread } = await listed();
    expect({ places, unread }).toEqual({ places: 2, unread: [] });
    const named = new Set(items.map(({ place }: any) => place.id));
    expect([...named].sort()).toEqual([
      '111122223333.ap-northeast-1.data-patch',
      '111122223333.ap-northeast-1.rails-bastion',
    ]);
  } finally {
    await api.stop();
  }
});

describe('the demo’s sessions and patches', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({
      features: [
        awsModule,
        mockServices.permissions.factory(),
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name: 'mori', namespace: 'default' },
              spec: { profile: { email: 'mori@example.jp' } },
            },
          ],
        }),
      ],
      config: {
        inventories: [
          { type: 'files', target: `${ESTATE}/declared`, role: 'declared' },
        ],
        aws: {
          mode: 'replay',
          recordings: `${ESTATE}/aws`,
          approvals: batchMigration.aws.approvals,
        },
        replay: batchMigration.replay,
        seed: { plans: `${ESTATE}/plans` },
      },
    });
    await api.user('post', '/refresh').expect(200);
  });
  afterAll(() => api.stop());

  const get = async (path: string) =>
    expectDocumented(await api.user('get', path).expect(200)).body;

  it('need somebody, and the rest was answered', async () => {
    const { items, concerns, unread } = await get('/approvals');
    expect(unread).toEqual([]);
    expect(concerns).toEqual({ unasked: 1, overdue: 1, waits: 2 });
    expect(items.map((each: any) => each.concern)).toEqual([
      ...['overdue', 'unasked', 'waits', 'waits'],
      ...Array(items.length - 4).fill(null),
    ]);
  });

  it('have whole chains', async () => {
    const { items } = await get('/approvals');
    expect(items.length).toBeGreaterThan(8);
    for (const { place, id } of items) {
      const { chain } = await get(`/approvals/${place.id}/${id}`);
      expect([id, chain]).toEqual([id, { state: 'whole', problems: [] }]);
    }
  });

  it('show a workload whose changes were all approved, and the log of one', async () => {
    const { items } = await get('/workloads?text=data-patch');
    const [{ id }] = items.filter((each: any) => each.name === 'data-patch');
    const { places } = await get(`/workloads/${id}/approvals`);
    expect(places).toMatchObject([
      {
        title: 'Data patches',
        concerns: { overdue: 1, waits: 1 },
        reconciliation: {
          standing: 'clean',
          report: { changes: 3, approved: 3 },
        },
      },
    ]);
    const { locations } = await get(`/workloads/${id}`);
    expect(
      locations.find((each: any) => each.side === 'target').detail.audit,
    ).toMatchObject({
      reconciliation: { unapproved: 0 },
      ...{ policy: 'denies', unread: [] },
    });
    const path = `/approvals/${places[0].id}/patch-4f0c1f6e/log`;
    const log = await api.user('get', path).expect(200);
    expect(log.text).toContain('Updated 1284 rows in invoices\n');
  });

  it('show a bastion that is watched, and open no session of it', async () => {
    const { items } = await get('/workloads?text=console');
    const [{ id }] = items.filter((each: any) => each.name === 'console');
    const { locations } = await get(`/workloads/${id}`);
    expect(
      locations.find((each: any) => each.side === 'target').detail.audit,
    ).toEqual({
      ...{ trail: true, loginRule: true, commandFilter: true },
      ...{ followUp: 'answered', policy: 'denies', unread: [] },
    });
    const { places } = await get(`/workloads/${id}/approvals`);
    expect(places).toMatchObject([
      { asksSessions: true, reconciliation: { standing: 'none' } },
    ]);
    const answer = await api
      .user('post', `/workloads/${id}/sessions/${places[0].id}`)
      .send({
        ...{ reason: 'To look at it', minutes: 30 },
        requestId: '0123456789abcdef',
      })
      .expect(409);
    expect(answer.body.error.message).toContain('replays recordings');
  });
});
