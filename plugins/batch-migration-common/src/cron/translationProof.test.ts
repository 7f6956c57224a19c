/**
 * The proof of the translation: over five years its schedules start when cron
 * does, except at the instants that the comparison reports. The evaluators of
 * the two sides share nothing but the zone arithmetic, which is checked
 * against luxon here and in `zone.test.ts`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { compareSchedules } from './compare';
import { parseEventBridge } from './eventBridge';
import { eventBridgeRuns } from './eventBridgeRuns';
import { anyCronText, anyTimes } from './__testUtils__/expressions';
import { LIVELY_ZONES } from './__testUtils__/zones';
import { toEventBridge } from './toEventBridge';
import { translate } from './translate';
import type { ScheduleSpec } from './types';
import { compileVixie, fieldReader } from './vixie';
import { vixieRuns } from './vixieRuns';
import { rounds } from '../testing/rounds';

const MINUTE = 60_000;
const CRONS = ['debian-cron', 'cronie'] as const;

/** Files that a module runs code of; imports of types alone leave no code. */
function modulesOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(path.join(__dirname, `${file}.ts`), 'utf8');
  for (const [, names, from] of text.matchAll(
    /^import\s+([^'";]*?)from '\.\/([\w/]+)';/gms,
  )) {
    if (!names.startsWith('type ')) modulesOf(from, found);
  }
  return found;
}

it('the evaluators share no code but the zone arithmetic', () => {
  const vixie = new Set([...modulesOf('vixie'), ...modulesOf('vixieRuns')]);
  const eventBridge = new Set([
    ...modulesOf('eventBridge'),
    ...modulesOf('eventBridgeRuns'),
  ]);
  expect([...vixie].filter(file => eventBridge.has(file))).toEqual(['zone']);
  // The walk did follow imports.
  expect([...vixie]).toContain('matchingDates');
});

function vixieTimes(spec: ScheduleSpec, from: number, to: number): number[] {
  const cron = spec.dialect === 'cronie' ? 'cronie' : 'debian';
  const result = compileVixie(spec.expression, fieldReader(cron));
  if (!result.ok) throw new Error(`${spec.expression}: ${result.message}`);
  return [...vixieRuns(result.schedule, spec.timezone, from, to, 'vixie')];
}

/** Ascending, each instant once: what remains after deduplication. */
function targetTimes(
  schedules: ReadonlyArray<{ expression: string; timezone: string }>,
  from: number,
  to: number,
): number[] {
  const [first = [], ...others] = schedules.map(({ expression, timezone }) => [
    ...eventBridgeRuns(parseEventBridge(expression), timezone, from, to),
  ]);
  if (others.length === 0) return first;
  return [...new Set([...first, ...others.flat()])].sort((a, b) => a - b);
}

/** What one of two ascending lists has and the other has not, by side. */
function apart(legacy: number[], target: number[]): string[] {
  const found: string[] = [];
  let j = 0;
  for (const at of legacy) {
    for (; j < target.length && target[j] < at; j++) {
      found.push(`${new Date(target[j]).toISOString()} target`);
    }
    if (target[j] === at) j++;
    else found.push(`${new Date(at).toISOString()} legacy`);
  }
  for (; j < target.length; j++) {
    found.push(`${new Date(target[j]).toISOString()} target`);
  }
  return found;
}

/** Why luxon says that cron starts then and Scheduler does not. */
function explain(at: string, zone: string): string {
  const now = DateTime.fromISO(at, { zone });
  const before = now.minus({ minutes: 1 });
  if (now.offset > before.offset) return 'dst-gap';
  const earlier = [30, 60, 120, 180].some(minutes => {
    const first = now.minus({ minutes });
    return first.toFormat('yyyyMMddHHmm') === now.toFormat('yyyyMMddHHmm');
  });
  return earlier ? 'dst-repeat' : 'none';
}

const anyYear = fc.integer({ min: 1972, max: 2032 });
const anySpec = fc
  .tuple(
    fc.oneof(
      { arbitrary: anyCronText, weight: 3 },
      { arbitrary: anyTimes, weight: 1 },
    ),
    fc.constantFrom(...LIVELY_ZONES),
    fc.constantFrom(...CRONS),
  )
  .map(
    ([expression, timezone, dialect]): ScheduleSpec => ({
      dialect,
      expression,
      timezone,
    }),
  );

it('over five years the translation starts when cron does, except as compared', () => {
  let differing = 0;
  let pairs = 0;
  fc.assert(
    fc.property(anySpec, anyYear, (spec, year) => {
      const { status, schedules, deduplicate } = toEventBridge(spec);
      fc.pre(status !== 'unsupported');
      const from = Date.UTC(year, 1, 12, 1, 24);
      const to = Date.UTC(year + 5, 1, 12, 1, 24);
      const legacy = vixieTimes(spec, from, to);
      const target = targetTimes(schedules, from, to);
      const reported = compareSchedules(
        [spec],
        schedules.map(each => ({ dialect: 'eventbridge', ...each })),
        new Date(from),
        new Date(to),
      );
      expect(reported.map(({ at, side }) => `${at} ${side}`)).toEqual(
        apart(legacy, target),
      );
      for (const { at, side, cause } of reported) {
        expect(`${at} ${side} ${cause}`).toBe(
          `${at} legacy ${explain(at, spec.timezone)}`,
        );
      }
      expect(deduplicate).toBe(schedules.length > 1);
      if (reported.length > 0) differing++;
      if (deduplicate) pairs++;
    }),
    { seed: 20260212, numRuns: rounds(60) },
  );
  // Rounds that meet neither would prove little.
  expect(differing).toBeGreaterThan(3);
  expect(pairs).toBeGreaterThan(3);
});

it('what translate shows is the comparison of every minute of two years', () => {
  fc.assert(
    fc.property(anySpec, anyYear, (spec, year) => {
      const now = new Date(Date.UTC(year, 1, 12, 1, 24));
      const view = translate(spec, now);
      fc.pre(view.status !== 'unsupported');
      const from = now.getTime();
      const to = Date.UTC(year + 2, 1, 12, 1, 24);
      expect(view.differences.map(({ at, side }) => `${at} ${side}`)).toEqual(
        apart(
          vixieTimes(spec, from, to),
          targetTimes(view.schedules, from, to),
        ),
      );
      expect(view.status === 'exact').toBe(view.differences.length === 0);
    }),
    { seed: 20260213, numRuns: rounds(40) },
  );
});

it.each<[string, (expression: string) => string]>([
  ['shifts the numbers of weekdays', text => text.replace('MON', 'TUE')],
  ['starts a step at 1', text => text.replace('0/7', '1/7')],
  ['drops a month day', text => text.replace(' 1,15 ', ' 15 ')],
])('a translator that %s is caught', (_, spoil) => {
  const spec: ScheduleSpec = {
    dialect: 'debian-cron',
    expression: '*/7 4 1,15 * 1',
    timezone: 'Asia/Tokyo',
  };
  const spoilt = toEventBridge(spec).schedules.map(each => ({
    ...each,
    expression: spoil(each.expression),
  }));
  const from = Date.UTC(2026, 1, 12);
  const to = from + 60 * 1440 * MINUTE;
  expect(
    apart(vixieTimes(spec, from, to), targetTimes(spoilt, from, to)),
  ).not.toEqual([]);
});
