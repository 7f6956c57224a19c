import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import type { ScheduleSpec } from 'backstage-plugin-batch-migration-common';
import { prepareJobs } from './prepareJobs';
import { answers } from '../testUtils/answers';
import { portal, workload } from '../testUtils/workload';
import { migrationReport } from './migrationReport';

type Changes = Parameters<typeof workload>[1];

async function report(...changes: Changes[]): Promise<string> {
  const workloads = changes.map((change, i) => workload(`w${i + 1}`, change));
  const given = answers({ workloadIds: workloads.map(({ id }) => id) });
  const jobs = await prepareJobs(given, portal(workloads), { token: 't' });
  return migrationReport(given, jobs);
}

function debian(expression: string, timezone: string): ScheduleSpec {
  return { dialect: 'debian-cron', expression, timezone };
}

it('shows the old schedule as on the host, with its cron and zone', async () => {
  const text = await report({ name: '日次 | 集計' });
  expect(text).toContain('Known as: 日次 \\| 集計');
  expect(text).toContain(
    "Its schedule as it stands there (Weekdays at 04:15), read by Debian's cron in time zone Asia/Tokyo:\n\n```text\n15 4 * * 1-5\n```",
  );
  expect(text).toContain('job-w1: cron(15 4 ? * MON-FRI *) Asia/Tokyo');
});

it('names the zone of a host whose cronie line has its own', async () => {
  const text = await report({
    schedule: {
      dialect: 'cronie',
      expression: '15 4 * * *',
      timezone: 'America/New_York',
      hostTimezone: 'Asia/Tokyo',
    },
  });
  expect(text).toContain(
    'read by cronie in time zone America/New\\_York, which CRON\\_TZ sets on a host in Asia/Tokyo:',
  );
});

it('says from when to when how many starts were compared', async () => {
  const text = await report({});
  expect(text).toContain(
    'Compared from 2026-02-12 10:24 Asia/Tokyo (2026-02-12T01:24:00.000Z) until before 2028-02-12 10:24 Asia/Tokyo (2028-02-12T01:24:00.000Z): 521 starts of the old schedule with 521 of the new.\n\nOld and new start at the same instants.',
  );
  expect(text).toContain(
    '| job-w1 | `15 4 * * 1-5` | `cron(15 4 ? * MON-FRI *)` | same instants |',
  );
});

it('lists every instant that differs with local time, side and cause', async () => {
  const text = await report({
    schedule: debian('30 2 * * *', 'America/New_York'),
  });
  expect(text).toContain('2 instants differ:');
  expect(text).toContain(
    '| 2026-03-08 03:00 America/New_York | 2026-03-08T07:00:00.000Z | old | clocks jump forward: the old side makes up for a time that was skipped, EventBridge Scheduler leaves it out |',
  );
});

it('says whether starts are deduplicated', async () => {
  const two = await report({ schedule: debian('0 4 1 * 1', 'Asia/Tokyo') });
  expect(two).toContain('Starts are deduplicated: two of the schedules');
  expect(await report({})).toContain('No two schedules of this job start');
});

it('says that there are more differences than it lists', async () => {
  const half = { dialect: 'eventbridge' as const, timezone: 'Asia/Tokyo' };
  const text = await report({
    translation: {
      status: 'exact',
      schedules: [{ ...half, expression: 'cron(15 5 ? * MON-FRI *)' }],
      deduplicate: false,
      reason: null,
      differences: [],
    },
  });
  expect(text).toContain('More than 100 instants differ. The first 100:');
  expect(text).not.toContain('start at the same instants');
});

it('tells an intended change from a difference', async () => {
  const text = await report({
    schedule: debian('@reboot', 'Asia/Tokyo'),
    plan: {
      ...EMPTY_PLAN,
      intendedSchedule: {
        ...debian('30 2 * * *', 'America/New_York'),
        reason: 'The host | is gone',
      },
    },
  });
  expect(text).toContain('nobody knows the old ones');
  expect(text).toContain('What was intended, as its own dialect means it');
  expect(text).toContain(
    '- The schedule is meant to change: The host \\| is gone',
  );
});

it('says how often old and intended starts differ', async () => {
  const text = await report({
    plan: {
      ...EMPTY_PLAN,
      intendedSchedule: { ...debian('0 6 * * *', 'Asia/Tokyo'), reason: 'x' },
    },
  });
  expect(text).toContain(
    '521 starts of the old schedule with 730 of the new.\n\nMore than 10 instants differ. The first 10:',
  );
  expect(text).toContain('| old | intended |');
});
