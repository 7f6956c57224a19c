import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../schedules/job';
import { longestGapSeconds, missedWindow } from '../schedules/missed-window';
import { occurrences } from '../schedules/occurrences';
import { scheduleDates } from '../schedules/schedule-dates';
import { jobWith } from './run-machine';

const schedule = (expression: string, timezone = 'UTC', changes = {}) => ({ name: 's', expression, timezone, ...changes });

function starts(expression: string, timezone: string, from: string, to: string, changes = {}) {
  const found = occurrences(schedule(expression, timezone, changes), new Date(from), new Date(to));
  return found && found.map(at => at.toISOString().replace(':00.000Z', 'Z'));
}

const cases: Array<[string, string, string, string, string[]]> = [
  ['cron(15 4 * * ? *)', 'Asia/Tokyo', '2026-03-01', '2026-03-03', ['2026-03-01T19:15Z', '2026-03-02T19:15Z']],
  ['cron(0 9 ? * MON-FRI *)', 'UTC', '2026-03-06', '2026-03-10', ['2026-03-06T09:00Z', '2026-03-09T09:00Z']],
  ['cron(0 9 ? * FRI-MON *)', 'UTC', '2026-03-05', '2026-03-10', ['2026-03-06T09:00Z', '2026-03-07T09:00Z', '2026-03-08T09:00Z', '2026-03-09T09:00Z']],
  ['cron(0 22-1 * * ? *)', 'UTC', '2026-03-01', '2026-03-02', ['2026-03-01T00:00Z', '2026-03-01T01:00Z', '2026-03-01T22:00Z', '2026-03-01T23:00Z']],
  ['cron(0 0 L * ? *)', 'UTC', '2026-02-01', '2026-04-01', ['2026-02-28T00:00Z', '2026-03-31T00:00Z']],
  ['cron(0 0 LW * ? *)', 'UTC', '2026-02-01', '2026-03-01', ['2026-02-27T00:00Z']],
  ['cron(0 0 1W * ? *)', 'UTC', '2026-08-01', '2026-09-01', ['2026-08-03T00:00Z']],
  ['cron(0 0 ? * FRI#2 *)', 'UTC', '2026-03-01', '2026-04-01', ['2026-03-13T00:00Z']],
  ['cron(0 0 ? * 2L *)', 'UTC', '2026-03-01', '2026-04-01', ['2026-03-30T00:00Z']],
  ['cron(0/20 9 1 3 ? 2026)', 'UTC', '2026-01-01', '2027-12-31', ['2026-03-01T09:00Z', '2026-03-01T09:20Z', '2026-03-01T09:40Z']],
  ['at(2026-03-01T04:15:00)', 'Asia/Tokyo', '2026-02-01', '2026-04-01', ['2026-02-28T19:15Z']],
  // 02:30 does not exist in Berlin on 2026-03-29, and comes twice on 2026-10-25.
  ['cron(30 2 * * ? *)', 'Europe/Berlin', '2026-03-28', '2026-03-31', ['2026-03-28T01:30Z', '2026-03-30T00:30Z']],
  ['cron(30 2 * * ? *)', 'Europe/Berlin', '2026-10-24', '2026-10-26', ['2026-10-24T00:30Z', '2026-10-25T00:30Z']],
];
for (const [expression, timezone, from, to, expected] of cases) {
  test(`${expression} in ${timezone} from ${from}`, () => assert.deepEqual(starts(expression, timezone, from, to), expected));
}

test('rate() counts from its start date, and from nobody knows when without one', () => {
  const startDate = '2026-03-01T00:07:00Z';
  assert.deepEqual(starts('rate(12 hours)', 'UTC', '2026-03-01T06:00Z', '2026-03-02', { startDate }), ['2026-03-01T12:07Z']);
  assert.equal(starts('rate(12 hours)', 'UTC', '2026-03-01', '2026-03-02'), null);
});

test('nothing starts before the start date or after the end date, both inclusive', () => {
  const dates = { startDate: '2026-03-02T04:00:00Z', endDate: '2026-03-03T04:00:00Z' };
  assert.deepEqual(starts('cron(0 4 * * ? *)', 'UTC', '2026-03-01', '2026-03-09', dates), ['2026-03-02T04:00Z', '2026-03-03T04:00Z']);
});

