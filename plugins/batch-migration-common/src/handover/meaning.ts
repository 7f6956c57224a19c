/** Whether the two sides of a job mean the same ticks. */
import { compareSchedules } from '../cron/compare';
import { sameTicks } from './gaps';
import type { JobGroup } from './groups';
import type { HandoverJob } from './model';
import { MOVES_WITH_REFUSED, type Refusal } from './refusals';
import { tickFrom, Ticks } from './ticks';

const DAY = 86_400_000;
/** A job that runs less often than this within the plan is compared over a year. */
const FEW_TICKS = 3;
const YEAR_DAYS = 400;
/** Clocks that jump within a year part no more ticks than this. */
const MAX_DIFFERENCES = 1000;

/**
 * Refuses new schedules that mean other ticks than the old ones: such a tick
 * would be lost, or come as a surprise, on every day. Ticks that clocks take
 * from one side are no matter of meaning; the plan names those.
 */
function refusalOf(
  { scheduleChanges, legacy, target }: HandoverJob,
  near: Ticks,
  far: Ticks,
): Refusal | null {
  if (scheduleChanges) return null;
  const isSame = (ticks: Ticks) =>
    sameTicks(ticks.of(legacy), ticks.of(target));
  const isRare = near.of(legacy).length < FEW_TICKS;
  if (isSame(near) && (!isRare || isSame(far))) return null;
  // One that never runs again is refused for that.
  if (near.of(legacy).length === 0 && tickFrom(legacy, near.to) === null) {
    return null;
  }
  const apart = compareSchedules(
    legacy,
    target,
    new Date(near.from),
    new Date(isRare ? far.to : near.to),
    MAX_DIFFERENCES,
  ).find(({ cause }) => cause === 'dialect');
  if (!apart) return null;
  const side = apart.side === 'legacy' ? 'old' : 'new';
  return {
    code: 'schedules-differ',
    reason: `The new schedule means other ticks: only the ${side} one has ${apart.at}. Correct it, or say in the plan that the schedule is meant to change.`,
  };
}

/** Finds for each job of a group what stands against it; `null` where both sides of all mean the same. */
export function comparesMeaning(
  ticks: Ticks,
): (group: JobGroup) => Refusal[] | null {
  const far = new Ticks(ticks.to, ticks.to + YEAR_DAYS * DAY);
  return ({ jobs }) => {
    const own = jobs.map(job => refusalOf(job, ticks, far));
    return own.every(refusal => refusal === null)
      ? null
      : own.map(refusal => refusal ?? MOVES_WITH_REFUSED);
  };
}
