import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import type { InventoryResponse } from 'backstage-plugin-batch-migration-common';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InventoryEntityProvider } from './InventoryEntityProvider';

type Mutation = Parameters<EntityProviderConnection['applyMutation']>[0];

const server = (name: string, over: object = {}) => ({
  ref: `resource:default/${name}`,
  title: name,
  description: null,
  ownerRef: null,
  systemRef: null,
  facts: [],
  hardDates: [],
  instances: [],
  ...over,
});

const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `host${index}`);

const refOf = ({ kind, metadata }: Entity) =>
  `${kind}:${metadata.namespace ?? 'default'}/${metadata.name}`.toLowerCase();

describe('InventoryEntityProvider', () => {
  let http: Server;
  let inventory: InventoryResponse | null;
  /** What the catalog has, as the mutations left it. */
  let catalog: Map<string, Entity>;
  let mutations: Mutation[];
  let now: number;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    inventory = { servers: [], roles: [], counts: [], unlisted: [] };
    catalog = new Map();
    mutations = [];
    now = 0;
    jest.clearAllMocks();
    http = createServer((request, response) => {
      if (!inventory) {
        response.writeHead(503, { 'Content-Type': 'application/json' });
        response.end('{}');
      } else if (request.url === '/openapi') {
        response.end('openapi: 3.1.0');
      } else {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(inventory));
      }
    });
    await new Promise<void>(done => {
      http.listen(0, '127.0.0.1', done);
    });
  });

  afterEach(async () => {
    await new Promise(done => {
      http.close(done);
    });
  });

  /** A provider as one replica has it. */
  async function replica({ maxRemovedShare = 0.3 } = {}) {
    let task: () => Promise<void> = async () => {};
    const provider = new InventoryEntityProvider({
      auth: mockServices.auth({ pluginId: 'catalog' }),
      catalog: {
        // Two by two, so that pages are read to the end.
        queryEntities: async request => {
          const from =
            request && 'cursor' in request ? Number(request.cursor) : 0;
          const all = [...catalog.values()];
          return {
            items: all.slice(from, from + 2),
            totalItems: all.length,
            pageInfo:
              from + 2 < all.length ? { nextCursor: String(from + 2) } : {},
          };
        },
      },
      discovery: {
        getBaseUrl: async () =>
          `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
        getExternalBaseUrl: async () => 'http://nobody.example',
      },
      logger,
      taskRunner: {
        async run({ fn }) {
          task = async () => fn(new AbortController().signal);
        },
      },
      appUrl: 'https://portal.example',
      maxRemovedShare,
      now: () => now,
    });
    await provider.connect({
      applyMutation: async mutation => {
        mutations.push(mutation);
        if (mutation.type !== 'delta') throw new Error('all of it again');
        for (const { entity } of mutation.added) {
          catalog.set(refOf(entity), entity);
        }
        for (const one of mutation.removed) {
          catalog.delete((one as { entityRef: string }).entityRef);
        }
      },
      refresh: async () => {},
    });
    return { refresh: () => task() };
  }

  const answer = (...servers: ReturnType<typeof server>[]) => {
    inventory = { servers, roles: [], counts: [], unlisted: [] };
  };
  const hosts = () =>
    [...catalog.keys()].filter(ref => ref.startsWith('resource:')).sort();

  it('brings everything once, and then only what changed', async () => {
    const { refresh } = await replica();
    answer(...names(5).map(name => server(name)));
    await refresh();
    expect(hosts()).toHaveLength(5);
    await refresh();
    expect(mutations).toHaveLength(1);

    answer(
      ...names(5).map(name =>
        server(name, name === 'host3' ? { title: 'Host three' } : {}),
      ),
    );
    await refresh();
    expect(mutations).toHaveLength(2);
    expect(mutations[1]).toMatchObject({
      type: 'delta',
      added: [{ entity: { metadata: { title: 'Host three' } } }],
      removed: [],
    });
  });

  it('removes what is no longer named', async () => {
    const { refresh } = await replica();
    answer(...names(10).map(name => server(name)));
    await refresh();
    answer(...names(9).map(name => server(name)));
    await refresh();
    expect(hosts()).toHaveLength(9);
    expect(mutations[1]).toMatchObject({
      added: [],
      removed: [
        {
          entityRef: 'resource:default/host9',
          locationKey: 'batch-migration-inventory',
        },
      ],
    });
  });

  it('removes nothing where an answer leaves out too much, and says why', async () => {
    const { refresh } = await replica();
    answer(...names(10).map(name => server(name)));
    await refresh();
    answer(server('host0'), server('new'));
    await refresh();
    expect(hosts()).toHaveLength(11);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('no longer names 9 of 11 entities'),
    );
    // As soon as the answer is whole again, all is as it was.
    answer(...names(10).map(name => server(name)));
    await refresh();
    expect(hosts()).toHaveLength(10);
  });

  it('removes however much the backend says it let go, and no more', async () => {
    const { refresh } = await replica();
    answer(...names(10).map(name => server(name)));
    await refresh();
    const unlisted = names(6).map(name => `resource:default/${name}`);
    answer(server('host9'));
    inventory = { ...inventory!, unlisted };
    await refresh();
    // Three of eleven are missing without a word, which is within the share.
    expect(hosts()).toEqual(['resource:default/host9']);

    answer(...names(10).map(name => server(name)));
    await refresh();
    answer();
    inventory = { ...inventory!, unlisted };
    await refresh();
    expect(hosts()).toEqual([6, 7, 8, 9].map(n => `resource:default/host${n}`));
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('no longer names 4 of 11 entities'),
    );
  });

  it('keeps what it has when the backend cannot be asked', async () => {
    const { refresh } = await replica();
    answer(...names(3).map(name => server(name)));
    await refresh();
    inventory = null;
    await expect(refresh()).rejects.toThrow('503');
    expect(hosts()).toHaveLength(3);
  });

  it('knows after a restart what the catalog has', async () => {
    const before = await replica();
    answer(...names(10).map(name => server(name)));
    await before.refresh();
    answer(...names(9).map(name => server(name)));
    const after = await replica();
    await after.refresh();
    expect(hosts()).toHaveLength(9);
  });

  it('removes in time what another replica brought', async () => {
    const one = await replica();
    const other = await replica();
    answer(...names(10).map(name => server(name)));
    await one.refresh();
    await other.refresh();
    answer(...names(11).map(name => server(name)));
    await other.refresh();
    answer(...names(10).map(name => server(name)));
    await one.refresh();
    expect(hosts()).toHaveLength(11);
    now += 10 * 60_000;
    await one.refresh();
    expect(hosts()).toHaveLength(10);
  });

  it('lets people filter by what is left and follow links', async () => {
    const { refresh } = await replica();
    inventory = {
      servers: [
        server('bat000', {
          instances: [
            { ref: 'ec2:111122223333/ap-northeast-1', key: 'i-0a71c3f2' },
            { ref: 'ec2:111122223333/ap-northeast-1', key: '"><script>' },
          ],
        }),
        server('empty'),
      ],
      roles: [],
      counts: [
        {
          key: 'resource:default/bat000',
          count: 30,
          left: 26,
          inAcuteDanger: 4,
        },
      ],
      unlisted: [],
    };
    await refresh();
    const { metadata } = catalog.get('resource:default/bat000')!;
    expect(metadata.annotations).toMatchObject({
      'batch-migration/workloads': '30',
      'batch-migration/left': '26',
      'batch-migration/in-acute-danger': '4',
      'batch-migration/danger': 'acute',
      'batch-migration/verdict': 'in-use',
    });
    expect(metadata.links).toEqual([
      {
        url: 'https://portal.example/batch-migration?server=resource%3Adefault%2Fbat000',
        title: 'Its workloads',
        icon: 'dashboard',
      },
      {
        url: 'https://ap-northeast-1.console.aws.amazon.com/ec2/home?region=ap-northeast-1#InstanceDetails:instanceId=i-0a71c3f2',
        title: 'EC2 i-0a71c3f2',
      },
    ]);
    expect(
      catalog.get('resource:default/empty')!.metadata.annotations,
    ).toMatchObject({
      'batch-migration/left': '0',
      'batch-migration/danger': 'none',
      // Nothing left is said only where something was there.
      'batch-migration/verdict': 'nothing-known',
    });
  });
});