// --- Dates of a schedule

const NOW = new Date('2026-03-01T12:00:00Z');

test('a start date of the last five minutes is kept, an older one is dropped and said', () => {
  const recent = scheduleDates(schedule('rate(1 hour)', 'UTC', { startDate: '2026-03-01T11:56:00Z' }), NOW);
  assert.deepEqual([recent.start?.toISOString(), recent.warnings], ['2026-03-01T11:56:00.000Z', []]);
  const old = scheduleDates(schedule('rate(1 hour)', 'UTC', { startDate: '2026-03-01T11:54:00Z' }), NOW);
  assert.equal(old.start, undefined);
  assert.match(old.warnings[0], /startDate of s is past/);
});

test('a schedule that has ended is switched off, and said', () => {
  const ended = scheduleDates(schedule('rate(1 hour)', 'UTC', { endDate: '2026-02-01T00:00:00Z' }), NOW);
  assert.deepEqual([ended.enabled, ended.end], [false, undefined]);
  assert.match(ended.warnings[0], /endDate of s is past/);
  assert.equal(scheduleDates(schedule('rate(1 hour)', 'UTC', { endDate: '2026-04-01T00:00:00Z' }), NOW).enabled, true);
});

// --- When a start is missing

const on = (...schedules: Job['schedules']) => jobWith({ state: 'ENABLED', schedules });
const HOUR = 3600;
const GRACE = 900;

const gaps: Array<[string, Job, number | null]> = [
  ['every five minutes', on(schedule('cron(0/5 * * * ? *)')), 300 + GRACE],
  ['daily', on(schedule('cron(0 4 * * ? *)')), 24 * HOUR + GRACE],
  ['daily where clocks change', on(schedule('cron(0 4 * * ? *)', 'Europe/Berlin')), 25 * HOUR + GRACE],
  ['on weekdays', on(schedule('cron(0 4 ? * MON-FRI *)')), 72 * HOUR + GRACE],
  ['twice on weekdays', on(schedule('cron(0 4,18 ? * MON-FRI *)')), 58 * HOUR + GRACE],
  ['monthly', on(schedule('cron(0 4 1 * ? *)')), 31 * 24 * HOUR + GRACE],
  ['rate', on(schedule('rate(2 hours)')), 2 * HOUR + GRACE],
  ['the more frequent of two', on(schedule('cron(0 4 1 * ? *)'), schedule('rate(1 day)')), 24 * HOUR + GRACE],
  ['once', on(schedule('at(2026-03-01T04:15:00)')), null],
  ['in one year', on(schedule('cron(0 4 * * ? 2026)')), null],
  ['until a date', on(schedule('rate(1 day)', 'UTC', { endDate: '2027-01-01T00:00:00Z' })), null],
  ['from a later date', on(schedule('rate(1 day)', 'UTC', { startDate: '2026-03-02T00:00:00Z' })), null],
  ['from an earlier date', on(schedule('rate(1 day)', 'UTC', { startDate: '2026-02-02T00:00:00Z' })), 24 * HOUR + GRACE],
  ['switched off', { ...on(schedule('rate(1 day)')), state: 'DISABLED' }, null],
];
for (const [what, job, seconds] of gaps) {
  test(`the longest time between starts: ${what}`, () => assert.equal(longestGapSeconds(job, NOW), seconds));
}

test('an alarm never looks back further than CloudWatch does', () => {
  for (const [, job] of gaps) {
    const window = missedWindow(job, NOW);
    if (!window) continue;
    const total = window.periodSeconds * window.periods;
    assert.ok(total <= (window.periodSeconds < HOUR ? 24 : 7 * 24) * HOUR);
    assert.ok(total >= longestGapSeconds(job, NOW)!);
  }
  assert.deepEqual(missedWindow(on(schedule('cron(0/5 * * * ? *)')), NOW), { periodSeconds: 300, periods: 4 });
  assert.equal(missedWindow(on(schedule('cron(0 4 1 * ? *)')), NOW), null);
});
