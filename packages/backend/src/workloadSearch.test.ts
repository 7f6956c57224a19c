/** Workloads in Backstage's own search: who may not read one does not find it. */
import {
  coreServices,
  createServiceFactory,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import searchPlugin from '@backstage/plugin-search-backend';
import batchMigrationPlugin from 'backstage-plugin-batch-migration-backend';
import {
  RESOURCE_TYPE_WORKLOAD,
  workloadReadPermission,
} from 'backstage-plugin-batch-migration-common';
import searchModule from 'backstage-plugin-search-backend-module-batch-migration';

jest.setTimeout(240_000);

const SRE = 'user:default/mori';
const OWNER = 'user:default/sato';
const { ALLOW, DENY } = AuthorizeResult;

/** What each may read, by the ids of workloads; SREs and plugins read everything. */
const mayRead = new Map<string, string[]>();

/** As the permission backend answers: conditions first, then of each workload. */
const permissions = mockServices.permissions.mock({
  authorize: async (requests, { credentials }) =>
    requests.map(({ permission, resourceRef }) => {
      const user = userOf(credentials);
      const isFree =
        user === null ||
        user === SRE ||
        !isPermission(permission, workloadReadPermission);
      const isOwn = mayRead.get(user ?? '')?.includes(String(resourceRef));
      return { result: isFree || isOwn ? ALLOW : DENY };
    }),
  authorizeConditional: async (requests, { credentials }) =>
    requests.map(({ permission }) => {
      const user = userOf(credentials);
      return user === null ||
        user === SRE ||
        !isPermission(permission, workloadReadPermission)
        ? { result: ALLOW }
        : {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'batch-migration',
            resourceType: RESOURCE_TYPE_WORKLOAD,
            conditions: {
              rule: 'IS_OWNER',
              resourceType: RESOURCE_TYPE_WORKLOAD,
              params: { owners: [user] },
            },
          };
    }),
});

function userOf(credentials: BackstageCredentials): string | null {
  const principal = credentials.principal as { userEntityRef?: string };
  return principal.userEntityRef ?? null;
}

describe('searching for workloads', () => {
  const directory = createMockDirectory();
  const scheduler = mockServices.scheduler();
  let url: string;
  let stop: () => Promise<void>;

  const ask = async (user: string, path: string, method = 'GET') => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { Authorization: mockCredentials.user.header(user) },
    });
    if (response.status !== 200) throw new Error(await response.text());
    return response.json();
  };

  beforeAll(async () => {
    const host = (owner: string, crontab: string) => ({
      'server.yaml': `owner: ${owner}\n`,
      crontab,
    });
    directory.setContent({
      'declared/bat000': host(
        OWNER,
        '0 1 * * * root /opt/news/digest.sh --token hunter2hunter2\n',
      ),
      'declared/bat001': host(SRE, '0 2 * * * root /opt/news/ranking.sh\n'),
    });
    const backend = await startTestBackend({
      features: [
        batchMigrationPlugin,
        searchPlugin,
        searchModule,
        permissions.factory,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: {
            // Else the search filters nothing.
            permission: { enabled: true },
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
    await ask(SRE, '/batch-migration/refresh', 'POST');
    const { items } = await ask(SRE, '/batch-migration/workloads?text=digest');
    mayRead.set(
      OWNER,
      items.map(({ id }: { id: string }) => id),
    );
    for (const { id } of await scheduler.getScheduledTasks()) {
      if (id.startsWith('search_index_')) {
        await scheduler.triggerTask(id);
      }
    }
  });
  afterAll(() => stop());

  const found = async (user: string, term: string) => {
    const { results } = await ask(
      user,
      `/search/query?term=${encodeURIComponent(
        term,
      )}&types[0]=batch-migration-workload`,
    );
    return results.map(
      ({ document }: { document: { title: string } }) => document.title,
    );
  };

  it.each([
    ['an SRE', SRE, 'ranking', ['ranking']],
    ['its owner', OWNER, 'digest', ['digest']],
    ['the owner of another one', OWNER, 'ranking', []],
    ['somebody who owns nothing', 'user:default/abe', 'digest', []],
  ])('finds for %s what may be read', async (_, user, term, titles) => {
    expect(await found(user, term)).toEqual(titles);
  });

  it('finds by command, the best first', async () => {
    const [best] = await found(SRE, 'digest.sh');
    expect(best).toBe('digest');
  });

  it('knows no credential', async () => {
    expect(await found(SRE, 'hunter2hunter2')).toEqual([]);
  });
});
