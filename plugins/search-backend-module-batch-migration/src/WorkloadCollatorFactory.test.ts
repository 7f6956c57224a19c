import { mockServices } from '@backstage/backend-test-utils';
import { workloadReadPermission } from 'backstage-plugin-batch-migration-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WorkloadCollatorFactory } from './WorkloadCollatorFactory';

const workload = (id: string, over: object = {}) => ({
  id,
  name: `job ${id}`,
  kind: 'scheduled',
  serverRefs: ['resource:default/bat000'],
  ownerRef: 'group:default/sre',
  scheduleText: { en: 'At 03:15', ja: '3時15分' },
  command: `/opt/batch/${id}.sh --token ***`,
  description: null,
  assessment: { stage: 'built' },
  ...over,
});

describe('WorkloadCollatorFactory', () => {
  let server: Server;
  let asked: string[];
  let answer: (url: URL) => { status: number; body: unknown };

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://localhost');
      asked.push(`${url.pathname}${url.search}`);
      const { status, body } = request.headers.authorization?.startsWith(
        'Bearer ',
      )
        ? answer(url)
        : { status: 401, body: {} };
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
  });

  afterEach(async () => {
    await new Promise(done => {
      server.close(done);
    });
  });

  const factory = () =>
    new WorkloadCollatorFactory({
      auth: mockServices.auth({ pluginId: 'search' }),
      discovery: {
        getBaseUrl: async () =>
          `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        getExternalBaseUrl: async () => 'http://nobody.example',
      },
      location: '/batch-migration/workloads/:id',
    });

  const collate = async () => {
    const documents = [];
    for await (const one of await factory().getCollator()) documents.push(one);
    return documents;
  };

  it('reads every page, each with a token of its own plugin', async () => {
    answer = url => ({
      status: 200,
      body: url.searchParams.has('cursor')
        ? { items: [workload('c')], totalItems: 3, nextCursor: null }
        : {
            items: [workload('a'), workload('b')],
            totalItems: 3,
            nextCursor: 'next',
          },
    });
    const documents = await collate();
    expect(documents.map(({ title }) => title)).toEqual([
      'job a',
      'job b',
      'job c',
    ]);
    expect(asked).toEqual([
      '/workloads?limit=200&orderBy=name',
      '/workloads?limit=200&orderBy=name&cursor=next',
    ]);
  });

  it('finds a workload by command, description and schedule', async () => {
    answer = () => ({
      status: 200,
      body: {
        items: [workload('a/b', { description: '日次ランキング' })],
        totalItems: 1,
        nextCursor: null,
      },
    });
    expect(await collate()).toEqual([
      {
        title: 'job a/b',
        text: '/opt/batch/a/b.sh --token ***\n日次ランキング\nAt 03:15',
        location: '/batch-migration/workloads/a%2Fb',
        kind: 'scheduled',
        stage: 'built',
        owner: 'group:default/sre',
        servers: ['resource:default/bat000'],
        authorization: { resourceRef: 'a/b' },
      },
    ]);
  });

  it('lets only those find it who may read it', () => {
    expect(factory().visibilityPermission).toBe(workloadReadPermission);
  });

  it('fails as a whole where a page cannot be read', async () => {
    answer = url =>
      url.searchParams.has('cursor')
        ? { status: 503, body: { error: { name: 'Busy', message: 'busy' } } }
        : {
            status: 200,
            body: { items: [workload('a')], totalItems: 2, nextCursor: 'x' },
          };
    await expect(collate()).rejects.toThrow('503');
  });
});
