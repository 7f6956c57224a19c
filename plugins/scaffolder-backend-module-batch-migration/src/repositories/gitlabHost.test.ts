import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { startGitlab } from '../testUtils/gitlabServer';
import { publishHostedRepository } from './publishHostedRepository';
import { repositoryHosts } from './repositoryHosts';

describe('publishing to GitLab', () => {
  let gitlab: Awaited<ReturnType<typeof startGitlab>>;
  let root: string;
  beforeEach(async () => {
    gitlab = await startGitlab();
    root = await mkdtemp(join(tmpdir(), 'gitlab-'));
  });
  afterEach(async () => {
    await gitlab.server.close();
    await rm(root, { recursive: true, force: true });
  });

  function host(token = gitlab.behaviour.token) {
    const { url, host: at } = gitlab.server;
    const { publishTo } = repositoryHosts(
      new ConfigReader({
        integrations: {
          gitlab: [
            { host: at, baseUrl: url, apiBaseUrl: `${url}/api/v4`, token },
          ],
        },
        batchMigration: {
          repositories: {
            host: 'gitlab',
            gitlab: { host: at, group: 'news/batch' },
          },
        },
      }),
    );
    return publishTo!;
  }

  async function publish(to = host()) {
    const source = await mkdtemp(join(root, 'source-'));
    await writeFile(
      join(source, '.golden-path.json'),
      JSON.stringify({
        template: 't',
        version: '1.1.0',
        answers: {},
        work: [],
      }),
    );
    return publishHostedRepository(to, {
      ...{ source, name: 'news-jobs', description: null },
    });
  }

  const git = async (...args: string[]) =>
    (await gitlab.server.git('news/batch/news-jobs', ...args)).trim();

  it('pushes one commit on main with its tag into a private, protected project', async () => {
    const { repository, commit, catalogInfo, remarks } = await publish();
    expect(repository).toBe(`${gitlab.server.url}/news/batch/news-jobs`);
    expect(catalogInfo).toBe(`${repository}/-/blob/main/catalog-info.yaml`);
    expect(remarks).toEqual([]);
    expect(await git('rev-list', 'main')).toBe(commit);
    expect(await git('rev-parse', 'golden-path/1.1.0')).toBe(commit);
    expect(gitlab.behaviour.settings['news-jobs']).toMatchObject({
      namespace_id: 7,
      visibility: 'private',
      default_branch: 'main',
      protection: { push_access_level: 0, merge_access_level: 30 },
    });
  });

  it('reuses what the same answers made', async () => {
    const first = await publish();
    expect(await publish()).toEqual({ ...first, reused: true });
  });

  it('remarks where the group protects main itself', async () => {
    gitlab.behaviour.isProtectedAlready = true;
    expect((await publish()).remarks).toEqual([
      expect.stringMatching(/protected by the settings that news\/batch has/),
    ]);
  });

  it('refuses a wrong token, without repeating it', async () => {
    const refusal = await publish(host('glpat-wrong')).catch(error => error);
    expect(refusal.message).toMatch(/refused the credentials/);
    expect(refusal.message).not.toContain('glpat');
  });

  it('says that a name is taken', async () => {
    await publish();
    await expect(
      host().create('news-jobs', { description: null }),
    ).rejects.toThrow(/has a project news\/batch\/news-jobs already/);
  });

  it('opens a merge request once', async () => {
    const { repository } = await publish();
    const found = (await host().findByAddress(repository))!;
    const open = () =>
      host().openPullRequest(found, {
        ...{ from: 'golden-path/upgrade', into: 'main' },
        ...{ title: 'Upgrade', body: 'What changed' },
      });
    const url = `${repository}/-/merge_requests/1`;
    expect(await open()).toEqual({ url, reused: false });
    expect(await open()).toEqual({ url, reused: true });
  });
});
