import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  prepareJobs,
  renderGoldenPath,
} from 'backstage-plugin-batch-migration-golden-paths';
import {
  answers,
  portal,
  workload,
} from 'backstage-plugin-batch-migration-golden-paths/testUtils';
import { publishLocalRepository } from '../repositories/publishLocalRepository';
import type { RepositoryHost } from '../repositories/repositoryHost';
import { createUpgradeRepositoryAction } from './upgradeRepository';

// Each test runs git many times; the machine may have other work.
jest.setTimeout(120_000);

const TEMPLATE_FOLDER = join(
  __dirname,
  '../../../../templates/scheduled-fargate-job',
);
const TEMPLATE = 'template:default/scheduled-fargate-job';
const ADDRESS = 'https://git.example.com/news/news-batch-jobs';

describe('golden-path:upgrade', () => {
  let root: string;
  let repositories: string;
  let repository: string;
  let pushed: string[];
  let opened: Array<{
    from: string;
    into: string;
    title: string;
    body: string;
  }>;

  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim();
  const client = portal([workload('w1')]);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'upgrade-action-'));
    const source = join(root, 'rendered');
    await renderGoldenPath({
      content: join(TEMPLATE_FOLDER, 'content'),
      directory: source,
      template: TEMPLATE,
      version: '1.1.0',
      answers: answers(),
      work: await prepareJobs(answers(), client, { token: 't' }),
    });
    await publishLocalRepository({
      source,
      directory: join(root, 'start'),
      name: 'news-batch-jobs',
    });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  beforeEach(async () => {
    const folder = await mkdtemp(join(root, 'case-'));
    repositories = join(folder, 'repositories');
    repository = join(repositories, 'news-batch-jobs');
    await cp(join(root, 'start'), repositories, { recursive: true });
    pushed = [];
    opened = [];
  });

  /** A host whose repository is a bare one in a folder. */
  function host(): RepositoryHost {
    const bare = join(repositories, '../bare.git');
    const hosted = {
      name: 'news-batch-jobs',
      address: ADDRESS,
      defaultBranch: 'main',
    };
    const bareGit = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8' });
    bareGit('clone', '-q', '--bare', repository, bare);
    return {
      type: 'github',
      name: 'GitHub at git.example.com',
      find: async () => hosted,
      findByAddress: async address => (address === ADDRESS ? hosted : null),
      clone: async (_, directory) => {
        bareGit('clone', '-q', bare, directory);
      },
      refs: async (_, prefix) =>
        Object.fromEntries(
          bareGit(
            '-C',
            bare,
            'for-each-ref',
            '--format=%(refname) %(objectname)',
          )
            .split('\n')
            .filter(line => line.startsWith(prefix))
            .map(line => line.split(' ')),
        ),
      push: async (_, directory, refs) => {
        for (const { ref, commit } of refs) {
          bareGit('-C', directory, 'push', '-q', bare, `${commit}:${ref}`);
          pushed.push(ref);
        }
      },
      openPullRequest: async (_, options) => {
        opened.push(options);
        return { url: `${ADDRESS}/pull/1`, reused: opened.length > 1 };
      },
    } as Partial<RepositoryHost> as RepositoryHost;
  }

  /** Runs the action and answers its outputs. */
  async function run(
    options: {
      version?: string;
      input?: object;
      location?: string;
      hosts?: RepositoryHost[];
      isDryRun?: boolean;
    } = {},
  ) {
    const entity = (
      kind: string,
      name: string,
      location: string,
      more = {},
    ) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        name,
        namespace: 'default',
        annotations: {
          'backstage.io/managed-by-location': location,
          'backstage.io/managed-by-origin-location': location,
          ...more,
        },
      },
    });
    const action = createUpgradeRepositoryAction({
      directory: repositories,
      hosts: options.hosts ?? [],
      client,
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      reader: mockServices.urlReader.mock(),
      integrations: ScmIntegrations.fromConfig(mockServices.rootConfig()),
      catalog: catalogServiceMock({
        entities: [
          entity(
            'Component',
            'news-batch-jobs',
            options.location ?? `file:${repository}/catalog-info.yaml`,
          ),
          entity(
            'Template',
            'scheduled-fargate-job',
            `file:${TEMPLATE_FOLDER}/template.yaml`,
            {
              'batch-migration/golden-path-version': options.version ?? '9.0.0',
            },
          ),
        ],
      }),
    });
    const workspacePath = await mkdtemp(join(repositories, '../workspace-'));
    const outputs: Record<string, any> = {};
    await action.handler({
      ...createMockActionContext({
        input: {
          component: 'component:default/news-batch-jobs',
          ...options.input,
        },
        workspacePath,
      }),
      isDryRun: options.isDryRun,
      getInitiatorCredentials: async () => mockCredentials.user(),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
    } as any);
    return outputs;
  }

  async function teamEdits() {
    const file = join(repository, 'README.md');
    await writeFile(file, `${await readFile(file, 'utf8')}\nOurs.\n`);
    git('-c', 'user.name=T', '-c', 'user.email=t@x', 'commit', '-qam', 'Edit');
  }

  it('makes a branch beside what the team has checked out', async () => {
    await teamEdits();
    const main = git('rev-parse', 'main');
    expect(await run()).toEqual({
      status: 'made',
      from: '1.1.0',
      to: '9.0.0',
      branch: 'golden-path-upgrade/9.0.0',
      settle: [],
      report: expect.stringContaining('Nothing is left to settle'),
    });
    expect(git('show', 'golden-path-upgrade/9.0.0:README.md')).toContain(
      'Ours.',
    );
    expect(
      git('show', 'golden-path-upgrade/9.0.0:.golden-path.json'),
    ).toContain('"version": "9.0.0"');
    expect(git('rev-parse', 'main')).toBe(main);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('leaves the branch alone when it is run again', async () => {
    const first = await run();
    const commit = git('rev-parse', first.branch);
    expect(await run()).toMatchObject({ status: 'exists', settle: [] });
    expect(git('rev-parse', first.branch)).toBe(commit);
  });

  it('says that the newest version is there', async () => {
    expect(await run({ version: '1.1.0' })).toMatchObject({
      status: 'current',
      from: '1.1.0',
      to: '1.1.0',
    });
  });

  it('tells in a dry run what would come, and changes nothing', async () => {
    await writeFile(join(repository, 'docs/index.md'), 'Ours.\n');
    git('-c', 'user.name=T', '-c', 'user.email=t@x', 'commit', '-qam', 'Edit');
    const refs = git('for-each-ref');
    expect(await run({ isDryRun: true })).toMatchObject({ status: 'made' });
    expect(git('for-each-ref')).toBe(refs);
  });

  it('sends tag and branch to the host and opens a pull request, once', async () => {
    await teamEdits();
    const hosts = [host()];
    const location = `url:${ADDRESS}/tree/main/catalog-info.yaml`;
    expect(await run({ hosts, location })).toMatchObject({
      status: 'made',
      branch: 'golden-path-upgrade/9.0.0',
      pullRequest: `${ADDRESS}/pull/1`,
    });
    expect(pushed).toEqual([
      'refs/tags/golden-path/9.0.0',
      'refs/heads/golden-path-upgrade/9.0.0',
    ]);
    expect(opened[0]).toMatchObject({
      from: 'golden-path-upgrade/9.0.0',
      into: 'main',
      title: 'Upgrade scheduled-fargate-job from 1.1.0 to 9.0.0',
    });
    expect(await run({ hosts, location })).toMatchObject({
      status: 'exists',
      pullRequest: `${ADDRESS}/pull/1`,
    });
    expect(pushed).toHaveLength(2);
  });

  it.each<[string, RegExp, () => Promise<object>]>([
    [
      'a working copy with open changes',
      /not committed \(README.md\)/,
      async () => {
        await writeFile(join(repository, 'README.md'), 'Ours.');
        return {};
      },
    ],
    ['an older version', /no way back/, async () => ({ version: '1.0.0' })],
    [
      'a component of another folder',
      /not read from a repository that a golden path made/,
      async () => {
        const elsewhere = join(root, 'elsewhere/news-batch-jobs');
        await mkdir(elsewhere, { recursive: true });
        return { location: `file:${elsewhere}/catalog-info.yaml` };
      },
    ],
    [
      'a host that nobody configured',
      /at no host that this portal publishes to/,
      async () => ({
        location:
          'url:https://other.example.com/a/b/blob/main/catalog-info.yaml',
      }),
    ],
    [
      'a component that the catalog does not show',
      /choose again/,
      async () => ({ input: { component: 'component:default/other' } }),
    ],
    [
      'answers that do not fit',
      /taskSize must be/,
      async () => ({
        input: { answers: [{ name: 'taskSize', value: '1/1' }] },
      }),
    ],
  ])('refuses %s', async (_, message, arrange) => {
    const options = await arrange();
    const refs = git('for-each-ref');
    await expect(run(options)).rejects.toThrow(message);
    expect(git('for-each-ref')).toBe(refs);
  });
});
