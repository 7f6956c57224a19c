import { isEventBridgeExpression, validateEventBridge } from './eventBridge';
import { occurrences } from './occurrences';

it.each([
  'cron(15 10 ? * 6L 2026-2030)',
  'cron(0 8 1 * ? *)',
  'cron(0 8 L * ? *)',
  'cron(0 8 LW * ? *)',
  'cron(0 8 15W * ? *)',
  'cron(0 8 ? JAN-MAR,DEC 2#1 *)',
  'cron(0/15 8-17/2 ? * FRI-MON *)',
  'rate(1 minute)',
  'rate(5 minutes)',
  'at(2026-11-20T13:00:00)',
])('%s is valid', expression => {
  expect(validateEventBridge(expression)).toBeNull();
  expect(isEventBridgeExpression(expression)).toBe(true);
});

it.each([
  ['cron(0 8 * * *)', /six fields/],
  ['cron(0 8 * * * *)', /must be `\?`/],
  ['cron(0 8 ? * ? *)', /must be `\?`/],
  ['cron(60 8 * * ? *)', /not within 0-59/],
  ['cron(0 8 ? * 8 *)', /not within 1-7/],
  ['cron(0 8 ? * 0 *)', /not within 1-7/],
  ['cron(0 8 ? * 2#1,3#1 *)', /one #/],
  ['cron(0 8 ? * 2#6 *)', /from 1 to 5/],
  ['cron(0 8 * * ? 1969)', /not within 1970-2199/],
  ['cron(0/0 8 * * ? *)', /not a step/],
  ['cron(0 8 W * ? *)', /not a value/],
  ['Cron(0 8 * * ? *)', /lower case/],
  ['rate(0 minutes)', /above 0/],
  ['rate(5 weeks)', /minutes, hours or days/],
  ['at(2026-02-31T00:00:00)', /yyyy-mm-dd/],
  ['@daily', /lower case/],
  [`cron(${'0,'.repeat(200)}0 8 * * ? *)`, /256/],
])('%s breaks a rule', (expression, rule) => {
  expect(validateEventBridge(expression)).toMatch(rule);
});

it.each([
  ['cron(0 8 L * ? *)', ['2026-01-31', '2026-02-28', '2026-03-31']],
  ['cron(0 8 LW * ? *)', ['2026-01-30', '2026-02-27', '2026-03-31']],
  ['cron(0 8 1W * ? *)', ['2026-01-01', '2026-02-02', '2026-03-02']],
  ['cron(0 8 15W * ? *)', ['2026-01-15', '2026-02-16', '2026-03-16']],
  ['cron(0 8 ? * 6L *)', ['2026-01-30', '2026-02-27', '2026-03-27']],
  ['cron(0 8 ? * MON#2 *)', ['2026-01-12', '2026-02-09', '2026-03-09']],
  ['cron(0 8 ? * SUN#5 *)', ['2026-03-29']],
  ['at(2026-02-12T08:00:00)', ['2026-02-12']],
])('%s runs on %j', (expression, expected) => {
  const runs = occurrences(
    { dialect: 'eventbridge', expression, timezone: 'UTC' },
    new Date('2026-01-01T00:00Z'),
    new Date('2026-04-01T00:00Z'),
  );
  expect([...runs].map(at => at.toISOString().slice(0, 10))).toEqual(expected);
});
