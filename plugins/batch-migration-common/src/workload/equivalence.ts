import type { ScheduleDifference } from '../api/contract';
import { compareSchedules } from '../cron';
import { agreedSchedule } from './agreedSchedule';
import { dueFiring, isScheduled, nextTick, problemOf, specsOf } from './fires';
import type { Facts } from './facts';
import { toInstant } from './instants';
import type { Danger, ScheduleSpec } from './model';
import { knowLocationAt } from './sides';

const DAY_MS = 86_400_000;

/** How far ahead the schedules of both sides must agree. */
const YEARS_COMPARED = 2;

/** Comparing two years is slow, and many workloads share schedules. */
const compared = new Map<string, ScheduleDifference[]>();
const MAX_COMPARED = 5_000;

/** The first that daylight saving does not explain is looked for among these. */
const MAX_DIFFERENCES = 2_000;

/**
 * Differences in the two years from the start of the day (UTC) of `now`,
 * without those that daylight saving explains.
 */
export function differencesOf(
  legacy: ScheduleSpec[],
  target: ScheduleSpec[],
  now: number,
): ScheduleDifference[] {
  const from = new Date(Math.floor(now / DAY_MS) * DAY_MS);
  const key = JSON.stringify([legacy, target, from.getTime()]);
  let differences = compared.get(key);
  if (!differences) {
    const to = new Date(from);
    to.setUTCFullYear(to.getUTCFullYear() + YEARS_COMPARED);
    differences = compareSchedules(
      legacy,
      target,
      from,
      to,
      MAX_DIFFERENCES,
    ).filter(({ cause }) => !cause.startsWith('dst-'));
    if (compared.size >= MAX_COMPARED) compared.clear();
    compared.set(key, differences);
  }
  return differences.filter(({ at }) => Date.parse(at) > now);
}

/** The union of the target's schedules is not what the plan or the legacy line asks for. */
export function notEquivalent(facts: Facts): Danger | null {
  const { evidence, plan, states, now, at } = facts;
  const { workload, sides } = evidence;
  if (!isScheduled(workload) || sides.target.length === 0) return null;

  const seen = sides.target.map(location =>
    knowLocationAt(evidence, location, now),
  );
  const isThere = seen.every(
    ({ observation }) => observation && observation.state !== 'absent',
  );
  // A target that is only half deployed is blocked, not different.
  if (!isThere && states.target !== 'active') return null;

  const intended = agreedSchedule(plan);
  const wanted: ScheduleSpec[] = [intended ?? workload.schedule ?? []].flat();
  if (wanted.length === 0) return null;
  const own = [...wanted];
  wanted.push(...sides.target.flatMap(({ alsoServes }) => alsoServes ?? []));
  const offered = sides.target
    .filter((_, i) => (seen[i].observation?.state ?? 'absent') !== 'absent')
    .flatMap(location => specsOf(evidence, location, now));
  const observationIds = seen.flatMap(({ observation }) =>
    observation ? [observation.id] : [],
  );
  const danger = (
    severity: Danger['severity'],
    message: string,
    nextAt: number | null,
  ): Danger => ({
    type: 'not-equivalent',
    severity,
    message,
    nextAt: toInstant(nextAt),
    observationIds,
  });
  // Something that is no schedule, such as a service, has nothing to compare.
  if (offered.length === 0) return null;
  const problem = problemOf(wanted) ?? problemOf(offered);
  if (problem) {
    return danger(
      'pressing',
      `Both schedules cannot be compared: ${problem}.`,
      null,
    );
  }
  const [first] = differencesOf(wanted, offered, now);
  if (!first) return null;

  const name = intended ? 'intended schedule' : 'legacy schedule';
  const [runs, other] =
    first.side === 'target' ? ['target', name] : [name, 'target'];
  const message = `The target's schedule differs from the ${name}: at ${at(
    first.at,
  )} the ${runs} runs and the ${other} does not.`;
  if (states.target !== 'active') return danger('pressing', message, null);
  const when = Date.parse(first.at);
  const nextDue = nextTick([dueFiring(own)], now);
  const isNext = nextDue === null || when <= nextDue;
  return danger(isNext ? 'acute' : 'pressing', message, when);
}
