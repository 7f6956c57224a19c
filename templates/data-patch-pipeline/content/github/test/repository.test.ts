import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { gitHubGet } from '../api';
import { gitHubRepository, type SourceRepository } from '../repository';
import { GITHUB_TOKEN, LoopbackGitHub } from './loopback-github';

const PATCH = 'patches/20261124-free-plan';

let github: LoopbackGitHub;
let repository: SourceRepository;
beforeEach(async () => {
  github = await new LoopbackGitHub().start();
  const get = gitHubGet({ token: async () => GITHUB_TOKEN, baseUrl: github.url });
  repository = gitHubRepository(get, { name: github.name, defaultBranch: 'main' });
});
afterEach(() => github.stop());

const handsOf = async (branch: string) => (await repository.hands(await repository.head({ branch }), PATCH)).map(({ github: login, emails = [] }) => [login, ...emails].filter(Boolean).join(' '));

test('the head of a branch and of a pull request is a whole commit, and where it is asked again', async () => {
  const sha = github.push({ branch: 'fix/plan', by: 'tanaka' });
  github.opens(12, 'fix/plan');
  assert.deepEqual(await repository.head({ branch: 'fix/plan' }), { sha, ref: 'refs/heads/fix/plan', branch: 'fix/plan' });
  assert.deepEqual(await repository.head({ pull: 12 }), { sha, ref: 'refs/pull/12/head', branch: 'fix/plan' });
  const moved = github.push({ branch: 'fix/plan', by: 'tanaka' });
  assert.equal(await repository.standsAt('refs/heads/fix/plan'), moved);
  assert.equal(await repository.standsAt('refs/pull/12/head'), moved);
  github.pulls.get(12)!.state = 'closed';
  assert.equal(await repository.standsAt('refs/pull/12/head'), undefined);
  assert.equal(await repository.standsAt('refs/heads/fix'), undefined);
});

for (const [what, reference, message] of [
  ['a branch that is not there', { branch: 'none' }, /no branch none/],
  ['a pull request that is not there', { pull: 99 }, /no open pull request 99/],
  ['a pull request of a fork', { pull: 13 }, /comes from another repository/],
] as const) {
  test(`${what} is refused`, async () => {
    github.push({ branch: 'fix', by: 'tanaka' });
    github.opens(13, 'fix', 'mallory/shop');
    await assert.rejects(repository.head(reference), message);
  });
}

test('everybody who wrote, committed, is named in or pushed a commit of the range had a hand in it', async () => {
  github.push({ branch: 'fix', by: 'tanaka', author: { email: 'sato@example.com', login: null }, committer: { email: 'ito@example.com', login: 'ito' } });
  github.push({ branch: 'fix', by: 'suzuki', message: 'Change\n\nCo-authored-by: Kato <kato@example.com>\nco-authored-by: x' });
  assert.deepEqual(await handsOf('fix'), ['sato@example.com', 'ito ito@example.com', 'suzuki suzuki@example.com', 'kato@example.com', 'suzuki', 'tanaka']);
});

test('what GitHub commits in somebody’s name is theirs; who merged and pushed counts', async () => {
  github.push({ branch: 'fix', by: 'web-user', author: { email: 'tanaka@example.com', login: 'tanaka' }, committer: { email: 'noreply@github.com', login: 'web-flow' } });
  assert.deepEqual(await handsOf('fix'), ['tanaka tanaka@example.com', 'web-user']);
});

test('of what is merged already the authors of the patch count', async () => {
  github.push({ branch: 'main', by: 'sato', files: { [`${PATCH}/patch.yaml`]: 'x' } });
  github.push({ branch: 'main', by: 'kato', files: { 'app/other.rb': 'x' } });
  assert.deepEqual(await handsOf('main'), ['sato sato@example.com', 'kato']);
});

test('an author without any name stays somebody whom nobody knows', async () => {
  github.push({ branch: 'fix', by: 'tanaka', author: { email: '', login: null } });
  const hands = await repository.hands(await repository.head({ branch: 'fix' }), PATCH);
  assert.ok(hands.some(each => Object.keys(each).length === 0));
});

test('attack: a base that the attacker chose hides no commit, since the default branch is compared', async () => {
  github.push({ branch: 'base', by: 'mallory', files: { 'lib/evil.rb': 'x' } });
  github.moves('fix', github.branches.get('base')!, 'mallory');
  github.push({ branch: 'fix', by: 'tanaka' });
  assert.ok((await handsOf('fix')).includes('mallory mallory@example.com'));
});

