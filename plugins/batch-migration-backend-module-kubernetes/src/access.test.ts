import { mockServices } from '@backstage/backend-test-utils';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClusterAccesses } from './access';
import { ClusterReader } from './clusters';
import { CronJobProbe } from './probes/cronJob';

const now = new Date('2026-02-12T01:24:00Z');

describe("through the proxy of Backstage's Kubernetes backend", () => {
  const asked: Array<Record<string, unknown>> = [];
  let server: Server;
  let probe: CronJobProbe;

  beforeAll(async () => {
    server = createServer(({ url, headers }, response) => {
      const cluster = headers['backstage-kubernetes-cluster'];
      asked.push({ url, cluster, authorization: headers.authorization });
      const isKnown = cluster === 'production';
      response.writeHead(isKnown ? 200 : 404, {
        'content-type': 'application/json',
      });
      response.end(
        JSON.stringify(
          isKnown
            ? {
                items: [
                  {
                    metadata: { name: 'digest' },
                    spec: { schedule: '@daily' },
                  },
                ],
              }
            : { error: { message: `Cluster '${cluster}' not found` } },
        ),
      );
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const via = 'kubernetes-plugin' as const;
    const base = {
      url: null,
      token: null,
      timezone: 'UTC',
      via,
      findTargets: [],
    };
    const reader = new ClusterReader(
      {
        clusters: [
          { ...base, name: 'production' },
          { ...base, name: 'forgotten' },
        ],
        recordings: null,
      },
      new ClusterAccesses({
        auth: mockServices.auth({ pluginId: 'batch-migration' }),
        discovery: mockServices.discovery.mock({
          getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        }),
      }),
    );
    probe = new CronJobProbe(reader, mockServices.logger.mock());
  });

  afterAll(() => {
    server.closeAllConnections();
    return new Promise(done => server.close(done));
  });

  const look = async (cluster: string) => {
    const ref = `k8s-cronjob:${cluster}/news`;
    const [answer] = await probe.observe([{ ref, key: 'digest' }], { now });
    return answer;
  };

  it('a cluster is asked by its name, as a service for that backend alone', async () => {
    expect((await look('production')).state).toBe('active');
    expect(asked).toEqual([
      {
        url: '/api/kubernetes/proxy/apis/batch/v1/namespaces/news/cronjobs?limit=500',
        cluster: 'production',
        authorization: expect.stringContaining('"target":"kubernetes"'),
      },
    ]);
  });

  it('a cluster that the backend does not know is unknown, and named', async () => {
    const { state, detail } = await look('forgotten');
    expect(state).toBe('unknown');
    expect(detail.reason).toMatch(/Cluster 'forgotten' not found/);
  });
});
