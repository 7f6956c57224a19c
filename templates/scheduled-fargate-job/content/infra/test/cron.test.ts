import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleProblem, shortestPeriodSeconds } from '../schedules/cron';

const valid = [
  'cron(0/5 * * * ? *)',
  'cron(15 4 ? * MON-FRI *)',
  'cron(0 0 L * ? *)',
  'cron(0 0 15W * ? *)',
  'cron(0 0 ? * FRI#2 2026-2030)',
  'cron(0,30 9-17/2 1,15 JAN,JUL ? *)',
  'rate(1 minute)',
  'rate(12 hours)',
  'at(2026-03-01T04:15:00)',
];
for (const expression of valid) {
  test(`${expression} can be scheduled`, () => assert.equal(scheduleProblem(expression), null));
}

const invalid: Array<[string, RegExp]> = [
  ['0 4 * * *', /cron\(…\)/],
  ['cron(0 4 * * *)', /six fields/],
  ['cron(0 4 * * * *)', /exactly one/],
  ['cron(0 4 ? * ? *)', /exactly one/],
  ['cron(60 4 * * ? *)', /^minute/],
  ['cron(0 24 * * ? *)', /^hour/],
  ['cron(0 0 ? * 8 *)', /^day of week/],
  ['cron(0 0 ? * 0 *)', /^day of week/],
  ['cron(0 0 ? * MON#6 *)', /^day of week/],
  ['cron(*/0 0 * * ? *)', /step/],
  ['rate(0 minutes)', /rate/],
  ['rate(1 minutes)', /singular/],
  ['rate(2 minute)', /plural|singular/],
  ['at(2026-03-01)', /at\(/],
  ['at(2026-02-31T04:15:00)', /at\(/],
  ['cron(0 0 L-3 * ? *)', /^day of month/],
];
for (const [expression, reason] of invalid) {
  test(`${expression} cannot`, () => assert.match(scheduleProblem(expression) ?? 'accepted', reason));
}

const periods: Array<[string, number]> = [
  ['cron(* * * * ? *)', 60],
  ['cron(0/5 * * * ? *)', 300],
  ['cron(0,50 * * * ? *)', 600],
  ['cron(0 3,4 * * ? *)', 3600],
  ['cron(0 3 * * ? *)', 86_400],
  ['rate(2 hours)', 7200],
];
for (const [expression, seconds] of periods) {
  test(`${expression} starts at least ${seconds} seconds apart`, () =>
    assert.equal(shortestPeriodSeconds(expression), seconds));
}