test('attack: commits in somebody else’s name are also whose who pushed them', async () => {
  github.push({ branch: 'fix', by: 'mallory', author: { email: 'tanaka@example.com', login: 'tanaka' } });
  assert.deepEqual(await handsOf('fix'), ['tanaka tanaka@example.com', 'mallory']);
});

test('attack: commits in somebody else’s name are also whose who pushed them before another one pushed', async () => {
  github.push({ branch: 'fix', by: 'mallory', author: { email: 'tanaka@example.com', login: 'tanaka' } });
  for (let count = 0; count < 120; count += 1) github.push({ branch: 'fix', by: 'tanaka' });
  assert.deepEqual(await handsOf('fix'), ['tanaka tanaka@example.com', 'tanaka', 'mallory']);
});

test('who pushed what the branch no longer has, and who pushed to another one, had no hand in it', async () => {
  const main = github.branches.get('main')!;
  github.push({ branch: 'fix', by: 'ito' });
  github.moves('fix', main, 'ito');
  github.push({ branch: 'other', by: 'kato' });
  github.push({ branch: 'fix', by: 'tanaka' });
  assert.deepEqual(await handsOf('fix'), ['tanaka tanaka@example.com', 'tanaka']);
});

test('a push of somebody whom GitHub no longer knows is nobody’s, and refused, also before another one', async () => {
  const sha = github.push({ branch: 'fix', by: 'tanaka' });
  github.activity[0].login = null;
  github.push({ branch: 'fix', by: 'tanaka' });
  await assert.rejects(handsOf('fix'), new RegExp(`does not say who pushed ${sha.slice(0, 8)} to fix: push it to another branch`));
});

test('a branch that was pushed to more often than anybody reads is refused; the default branch is not', async () => {
  const push = (branch: string) => github.push({ branch, by: 'tanaka' });
  const [main, fix] = [push('main'), push('fix')];
  for (let count = 0; count < 1001; count += 1) github.moves('fix', fix, 'tanaka');
  await assert.rejects(handsOf('fix'), /pushed to more than 1000 times/);
  for (let count = 0; count < 1001; count += 1) github.moves('main', main, 'tanaka');
  assert.deepEqual(await handsOf('main'), ['tanaka']);
});

test('a push that GitHub does not tell is nobody’s, and refused', async () => {
  github.push({ branch: 'fix', by: 'tanaka' });
  github.activity.length = 0;
  await assert.rejects(handsOf('fix'), /does not say who pushed/);
});

test('more commits than fit on a page are all read; more than anybody reads are refused', async () => {
  for (let count = 0; count < 120; count += 1) github.push({ branch: 'fix', by: `dev${count}` });
  const hands = await handsOf('fix');
  assert.ok(hands.includes('dev0 dev0@example.com') && hands.includes('dev119 dev119@example.com'));
  for (let count = 0; count < 400; count += 1) github.push({ branch: 'fix', by: 'dev' });
  await assert.rejects(handsOf('fix'), /nobody reads that many/);
});

test('the files of a patch come from the commit, byte by byte', async () => {
  const sha = github.push({ branch: 'fix', by: 'tanaka', files: { [`${PATCH}/patch.yaml`]: 'title: ä\n', [`${PATCH}/patch.sql`]: 'select 1;\n' } });
  github.push({ branch: 'fix', by: 'tanaka', files: { [`${PATCH}/patch.sql`]: 'drop table x;\n' } });
  const files = await repository.folder(sha, PATCH);
  assert.deepEqual(files?.map(({ name, content }) => [name, Buffer.from(content).toString()]), [['patch.yaml', 'title: ä\n'], ['patch.sql', 'select 1;\n']]);
  assert.equal(await repository.folder(sha, 'patches/20261124-other'), undefined);
});

for (const [what, file] of [['a symbolic link', 'secrets@'], ['a folder', 'more/patch.sql']]) {
  test(`attack: ${what} in a patch is refused`, async () => {
    const sha = github.push({ branch: 'fix', by: 'tanaka', files: { [`${PATCH}/${file}`]: 'x' } });
    await assert.rejects(repository.folder(sha, PATCH), /must be a plain file/);
  });
}

test('an outage of GitHub is an error that repeats no token', async () => {
  github.outage = 502;
  await assert.rejects(repository.head({ branch: 'main' }), error => /502/.test(String(error)) && !String(error).includes(GITHUB_TOKEN));
});
