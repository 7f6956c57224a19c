import type { DayMark, DayView } from '../api/contract';
import { instantsOf, offsetAt } from '../cron/zone';
import { placeOnTicks, toTickEvidence, verdictOf } from './dueTicks';
import {
  SIDES,
  type Observation,
  type Plan,
  type Run,
  type RunOutcome,
  type Side,
  type Workload,
} from './model';
import { toEvidence } from './sides';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Ticks of a day that are judged: each minute of one that clocks make longer. */
const TICKS_A_DAY = 25 * 60;

/** What a day says that held several, the most telling last. */
const TELLING: readonly DayMark[] = [
  'none',
  'trial',
  'ran',
  'failed',
  'not-seen',
  'missed',
];

const MARK_OF: Partial<Record<RunOutcome, DayMark>> = {
  failed: 'failed',
  'timed-out': 'failed',
  'skipped-duplicate': 'none',
};

interface Day extends DayView {
  from: number;
}

/** Midnights of the zone; where clocks jump over one, the first instant after it. */
function daysUntil(now: number, count: number, timezone: string): Day[] {
  const today = Math.floor((now + offsetAt(timezone, now)) / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const local = today - (count - 1 - index) * DAY_MS;
    const [from = local - offsetAt(timezone, local + DAY_MS)] = instantsOf(
      timezone,
      local,
    );
    return {
      day: new Date(local).toISOString().slice(0, 10),
      from,
      legacy: 'none',
      target: 'none',
      twice: false,
    };
  });
}

/**
 * What either side did on each of the last days, oldest first, today last. A
 * due tick that nobody ran stands on the side that had to run it, and what
 * nobody could see is never taken for a good run.
 *
 * @param runs - of its locations; of a location without one since the first
 * day at least its newest, as that tells whether one would have been seen
 * @param days - how many, today among them
 * @param timezone - IANA name; in which a day begins and ends
 * @param isDormant - it was switched off before anybody looked
 */
export function daysOfSides(
  workload: Workload,
  plan: Plan,
  observations: Observation[],
  runs: Run[],
  {
    days,
    timezone,
    now,
    isDormant = false,
  }: { days: number; timezone: string; now: Date; isDormant?: boolean },
): DayView[] {
  const evidence = toTickEvidence(
    toEvidence(workload, observations, now),
    plan,
    runs,
  );
  const views = daysUntil(now.getTime(), days, timezone);
  const today = views[views.length - 1];
  const dayAt = (instant: number) =>
    views.filter(({ from }) => from <= instant).pop();
  const mark = (instant: number, side: Side, next: DayMark) => {
    const day = dayAt(instant);
    if (!day || TELLING.indexOf(next) <= TELLING.indexOf(day[side])) return;
    // Today is not over: a log that comes every hour hides no run of the morning.
    if (next === 'not-seen' && day === today && day[side] === 'ran') return;
    day[side] = next;
  };
  const hasTarget = workload.locations.some(({ side }) => side === 'target');
  const { letGoAt } = evidence;
  // What nobody wants to run was not missed.
  const isMeantToRun = !isDormant && plan.strategy !== 'retire';
  const sideOf = (tick: number): Side =>
    hasTarget && letGoAt !== null && tick >= letGoAt ? 'target' : 'legacy';

  const { ticks, otherRuns, cutAt } = placeOnTicks(
    evidence,
    views[0].from,
    now.getTime() + 1,
    days * TICKS_A_DAY,
  );
  // Of a job that runs more often, what is longer ago was not looked at.
  for (const { from } of views) {
    if (cutAt !== null && from < cutAt) mark(from, sideOf(from), 'not-seen');
  }
  for (const tick of ticks) {
    const verdict = verdictOf(evidence, tick);
    for (const { run, side } of tick.runs) {
      mark(tick.at, side, MARK_OF[run.outcome] ?? 'ran');
    }
    const unmarked = SIDES.filter(side =>
      tick.runs.every(placed => placed.side !== side),
    );
    if (verdict === 'missed' && isMeantToRun)
      mark(tick.at, sideOf(tick.at), 'missed');
    if (verdict === 'twice') dayAt(tick.at)!.twice = true;
    if (verdict === 'not-seen' || verdict === 'twice') {
      const blind = tick.runs.length > 0 ? unmarked : [sideOf(tick.at)];
      for (const side of blind) mark(tick.at, side, 'not-seen');
    }
  }
  const isDue = workload.kind === 'scheduled';
  for (const { run, side, meantFor } of otherRuns) {
    mark(meantFor, side, isDue ? 'trial' : MARK_OF[run.outcome] ?? 'ran');
  }
  return views.map(({ day, legacy, target, twice }) => ({
    day,
    legacy,
    target,
    twice,
  }));
}
