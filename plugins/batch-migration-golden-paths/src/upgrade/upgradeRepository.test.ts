import { execFileSync } from 'node:child_process';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { prepareJobs } from '../jobs/prepareJobs';
import { renderGoldenPath } from '../rendering/renderRepository';
import { answers } from '../testUtils/answers';
import { portal, workload } from '../testUtils/workload';
import { openGitStore } from './gitTree';
import {
  upgradeRepository,
  type UpgradeBranch,
  type UpgradeOptions,
} from './upgradeRepository';

const CONTENT = join(
  __dirname,
  '../../../../templates/scheduled-fargate-job/content',
);
const TEMPLATE = 'template:default/scheduled-fargate-job';
const AUTHOR = { name: 'Aiko', email: 'aiko@example.com' };
const GIVEN = answers();

// Each test runs git many times; the machine may have other work.
jest.setTimeout(120_000);

describe('upgradeRepository', () => {
  let root: string;
  let directory: string;
  const content = (version: string) => join(root, 'templates', version);
  const read = (path: string) => readFile(join(directory, path), 'utf8');
  const write = async (path: string, text: string | Buffer) => {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  };
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: AUTHOR.name,
        GIT_AUTHOR_EMAIL: AUTHOR.email,
        GIT_COMMITTER_NAME: AUTHOR.name,
        GIT_COMMITTER_EMAIL: AUTHOR.email,
      },
    }).trim();
  const commit = (message = 'Work') => {
    git('add', '-A');
    git('commit', '-q', '-m', message);
  };
  const edit = async (path: string, change: (text: string) => string) => {
    const text = await read(path);
    const changed = change(text);
    expect(changed).not.toBe(text);
    await write(path, changed);
  };

  /** A version of the real content with small edits. */
  async function templateVersion(
    version: string,
    from: string,
    change: (edits: {
      edit(path: string, change: (text: string) => string): Promise<void>;
      write(path: string, text: string | Buffer): Promise<void>;
      folder: string;
    }) => Promise<void>,
  ) {
    await cp(from, content(version), { recursive: true });
    const write_ = async (path: string, text: string | Buffer) => {
      const file = join(content(version), path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    };
    await change({
      folder: content(version),
      write: write_,
      edit: async (path, changeText) => {
        const text = await readFile(join(content(version), path), 'utf8');
        expect(changeText(text)).not.toBe(text);
        await write_(path, changeText(text));
      },
    });
  }

  const upgrade = (version: string, changes: Partial<UpgradeOptions> = {}) =>
    upgradeRepository({
      store: openGitStore(join(directory, '.git')),
      branch: 'main',
      newest: { version, content: async () => content(version) },
      author: AUTHOR,
      now: new Date('2026-03-01T00:00:00Z'),
      ...changes,
    }) as Promise<UpgradeBranch>;

  const render = async (version: string, into: string, given: object = GIVEN) =>
    renderGoldenPath({
      content: content(version),
      directory: into,
      template: TEMPLATE,
      version,
      answers: given,
      work: await prepareJobs(GIVEN, portal([workload('w1')]), { token: 't' }),
    });

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'upgrade-'));
    await templateVersion('1.1.0', CONTENT, async ({ write: add }) => {
      await add('docs/steps.md', lines('step', 12));
      await add('docs/old.md', lines('old', 12));
      await add('docs/unused.md', lines('unused', 12));
      await add('docs/picture.png', Buffer.from('\x89PNG\0one', 'latin1'));
      await add('tools/check.sh', '#!/bin/sh\nexit 0\n');
    });
    await templateVersion(
      '1.2.0',
      content('1.1.0'),
      async ({ edit: change, write: add, folder }) => {
        await change('docs/steps.md', text => `${text}a last step\n`);
        await change('docs/old.md', text => `${text}a new end\n`);
        await rename(
          join(folder, 'docs/old.md'),
          join(folder, 'docs/renamed.md'),
        );
        await rm(join(folder, 'docs/unused.md'));
        await add('docs/picture.png', Buffer.from('\x89PNG\0two', 'latin1'));
        await add('docs/security.md', '# Security\n\nRead this.\n');
        await chmod(join(folder, 'tools/check.sh'), 0o755);
        await change('package.json', text =>
          text.replace(/"typescript": "[^"]+"/, '"typescript": "5.9.4"'),
        );
        await change('package-lock.json', text =>
          text.replace('"lockfileVersion": 3', '"lockfileVersion": 4'),
        );
      },
    );
    await templateVersion(
      '1.3.0',
      content('1.2.0'),
      async ({ edit: change }) => {
        await change('docs/steps.md', text => `a new first step\n${text}`);
        await change('docs/security.md', text => `${text}And this.\n`);
      },
    );
    directory = join(root, 'start');
    await render('1.1.0', directory);
    git('init', '-q', '-b', 'main');
    commit('Start');
    git('tag', 'golden-path/1.1.0');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  beforeEach(async () => {
    directory = await mkdtemp(join(root, 'repository-'));
    await cp(join(root, 'start'), directory, { recursive: true });
  });

  it('gives exactly the new render where the team changed nothing', async () => {
    const made = await upgrade('1.2.0');
    expect(made).toMatchObject({
      status: 'made',
      from: '1.1.0',
      to: '1.2.0',
      branch: 'golden-path-upgrade/1.2.0',
      settle: [],
    });
    const fresh = join(root, 'fresh');
    await render('1.2.0', fresh);
    git('switch', '-q', made.branch);
    const difference = () =>
      execFileSync('diff', ['-r', '--exclude=.git', fresh, directory]);
    expect(difference().toString()).toBe('');
    expect(git('rev-parse', 'HEAD^{tree}')).toBe(
      git('rev-parse', 'golden-path/1.2.0^{tree}'),
    );
    expect(git('ls-files', '-s', 'tools/check.sh')).toMatch(/^100755/);
    expect(git('status', '--porcelain')).toBe('');
    expect(git('fsck', '--strict')).toBe('');
  });

  it('leaves a line of renders that git itself finds as merge base', async () => {
    await edit('docs/steps.md', text => `ours\n${text}`);
    commit();
    const made = await upgrade('1.2.0');
    expect(git('rev-parse', `${made.branch}^1`)).toBe(git('rev-parse', 'main'));
    expect(git('rev-parse', `${made.branch}^2`)).toBe(
      git('rev-parse', 'golden-path/1.2.0'),
    );
    expect(git('rev-parse', 'golden-path/1.2.0^')).toBe(
      git('rev-parse', 'golden-path/1.1.0'),
    );
    expect(git('merge-base', 'main', 'golden-path/1.2.0')).toBe(
      git('rev-parse', 'golden-path/1.1.0'),
    );
    expect(git('merge-base', made.branch, 'golden-path/1.2.0')).toBe(
      git('rev-parse', 'golden-path/1.2.0'),
    );
  });

  it('moves neither the branch nor the working copy of the team', async () => {
    const before = git('rev-parse', 'main');
    await upgrade('1.2.0');
    expect(git('rev-parse', 'main')).toBe(before);
    expect(git('branch', '--show-current')).toBe('main');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('merges edits of both sides as git does', async () => {
    await edit('docs/steps.md', text => `ours\n${text}`);
    await edit('docs/old.md', text => text.replace('old 3', 'old three'));
    await edit('schedules.yaml', text => text.replace('DISABLED', 'ENABLED'));
    await write('app/own.mjs', 'export {};\n');
    await rm(join(directory, 'CODEOWNERS'));
    commit();
    const made = await upgrade('1.2.0');
    expect(made.settle).toEqual([]);
    expect(git('rev-parse', `${made.branch}^{tree}`)).toBe(
      git('merge-tree', '--write-tree', 'main', 'golden-path/1.2.0'),
    );
    git('switch', '-q', made.branch);
    expect(await read('docs/renamed.md')).toMatch(/old three[^]*a new end/);
    expect(await read('schedules.yaml')).toContain('ENABLED');
    expect(JSON.parse(await read('.golden-path.json')).version).toBe('1.2.0');
    expect(await read('catalog-info.yaml')).toContain(
      'scheduled-fargate-job@1.2.0',
    );
  });

  it('marks what it cannot decide, loses nothing of the team, and says so', async () => {
    await edit('docs/steps.md', text => `${text}our last step\n`);
    await edit('docs/unused.md', text => `${text}we use it\n`);
    await write('docs/picture.png', Buffer.from('\x89PNG\0our', 'latin1'));
    await write('docs/security.md', '# Security\n\nOurs.\n');
    await edit('package-lock.json', text => text.replace('"MIT"', '"ISC"'));
    await edit('package.json', text =>
      text.replace('"scripts": {', '"scripts": {\n    "own": "true",'),
    );
    await rm(join(directory, 'docs/old.md'));
    commit();
    const made = await upgrade('1.2.0');
    expect(made.settle).toEqual([
      { kind: 'no-text', path: 'docs/picture.png' },
      { kind: 'deleted-by-team', path: 'docs/renamed.md' },
      { kind: 'conflict', path: 'docs/security.md' },
      { kind: 'conflict', path: 'docs/steps.md' },
      { kind: 'deleted-by-version', path: 'docs/unused.md' },
      { kind: 'lock', path: 'package-lock.json' },
    ]);
    git('switch', '-q', made.branch);
    expect(await read('docs/steps.md')).toContain(
      '<<<<<<< main\nour last step\n=======\na last step\n>>>>>>> golden-path/1.2.0\n',
    );
    expect(await read('docs/unused.md')).toContain('we use it');
    expect(await read('docs/picture.png')).toContain('our');
    expect(JSON.parse(await read('package-lock.json')).lockfileVersion).toBe(3);
    expect(JSON.parse(await read('package.json'))).toMatchObject({
      scripts: { own: 'true' },
      devDependencies: { typescript: '5.9.4' },
    });
    const message = git('log', '-1', '--format=%B');
    expect(message).toMatch(
      /^Upgrade scheduled-fargate-job from 1\.1\.0 to 1\.2\.0/,
    );
    expect(message).toContain('docs/steps.md: you and 1.2.0 changed');
    expect(message).toContain('npm install --package-lock-only');
    expect(() => git('diff', '--check', 'main')).toThrow();
  });

  it.each([
    [
      'a merge commit',
      (branch: string) => git('merge', '-q', '--no-ff', branch),
    ],
    [
      'one squashed commit',
      (branch: string) => {
        git('merge', '-q', '--squash', branch);
        git('commit', '-q', '-m', 'Upgrade (#1)');
        git('branch', '-q', '-D', branch);
      },
    ],
  ])('upgrades again after the first one came in as %s', async (_, mergeIn) => {
    await edit('docs/steps.md', text => text.replace('step 5', 'our step 5'));
    commit();
    const first = await upgrade('1.2.0');
    await edit('docs/steps.md', text => text.replace('step 8', 'our step 8'));
    commit();
    mergeIn(first.branch);
    await edit('docs/security.md', text => text.replace('Read', 'Do read'));
    commit();
    const second = await upgrade('1.3.0');
    expect(second).toMatchObject({ from: '1.2.0', to: '1.3.0' });
    expect(second.settle).toEqual([
      { kind: 'conflict', path: 'docs/security.md' },
    ]);
    expect(git('rev-parse', 'golden-path/1.3.0^')).toBe(
      git('rev-parse', 'golden-path/1.2.0'),
    );
    git('merge', '-q', '--ff-only', second.branch);
    const steps = await read('docs/steps.md');
    expect(steps).toMatch(/^a new first step\n/);
    for (const ours of ['our step 5', 'our step 8', 'a last step']) {
      expect(steps).toContain(ours);
    }
    expect(steps).not.toContain('<<<<');
    expect(await upgrade('1.3.0')).toMatchObject({ status: 'current' });
  });

  it('skips a version, also where its branch was never merged', async () => {
    await edit('docs/steps.md', text => text.replace('step 5', 'our step 5'));
    commit();
    await upgrade('1.2.0');
    const made = await upgrade('1.3.0');
    expect(made).toMatchObject({ from: '1.1.0', to: '1.3.0', settle: [] });
    git('switch', '-q', made.branch);
    expect(await read('docs/steps.md')).toMatch(
      /^a new first step\n[^]*our step 5\n[^]*a last step\n$/,
    );
  });

  it('says that the newest version is there already', async () => {
    expect(await upgrade('1.1.0')).toEqual({
      status: 'current',
      template: TEMPLATE,
      version: '1.1.0',
    });
  });

  it('finds the branch of an earlier run, with the work that went on there', async () => {
    const made = await upgrade('1.2.0');
    git('switch', '-q', made.branch);
    await write('settled.txt', 'yes');
    commit('Settle');
    git('switch', '-q', 'main');
    expect(await upgrade('1.2.0')).toMatchObject({
      status: 'exists',
      branch: made.branch,
      commit: git('rev-parse', made.branch),
    });
  });

  it('goes on where a run was interrupted after its tag', async () => {
    const made = await upgrade('1.2.0');
    git('branch', '-q', '-D', made.branch);
    const again = await upgrade('1.2.0', { now: new Date() });
    expect(again.status).toBe('made');
    expect(again.render).toBe(made.render);
    expect(git('rev-parse', `${again.branch}^{tree}`)).toBe(
      git('rev-parse', `${made.commit}^{tree}`),
    );
  });

  it('reads refs that git has packed, and annotated tags', async () => {
    git('tag', '-f', '-a', '-m', 'First', 'golden-path/1.1.0');
    git('gc', '-q');
    expect(await upgrade('1.2.0')).toMatchObject({ status: 'made' });
  });

  describe('refuses', () => {
    const refs = () => git('for-each-ref');
    it.each<[string, RegExp, () => Promise<Partial<UpgradeOptions>>, string]>([
      [
        'an older version',
        /holds .* 1\.1\.0, and the templates only 1\.0\.9/,
        async () => ({}),
        '1.0.9',
      ],
      [
        'what is no version',
        /three numbers such as 1\.2\.0/,
        async () => ({}),
        '1.2',
      ],
      [
        'a branch that is not there',
        /no branch trunk/,
        async () => ({ branch: 'trunk' }),
        '1.2.0',
      ],
      [
        'a repository of somebody else',
        /nothing to upgrade/,
        async () => {
          await write('.golden-path.json', '{"version": 1}');
          commit();
          return {};
        },
        '1.2.0',
      ],
      [
        'a repository without the tag',
        /git fetch origin 'refs\/tags\/golden-path/,
        async () => {
          git('tag', '-d', 'golden-path/1.1.0');
          return {};
        },
        '1.2.0',
      ],
      [
        'a tag that holds another version',
        /does not hold a render of .* 1\.0\.5/,
        async () => {
          git('tag', 'golden-path/1.0.5');
          await edit('.golden-path.json', text =>
            text.replace('"1.1.0"', '"1.0.5"'),
          );
          commit();
          return {};
        },
        '1.2.0',
      ],
      [
        'a branch in the way',
        /no upgrade made it/,
        async () => {
          git('branch', 'golden-path-upgrade/1.2.0');
          return {};
        },
        '1.2.0',
      ],
      [
        'a tag in the way',
        /holds another render/,
        async () => {
          git('tag', 'golden-path/1.2.0');
          return {};
        },
        '1.2.0',
      ],
      [
        'markers of an earlier upgrade',
        /still marked in docs\/steps.md/,
        async () => {
          await edit(
            'docs/steps.md',
            text => `<<<<<<< main\n${text}=======\n>>>>>>> golden-path/1.1.0\n`,
          );
          commit();
          return {};
        },
        '1.2.0',
      ],
      [
        'answers that the version does not accept',
        /does not accept the answers[^]*taskSize[^]*--answer name=value/,
        async () => {
          await edit('.golden-path.json', text =>
            text.replace('"256/512"', '"256/99"'),
          );
          commit();
          return {};
        },
        '1.2.0',
      ],
      [
        'another name of the repository',
        /cannot change repository/,
        async () => ({ answers: { repository: 'other-name' } }),
        '1.2.0',
      ],
      [
        'a record without work, where nobody can make it',
        /does not hold the jobs themselves/,
        async () => {
          await withoutWork();
          return {};
        },
        '1.2.0',
      ],
    ])('%s', async (_, message, arrange, version) => {
      const changes = await arrange();
      const before = refs();
      await expect(upgrade(version, changes)).rejects.toThrow(message);
      expect(refs()).toBe(before);
      expect(git('status', '--porcelain')).toBe('');
    });
  });

  async function withoutWork() {
    await edit('.golden-path.json', text => {
      const { work, ...record } = JSON.parse(text);
      return `${JSON.stringify(record, null, 2)}\n`;
    });
    commit();
  }

  it('takes answers that the record lacks', async () => {
    await edit('.golden-path.json', text =>
      text.replace('"256/512"', '"256/99"'),
    );
    commit();
    const made = await upgrade('1.2.0', { answers: { taskSize: '512/1024' } });
    const record = JSON.parse(git('show', `${made.branch}:.golden-path.json`));
    expect(record.answers.taskSize).toBe('512/1024');
  });

  it('has the work of an old record prepared again', async () => {
    await withoutWork();
    const prepared: Array<[string, JsonObject]> = [];
    const made = await upgrade('1.2.0', {
      prepareWork: async (template, given) => {
        prepared.push([template, given as JsonObject]);
        return prepareJobs(GIVEN, portal([workload('w1')]), { token: 't' });
      },
    });
    expect(prepared).toEqual([[TEMPLATE, GIVEN]]);
    expect(made.workPrepared).toBe(true);
    const record = JSON.parse(git('show', `${made.branch}:.golden-path.json`));
    expect(record.work).toHaveLength(1);
  });
});

function lines(word: string, count: number): string {
  return Array.from({ length: count }, (_, n) => `${word} ${n}\n`).join('');
}
