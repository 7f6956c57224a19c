/**
 * A generated repository has a reader of `cron()` of its own, without a line of
 * this package. Both must say the same: the portal compares what it says with
 * what cron did, and people review what the repository says.
 */
import { join } from 'node:path';
import {
  occurrences,
  scheduleProblem,
} from 'backstage-plugin-batch-migration-common';

const SCHEDULES = join(
  __dirname,
  '../../../../templates/scheduled-fargate-job/content/infra/schedules',
);
const own: {
  occurrences(
    schedule: { name: string; expression: string; timezone: string },
    from: Date,
    to: Date,
  ): Date[] | null;
  // eslint-disable-next-line import/no-dynamic-require -- it is no package
} = require(join(SCHEDULES, 'occurrences.ts'));
const cron: {
  scheduleProblem(expression: string): string | null;
  // eslint-disable-next-line import/no-dynamic-require
} = require(join(SCHEDULES, 'cron.ts'));

const ZONES = [
  'UTC',
  'Asia/Tokyo',
  'Europe/Berlin',
  'America/New_York',
  // Half an hour, at 02:00.
  'Australia/Lord_Howe',
  // Clocks change at midnight.
  'America/Santiago',
  'Asia/Kathmandu',
];

const EXPRESSIONS = [
  'cron(0/30 * * * ? *)',
  'cron(15 4 * * ? *)',
  'cron(0 0 * * ? *)',
  'cron(30 2 * * ? *)',
  'cron(0 22-2 * * ? *)',
  'cron(50/7 23 ? * FRI-MON *)',
  'cron(0 9 ? * MON-FRI *)',
  'cron(0 9 ? * 2,4,6 *)',
  'cron(0 9 ? * L *)',
  'cron(0 9 ? * 6L *)',
  'cron(0 9 ? * SUNL *)',
  'cron(0 9 ? * TUE#5 *)',
  'cron(0 9 L * ? *)',
  'cron(0 9 LW * ? *)',
  'cron(0 9 1W * ? *)',
  'cron(0 9 31W * ? *)',
  'cron(0 9 15W JAN-MAR ? *)',
  'cron(0 9 28-31 2 ? *)',
  'cron(0 9 29 2 ? *)',
  'cron(0 9 1/10 NOV-FEB ? *)',
  'cron(0 9 1 1 ? 2027)',
  'cron(*/20 */6 ? 3,10 SUN 2026-2027)',
  'at(2026-03-29T02:30:00)',
  'at(2026-10-25T02:30:00)',
];

describe.each(ZONES)('in %s', timezone => {
  it.each(EXPRESSIONS)('%s starts when the portal says', expression => {
    const spec = { dialect: 'eventbridge', expression, timezone } as const;
    const portal = scheduleProblem(spec);
    expect([cron.scheduleProblem(expression), portal]).toEqual([null, null]);
    for (const [from, to] of [
      ['2026-03-01', '2026-04-20'],
      ['2026-09-01', '2026-11-20'],
      ['2027-02-20', '2028-03-05'],
    ]) {
      const bounds = [new Date(from), new Date(to)] as const;
      const expected = Array.from(occurrences(spec, ...bounds), at =>
        at.toISOString(),
      );
      const found = own.occurrences({ name: 's', ...spec }, ...bounds);
      expect(found?.map(at => at.toISOString())).toEqual(expected);
    }
  });
});

it.each([
  'cron(0 9 L-3 * ? *)',
  'cron(0 9 * * * *)',
  'cron(60 9 * * ? *)',
  'cron(0 9 ? * 0 *)',
  'cron(0 9 ? * MON#6 *)',
  'at(2026-02-31T02:30:00)',
  'rate(0 minutes)',
  '0 9 * * *',
])('both refuse %s', expression => {
  const spec = { dialect: 'eventbridge', expression, timezone: 'UTC' } as const;
  expect(cron.scheduleProblem(expression)).not.toBeNull();
  expect(scheduleProblem(spec)).not.toBeNull();
});
