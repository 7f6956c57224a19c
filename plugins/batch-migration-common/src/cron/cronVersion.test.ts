import { nextOccurrences, scheduleProblem } from './occurrences';
import { parseCrontab } from './parseCrontab';
import { toEventBridge } from './toEventBridge';
import type { Cron } from './types';

const read = (line: string, cron: Cron, cronVersion?: string) =>
  parseCrontab(`${line} /bin/true\n`, {
    dialect: 'user',
    cron,
    cronVersion,
    timezone: 'UTC',
  }).jobs[0]?.scheduleSpec;

/** Version and expression, and the first two runs from 2026-01-01T00:00Z as that cron starts them. */
it.each<[Cron, string | undefined, string, string[]]>([
  // Before 3.0pl1-125 a step on a single number is ignored.
  ['debian', '3.0pl1-120', '5/15 * * * *', ['01T00:05', '01T01:05']],
  // cronie after 1.7.2 ends a range at the Sunday behind the Saturday.
  ['cronie', '1.7.3', '0 0 * * 5-0', ['02T00:00', '03T00:00']],
  ['cronie', '1.7.3', '0 0 * * fri-sun', ['02T00:00', '03T00:00']],
])('%s %s starts %s at %j', (cron, version, line, expected) => {
  const spec = read(line, cron, version)!;
  expect(spec.cronVersion).toBe(version);
  expect(scheduleProblem(spec)).toBeNull();
  expect(
    nextOccurrences(spec, 2, new Date('2026-01-01T00:00:00Z')).map(at =>
      at.toISOString().slice(8, 16),
    ),
  ).toEqual(expected);
  expect(toEventBridge(spec).status).toBe('exact');
});

it('reads the same text as the current cron where the version is not given', () => {
  const spec = read('0 0 * * 5-0', 'cronie')!;
  expect(spec.cronVersion).toBeUndefined();
  expect(toEventBridge(spec).schedules).toEqual([]);
});

it.each(['', 'unknown', 'cronie'])(
  'takes the version %j, which has no number, for the current one',
  version => {
    const text = '0 22-2 * * * x\n';
    const options = {
      dialect: 'user',
      cron: 'cronie',
      timezone: 'UTC',
    } as const;
    expect(parseCrontab(text, { ...options, cronVersion: version })).toEqual(
      parseCrontab(text, options),
    );
  },
);

/** The version is only kept where the fields depend on it. */
it.each<[Cron, string, string]>([
  ['debian', '3.0pl1-120', '*/15 * * * *'],
  ['debian', '3.0pl1-137', '0 0 * * 1-5'],
  ['cronie', '1.7.3', '0 0 * * 1-5'],
  ['cronie', '1.5.7', '0 0 * * 1-5'],
  ['cronie', '1.5.7', '@daily'],
])('%s %s needs no version for %s', (cron, version, line) => {
  expect(read(line, cron, version)).not.toHaveProperty('cronVersion');
});

it.each<[Cron, string, string]>([
  ['debian', '3.0pl1-125', '5/15 * * * *'],
  ['cronie', '1.5.7', '0 22-2 * * *'],
])('%s %s refuses %s', (cron, version, line) => {
  expect(read(line, cron, version)).toBeUndefined();
});
