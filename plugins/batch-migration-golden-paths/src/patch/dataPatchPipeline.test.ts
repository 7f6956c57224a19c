import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderGoldenPath } from '../rendering/renderRepository';
import { filesOf } from '../testUtils/files';
import { HOSTILE_COMMANDS } from '../testUtils/hostileCommands';
import { patchForm } from '../testUtils/patchForm';
import { dataPatchPipeline } from './dataPatchPipeline';

const CONTENT = join(
  __dirname,
  '../../../../templates/data-patch-pipeline/content',
);

// A busy machine takes its time to copy a repository.
jest.setTimeout(60_000);

async function render(answers: object): Promise<Map<string, string>> {
  const directory = await mkdtemp(join(tmpdir(), 'patches-'));
  try {
    await renderGoldenPath({
      content: CONTENT,
      directory,
      template: 'template:default/data-patch-pipeline',
      version: '1.0.0',
      answers,
      work: [],
    });
    return await filesOf(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

describe('a rendered data patch pipeline', () => {
  let files: Map<string, string>;
  const read = (path: string) => files.get(path)!;

  beforeAll(async () => {
    files = await render(patchForm());
  });

  it('has what the layers bring and what the template brings', () => {
    for (const path of [
      'people/slack/sender.ts',
      'infra/constructs/people.ts',
      'infra/constructs/reconciliation.ts',
      'infra/stack.ts',
      'reconciliation/reconcile.ts',
      'runner/main.ts',
      'runner/buildspec.yml',
      'patch.schema.json',
      '.github/workflows/ci.yml',
      '.github/workflows/deploy.yml',
      'docs/security.md',
      'docs/people.md',
      '.gitignore',
    ]) {
      expect([...files.keys()]).toContain(path);
    }
  });

  it('asks for reviews of files that are there', () => {
    const rules = read('CODEOWNERS').matchAll(/^# \/(\S+) +@/gm);
    const reviewed = [...rules].map(([, path]) => path);
    expect(reviewed).toContain('approvers.yaml');
    for (const place of reviewed) {
      const there = [...files.keys()].filter(path => path.startsWith(place));
      expect(there).not.toEqual([]);
    }
  });

  it('has nothing of an image, because it runs none of its own', () => {
    for (const path of files.keys()) {
      expect(path).not.toMatch(/image-policy|docs\/(?:image|runtime)\.md/);
    }
    expect(read('.github/workflows/deploy.yml')).not.toMatch(/image|docker/i);
  });

  it('names every page of its documentation once, and each is there', () => {
    const { nav } = parse(read('mkdocs.yml'));
    const named = JSON.stringify(nav)
      .match(/[\w/-]+\.md/g)!
      .sort();
    const pages = [...files.keys()].filter(path => path.startsWith('docs/'));
    expect(named).toEqual(pages.map(path => path.slice('docs/'.length)).sort());
  });

  it('names who approves, who is told, and for how long', () => {
    expect(parse(read('approvers.yaml'))).toMatchObject({
      channels: { requests: 'C0123REQUE', alerts: 'C0123ALERT' },
      approvers: [
        { user: 'U0123CHIEF', title: 'CTO' },
        { group: 'S0123EXECS' },
      ],
      alert: { users: ['U0123SECUR'], groups: [] },
      validHours: 72,
    });
  });

  it('gives patches what was answered', () => {
    const { patches, name, evidence } = JSON.parse(read('infra/config.json'));
    const form = patchForm();
    expect(name).toBe('news-patches');
    expect(evidence).toEqual(form.evidence);
    expect(patches.repository).toEqual(form.application);
    expect(patches.build).toEqual(form.build);
    expect(patches.environment).toEqual({ RAILS_ENV: 'production' });
    expect(Object.keys(patches.secrets)).toEqual(['DATABASE_URL', 'REDIS_URL']);
    expect(patches.auditLogGroup).toBe(form.audit.logGroup);
    expect(patches.auditUsers.patches).toEqual(['news_patch']);
    expect(patches.bastionTable).toBe('news-bastion-requests');
  });

  it('says in its README whether the database is looked at', async () => {
    expect(read('README.md')).toContain('/aws/rds/instance/news/postgresql');
    const without = await render(patchForm({ audit: {} }));
    expect(without.get('README.md')).toContain('builds only');
    expect(without.get('docs/architecture.md')).not.toContain('audit log|');
  });

  it('is the same bytes each time', async () => {
    expect(await render(patchForm())).toEqual(files);
  });

  it('renders again from what it keeps of its answers, as an upgrade does', async () => {
    const { answers, version } = JSON.parse(read('.golden-path.json'));
    expect(version).toBe('1.0.0');
    expect(await render(answers)).toEqual(files);
  });

  it('holds expressions in its workflows only, and none from outside', async () => {
    const hostile = await render(
      patchForm({ description: '`$(id)` | ${{ secrets.X }} <b>' }),
    );
    const holders = [...hostile]
      .filter(([, text]) => text.includes('${{'))
      .map(([path]) => path);
    expect(holders).toEqual([
      '.github/workflows/ci.yml',
      '.github/workflows/deploy.yml',
    ]);
    for (const path of holders) {
      expect(hostile.get(path)).not.toContain('secrets.X');
    }
    for (const path of ['README.md', 'docs/architecture.md']) {
      expect(hostile.get(path)).not.toMatch(/<b>|`\$\(id\)`/);
    }
  });

  it.each(HOSTILE_COMMANDS)('keeps %s as text', async (_what, hostile) => {
    const rendered = await render(
      patchForm({
        description: hostile,
        environment: [{ name: 'SETTING', value: hostile }],
        slack: {
          ...patchForm().slack,
          approvers: [{ id: 'U0123CHIEF', title: `A ${hostile}` }],
        },
      }),
    );
    const { patches } = JSON.parse(rendered.get('infra/config.json')!);
    expect(patches.environment).toEqual({ SETTING: hostile });
    const { approvers } = parse(rendered.get('approvers.yaml')!);
    expect(approvers).toEqual([
      { user: 'U0123CHIEF', title: `A ${hostile}`.trim() },
    ]);
    const { metadata } = parse(rendered.get('catalog-info.yaml')!);
    expect(metadata.description).toBe(hostile.trim());
    const fences = rendered.get('README.md')!.match(/^```/gm)!;
    expect(fences.length % 2).toBe(0);
  });
});

describe('answers of a data patch pipeline', () => {
  const arn = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:x';

  it('need little more than where the application is', () => {
    const { application, slack, ...form } = patchForm();
    const { defaultBranch: _branch, ...required } = application;
    const read = dataPatchPipeline.readAnswers({
      repository: form.repository,
      owner: form.owner,
      application: required,
      secrets: [{ name: 'DATABASE_URL', arn }],
      slack,
      account: form.account,
      region: form.region,
      vpcId: form.vpcId,
      subnetIds: form.subnetIds,
    });
    expect(read).toMatchObject({
      application: { defaultBranch: 'main' },
      build: { timeoutMinutes: 120 },
      audit: { logGroup: null, patches: [] },
      dryRunWithoutApproval: [],
      validHours: 72,
      securityGroupId: null,
    });
  });

  it.each([
    ['no database', { secrets: [{ name: 'X', arn }] }, /DATABASE_URL/],
    [
      'a variable of the runner',
      { environment: [{ name: 'NODE_OPTIONS', value: '-r x' }] },
      /decide nothing about the runner/,
    ],
    [
      'a repository that is none',
      { application: { ...patchForm().application, name: 'a/..' } },
      /application.name/,
    ],
    [
      'a branch that is an option',
      { application: { ...patchForm().application, defaultBranch: '-x' } },
      /application.defaultBranch/,
    ],
    [
      'an image that changes',
      { build: { ...patchForm().build, image: 'aws/codebuild/x:latest' } },
      /build.image/,
    ],
    [
      'a build of a day',
      { build: { ...patchForm().build, timeoutMinutes: 1440 } },
      /from 5 to 480/,
    ],
    ['an approval for ever', { validHours: 9999 }, /validHours/],
    [
      'an engine without a dry run',
      { dryRunWithoutApproval: ['go'] },
      /dryRunWithoutApproval/,
    ],
    [
      'a user who is two',
      {
        audit: { logGroup: 'x', application: ['shop'], patches: ['shop'] },
      },
      /each database user once/,
    ],
    [
      'users without a log',
      { audit: { application: ['shop'] } },
      /no log group/,
    ],
    ['a queue by its name', { queues: ['jobs'] }, /ARNs of queues/],
    ['a key by its alias', { keys: ['alias/news'] }, /ARNs of keys/],
    ['a group by its name', { securityGroupId: 'default' }, /security group/],
    [
      'nobody who approves',
      { slack: { ...patchForm().slack, approvers: [] } },
      /must each name somebody/,
    ],
    [
      'evidence for a century',
      { evidence: { mode: 'COMPLIANCE', days: 36_500 } },
      /evidence.days/,
    ],
  ])('%s is refused', (_what, changes, message) => {
    const read = () => dataPatchPipeline.readAnswers(patchForm(changes));
    expect(read).toThrow(message);
  });

  it('never repeats what may be a credential', () => {
    const changes = {
      secrets: [{ name: 'DATABASE_URL', arn: 'postgres://hunter2' }],
      slack: { ...patchForm().slack, botTokenArn: 'xoxb-hunter2' },
      application: { ...patchForm().application, tokenArn: 'ghp_hunter2' },
    };
    const read = () => dataPatchPipeline.readAnswers(patchForm(changes));
    expect(read).toThrow(/DATABASE_URL must be the ARN.*tokenArn|tokenArn/s);
    expect(read).not.toThrow(/hunter2/);
  });
});
