/** Runs of a cronie line whose zone is set by `CRON_TZ`. */
import type { VixieSchedule } from './vixie';
import { vixieRuns } from './vixieRuns';
import { offsetAt, zoneChanges } from './zone';

const MINUTE = 60_000;
/** cronie takes a clock that went back by more as set anew. */
const LONGEST_CATCH_UP = 181 * MINUTE;

/** The host's clock went back, and cronie has not yet caught up with the time it had reached. */
function isCatchingUp(hostTimezone: string, at: number): boolean {
  const changes = zoneChanges(hostTimezone, at - LONGEST_CATCH_UP, at + 1);
  return changes.some(change => {
    const back =
      offsetAt(hostTimezone, change - 1) - offsetAt(hostTimezone, change);
    return back > 0 && back <= LONGEST_CATCH_UP && at < change + back;
  });
}

/**
 * Runs in [from, to), ascending. cronie's loop makes up for jumps of the
 * host's clock alone (`find_jobs` and `main` in cron.c): in the zone of the
 * line, times in a gap are lost and times that repeat run twice. While the
 * host's own hour repeats, only wildcard jobs run.
 */
export function* cronTzRuns(
  schedule: VixieSchedule,
  timezone: string,
  hostTimezone: string,
  from: number,
  to: number,
): Generator<number> {
  for (const at of vixieRuns(schedule, timezone, from, to, 'wall-clock')) {
    if (schedule.wildcard || !isCatchingUp(hostTimezone, at)) yield at;
  }
}
