/** Workloads in Backstage's own search, where a policy has conditions of stages. */
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import searchPlugin from '@backstage/plugin-search-backend';
import batchMigrationPlugin, {
  createWorkloadConditionalDecision,
  workloadConditions,
} from 'backstage-plugin-batch-migration-backend';
import { workloadReadPermission } from 'backstage-plugin-batch-migration-common';
import searchModule from 'backstage-plugin-search-backend-module-batch-migration';

jest.setTimeout(240_000);

const SRE = 'user:default/mori';
const AUDITOR = 'user:default/kimura';

/** At which stages the auditor may read workloads. */
let stages: Parameters<typeof workloadConditions.hasStage>[0]['stages'] = [];

const policy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'stages',
  register(env) {
    env.registerInit({
      deps: { point: policyExtensionPoint },
      async init({ point }) {
        point.setPolicy({
          handle: async ({ permission }, user) =>
            user?.info.userEntityRef === AUDITOR &&
            isPermission(permission, workloadReadPermission)
              ? createWorkloadConditionalDecision(
                  permission,
                  workloadConditions.hasStage({ stages }),
                )
              : { result: AuthorizeResult.ALLOW },
        });
      },
    });
  },
});

/** The mock forgets which plugin asks for a user, and then no conditions are told. */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const mocked = mockServices.auth({ pluginId: plugin.getId() });
    const getPluginRequestToken: typeof mocked.getPluginRequestToken =
      async options =>
        mocked.isPrincipal(options.onBehalfOf, 'user')
          ? {
              token: mockCredentials.user.token(
                options.onBehalfOf.principal.userEntityRef,
                { actor: { subject: `plugin:${plugin.getId()}` } },
              ),
            }
          : mocked.getPluginRequestToken(options);
    return Object.assign(Object.create(mocked), { getPluginRequestToken });
  },
});

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo({ principal }) {
      const { userEntityRef } = principal as { userEntityRef: string };
      return { userEntityRef, ownershipEntityRefs: [userEntityRef] };
    },
  }),
});

describe('searching under a condition of stages', () => {
  const directory = createMockDirectory();
  const scheduler = mockServices.scheduler();
  let url: string;
  let stop: () => Promise<void>;

  const ask = async (user: string, path: string, body?: object) => {
    const response = await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: mockCredentials.user.header(user),
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };

  /** All that the search answers, and the titles in it. */
  const search = async (user: string, term: string) => {
    const answer = await ask(
      user,
      `/search/query?term=${term}&types[0]=batch-migration-workload`,
    );
    return {
      text: JSON.stringify(answer),
      titles: answer.results
        .map(({ document }: { document: { title: string } }) => document.title)
        .sort(),
    };
  };

  const plan = async (name: string) => {
    const { items } = await ask(SRE, `/batch-migration/workloads?text=${name}`);
    const [
      {
        id,
        plan: { version },
      },
    ] = items;
    const candidates = [{ name: 'ECS', reason: 'Known', adopted: true }];
    await ask(SRE, '/batch-migration/plans/bulk', {
      plans: [{ workloadId: id, version }],
      change: {
        ...{ ownerRef: SRE, strategy: 'replatform' },
        ...{ targetPlatform: 'ecs-fargate', decision: { candidates } },
      },
    });
  };

  beforeAll(async () => {
    directory.setContent({
      'declared/bat000': {
        'server.yaml': `owner: ${SRE}\n`,
        crontab: [
          '0 1 * * * root /opt/news/digest.sh',
          '0 2 * * * root /opt/news/ranking.sh\n',
        ].join('\n'),
      },
    });
    const backend = await startTestBackend({
      features: [
        batchMigrationPlugin,
        searchPlugin,
        searchModule,
        permissionBackend,
        permissionsServiceFactory,
        policy,
        auth,
        userInfo,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: {
            permission: { enabled: true },
            batchMigration: {
              inventories: [
                {
                  ...{ type: 'files', role: 'declared' },
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
    await fetch(`${url}/batch-migration/refresh`, {
      method: 'POST',
      headers: { Authorization: mockCredentials.user.header(SRE) },
    });
    await plan('digest');
    for (const { id } of await scheduler.getScheduledTasks()) {
      if (id.startsWith('search_index_')) await scheduler.triggerTask(id);
    }
  });

  afterAll(() => stop());

  it('finds all for who may read all', async () => {
    expect((await search(SRE, 'opt')).titles).toEqual(['digest', 'ranking']);
  });

  it.each([
    [['planned'], ['digest'], 'ranking'],
    [['discovered'], ['ranking'], 'digest'],
    [['retired'], [], 'opt'],
    [['discovered', 'planned'], ['digest', 'ranking'], 'proven'],
  ] as const)('finds at %j only %j', async (readable, titles, hidden) => {
    stages = [...readable];
    const { titles: found, text } = await search(AUDITOR, 'opt');
    expect(found).toEqual(titles);
    expect(text).not.toContain(hidden);
  });

  it('goes by the stage of now, not by that of the index', async () => {
    stages = ['planned'];
    expect((await search(AUDITOR, 'ranking')).titles).toEqual([]);
    await plan('ranking');
    expect((await search(AUDITOR, 'ranking')).titles).toEqual(['ranking']);
    stages = ['discovered'];
    const { titles, text } = await search(AUDITOR, 'ranking');
    expect(titles).toEqual([]);
    expect(text).not.toContain('ranking.sh');
  });
});
