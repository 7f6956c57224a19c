/** Agents' tools through the MCP endpoint, as an agent's client asks it. */
import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import batchMigrationPlugin, {
  workloadConditions,
} from 'backstage-plugin-batch-migration-backend';

jest.setTimeout(240_000);

const SRE = 'user:default/mori';
const OWNER = 'user:default/sato';
const { ALLOW, CONDITIONAL, DENY } = AuthorizeResult;

/** What the owner may read: as the permission backend answers. */
const ownIds = new Set<string>();

const isSre = ({ principal }: { principal: unknown }) =>
  (principal as { userEntityRef?: string }).userEntityRef === SRE;

const permissions = mockServices.permissions.mock({
  authorize: async (requests, { credentials }) =>
    requests.map(({ resourceRef }) => ({
      result:
        isSre(credentials) || ownIds.has(String(resourceRef)) ? ALLOW : DENY,
    })),
  authorizeConditional: async (requests, { credentials }) =>
    requests.map(() =>
      isSre(credentials)
        ? { result: ALLOW }
        : {
            result: CONDITIONAL,
            pluginId: 'batch-migration',
            resourceType: 'batch-migration-workload',
            conditions: workloadConditions.isOwner({ owners: [OWNER] }),
          },
    ),
});

describe('the MCP endpoint', () => {
  const directory = createMockDirectory();
  const clients: Client[] = [];
  let url: string;
  let stop: () => Promise<void>;
  let own: string;
  let foreign: string;

  const connect = async (authorization: string) => {
    const client = new Client({ name: 'agent', version: '1.0.0' });
    clients.push(client);
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${url}/mcp-actions/v1`), {
        requestInit: { headers: { Authorization: authorization } },
      }),
    );
    return client;
  };
  const agentOf = (user: string) => connect(mockCredentials.user.header(user));

  const call = async (user: string, tool: string, input: object = {}) => {
    const agent = await agentOf(user);
    const answer = await agent.callTool({
      name: `batch-migration.${tool}`,
      arguments: { ...input },
    });
    const [{ text }] = answer.content as Array<{ text: string }>;
    return answer.isError ? { refused: text } : JSON.parse(text);
  };

  beforeAll(async () => {
    directory.setContent({
      'declared/bat000': {
        'server.yaml': `owner: ${SRE}\n`,
        crontab: [
          '0 1 * * * root /opt/news/digest.sh --token hunter2hunter2',
          '0 2 * * * root /opt/news/ranking.sh\n',
        ].join('\n'),
      },
    });
    const backend = await startTestBackend({
      features: [
        batchMigrationPlugin,
        mcpPlugin,
        actionsRegistryServiceFactory,
        actionsServiceFactory,
        permissions.factory,
        mockServices.rootConfig.factory({
          data: {
            backend: { actions: { pluginSources: ['batch-migration'] } },
            batchMigration: {
              inventories: [
                {
                  type: 'files',
                  role: 'declared',
                  target: directory.resolve('declared'),
                },
              ],
            },
          },
        }),
      ],
    });
    stop = () => backend.stop();
    url = `http://localhost:${backend.server.port()}/api`;
    const { items } = await call(SRE, 'list-workloads', { orderBy: 'name' });
    [own, foreign] = items.map(({ id }: { id: string }) => id);
    ownIds.add(own);
    const planned = await fetch(`${url}/batch-migration/plans/bulk`, {
      method: 'POST',
      headers: {
        Authorization: mockCredentials.user.header(SRE),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        plans: [{ workloadId: own, version: 0 }],
        change: { ownerRef: OWNER },
      }),
    });
    if (planned.status !== 200) throw new Error(await planned.text());
  });

  afterAll(async () => {
    for (const client of clients) await client.close();
    await stop();
  });

  it('offers tools that only read', async () => {
    const { tools } = await (await agentOf(OWNER)).listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'batch-migration.list-workloads',
        'batch-migration.explain-workload',
        'batch-migration.preview-crontab',
        'batch-migration.preview-handover',
      ]),
    );
    for (const { annotations, description, inputSchema } of tools) {
      expect(annotations).toMatchObject({
        readOnlyHint: true,
        destructiveHint: false,
      });
      expect(description).not.toBe('');
      expect(inputSchema.type).toBe('object');
    }
  });

  it('reads with the permissions of who asks', async () => {
    const all = await call(SRE, 'list-workloads');
    expect(all.items).toHaveLength(2);
    const some = await call(OWNER, 'list-workloads');
    expect(some.items.map(({ id }: { id: string }) => id)).toEqual([own]);
    expect(some.totalItems).toBe(2);
    expect(await call(OWNER, 'get-workload', { id: own })).toMatchObject({
      id: own,
      name: 'digest',
    });
    for (const tool of ['get-workload', 'explain-workload', 'get-history']) {
      expect(await call(OWNER, tool, { id: foreign })).toEqual({
        refused: `NotFoundError: No workload has the id ${foreign}`,
      });
    }
  });

  it('says why', async () => {
    const why = await call(OWNER, 'explain-workload', { id: own });
    expect(why).toMatchObject({
      name: 'digest',
      assessment: { because: expect.any(Object), stage: 'discovered' },
      evidence: expect.any(Object),
    });
  });

  it('previews a crontab, and stores nothing', async () => {
    const preview = await call(OWNER, 'preview-crontab', {
      text: '15 3 * * 1-5 /srv/app/digest --password hunter2hunter2\n',
      dialect: 'user',
    });
    expect(preview.jobs[0].translation.schedules).toMatchObject([
      { expression: 'cron(15 3 ? * MON-FRI *)' },
    ]);
    expect(JSON.stringify(preview)).not.toContain('hunter2hunter2');
    expect((await call(SRE, 'get-summary')).scope).toBe(2);
  });

  it('previews a handover of what may be read', async () => {
    const ask = (id: string) =>
      call(OWNER, 'preview-handover', { workloadIds: [id] });
    expect((await ask(own)).jobs).toMatchObject([{ id: own }]);
    expect(await ask(foreign)).toEqual({
      refused: `NotFoundError: No workload has the id ${foreign}`,
    });
  });

  it.each([
    ['get-workload', {}, 'InputError'],
    ['preview-crontab', { text: 'x', dialect: 'anacron' }, 'dialect'],
    ['list-workloads', { stage: ['done'] }, 'stage must be one of'],
    ['list-workloads', { everything: true }, 'InputError'],
  ])('refuses %s with %j', async (tool, input, message) => {
    expect(await call(SRE, tool, input)).toEqual({
      refused: expect.stringContaining(message),
    });
  });

  it('tells no credential of a host', async () => {
    const detail = await call(SRE, 'get-workload', { id: own });
    expect(detail.command).toContain('***MASKED:');
    expect(JSON.stringify(detail)).not.toContain('hunter2hunter2');
  });

  it('answers nothing to somebody who has not signed in', async () => {
    await expect(
      (async () => {
        const stranger = await connect(mockCredentials.none.header());
        return stranger.callTool({
          name: 'batch-migration.get-summary',
          arguments: {},
        });
      })(),
    ).rejects.toThrow();
  });
});
