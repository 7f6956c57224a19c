import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { scheduleDifference } from '../schedules/difference';
import type { Job } from '../schedules/job';
import { jobWith } from './run-machine';

const FROM = new Date('2026-10-20T00:00:00Z');
const job = (expression: string, changes: Partial<Job> = {}) =>
  jobWith({
    name: 'feed-import',
    state: 'ENABLED',
    schedules: [{ name: 'feed-import', expression, timezone: 'Europe/Berlin' }],
    ...changes,
  });

test('nothing changed is said', () => {
  const jobs = [job('cron(0 4 * * ? *)')];
  assert.match(scheduleDifference(jobs, jobs, FROM), /No job changes/);
});

test('starts that come and go are listed in the zone of the schedule and in UTC, with the change of clocks', () => {
  const text = scheduleDifference([job('cron(0 4 * * ? *)')], [job('cron(0 5 * * ? *)')], FROM);
  assert.match(text, /Changed: `schedules`\./);
  assert.match(text, /Starts: 30 before, 30 after; 30 new, 30 gone\./);
  assert.match(text, /\| gone \| Sat 2026-10-24 04:00 \| 2026-10-24 02:00 \|/);
  assert.match(text, /\| new \| Sat 2026-10-24 05:00 \| 2026-10-24 03:00 \|/);
  assert.match(text, /\| new \| Sun 2026-10-25 05:00 \| 2026-10-25 04:00 \|/);
  assert.match(text, /20 more are not listed/);
});

test('a job that is switched on, added or removed', () => {
  const daily = job('cron(0 4 * * ? *)');
  const off: Job = { ...daily, state: 'DISABLED' };
  assert.match(scheduleDifference([off], [daily], FROM), /DISABLED becomes ENABLED.*30 new, 0 gone/s);
  assert.match(scheduleDifference([], [daily], FROM), /A new job, ENABLED.*30 new/s);
  assert.match(scheduleDifference([daily], [], FROM), /The job is removed.*0 new, 30 gone/s);
});

test('of a job that stays switched off it is said when it would start', () => {
  const off = (expression: string) => job(expression, { state: 'DISABLED' });
  const text = scheduleDifference([off('cron(0 4 * * ? *)')], [off('cron(0 5 * * ? *)')], FROM);
  assert.match(text, /switched off.*30 new, 30 gone/s);
});

test('a change that moves no start says so', () => {
  const text = scheduleDifference([job('cron(0 4 * * ? *)')], [job('cron(0 4 * * ? *)', { command: 'other' })], FROM);
  assert.match(text, /Changed: `command`\./);
  assert.match(text, /0 new, 0 gone/);
  assert.ok(!text.includes('other'));
});

test('a rate() without a start date is unknown, not empty', () => {
  assert.match(scheduleDifference([], [job('rate(5 minutes)')], FROM), /`rate\(5 minutes\)`: counted from when it is deployed/);
});

test('a comment never grows too long for GitHub', () => {
  const many = Array.from({ length: 60 }, (_, index) => job('cron(* * * * ? *)', { name: `job-${index}` }));
  const text = scheduleDifference(many, many.map(each => ({ ...each, schedules: job('cron(0 4 * * ? *)').schedules })), FROM);
  assert.ok(text.length < 65_536);
  assert.match(text, /The rest is left out/);
});

test('the command compares with a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schedules-'));
  try {
    const base = join(folder, 'base.yaml');
    const diff = () => execFileSync('npm', ['run', '--silent', 'schedules:diff', '--', base], { encoding: 'utf8' });
    writeFileSync(base, 'jobs: []\n');
    assert.match(diff(), /before the change cannot be used:[^]*at least one job/);
    execFileSync('cp', ['schedules.yaml', base]);
    assert.match(diff(), /No job changes/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
