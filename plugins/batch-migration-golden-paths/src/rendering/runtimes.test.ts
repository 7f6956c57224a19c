import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { RUNTIMES, type Runtime } from '../answers/commonAnswers';
import { scheduledFargateJob } from '../jobs/scheduledFargateJob';
import { answers } from '../testUtils/answers';
import {
  GOLDEN_PATH_RUNTIMES,
  OWN_IMAGE,
  renderByRuntime,
} from '../testUtils/byRuntime';
import { filesOf } from '../testUtils/files';

// A busy machine takes its time to render, and to start Node.
jest.setTimeout(60_000);

async function render(
  name: string,
  runtime: Runtime,
): Promise<Map<string, string>> {
  const directory = await mkdtemp(join(tmpdir(), 'runtime-'));
  try {
    await renderByRuntime(name, runtime, directory);
    return await filesOf(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

describe.each(GOLDEN_PATH_RUNTIMES)(
  '%s for the runtime %s',
  (name, runtime) => {
    let files: Map<string, string>;
    const workflows = [
      'ci',
      'deploy',
      ...(name === 'sqs-worker' ? [] : ['schedules']),
    ];
    const read = (path: string) => files.get(path) ?? '';
    const below = (folder: string) =>
      [...files].filter(([path]) => path.startsWith(folder));

    beforeAll(async () => {
      files = await render(name, runtime);
    });

    it('is the same, byte by byte, for the same answers', async () => {
      expect(await render(name, runtime)).toEqual(files);
    });

    it('holds expressions in its workflows only, and none from outside', () => {
      const holders = [...files]
        .filter(([, text]) => text.includes('${{'))
        .map(([path]) => path)
        // Proves that such text is data.
        .filter(path => path !== 'infra/test/stack.test.ts');
      expect(holders).toEqual(
        workflows.map(workflow => `.github/workflows/${workflow}.yml`),
      );
      for (const path of holders) expect(read(path)).not.toContain('secrets.X');
    });

    it('shows a description that means ill as text', () => {
      const hostile = '`$(id)` | ${{ secrets.X }} <b>';
      expect(parse(read('catalog-info.yaml')).metadata.description).toBe(
        hostile,
      );
      for (const [path, text] of files) {
        if (path === '.golden-path.json' || path === 'catalog-info.yaml') {
          continue;
        }
        expect([path, text.includes('<b>')]).toEqual([path, false]);
        expect([path, text.includes('`$(id)`')]).toEqual([path, false]);
      }
      expect(read('README.md')).toContain('&lt;b\\>');
    });

    it('builds what it runs, or names it', () => {
      const { image } = JSON.parse(read('infra/config.json'));
      expect(image).toBe(runtime === 'image' ? OWN_IMAGE : null);
      expect(below('app/').length > 0).toBe(runtime !== 'image');
    });

    it('says how its tests run', () => {
      const { scripts } = JSON.parse(read('package.json'));
      expect(scripts.test).toMatch(/^npm run test:infra(?: &&|$)/);
      // Another language is set up by CI, which runs its tests by themselves.
      expect(scripts.test.includes('test:app')).toBe(runtime === 'node');
      expect('test:app' in scripts).toBe(runtime !== 'image');
    });

    it('has every page that its documentation lists, and lists every page', () => {
      const listed = JSON.stringify(parse(read('mkdocs.yml')).nav).match(
        /[a-z0-9/-]+\.md/g,
      )!;
      expect(listed.map(path => `docs/${path}`).sort()).toEqual(
        below('docs/')
          .map(([path]) => path)
          .sort(),
      );
    });

    it('has no link to a page that is not there', () => {
      for (const [path, text] of below('docs/')) {
        for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
          const linked = join(path, '..', target);
          expect(`${path}: ${files.has(linked) ? '' : linked}`).toBe(
            `${path}: `,
          );
        }
      }
    });

    it('has every chapter that an alarm sends people to', () => {
      const sent = below('infra/').flatMap(([, text]) => [
        ...text.matchAll(/see "([^"]+)" in (docs\/[a-z]+\.md)/g),
      ]);
      expect(sent.length).toBeGreaterThan(2);
      for (const [, chapter, page] of sent) {
        expect(read(page)).toContain(`\n## ${chapter}\n`);
      }
    });

    it.each(workflows)(
      'runs %s with least rights, pinned actions and an end',
      workflow => {
        const text = read(`.github/workflows/${workflow}.yml`);
        const { permissions, concurrency, jobs } = parse(text);
        expect(permissions).toBeDefined();
        expect(concurrency.group).toBeDefined();
        for (const [id, job] of Object.entries<any>(jobs)) {
          const calls = typeof job.uses === 'string';
          expect([id, calls || job['timeout-minutes'] > 0]).toEqual([id, true]);
          const rights = JSON.stringify(job.permissions ?? permissions);
          expect([id, /write/.test(rights)]).toEqual([
            id,
            workflow === 'schedules' || id === 'deploy',
          ]);
        }
        const steps = Object.values<any>(jobs).flatMap(job => job.steps ?? []);
        // Text of a pull request would be read as a script.
        expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
        const checkouts = steps.filter(({ uses }) =>
          uses?.startsWith('actions/checkout@'),
        );
        expect(checkouts).not.toEqual([]);
        for (const { with: given } of checkouts) {
          expect(given['persist-credentials']).toBe(false);
          // What may write never runs the code of a pull request.
          expect(given.ref).toBeUndefined();
        }
        for (const [, action] of text.matchAll(/uses: (\S.*)$/gm)) {
          expect(action).toMatch(
            /^\.\/|^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/,
          );
        }
      },
    );

    it('pins what its own action uses', () => {
      const action = read('.github/actions/setup-app/action.yml');
      for (const [, used] of action.matchAll(/uses: (\S.*)$/gm)) {
        expect(used).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    });
  },
);

const BUILT = RUNTIMES.filter(runtime => runtime !== 'image');

describe.each(BUILT)('the image of the runtime %s', runtime => {
  let lines: string[];

  beforeAll(async () => {
    const files = await render('scheduled-fargate-job', runtime);
    lines = files
      .get('app/Dockerfile')!
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'));
  });
  const all = (instruction: string) =>
    lines.filter(line => line.startsWith(`${instruction} `));

  it('starts from tags that name a version', () => {
    const bases = all('FROM').map(line => line.split(' ')[1]);
    expect(bases).toHaveLength(2);
    for (const base of bases) {
      expect(base).toMatch(
        /^[a-z/-]+:(?:[\d._-]+\d[\d._]*(?:_\d+)?-[a-z-]+|bookworm-\d{8}-slim)$/,
      );
    }
  });

  it('ends without root, and leaves no other command to run', () => {
    const last = lines.slice(lines.lastIndexOf(all('FROM')[1]));
    const users = last.filter(line => line.startsWith('USER '));
    expect(users).toEqual([users[0]]);
    expect(users[0]).toMatch(/^USER (?:node|[1-9]\d*)$/);
    expect(lines.at(-1)).toBe(users[0]);
    expect(all('ENTRYPOINT')).toEqual([]);
  });

  it('can write to /tmp and says so', () => {
    expect(lines).toEqual(
      expect.arrayContaining(['RUN chmod 1777 /tmp', 'VOLUME ["/tmp"]']),
    );
  });
});

it('has a Node example whose tests pass', () => {
  const app = join(__dirname, '../../layers/runtimes/node/app');
  const out = execFileSync(
    process.execPath,
    ['--test', 'test/hello.test.mjs'],
    { cwd: app, encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  expect(out).toMatch(/fail 0$/m);
});

it('judges images by rules whose tests pass', () => {
  const common = join(__dirname, '../../layers/common');
  const out = execFileSync(
    process.execPath,
    ['--test', 'tools/test/image-policy.test.mjs'],
    { cwd: common, encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  expect(out).toMatch(/fail 0$/m);
});

it.each([
  ['no image', 'image', null],
  ['a tag that moves', 'image', 'registry.example.com/news:latest'],
  ['no tag', 'image', 'registry.example.com/news'],
  ['no registry', 'image', 'news:1.0'],
  ['a shell', 'image', 'registry.example.com/news:1;id'],
  ['an image beside a build', 'node', OWN_IMAGE],
] as Array<[string, Runtime, string | null]>)(
  'refuses %s',
  (_, runtime, image) => {
    expect(() =>
      scheduledFargateJob.readAnswers(answers({ runtime, image })),
    ).toThrow(/image must be/);
  },
);
