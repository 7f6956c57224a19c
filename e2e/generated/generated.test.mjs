/** One repository for each path of the golden path, made by the started scaffolder. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { guestToken, eventually, startPortal } from '../portal/portal.mjs';
import {
  checkRepository,
  COMMAND,
  NEW_JOB,
  PLATFORM,
  runTemplate,
} from './repository.mjs';

const git = (folder, ...args) =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' });

/** Every file of the repository that git tracks. */
function trackedFiles(folder) {
  return git(folder, 'ls-files', '-z').split('\0').filter(Boolean);
}

describe('scheduled-fargate-job', { timeout: 20 * 60_000 }, () => {
  let portal;
  let token;

  const get = async pathname => {
    const response = await fetch(
      `${portal.url}/api/batch-migration${pathname}`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    return response.json();
  };
  const repository = name => path.join(portal.repositories, name);

  before(async () => {
    portal = await startPortal();
    token = await guestToken(portal.url);
    await eventually(
      'the estate is discovered',
      async () => (await get('/summary')).scope >= 60,
    );
  });

  after(() => portal?.close());

  it('makes a repository for a new job that has no legacy side', async () => {
    const { status, log } = await runTemplate({
      url: portal.url,
      token,
      values: NEW_JOB,
    });
    assert.equal(status, 'completed', log);

    const folder = repository('greeting-jobs');
    const schedules = parse(
      readFileSync(path.join(folder, 'schedules.yaml'), 'utf8'),
    );
    assert.equal(schedules.jobs.length, 1);
    assert.ok(
      JSON.stringify(schedules.jobs[0].command).includes(
        JSON.stringify(COMMAND).slice(1, -1),
      ),
      'the command came out as it went in',
    );
    await checkRepository(folder);
  });

  it('left one clean commit, its first render tagged, and no address of a registry', () => {
    const folder = repository('greeting-jobs');
    assert.equal(git(folder, 'rev-list', '--count', 'HEAD').trim(), '1');
    assert.match(git(folder, 'tag', '--points-at', 'HEAD'), /^golden-path\//);
    assert.equal(git(folder, 'status', '--porcelain').trim(), '');
    const lockfile = readFileSync(
      path.join(folder, 'package-lock.json'),
      'utf8',
    );
    assert.ok(!/"resolved": "https?:/.test(lockfile));
  });

  it('left no expression unresolved outside GitHub workflows', () => {
    const folder = repository('greeting-jobs');
    const unresolved = trackedFiles(folder)
      .filter(file => !file.startsWith('.github/workflows/'))
      .filter(file =>
        readFileSync(path.join(folder, file), 'utf8')
          // The hostile command of the test is data.
          .replaceAll('${{ secrets.X }}', '')
          .includes('${{'),
      );
    assert.deepEqual(unresolved, []);
  });

  it('finds the repository that the same answers made', async () => {
    const folder = repository('greeting-jobs');
    const before_ = git(folder, 'rev-parse', 'HEAD');
    const again = await runTemplate({
      url: portal.url,
      token,
      values: NEW_JOB,
    });
    assert.equal(again.status, 'completed', again.log);
    assert.equal(git(folder, 'rev-parse', 'HEAD'), before_);
    assert.deepEqual(readdirSync(portal.repositories), ['greeting-jobs']);
  });

  // Last for this repository, whose history it rewinds.
  it('brings a newer version to it, merged with the edits of its team', async () => {
    const folder = repository('greeting-jobs');
    const newest = git(folder, 'describe', '--tags', 'HEAD').trim();
    const commit = message =>
      git(
        ...[folder, '-c', 'user.name=Team', '-c', 'user.email=team@localhost'],
        ...['commit', '-qam', message],
      );
    const edit = (file, change) =>
      writeFileSync(
        path.join(folder, file),
        change(readFileSync(path.join(folder, file), 'utf8')),
      );
    edit('.golden-path.json', text =>
      text.replace(/"version": "[^"]+"/, '"version": "0.9.0"'),
    );
    edit('docs/runbook.md', text => `${text}\nOnly in 0.9.0.\n`);
    commit('A render of an older version');
    git(folder, 'tag', '-d', newest);
    git(folder, 'tag', 'golden-path/0.9.0');
    edit('schedules.yaml', text => text.replace('DISABLED', 'ENABLED'));
    commit('Switch it on');

    await eventually('the catalog has the component', async () => {
      const response = await fetch(
        `${portal.url}/api/catalog/entities/by-name/component/default/greeting-jobs`,
        { headers: { Authorization: `Bearer ${token}` } },
      );
      return response.ok;
    });
    const { status, log } = await runTemplate({
      url: portal.url,
      token,
      template: 'upgrade-golden-path',
      values: { component: 'component:default/greeting-jobs' },
    });
    assert.equal(status, 'completed', log);

    const version = newest.replace('golden-path/', '');
    const shown = file =>
      git(folder, 'show', `golden-path-upgrade/${version}:${file}`);
    assert.equal(JSON.parse(shown('.golden-path.json')).version, version);
    assert.ok(shown('schedules.yaml').includes('ENABLED'));
    assert.ok(!shown('docs/runbook.md').includes('Only in 0.9.0.'));
    assert.equal(git(folder, 'status', '--porcelain').trim(), '');
    assert.equal(
      git(folder, 'merge-base', newest, 'main').trim(),
      git(folder, 'rev-parse', 'golden-path/0.9.0').trim(),
    );
  });

  it('refuses a job with a masked credential until it knows where that is kept', async () => {
    const { items } = await get('/workloads?kind=scheduled&limit=200');
    const masked = items.find(
      ({ maskedSecrets, repositories, assessment }) =>
        maskedSecrets.length > 0 &&
        repositories.length === 0 &&
        assessment.legacy === 'active',
    );
    assert.ok(masked, 'the estate has a job with a masked credential');
    const refused = await runTemplate({
      url: portal.url,
      token,
      values: {
        ...PLATFORM,
        repository: 'masked-jobs',
        source: 'existing',
        workloadIds: [masked.id],
      },
    });
    assert.equal(refused.status, 'failed');
    assert.ok(refused.log.includes(masked.maskedSecrets[0]), refused.log);
    assert.ok(!existsSync(repository('masked-jobs')));
  });

  it('leaves neither repository nor link when a run fails', async () => {
    const { items } = await get(
      '/workloads?kind=scheduled&stage=planned&limit=1',
    );
    const failed = await runTemplate({
      url: portal.url,
      token,
      values: {
        ...PLATFORM,
        repository: 'failing-jobs',
        source: 'existing',
        workloadIds: [items[0].id, '00000000-0000-4000-8000-000000000000'],
      },
    });
    assert.equal(failed.status, 'failed');
    assert.ok(!existsSync(repository('failing-jobs')));
    const workload = await get(`/workloads/${items[0].id}`);
    assert.deepEqual(workload.repositories, items[0].repositories);
  });
});
