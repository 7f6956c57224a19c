import {
  compareSchedules,
  occurrences,
  scheduleProblem,
  toEventBridge,
} from 'backstage-plugin-batch-migration-common';
import type {
  ScheduleSpec,
  TranslationView,
} from 'backstage-plugin-batch-migration-common';
import type { InstantComparison, JobComparison } from './definition';

const YEARS = 2;
const MAX_DIFFERENCES = 100;
/** A schedule that is meant to change differs nearly everywhere: these show how. */
const MAX_INTENDED_DIFFERENCES = 10;

/**
 * Compares the starts of a legacy schedule with those of its translation over
 * the two years from `now`, instant by instant.
 */
export function compareTranslation(
  legacy: ScheduleSpec,
  { status, schedules, deduplicate, reason }: TranslationView,
  now: Date,
): JobComparison {
  const problem = scheduleProblem(legacy);
  if (problem) {
    return { ...uncompared('differs', deduplicate), reason: reason ?? problem };
  }
  const instants = compareInstants(
    [legacy],
    onEventBridge(schedules),
    now,
    MAX_DIFFERENCES,
  );
  const same = status === 'exact' && instants.differences.length === 0;
  return {
    status: same ? 'exact' : 'differs',
    deduplicate,
    reason,
    instants,
    intended: null,
  };
}

/**
 * Compares a schedule that a plan changes on purpose: the old one with what
 * takes its place, and what was intended with what EventBridge makes of it.
 */
export function compareIntended(
  legacy: ScheduleSpec | null,
  intended: ScheduleSpec,
  translation: TranslationView,
  now: Date,
): JobComparison {
  const { schedules, deduplicate } = translation;
  const own = compareTranslation(intended, translation, now);
  if (legacy === null) {
    return { ...uncompared('new', deduplicate), intended: own.instants };
  }
  const refusal = toEventBridge(legacy);
  return {
    status: 'intended',
    deduplicate,
    reason:
      scheduleProblem(legacy) ??
      (refusal.status === 'unsupported' ? refusal.reason : null),
    instants: scheduleProblem(legacy)
      ? null
      : compareInstants(
          [legacy],
          onEventBridge(schedules),
          now,
          MAX_INTENDED_DIFFERENCES,
        ),
    intended: own.instants,
  };
}

/** What is said of a job whose instants nothing can be compared with. */
export function uncompared(
  status: JobComparison['status'],
  deduplicate: boolean,
): JobComparison {
  return { status, deduplicate, reason: null, instants: null, intended: null };
}

function compareInstants(
  legacy: ScheduleSpec[],
  target: ScheduleSpec[],
  from: Date,
  limit: number,
): InstantComparison {
  const to = new Date(from);
  to.setUTCFullYear(to.getUTCFullYear() + YEARS);
  const found = compareSchedules(legacy, target, from, to, limit + 1);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    legacyStarts: countStarts(legacy, from, to),
    targetStarts: countStarts(target, from, to),
    differences: found.slice(0, limit),
    more: found.length > limit,
  };
}

/** Distinct instants: two schedules of one job that start together count once. */
function countStarts(specs: ScheduleSpec[], from: Date, to: Date): number {
  const starts = new Set<number>();
  for (const spec of specs) {
    for (const at of occurrences(spec, from, to)) starts.add(at.getTime());
  }
  return starts.size;
}

function onEventBridge(schedules: TranslationView['schedules']) {
  return schedules.map(
    ({ expression, timezone }): ScheduleSpec => ({
      dialect: 'eventbridge',
      expression,
      timezone,
    }),
  );
}
