import fc from 'fast-check';
import { compareSchedules } from './compare';
import { validateEventBridge } from './eventBridge';
import { occurrences } from './occurrences';
import { anyExpression, anyTimes } from './__testUtils__/expressions';
import { toEventBridge } from './toEventBridge';
import { translate } from './translate';
import type { ScheduleDialect, ScheduleSpec } from './types';
import { rounds } from '../testing/rounds';

const spec = (
  expression: string,
  timezone = 'Asia/Tokyo',
  dialect: ScheduleDialect = 'debian-cron',
): ScheduleSpec => ({ dialect, expression, timezone });

it.each([
  ['15 3 * * 1-5', ['cron(15 3 ? * MON-FRI *)']],
  ['*/5 * * * *', ['cron(0/5 * * * ? *)']],
  ['@hourly', ['cron(0 * * * ? *)']],
  ['@weekly', ['cron(0 0 ? * SUN *)']],
  ['@yearly', ['cron(0 0 1 1 ? *)']],
  ['0 0 * * 0', ['cron(0 0 ? * SUN *)']],
  ['0 0 * * 7', ['cron(0 0 ? * SUN *)']],
  ['0 0 * * 5-7', ['cron(0 0 ? * FRI,SAT,SUN *)']],
  ['0 0 * * 1-5/2', ['cron(0 0 ? * MON,WED,FRI *)']],
  ['0 0 * * */2', ['cron(0 0 ? * TUE,THU,SAT,SUN *)']],
  ['0 0 */2 * *', ['cron(0 0 1/2 * ? *)']],
  ['0 22-23,0-2 * * *', ['cron(0 0,1,2,22,23 * * ? *)']],
  ['0 0 1-31 * 1', ['cron(0 0 * * ? *)']],
  ['0 0 30 2 *', []],
  ['0 0 31 4 1', ['cron(0 0 ? 4 MON *)']],
])('%s becomes %j', (expression, expected) => {
  expect(toEventBridge(spec(expression))).toEqual({
    status: 'exact',
    schedules: expected.map(each => ({
      expression: each,
      timezone: 'Asia/Tokyo',
    })),
    deduplicate: false,
    reason: null,
  });
});

const list = (low: number, high: number, wanted: (n: number) => boolean) =>
  Array.from({ length: high - low + 1 }, (_, i) => low + i)
    .filter(wanted)
    .join(',');

it.each<[string, (n: number) => boolean]>([
  ['two of three', n => n % 3 !== 0],
  ['all but one', n => n !== 17],
  ['three of four', n => n % 4 !== 1],
  ['every other, unevenly', n => n % 2 === 0 || n === 11],
])(
  'a long list, of %s values, becomes an expression of 256 characters at most',
  (_, wanted) => {
    const schedule = spec(
      `${list(0, 59, wanted)} ${list(0, 23, wanted)} ${list(
        1,
        31,
        wanted,
      )} ${list(1, 12, wanted)} *`,
    );
    const [{ expression }] = toEventBridge(schedule).schedules;
    expect(validateEventBridge(expression)).toBeNull();
    expect(
      compareSchedules(
        [schedule],
        [spec(expression, 'Asia/Tokyo', 'eventbridge')],
        new Date('2026-02-12Z'),
        new Date('2028-02-12Z'),
      ),
    ).toEqual([]);
  },
);

it('ranges in a list stand only where it would be too long without them', () => {
  expect(toEventBridge(spec('0-9,30-39 1 * * *')).schedules[0].expression).toBe(
    'cron(0,1,2,3,4,5,6,7,8,9,30,31,32,33,34,35,36,37,38,39 1 * * ? *)',
  );
  const long = `0-28,30-59 0-10,12-23 1-14,16-31 1-5,7-12 *`;
  expect(toEventBridge(spec(long)).schedules[0].expression).toBe(
    'cron(0-28,30-59 0-10,12-23 1-14,16-31 1-5,7-12 ? *)',
  );
});

it('two restricted day fields become two schedules to deduplicate', () => {
  expect(toEventBridge(spec('0 4 1,15 * 1'))).toMatchObject({
    status: 'exact',
    deduplicate: true,
    schedules: [
      { expression: 'cron(0 4 1,15 * ? *)' },
      { expression: 'cron(0 4 ? * MON *)' },
    ],
  });
});

