import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderGoldenPath } from '../rendering/renderRepository';
import { filesOf } from '../testUtils/files';
import { bastionForm } from '../testUtils/bastionForm';
import { auditedBastion } from './auditedBastion';

const CONTENT = join(
  __dirname,
  '../../../../templates/audited-bastion/content',
);

describe('a rendered bastion', () => {
  let directory: string;
  const read = (path: string) => readFile(join(directory, path), 'utf8');

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bastion-'));
    await render(directory);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  function render(folder: string) {
    return renderGoldenPath({
      content: CONTENT,
      directory: folder,
      template: 'template:default/audited-bastion',
      version: '1.0.0',
      answers: bastionForm({ description: '`$(id)` | ${{ x }} <b>' }),
      work: [],
    });
  }

  it('has what the layers bring and what the template brings', async () => {
    const paths = [...(await filesOf(directory)).keys()];
    for (const path of [
      'people/slack/sender.ts',
      'infra/constructs/people.ts',
      'infra/stack.ts',
      'detector/detect.ts',
      'rules.yaml',
      'console/hook.bash',
      'functions/lambda/login.ts',
      '.github/workflows/deploy.yml',
      'docs/security.md',
      '.gitignore',
    ]) {
      expect(paths).toContain(path);
    }
  });

  it('asks for reviews of files that are there', async () => {
    const paths = [...(await filesOf(directory)).keys()];
    const rules = (await read('CODEOWNERS')).matchAll(/^# \/(\S+) +@/gm);
    const reviewed = [...rules].map(([, path]) => path);
    expect(reviewed).toContain('approvers.yaml');
    for (const place of reviewed) {
      expect(paths.filter(path => path.startsWith(place))).not.toEqual([]);
    }
  });

  it('deploys with the same actions as other images, by the digest', async () => {
    const layer = join(__dirname, '../../layers/runtimes/image');
    const path = 'dot-github/workflows/deploy.yml';
    const shared = await readFile(join(layer, path), 'utf8');
    const own = await read('.github/workflows/deploy.yml');
    const used = (text: string) => text.match(/uses: .*$/gm);
    expect(used(own)).toEqual(used(shared));
    expect(own).toContain('--context imageDigest=');
  });

  it('names who approves and who is told', async () => {
    expect(parse(await read('approvers.yaml'))).toMatchObject({
      channels: { requests: 'C0123REQUE', alerts: 'C0123ALERT' },
      approvers: [
        { user: 'U0123CHIEF', title: 'CTO' },
        { group: 'S0123EXECS' },
      ],
      alert: { users: ['U0123SECUR'], groups: [] },
      followUp: { afterHours: 24 },
    });
  });

  it('gives the console the variables that were answered', async () => {
    const { sessions, image } = JSON.parse(await read('infra/config.json'));
    expect(image).toBe(bastionForm().image);
    expect(sessions.environment).toEqual({ RAILS_ENV: 'production' });
    expect(Object.keys(sessions.secrets)).toEqual(['REDIS_URL']);
  });

  it('is the same bytes each time', async () => {
    const again = await mkdtemp(join(tmpdir(), 'bastion-again-'));
    await render(again);
    expect(await filesOf(again)).toEqual(await filesOf(directory));
    await rm(again, { recursive: true, force: true });
  });
});

describe('answers of a bastion', () => {
  it.each([
    ['no reason', { needed: 'because' }, /needed must be a sentence/],
    ['a runtime that is built here', { runtime: 'node' }, /runtime/],
    ['no image', { image: null }, /image must be/],
    ['a session of a week', { longestMinutes: 10_080 }, /from 15 to 720/],
    [
      'a variable of the hook',
      { environment: [{ name: 'PROMPT_COMMAND', value: 'x' }] },
      /not the hook’s/,
    ],
    [
      'a variable twice',
      { environment: [{ name: 'REDIS_URL', value: 'x' }] },
      /each variable once/,
    ],
    [
      'nobody who approves',
      { slack: { ...bastionForm().slack, approvers: [] } },
      /must each name somebody/,
    ],
    [
      'a name in the place of an id',
      { slack: { ...bastionForm().slack, alerted: ['@security'] } },
      /ids of users/,
    ],
  ])('%s is refused', (_what, changes, message) => {
    expect(() =>
      auditedBastion.readAnswers({ ...bastionForm(), ...changes }),
    ).toThrow(message);
  });

  it('never repeats what may be a credential', () => {
    const secrets = [{ name: 'TOKEN', arn: 'hunter2' }];
    const slack = { ...bastionForm().slack, botTokenArn: 'xoxb-hunter2' };
    const read = () =>
      auditedBastion.readAnswers({ ...bastionForm(), secrets, slack });
    expect(read).toThrow(/TOKEN must be the ARN/);
    expect(read).not.toThrow(/hunter2/);
  });
});
