import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClusterAccesses } from './access';
import { ClusterReader } from './clusters';
import { readKubernetesConfig } from './config';
import { CronJobProbe } from './probes/cronJob';

const now = new Date('2026-02-12T01:24:00Z');
const cronJob = (name: string) => ({
  metadata: { name },
  spec: { schedule: '@daily' },
});

describe('against a server that speaks the API of Kubernetes', () => {
  const asked: string[] = [];
  let busy = 1;
  let server: Server;
  let probe: CronJobProbe;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.headers.authorization} ${request.url}`);
      const send = (status: number, answer: unknown) => {
        response.writeHead(status, {
          'content-type': 'application/json',
          location: '/elsewhere',
        });
        response.end(JSON.stringify(answer));
      };
      const [, namespace] =
        /^\/apis.*namespaces\/([^/]+)\/cronjobs/.exec(request.url!) ?? [];
      if (namespace === 'busy' && busy > 0) {
        busy -= 1;
        send(429, { message: 'later' });
      } else if (namespace === 'closed') {
        send(403, { message: 'no role' });
      } else if (namespace === 'moved') {
        send(302, {});
      } else if (namespace === 'strange') {
        send(200, { hello: 'world' });
      } else if (namespace === 'paged' && !request.url!.includes('continue')) {
        send(200, { items: [cronJob('a')], metadata: { continue: 'b' } });
      } else if (namespace === undefined) {
        send(404, { message: 'nothing' });
      } else {
        send(200, { items: [cronJob('b')], metadata: {} });
      }
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const options = readKubernetesConfig(
      new ConfigReader({
        batchMigration: {
          kubernetes: {
            clusters: [
              { name: 'live', url: `http://127.0.0.1:${port}/`, token: 'abc' },
              { name: 'wrong', url: `http://127.0.0.1:${port}/ui` },
              { name: 'down', url: 'http://127.0.0.1:1' },
            ],
          },
        },
      }),
    );
    const reader = new ClusterReader(
      options,
      new ClusterAccesses({
        auth: mockServices.auth(),
        discovery: mockServices.discovery(),
      }),
    );
    probe = new CronJobProbe(reader, mockServices.logger.mock());
  });

  afterAll(() => {
    server.closeAllConnections();
    return new Promise(done => server.close(done));
  });

  const look = async (place: string, ...keys: string[]) =>
    probe.observe(
      keys.map(key => ({ ref: `k8s-cronjob:${place}`, key })),
      { now },
    );

  it('turns pages, with its token', async () => {
    const answers = await look('live/paged', 'a', 'b', 'c');
    expect(answers.map(({ state }) => state)).toEqual([
      'active',
      'active',
      'absent',
    ]);
    expect(asked.slice(0, 2)).toEqual([
      'Bearer abc /apis/batch/v1/namespaces/paged/cronjobs?limit=500',
      'Bearer abc /apis/batch/v1/namespaces/paged/cronjobs?limit=500&continue=b',
    ]);
  });

  it('asks again where the server is busy', async () => {
    expect((await look('live/busy', 'b'))[0].state).toBe('active');
    expect(busy).toBe(0);
  });

  it.each([
    ['live/closed', /allow the verb list/],
    ['live/moved', /Listing cronjobs failed/],
    ['live/strange', /no list of Kubernetes/],
    ['wrong/batch', /check its url/],
    ['down/batch', /Listing cronjobs failed/],
  ])('says unknown, and why, of %s', async (place, reason) => {
    const [{ state, detail }] = await look(place, 'b');
    expect(state).toBe('unknown');
    expect(detail.reason).toMatch(reason);
  });
});

it.each([
  [{ mode: 'guess' }, 'mode'],
  [{ mode: 'replay' }, 'recordings'],
  [{ clusters: [{ name: 'a/b', url: 'http://x' }] }, 'a/b'],
  [{ clusters: [{ name: 'a' }] }, 'url'],
  [{ clusters: [{ name: 'a', via: 'magic' }] }, 'magic'],
  [
    { clusters: [{ name: 'a', via: 'kubernetes-plugin', token: 't' }] },
    'token',
  ],
  [
    { clusters: [{ name: 'a', url: 'http://x', timezone: 'Tokyo' }] },
    'timezone',
  ],
  [
    { clusters: [{ name: 'a', url: 'http://x', findTargets: ['a/b'] }] },
    'findTargets',
  ],
])('refuses %p, naming %s', (kubernetes, named) => {
  const config = new ConfigReader({ batchMigration: { kubernetes } });
  expect(() => readKubernetesConfig(config)).toThrow(named);
});