it.each([
  ['@reboot', 'debian-cron', /resident service/],
  ['0 0 */2 * 1', 'debian-cron', /match both/],
  ['0~9 * * * *', 'cronie', /fixed time/],
  ['every 30s', 'sidekiq-scheduler', /at most once a minute/],
  ['in 5m', 'sidekiq-scheduler', /runs once/],
  ['*/10 * * * * *', 'sidekiq-scheduler', /finer than a minute/],
  ['61 * * * *', 'debian-cron', /not within/],
] as const)('refuses %s of %s with a reason', (expression, dialect, reason) => {
  expect(toEventBridge(spec(expression, 'Asia/Tokyo', dialect))).toEqual({
    status: 'unsupported',
    schedules: [],
    deduplicate: false,
    reason: expect.stringMatching(reason),
  });
});

it.each([
  ['every 5m', 'differs', 'cron(0/5 * * * ? *)'],
  ['every 45m', 'differs', 'rate(45 minutes)'],
  ['15 4 * * * America/New_York', 'exact', 'cron(15 4 * * ? *)'],
  ['0 15 4 * * *', 'exact', 'cron(15 4 * * ? *)'],
  ['0 22-2 * * *', 'exact', 'cron(0 0,1,2,22,23 * * ? *)'],
])('sidekiq-scheduler: %s is %s', (expression, status, expected) => {
  const found = toEventBridge(
    spec(expression, 'Asia/Tokyo', 'sidekiq-scheduler'),
  );
  expect(found.status).toBe(status);
  expect(found.schedules[0].expression).toBe(expected);
});

it('a translation names the instants at which DST makes it differ, and why', () => {
  const now = new Date('2026-02-12T01:24:00Z');
  expect(translate(spec('30 2 * * *', 'America/New_York'), now)).toMatchObject({
    status: 'differs',
    differences: [
      { at: '2026-03-08T07:00:00.000Z', side: 'legacy', cause: 'dst-gap' },
      { at: '2027-03-14T07:00:00.000Z', side: 'legacy', cause: 'dst-gap' },
    ],
  });
  expect(translate(spec('30 2 * * *'), now)).toMatchObject({
    status: 'exact',
    differences: [],
  });
  const repeated = translate(spec('30 * * * *', 'America/New_York'), now);
  expect(repeated.differences).toContainEqual({
    at: '2026-11-01T06:30:00.000Z',
    side: 'legacy',
    cause: 'dst-repeat',
  });
});

it('schedules that are simply different are told as such', () => {
  expect(
    compareSchedules(
      [spec('0 3 * * *', 'UTC')],
      [spec('cron(0 4 * * ? *)', 'UTC', 'eventbridge')],
      new Date('2026-03-01T00:00Z'),
      new Date('2026-03-02T00:00Z'),
    ),
  ).toEqual([
    { at: '2026-03-01T03:00:00.000Z', side: 'legacy', cause: 'dialect' },
    { at: '2026-03-01T04:00:00.000Z', side: 'target', cause: 'dialect' },
  ]);
});

const ZONES = [
  'UTC',
  'Asia/Tokyo',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Africa/Casablanca',
  'Africa/Cairo',
];

it('the translated schedules run when cron does, except on the instants that translate reports', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyExpression, anyTimes),
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 5 * 365 }),
      (expression, timezone, day) => {
        const from = new Date(Date.UTC(2026, 0, 1 + day));
        const to = new Date(from.getTime() + 60 * 86_400_000);
        const source = spec(expression, timezone);
        const view = translate(source, from);
        fc.pre(view.status !== 'unsupported');
        const runs = (specs: ScheduleSpec[]) =>
          new Set(
            specs.flatMap(each =>
              [...occurrences(each, from, to)].map(at => at.toISOString()),
            ),
          );
        const targets = view.schedules.map(each => ({
          dialect: 'eventbridge' as const,
          ...each,
        }));
        expect(
          targets.map(each => validateEventBridge(each.expression)),
        ).toEqual(targets.map(() => null));
        const legacy = runs([source]);
        const target = runs(targets);
        const differing = [
          ...[...legacy].filter(at => !target.has(at)),
          ...[...target].filter(at => !legacy.has(at)),
        ].sort();
        const reported = view.differences.filter(
          ({ at }) => at < to.toISOString(),
        );
        expect(differing).toEqual(reported.map(({ at }) => at).sort());
        expect(reported.map(({ cause }) => cause)).not.toContain('dialect');
      },
    ),
    { seed: 20260212, numRuns: rounds(200) },
  );
});

it('refuses only where a day field begins with * and both restrict', () => {
  fc.assert(
    fc.property(anyExpression, expression => {
      const [, , monthDay, , weekDay] = expression.split(' ');
      const refused = toEventBridge(spec(expression)).status === 'unsupported';
      const both =
        monthDay !== '*' &&
        weekDay !== '*' &&
        (monthDay.startsWith('*') || weekDay.startsWith('*'));
      expect(refused && !both).toBe(false);
    }),
    { seed: 20260212, numRuns: rounds(1000) },
  );
});
