import {
  translate,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import { compareIntended, compareTranslation } from './comparison';

const NOW = new Date('2026-02-12T01:24:00.000Z');

function debian(expression: string, timezone = 'Asia/Tokyo'): ScheduleSpec {
  return { dialect: 'debian-cron', expression, timezone };
}

const compared = (spec: ScheduleSpec) =>
  compareTranslation(spec, translate(spec, NOW), NOW);

it('compares the coming two years, every start of both sides', () => {
  expect(compared(debian('15 4 * * *'))).toEqual({
    status: 'exact',
    deduplicate: false,
    reason: null,
    instants: {
      from: '2026-02-12T01:24:00.000Z',
      to: '2028-02-12T01:24:00.000Z',
      legacyStarts: 730,
      targetStarts: 730,
      differences: [],
      more: false,
    },
    intended: null,
  });
});

it('counts a date once that two schedules of a job start on', () => {
  const { status, deduplicate, instants } = compared(debian('0 4 1 * 1'));
  expect({ status, deduplicate }).toEqual({
    status: 'exact',
    deduplicate: true,
  });
  expect(instants?.targetStarts).toBe(instants?.legacyStarts);
});

it('names each instant that differs where clocks jump', () => {
  const { status, instants } = compared(
    debian('30 2 * * *', 'America/New_York'),
  );
  expect(status).toBe('differs');
  expect(instants?.differences).toContainEqual({
    at: '2026-03-08T07:00:00.000Z',
    side: 'legacy',
    cause: 'dst-gap',
  });
});

it('cuts after a hundred differences and says so', () => {
  const spec = debian('0 4 * * *');
  const { instants } = compareTranslation(
    spec,
    translate(debian('0 5 * * *'), NOW),
    NOW,
  );
  expect(instants?.differences).toHaveLength(100);
  expect(instants?.more).toBe(true);
});

it('never calls a translation exact that differs', () => {
  const spec = debian('0 4 * * *');
  const wrong = translate(debian('0 5 * * *'), NOW);
  expect(wrong.status).toBe('exact');
  expect(compareTranslation(spec, wrong, NOW).status).toBe('differs');
});

it('gives the reason where nobody knows the old instants', () => {
  const spec: ScheduleSpec = {
    dialect: 'sidekiq-scheduler',
    expression: 'every 5m',
    timezone: 'Asia/Tokyo',
  };
  const { status, instants, reason } = compared(spec);
  expect({ status, instants }).toEqual({ status: 'differs', instants: null });
  expect(reason).toMatch(/once per host/);
});

describe('an intended schedule', () => {
  const intended = debian('30 2 * * *', 'America/New_York');
  const compareWith = (legacy: ScheduleSpec | null) =>
    compareIntended(legacy, intended, translate(intended, NOW), NOW);

  it('is compared with the old one, and with what EventBridge makes of it', () => {
    const comparison = compareWith(debian('0 4 * * *', 'America/New_York'));
    expect(comparison.status).toBe('intended');
    expect(comparison.instants?.differences).toHaveLength(10);
    expect(comparison.instants?.more).toBe(true);
    expect(comparison.intended?.differences[0]).toMatchObject({
      cause: 'dst-gap',
    });
  });

  it('says why the old one had no translation', () => {
    const both = compareWith(debian('0 0 */2 * 1'));
    expect(both.reason).toMatch(/only on dates that match both/);
    expect(both.instants?.legacyStarts).toBeGreaterThan(0);
    const reboot = compareWith(debian('@reboot'));
    expect(reboot.reason).toMatch(/`@reboot`/);
    expect(reboot.instants).toBeNull();
  });

  it('has nothing to be compared with where no old one is known', () => {
    expect(compareWith(null).status).toBe('new');
  });
});
