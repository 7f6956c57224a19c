import fs from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import git from 'isomorphic-git';
import { publishLocalRepository } from './publishLocalRepository';

describe('publishLocalRepository', () => {
  let root: string;
  let directory: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'publish-'));
    directory = join(root, 'repositories');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function rendered(answers: object, version = '1.0.0') {
    const source = await mkdtemp(join(root, 'workspace-'));
    await mkdir(join(source, 'infra'));
    await writeFile(join(source, 'infra/app.ts'), 'export {};\n');
    await writeFile(join(source, '.gitignore'), 'node_modules/\n');
    await writeFile(
      join(source, '.golden-path.json'),
      JSON.stringify({ template: 't', version, answers }),
    );
    return source;
  }
  const publish = async (answers: object, version?: string) =>
    publishLocalRepository({
      source: await rendered(answers, version),
      directory,
      name: 'news-jobs',
    });

  it('makes one commit on main, tagged with the version', async () => {
    const { directory: dir, commit, repository, reused } = await publish({});
    expect(reused).toBe(false);
    expect(repository).toBe(`file://${dir}`);
    expect(await git.currentBranch({ fs, dir })).toBe('main');
    expect(await git.resolveRef({ fs, dir, ref: 'golden-path/1.0.0' })).toBe(
      commit,
    );
    expect(await git.log({ fs, dir })).toHaveLength(1);
    expect(await git.listFiles({ fs, dir })).toEqual([
      '.gitignore',
      '.golden-path.json',
      'infra/app.ts',
    ]);
    const changed = (await git.statusMatrix({ fs, dir })).filter(
      ([, head, workdir, stage]) => head !== 1 || workdir !== 1 || stage !== 1,
    );
    expect(changed).toEqual([]);
  });

  it('reuses the repository of the same answers, also when people work in it', async () => {
    const first = await publish({ a: 1, b: [2] });
    await writeFile(join(first.directory, 'infra/app.ts'), 'changed');
    const second = await publish({ b: [2], a: 1 }, '1.1.0');
    expect(second).toEqual({ ...first, reused: true });
    expect(await readFile(join(first.directory, 'infra/app.ts'), 'utf8')).toBe(
      'changed',
    );
  });

  it('leaves a repository of other answers alone', async () => {
    const { directory: dir } = await publish({ a: 1 });
    await expect(publish({ a: 2 })).rejects.toThrow(
      /was made from other answers; choose another name/,
    );
    expect(await readFile(join(dir, '.golden-path.json'), 'utf8')).toContain(
      '"a":1',
    );
  });

  it('leaves a folder alone that it did not make', async () => {
    await mkdir(join(directory, 'news-jobs'), { recursive: true });
    await expect(publish({})).rejects.toThrow('exists');
  });

  it('leaves nothing behind but the repository', async () => {
    await publish({ a: 1 });
    await publish({ a: 2 }).catch(() => {});
    expect(await readdir(directory)).toEqual(['news-jobs']);
  });

  it('gives one repository to two runs at once', async () => {
    const [one, two] = await Promise.all([publish({}), publish({})]);
    expect(one.commit).toBe(two.commit);
    expect([one.reused, two.reused].sort()).toEqual([false, true]);
    expect(await readdir(directory)).toEqual(['news-jobs']);
  });

  it.each(['../news', 'a/b', '.', 'News', 'x'.repeat(40), ''])(
    'refuses the name %j',
    async name => {
      const source = await rendered({});
      await expect(
        publishLocalRepository({ source, directory, name }),
      ).rejects.toThrow(/name must be/);
    },
  );
});
