import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { startGithub } from '../testUtils/githubServer';
import { publishHostedRepository } from './publishHostedRepository';
import type { RepositoryHost } from './repositoryHost';
import { repositoryHosts } from './repositoryHosts';

const NAME = 'news-jobs';
const REPOSITORY = `our-org/${NAME}`;

describe('publishing to GitHub', () => {
  let github: Awaited<ReturnType<typeof startGithub>>;
  let root: string;
  let host: RepositoryHost;
  beforeEach(async () => {
    github = await startGithub();
    root = await mkdtemp(join(tmpdir(), 'github-'));
    host = hostWith(github.behaviour.token);
  });
  afterEach(async () => {
    await github.server.close();
    await rm(root, { recursive: true, force: true });
  });

  function hostWith(token: string, url = github.server.url): RepositoryHost {
    const { publishTo } = repositoryHosts(
      new ConfigReader({
        integrations: {
          github: [
            { host: new URL(url).host, apiBaseUrl: `${url}/api/v3`, token },
          ],
        },
        batchMigration: {
          repositories: {
            host: 'github',
            github: { host: new URL(url).host, owner: 'our-org' },
          },
        },
      }),
    );
    return publishTo!;
  }

  async function publish(answers: object = { a: 1 }, to = host) {
    const source = await mkdtemp(join(root, 'source-'));
    await writeFile(join(source, 'README.md'), '# Jobs\n');
    await writeFile(
      join(source, '.golden-path.json'),
      JSON.stringify({ template: 't', version: '1.1.0', answers, work: [] }),
    );
    return publishHostedRepository(to, {
      source,
      name: NAME,
      description: 'Jobs of news',
    });
  }

  const git = (...args: string[]) => github.server.git(REPOSITORY, ...args);
  const settings = () => github.behaviour.settings[NAME];

  it('pushes one commit on main with its tag into a private, protected repository', async () => {
    const { repository, commit, reused, remarks } = await publish();
    expect({ repository, reused, remarks }).toEqual({
      repository: `${github.server.url}/${REPOSITORY}`,
      reused: false,
      remarks: [],
    });
    expect((await git('rev-list', 'main')).trim()).toBe(commit);
    expect((await git('rev-parse', 'golden-path/1.1.0')).trim()).toBe(commit);
    expect(await git('ls-tree', '--name-only', 'main')).toBe(
      '.golden-path.json\nREADME.md\n',
    );
    expect(settings()).toMatchObject({
      private: true,
      visibility: 'private',
      auto_init: false,
      description: 'Jobs of news',
      default_branch: 'main',
      protection: {
        required_pull_request_reviews: { required_approving_review_count: 1 },
        allow_force_pushes: false,
      },
    });
  });

  it('reuses what the same answers made, and leaves its settings alone once people work there', async () => {
    const first = await publish();
    await git('update-ref', 'refs/heads/main', await commitOnTop());
    settings().protection = 'as the team has it';
    expect(await publish()).toEqual({ ...first, reused: true });
    expect(settings().protection).toBe('as the team has it');
    expect(
      github.server.calls.filter(call => call.startsWith('POST')),
    ).toHaveLength(1);
  });

  async function commitOnTop(tree = 'main^{tree}') {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    const made = await git(
      ...[...identity, 'commit-tree', tree, '-p', 'main', '-m', 'x'],
    );
    return made.trim();
  }

  it.each([
    ['of other answers', { a: 2 }, '.golden-path.json'],
    ['that is none of a golden path', { a: 1 }, 'README.md'],
  ])('leaves a repository %s alone', async (_, answers, kept) => {
    await publish();
    const tree = await git('ls-tree', 'main', kept);
    const made = await github.server.feed(REPOSITORY, tree, 'mktree');
    await git('update-ref', 'refs/heads/main', await commitOnTop(made.trim()));
    const before = await git('for-each-ref');
    await expect(publish(answers)).rejects.toThrow(/made from other answers/);
    expect(await git('for-each-ref')).toBe(before);
  });

  it('fills an empty repository that is there', async () => {
    await github.server.init(REPOSITORY);
    const { commit, reused } = await publish();
    expect(reused).toBe(false);
    expect((await git('rev-parse', 'main')).trim()).toBe(commit);
  });

  it('refuses a wrong token, without repeating it', async () => {
    const refusal = await publish({}, hostWith('ghp_wrong0token')).catch(
      error => error,
    );
    expect(refusal.name).toBe('AuthenticationError');
    expect(refusal.message).toMatch(
      /refused the credentials: see integrations\.github/,
    );
    expect(JSON.stringify([refusal.message, refusal.stack])).not.toContain(
      'ghp_',
    );
    expect(await github.server.exists(REPOSITORY)).toBe(false);
  });

  it('waits where GitHub asks for a little patience', async () => {
    github.behaviour.next = [
      { status: 429, headers: { 'Retry-After': '1' } },
      { status: 403, headers: { 'Retry-After': '0' } },
    ];
    expect(await publish()).toMatchObject({ reused: false });
  });

  it('stops where the rate limit is used up, and says when to go on', async () => {
    const reset = Math.ceil(Date.now() / 1000) + 1790;
    github.behaviour.next = [
      {
        status: 403,
        headers: {
          'X-RateLimit-Remaining': '0',
          'X-RateLimit-Reset': String(reset),
        },
      },
    ];
    await expect(publish()).rejects.toThrow(
      /no more calls for now: run this again in 30 minutes/,
    );
    expect(await github.server.exists(REPOSITORY)).toBe(false);
  });

  it('says that GitHub cannot be reached', async () => {
    const { url } = github.server;
    await github.server.close();
    await expect(publish({}, hostWith('t', url))).rejects.toThrow(
      /could not be reached: ECONNREFUSED/,
    );
    github = await startGithub();
  });

  it('says what a failed push left, and goes on from there', async () => {
    github.behaviour.refusePush = { ref: 'refs/heads/main', status: 403 };
    await expect(publish()).rejects.toThrow(
      /answered 403 .*our-org\/news-jobs is there, empty: run this again/,
    );
    github.behaviour.refusePush = { ref: 'refs/tags/', status: 500 };
    await expect(publish()).rejects.toThrow(
      /holds main but not yet the tag golden-path\/1\.1\.0: run this again/,
    );
    github.behaviour.refusePush = null;
    const { commit, reused } = await publish();
    expect(reused).toBe(true);
    expect((await git('rev-list', 'main')).trim()).toBe(commit);
    expect((await git('rev-parse', 'golden-path/1.1.0')).trim()).toBe(commit);
    expect(settings().default_branch).toBe('main');
  });

  it('remarks that a plan has no protected branches', async () => {
    github.behaviour.protection = {
      status: 403,
      body: { message: 'Upgrade to GitHub Pro or make this repository public' },
    };
    expect((await publish()).remarks).toEqual([
      expect.stringMatching(/main is not protected: the plan of our-org/),
    ]);
  });

  it('says where settings are missing, and sets them in the next run', async () => {
    github.behaviour.protection = {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    };
    await expect(publish()).rejects.toThrow(
      /Resource not accessible.*complete but for its settings/,
    );
    github.behaviour.protection = { status: 200 };
    expect(await publish()).toMatchObject({ reused: true, remarks: [] });
    expect(settings().protection).toBeDefined();
  });

  it('makes nothing under the name of a repository that was renamed', async () => {
    github.behaviour.next = [{ status: 301 }];
    await expect(publish()).rejects.toThrow(/was renamed/);
  });

  it('opens a pull request once', async () => {
    await publish();
    const repository = (await host.findByAddress(
      `${github.server.url}/${REPOSITORY}`,
    ))!;
    const open = () =>
      host.openPullRequest(repository, {
        ...{ from: 'golden-path/upgrade', into: 'main' },
        ...{ title: 'Upgrade', body: 'What changed' },
      });
    const url = `${github.server.url}/${REPOSITORY}/pull/1`;
    expect(await open()).toEqual({ url, reused: false });
    expect(await open()).toEqual({ url, reused: true });
  });

  it.each(['https://github.example/our-org/x', 'http://127.0.0.1/other/x'])(
    'takes %s for no repository of its own',
    async address => {
      await expect(host.findByAddress(address)).rejects.toThrow(
        /is no repository of our-org/,
      );
    },
  );
});
