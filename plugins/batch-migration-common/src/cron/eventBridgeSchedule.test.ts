import { parseEventBridgeSchedule } from './eventBridgeSchedule';
import { nextOccurrences, scheduleProblem } from './occurrences';

const START = '2026-02-12T01:07:00Z';

it.each([
  ['cron(15 4 ? * MON-FRI *)', 'cron', []],
  ['  rate(5 minutes) ', 'rate', []],
  ['rate( 1 hour )', 'rate', []],
  ['rate(1 days)', 'rate', ['warning rate-unit']],
  ['rate(5 minute)', 'rate', ['warning rate-unit']],
  ['rate(0 minutes)', null, ['error bad-expression']],
  ['rate(-1 minutes)', null, ['error bad-expression']],
  ['rate(1.5 hours)', null, ['error bad-expression']],
  ['rate(5 seconds)', null, ['error bad-expression']],
  ['at(2026-03-01T04:00:00)', 'at', []],
  ['at(2026-03-01T04:00)', null, ['error bad-expression']],
  ['at(2026-02-30T04:00:00)', null, ['error bad-expression']],
  ['at(2026-03-01T04:00:00Z)', null, ['error bad-expression']],
  ['at(2026-03-08T02:30:00)', 'at', ['warning time-does-not-exist']],
  ['cron(0 0 * * * *)', null, ['error bad-expression']],
  ['0 0 * * *', null, ['error bad-expression']],
  ['', null, ['error bad-expression']],
])('%s is read as %s', (text, type, codes) => {
  const parsed = parseEventBridgeSchedule(text, {
    timezone: 'America/New_York',
    startDate: START,
  });
  expect(parsed.type).toBe(type);
  expect(
    parsed.issues.map(({ severity, code }) => `${severity} ${code}`),
  ).toEqual(codes);
  expect(scheduleProblem(parsed.scheduleSpec) === null).toBe(type !== null);
});

it('counts a rate from its start date', () => {
  const { scheduleSpec } = parseEventBridgeSchedule('rate(1 hour)', {
    timezone: 'Asia/Tokyo',
    startDate: '2026-02-12T10:07:00+09:00',
  });
  expect(scheduleSpec).toEqual({
    dialect: 'eventbridge',
    expression: 'rate(1 hour)',
    timezone: 'Asia/Tokyo',
    startDate: '2026-02-12T01:07:00.000Z',
  });
  expect(
    nextOccurrences(scheduleSpec, 2, new Date('2026-02-12T03:00:00Z')).map(at =>
      at.toISOString(),
    ),
  ).toEqual(['2026-02-12T03:07:00.000Z', '2026-02-12T04:07:00.000Z']);
});

it.each([
  [{}, ['rate-without-start']],
  [{ startDate: 'tomorrow' }, ['bad-start-date', 'rate-without-start']],
  // Without an offset it would be a time of the reading machine.
  [
    { startDate: '2026-02-12T01:07:00' },
    ['bad-start-date', 'rate-without-start'],
  ],
  [{ startDate: START, timezone: 'JST' }, ['unknown-timezone']],
])('with %j it reports %j', (options, codes) => {
  expect(
    parseEventBridgeSchedule('rate(5 minutes)', options).issues.map(
      ({ code }) => code,
    ),
  ).toEqual(codes);
});
