import { nextOccurrences } from './occurrences';
import { compileSidekiq } from './sidekiqExpression';
import { parseSidekiqSchedule } from './sidekiq';

const options = { timezone: 'Asia/Tokyo' };

it('reads cron, every and at into one model', () => {
  const { jobs, issues } = parseSidekiqSchedule(
    [
      ':scheduler:',
      '  :schedule:',
      '    nightly_digest:',
      "      cron: '0 15 4 * * * America/New_York'",
      '      class: DigestWorker',
      '      queue: low',
      '      args: [1, "a"]',
      '      description: Sends the digest',
      '    poll:',
      "      every: ['5m', { first_in: '0s' }]",
      '      class: PollWorker',
      '    once:',
      "      at: '2026-03-01 04:00:00'",
      '      enabled: false',
    ].join('\n'),
    options,
  );
  expect(jobs).toMatchObject([
    {
      line: 3,
      name: 'nightly_digest',
      className: 'DigestWorker',
      queue: 'low',
      timezone: 'America/New_York',
      schedule: '0 15 4 * * * America/New_York',
      command: 'DigestWorker.perform_async(1, "a")',
      description: 'Sends the digest',
      enabled: true,
    },
    { name: 'poll', schedule: 'every 5m', timezone: 'Asia/Tokyo' },
    { name: 'once', schedule: 'at 2026-03-01 04:00:00', enabled: false },
  ]);
  expect(issues).toMatchObject([
    { line: 9, code: 'once-per-host', severity: 'warning' },
  ]);
});

it('merges what jobs share, as Ruby does', () => {
  const { jobs, issues } = parseSidekiqSchedule(
    `
a: &shared
  cron: '0 1 * * *'
  queue: low
b:
  <<: *shared
  class: B
c:
  cron: '0 2 * * *'
  <<: [*shared, { queue: high }]
d: *shared
`,
    options,
  );
  expect(issues).toEqual([]);
  expect(
    jobs.map(({ name, schedule, queue }) => [name, schedule, queue]),
  ).toEqual([
    ['a', '0 1 * * *', 'low'],
    ['b', '0 1 * * *', 'low'],
    ['c', '0 2 * * *', 'low'],
    ['d', '0 1 * * *', 'low'],
  ]);
});

it.each([
  ['lead nowhere', 'a: *b\nc: {cron: "0 1 * * *"}\n'],
  [
    'multiply',
    `x0: &x0 [1]\n${Array.from(
      { length: 12 },
      (_, i) => `x${i + 1}: &x${i + 1} [${`*x${i}, `.repeat(9)}1]\n`,
    ).join('')}c: {cron: "0 1 * * *", args: *x12}\n`,
  ],
])('reads no job where aliases %s', (_, text) => {
  const { jobs, issues } = parseSidekiqSchedule(text, options);
  expect(jobs).toEqual([]);
  expect(issues.map(({ code }) => code)).toContain('bad-job');
});

it('keeps its jobs beside an alias of what it stands in', () => {
  const text = 'a: &a\n  cron: 0 4 * * *\n  class: A\n  args: [*a]\n';
  const { jobs } = parseSidekiqSchedule(text, { timezone: 'Asia/Tokyo' });
  expect(jobs.map(({ name }) => name)).toEqual(['a']);
});

it('writes no keys out that are maps of maps', () => {
  const text = `a:\n  cron: 0 4 * * *\n  class: A\n  ${'? '.repeat(400)}x\n`;
  expect(() =>
    parseSidekiqSchedule(text, { timezone: 'Asia/Tokyo' }),
  ).not.toThrow();
});

it('reads thousands of jobs that share settings', () => {
  const text = Array.from({ length: 5000 }, (_, i) => `j${i}:\n  <<: *a\n`);
  const { jobs } = parseSidekiqSchedule(
    `a: &a\n  cron: '0 1 * * *'\n${text.join('')}`,
    options,
  );
  expect(jobs).toHaveLength(5001);
});

it('takes no setting of Sidekiq for a job', () => {
  const { jobs, issues } = parseSidekiqSchedule(
    ':concurrency: 5\n:queues:\n  - low\n',
    options,
  );
  expect(jobs).toEqual([]);
  expect(issues).toMatchObject([{ code: 'no-jobs', severity: 'warning' }]);
});

it.each([
  ['a: [', 'bad-yaml'],
  ['- a\n- b', 'no-jobs'],
  ['a: 5', 'bad-job'],
  ['a: {class: X}', 'no-schedule'],
  ['a: {every: soon}', 'bad-duration'],
  ["a: {cron: '61 * * * *'}", 'bad-minute'],
])('%j is reported as %s', (text, code) => {
  expect(
    parseSidekiqSchedule(text, options).issues.map(issue => issue.code),
  ).toContain(code);
});

it('an empty file has no jobs', () => {
  expect(parseSidekiqSchedule('', options)).toEqual({ jobs: [], issues: [] });
});

describe('expressions as fugit reads them', () => {
  const from = new Date('2026-02-01T00:00:00Z');
  const datesOf = (expression: string) =>
    nextOccurrences(
      { dialect: 'sidekiq-scheduler', expression, timezone: 'UTC' },
      4,
      from,
    ).map(at => at.toISOString().slice(5, 16));

  it.each([
    // A day field that takes every day is no restriction: Mondays alone.
    ['0 4 */1 * 1', ['02-02T04:00', '02-09T04:00', '02-16T04:00']],
    ['0 4 1-31 * 1', ['02-02T04:00', '02-09T04:00', '02-16T04:00']],
    ['0 4 1/1 * 1', ['02-02T04:00', '02-09T04:00', '02-16T04:00']],
    // `*` says nothing of weekdays in a list.
    ['0 4 * * *,1', ['02-02T04:00', '02-09T04:00', '02-16T04:00']],
    // Weekdays named one by one are a restriction, all seven too.
    ['0 4 5 * 0-6', ['02-01T04:00', '02-02T04:00', '02-03T04:00']],
    // A step on a number goes on to the end, and on a weekday it is ignored.
    ['5/15 4 * * *', ['02-01T04:05', '02-01T04:20', '02-01T04:35']],
    ['0 4 * * 1/2', ['02-02T04:00', '02-09T04:00', '02-16T04:00']],
    // Months without such a day do not count, not even for the weekday.
    ['0 4 31 2,3 1', ['03-02T04:00', '03-09T04:00', '03-16T04:00']],
    ['0 4 30 2 1', []],
    ['@noon', ['02-01T12:00', '02-02T12:00', '02-03T12:00']],
  ])('%s', (expression, expected) => {
    expect(datesOf(expression).slice(0, 3)).toEqual(expected);
  });

  it.each([
    ['0 4 * * * Mars/Phobos', 'unknown-timezone'],
    ['0 4 * * * +09:00', 'unknown-timezone'],
    ['0 0 4 * * * europe/london', 'unknown-timezone'],
    ['0 4 * * 1#2', 'fugit-only'],
    ['0 4 L * *', 'fugit-only'],
    ['0 4 -2 * *', 'fugit-only'],
    ['0 4 * * 1%2', 'fugit-only'],
    ['0 4 1 * 1&', 'fugit-only'],
    ['0~30 4 * * *', 'fugit-only'],
    ['at 2026-02-31 04:00', 'bad-time'],
  ])('%s is refused as %s', (expression, code) => {
    expect(compileSidekiq(expression)).toMatchObject({ ok: false, code });
  });
});
