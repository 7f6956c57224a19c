/** Procedures for jobs that run too often for any gap. */
import {
  GUARDED_SECONDS,
  type HandoverJob,
  type HandoverProcedure,
  type HandoverSafety,
} from './model';
import { tickBefore, Ticks } from './ticks';

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
/** A pause is tried at each minute of one hour: the cheapest wins. */
const PAUSE_CANDIDATES = 60;

/** UTC milliseconds, whole minutes. */
export interface Switch {
  procedure: HandoverProcedure;
  reason: string;
  edit: number;
  earliest: number;
  latest: number;
  startDate: number;
  /** By job id. */
  held: Map<string, number[]>;
}

function sameTicksWithin(jobs: HandoverJob[], from: number, to: number) {
  const ticks = new Ticks(from, to);
  return jobs.every(
    job => ticks.of(job.legacy).join() === ticks.of(job.target).join(),
  );
}

function guardSwitch(
  jobs: HandoverJob[],
  start: number,
  to: number,
  safety: HandoverSafety,
): Switch | null {
  const guarded = GUARDED_SECONDS * SECOND;
  for (
    let at = Math.ceil(start / MINUTE) * MINUTE;
    at + guarded < to;
    at += HOUR
  ) {
    const edit = at + guarded;
    // Both sides claim a tick by its time: where clocks jump they would differ.
    const after = edit + safety.marginSeconds * SECOND + HOUR;
    if (!sameTicksWithin(jobs, at - HOUR, after)) continue;
    return {
      procedure: 'guard',
      reason:
        'It runs too often for a gap. Both sides go behind the guard and claim each tick before they run it, so each tick runs once, whichever side comes first.',
      edit,
      earliest: edit,
      latest: edit,
      startDate: at,
      held: new Map(),
    };
  }
  return null;
}

function pauseAt(
  jobs: HandoverJob[],
  edit: number,
  safety: HandoverSafety,
): Pick<Switch, 'startDate' | 'held'> & { cost: number } {
  const margin = safety.marginSeconds * SECOND;
  const lastRun = Math.max(
    ...jobs.map(
      ({ longestRun }) => (longestRun!.seconds + safety.settleSeconds) * SECOND,
    ),
  );
  // Up to the margin after the instant the old line may still start a run.
  const lastPossible = Math.max(
    ...jobs.map(job => tickBefore(job.legacy, edit + margin + 1) ?? edit),
  );
  const startDate =
    Math.ceil(Math.max(lastPossible + lastRun, edit + margin) / MINUTE) *
    MINUTE;
  const lost = new Ticks(edit - margin, startDate);
  const held = new Map(jobs.map(job => [job.id, [...lost.of(job.legacy)]]));
  const cost = [...held.values()].reduce((sum, { length }) => sum + length, 0);
  return { startDate, held, cost };
}

function pauseSwitch(
  jobs: HandoverJob[],
  start: number,
  to: number,
  safety: HandoverSafety,
  why: string,
): Switch | null {
  const first = Math.ceil(start / MINUTE) * MINUTE;
  let best: ({ edit: number } & ReturnType<typeof pauseAt>) | null = null;
  for (let i = 0; i < PAUSE_CANDIDATES; i++) {
    const edit = first + i * MINUTE;
    const pause = pauseAt(jobs, edit, safety);
    if (pause.startDate >= to) continue;
    if (best === null || pause.cost < best.cost) best = { edit, ...pause };
    if (best.cost === 0) break;
  }
  return (
    best && {
      procedure: 'pause',
      reason: `It runs too often for a gap, and ${why}. It stands still until its last old run has surely ended; the plan names the ticks that this costs.`,
      edit: best.edit,
      earliest: best.edit,
      latest: best.edit,
      startDate: best.startDate,
      held: best.held,
    }
  );
}

/** The safe procedure for a group without a common gap; `null` where the range has no room. */
export function switchWithoutGap(
  jobs: HandoverJob[],
  start: number,
  to: number,
  safety: HandoverSafety,
): Switch | null {
  const unreachable = jobs.find(({ hostTls12 }) => hostTls12 !== true);
  const changes = jobs.find(({ scheduleChanges }) => scheduleChanges);
  if (unreachable) {
    const why =
      unreachable.hostTls12 === false
        ? `the host of ${unreachable.name} has no TLS 1.2 and cannot reach the guard`
        : `nobody knows whether the host of ${unreachable.name} has TLS 1.2 to reach the guard`;
    return pauseSwitch(jobs, start, to, safety, why);
  }
  if (changes) {
    const why = `the ticks of ${changes.name} change, so the guard could not tell that two are the same`;
    return pauseSwitch(jobs, start, to, safety, why);
  }
  return guardSwitch(jobs, start, to, safety);
}
