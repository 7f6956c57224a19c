/** Plays a plan through with everything that can go wrong within its assumptions. */
import {
  CLOCK_SKEW_SECONDS,
  CRON_RELOAD_SECONDS,
  DELIVERY_SECONDS,
  EDIT_SECONDS,
  START_SECONDS,
  type HandoverJob,
  type HandoverPlan,
} from './model';
import { Ticks } from './ticks';

const SECOND = 1000;
const HOUR = 3_600_000;

export interface SimulationResult {
  /** Ticks of the jobs around their switches. */
  due: number;
  missed: number;
  doubled: number;
  /** A new run began while an old one of the same job was still under way; of guards not counted. */
  overlapped: number;
  /** Ticks that a pause gave up, as the plan says. */
  held: number;
  /** Later ticks that the new schedule never has, for example in a clock's gap: the translation's, not the handover's. */
  differences: number;
}

/**
 * Simulates each job from an hour before its switch to an hour after it, or
 * to its first new tick. Clocks, run times, edits and deliveries vary by
 * `random` (0 inclusive to 1 exclusive); a delivery can come twice, and the
 * target claims each tick once.
 */
export function simulateHandover(
  jobs: readonly HandoverJob[],
  plan: HandoverPlan,
  random: () => number,
): SimulationResult {
  const result = {
    due: 0,
    missed: 0,
    doubled: 0,
    overlapped: 0,
    held: 0,
    differences: 0,
  };
  const byId = new Map(jobs.map(job => [job.id, job]));
  for (const move of plan.jobs) {
    const job = byId.get(move.id)!;
    const earliest = Date.parse(move.earliest);
    const latest = Date.parse(move.latest);
    const startDate = Date.parse(move.startDate);
    const before = Date.parse(move.lastLegacyTick ?? move.oldLineGoesAt);
    const after = Date.parse(move.firstTargetTick ?? move.startDate);
    const ticks = new Ticks(
      Math.min(before, startDate, earliest - HOUR),
      Math.max(after + 1, latest + HOUR),
    );
    const skew = (random() * 2 - 1) * CLOCK_SKEW_SECONDS * SECOND;
    const goneAt =
      earliest +
      random() * (latest - earliest) +
      random() * (EDIT_SECONDS + CRON_RELOAD_SECONDS) * SECOND;
    const runSeconds = () =>
      (random() < 0.3 ? 1 : random()) * job.longestRun!.seconds;
    const runs = new Map<number, number>();
    const claimed = new Set<number>();
    const run = (tick: number) => runs.set(tick, (runs.get(tick) ?? 0) + 1);
    let oldEnds = Number.NEGATIVE_INFINITY;
    let newBegins = Number.POSITIVE_INFINITY;
    for (const tick of ticks.of(job.legacy)) {
      const wakes = tick - skew;
      if (wakes >= goneAt) continue;
      const began = wakes + random() * START_SECONDS * SECOND;
      if (move.procedure === 'guard') {
        if (claimed.has(tick)) continue;
        claimed.add(tick);
      }
      oldEnds = Math.max(oldEnds, began + runSeconds() * SECOND);
      run(tick);
    }
    for (const tick of ticks.of(job.target)) {
      if (tick < startDate) continue;
      const deliveries = random() < 0.2 ? 2 : 1;
      for (let i = 0; i < deliveries; i++) {
        const began = tick + random() * DELIVERY_SECONDS * SECOND;
        if (claimed.has(tick)) continue;
        claimed.add(tick);
        newBegins = Math.min(newBegins, began);
        run(tick);
      }
    }
    const held = new Set(move.heldTicks.map(at => Date.parse(at)));
    // What is due is the business of the schedules, never of the plan's own ticks.
    const due = job.scheduleChanges
      ? [
          ...ticks.of(job.legacy).filter(tick => tick < startDate),
          ...ticks.of(job.target).filter(tick => tick >= startDate),
        ]
      : ticks.of(job.legacy);
    const isDue = new Set(due);
    const ofTarget = new Set(ticks.of(job.target));
    result.due += isDue.size;
    for (const tick of isDue) {
      if (runs.has(tick)) continue;
      if (held.has(tick)) result.held++;
      else if (tick > newBegins && !ofTarget.has(tick)) result.differences++;
      else result.missed++;
    }
    for (const [tick, times] of runs) {
      result.doubled += isDue.has(tick) ? times - 1 : times;
    }
    if (move.procedure !== 'guard' && newBegins < oldEnds) result.overlapped++;
  }
  return result;
}
