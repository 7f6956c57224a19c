import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { ServerCostResponse } from 'backstage-plugin-batch-migration-common';
import { resolve } from 'node:path';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const ESTATE = resolve(
  resolvePackagePath('backstage-plugin-batch-migration-backend'),
  '../../examples/estate',
);

describe('GET /servers/{namespace}/{name}/cost', () => {
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
        prices: {
          ...{ source: 'Our contract', date: '2026-01-01' },
          regions: {
            'ap-northeast-1': { fargateVcpuHour: 0.05, fargateGbHour: 0.005 },
          },
          servers: { 'default/bat000': 310 },
        },
      },
    });
    await api.user('post', '/refresh').expect(200);
  });

  afterAll(async () => {
    await api.stop();
  });

  const costOf = async (server: string): Promise<ServerCostResponse> => {
    const answer = expectDocumented(
      await api.user('get', `/servers/default/${server}/cost`),
    );
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('says what the server costs, and who says so', async () => {
    expect(await costOf('bat000')).toMatchObject({
      currency: 'USD',
      server: {
        amount: 310,
        stated: { source: { title: 'Our contract', date: '2026-01-01' } },
      },
    });
  });

  it('costs a job by its real starts, run lengths and peak', async () => {
    const { items, target, notMoving, notReadable } = await costOf('bat000');
    const known = items.filter(({ cost }) => cost.amount !== null);
    expect(known.length).toBeGreaterThan(0);
    for (const { cost, size, startsPerMonth, secondsPerRun } of known) {
      const hours = (startsPerMonth! * Math.max(60, secondsPerRun!)) / 3600;
      const byHand =
        hours *
        ((size!.cpuUnits / 1024) * 0.05 + (size!.memoryMib / 1024) * 0.005);
      expect(cost.amount).toBeCloseTo(byHand, 8);
    }
    expect(target.known).toBe(known.length);
    expect(target.known + target.unknown).toBe(items.length);
    expect(notReadable).toBe(0);
    expect(notMoving).toBeGreaterThan(0);
  });

  it('names what it does not know of the others', async () => {
    const { items } = await costOf('bat000');
    const unknown = items.filter(({ cost }) => cost.amount === null);
    expect(unknown.length).toBeGreaterThan(0);
    for (const { cost } of unknown) expect(cost.unknown).not.toEqual([]);
  });

  it('knows no cost of a server of whose instances nobody knows', async () => {
    const { body } = await api.user('get', '/servers?limit=200');
    const { ref } = body.items.find(
      (server: { instances: object[] }) => server.instances.length === 0,
    );
    const { server } = await costOf(ref.split('/')[1]);
    expect(server).toMatchObject({
      amount: null,
      unknown: ['instances', 'region'],
    });
  });

  it('costs nothing more once its instances are gone', async () => {
    // Nothing is seen of its instance any more.
    expect((await costOf('bat001')).server.amount).toBe(0);
  });

  it('answers 404 for a server that no inventory has', async () => {
    const answer = await api.user('get', '/servers/default/nobody/cost');
    expect(expectDocumented(answer).status).toBe(404);
  });
});
