import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareJobs } from '../jobs/prepareJobs';
import { renderGoldenPath } from '../rendering/renderRepository';
import { answers } from '../testUtils/answers';
import { portal, workload } from '../testUtils/workload';
import { main } from './index';
import { placeOfSource } from './templates';

// Each test runs git many times; the machine may have other work.
jest.setTimeout(120_000);

const TEMPLATES = join(__dirname, '../../../../templates');
const NAME = 'scheduled-fargate-job';

describe('golden-path', () => {
  let root: string;
  let directory: string;
  let templates: string;

  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  const commit = (cwd: string, message = 'Work') => {
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-q', '-m', message);
  };
  const initialise = (cwd: string) => {
    git(cwd, 'init', '-q', '-b', 'main');
    git(cwd, 'config', 'user.name', 'Aiko');
    git(cwd, 'config', 'user.email', 'aiko@example.com');
    commit(cwd, 'Start');
  };
  const edit = async (file: string, change: (text: string) => string) => {
    const text = await readFile(file, 'utf8');
    expect(change(text)).not.toBe(text);
    await writeFile(file, change(text));
  };

  /** Runs the command and answers its exit code and its words. */
  async function run(...args: string[]) {
    const said: string[] = [];
    const print = (text: string) => {
      said.push(text);
    };
    const code = await main(args, { cwd: directory, print, printError: print });
    return { code, said: said.join('\n') };
  }

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'golden-path-cli-'));
    templates = join(root, 'forked');
    await cp(join(TEMPLATES, NAME), join(templates, 'templates', NAME), {
      recursive: true,
      filter: source => !source.includes('node_modules'),
    });
    const file = join(templates, 'templates', NAME, 'template.yaml');
    await edit(file, text =>
      text.replace(/golden-path-version: .*/, 'golden-path-version: 9.0.0'),
    );
    await edit(
      join(templates, 'templates', NAME, 'content/docs/schedules.md'),
      text => `${text}\nNew in 9.\n`,
    );
    initialise(templates);

    const start = join(root, 'start');
    await renderGoldenPath({
      content: join(TEMPLATES, NAME, 'content'),
      directory: start,
      template: `template:default/${NAME}`,
      version: '1.1.0',
      answers: answers(),
      work: await prepareJobs(answers(), portal([workload('w1')]), {
        token: 't',
      }),
    });
    initialise(start);
    git(start, 'tag', 'golden-path/1.1.0');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  beforeEach(async () => {
    directory = await mkdtemp(join(root, 'repository-'));
    await cp(join(root, 'start'), directory, { recursive: true });
  });

  it('upgrades from a folder and leaves the branch checked out', async () => {
    await edit(join(directory, 'README.md'), text => `${text}\nOurs.\n`);
    commit(directory);
    const { code, said } = await run('upgrade', '--templates', templates);
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/from 1\.1\.0 to 9\.0\.0[^]*git push origin/),
    });
    expect(git(directory, 'branch', '--show-current')).toBe(
      'golden-path-upgrade/9.0.0',
    );
    expect(git(directory, 'status', '--porcelain')).toBe('');
    expect(await readFile(join(directory, 'README.md'), 'utf8')).toContain(
      'Ours.',
    );
    const schedules = join(directory, 'docs/schedules.md');
    expect(await readFile(schedules, 'utf8')).toContain('New in 9.');
    expect(git(directory, 'log', '-1', '--format=%an <%ae>')).toBe(
      'Aiko <aiko@example.com>',
    );
  });

  it('upgrades from a git repository, in a worktree', async () => {
    const worktree = join(root, 'worktree');
    git(directory, 'switch', '-q', '-c', 'other');
    git(directory, 'worktree', 'add', '-q', worktree, 'main');
    directory = worktree;
    const { code } = await run(
      ...['upgrade', '--templates', `file://${templates}`, '--ref', 'main'],
    );
    expect(code).toBe(0);
    expect(git(directory, 'branch', '--show-current')).toBe(
      'golden-path-upgrade/9.0.0',
    );
  });

  it('tells of what is to settle, and ends with 3', async () => {
    await edit(
      join(directory, 'docs/schedules.md'),
      text => `${text}\nOurs.\n`,
    );
    commit(directory);
    const { code, said } = await run('upgrade', '--templates', templates);
    expect(code).toBe(3);
    expect(said).toContain('docs/schedules.md: you and 9.0.0 changed');
    const again = await run('upgrade', '--templates', templates, '--into=main');
    expect(again).toEqual({
      code: 0,
      said: expect.stringContaining('An earlier run made'),
    });
  });

  it('says that nothing is to do', async () => {
    await run('upgrade', '--templates', templates, '--no-switch');
    git(directory, 'merge', '-q', 'golden-path-upgrade/9.0.0');
    expect(await run('upgrade', '--templates', templates)).toEqual({
      code: 0,
      said: expect.stringContaining('at the newest version'),
    });
  });

  it('shows how it is called', async () => {
    expect(await run('--help')).toEqual({
      code: 0,
      said: expect.stringContaining('golden-path upgrade --help'),
    });
    expect(await run('upgrade', '-h')).toEqual({
      code: 0,
      said: expect.stringContaining('--templates <where>'),
    });
  });

  const asIs = async () => {};
  it.each<[string, number, RegExp, string[], () => Promise<void>]>([
    ['no command', 2, /A command is missing/, [], asIs],
    ['an unknown command', 2, /no command renew/, ['renew'], asIs],
    [
      'an unknown option',
      2,
      /Unknown option '--force'/,
      ['upgrade', '--force'],
      asIs,
    ],
    ['no templates', 1, /give --templates/, ['upgrade'], asIs],
    [
      'a folder without the template',
      1,
      /holds no template scheduled-fargate-job/,
      ['upgrade', '--templates', '.'],
      asIs,
    ],
    [
      'an address that git cannot clone',
      1,
      /git clone/,
      ['upgrade', '--templates', 'file:///nowhere/at/all'],
      asIs,
    ],
    [
      'an answer without a name',
      1,
      /name=value/,
      ['upgrade', '--templates', TEMPLATES, '--answer', 'ruby'],
      asIs,
    ],
    [
      'a working copy with changes',
      1,
      /not committed[^]*README\.md/,
      ['upgrade', '--templates', TEMPLATES],
      async () => writeFile(join(directory, 'README.md'), 'Ours.'),
    ],
    [
      'a folder that is no repository',
      1,
      /git rev-parse/,
      ['upgrade'],
      async () => {
        directory = root;
      },
    ],
  ])('refuses %s', async (_, code, message, args, arrange) => {
    await arrange();
    expect(await run(...args)).toEqual({
      code,
      said: expect.stringMatching(message),
    });
  });
});

it.each([
  [
    'https://github.com/acme/templates/tree/main/templates/sqs-worker/',
    {
      address: 'https://github.com/acme/templates',
      ref: 'main',
      path: 'templates/sqs-worker',
    },
  ],
  [
    'https://gitlab.com/a/b/c/-/blob/v2/sqs-worker/template.yaml',
    { address: 'https://gitlab.com/a/b/c', ref: 'v2', path: 'sqs-worker' },
  ],
])('clones the source %s', (source, place) => {
  expect(placeOfSource(source)).toEqual(place);
});

it('refuses a source that it cannot clone', () => {
  expect(() => placeOfSource('file:///etc')).toThrow(/give --templates/);
});
