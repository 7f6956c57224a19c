/**
 * Plays a plan through a second time, from assumptions of its own: it takes
 * neither ticks nor margins from the planner, so that a wrong one is seen.
 */
import type { HandoverJob } from '../model';
import type { HandoverPlan, JobHandover } from '../plan';
import { bruteTicks, type Pattern } from './bruteTicks';

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the world may do, as issue and AWS say it; not imported from anywhere. */
const CLOCK_OFF_BY = 30 * SECOND;
const EDIT_TAKES = 30 * SECOND;
const CRON_RELOADS_WITHIN = 60 * SECOND;
const PROCESS_STARTS_WITHIN = 30 * SECOND;
const DELIVERED_WITHIN = 60 * SECOND;
/** Both sides stay behind the guard for an hour; the guard is up this long before. */
const GUARD_IS_UP = 3 * 60 * SECOND;

export interface SimulatedJob extends HandoverJob {
  pattern: Pattern;
}

/** How the guard behaves; the good one is what its step says. */
export interface Guard {
  atomic: boolean;
  unreachable: 'closed-from-start' | 'closed' | 'open';
  key: 'tick' | 'true-minute';
}

export const GOOD_GUARD: Guard = {
  atomic: true,
  unreachable: 'closed-from-start',
  key: 'tick',
};

export interface Harm {
  handovers: number;
  due: number;
  missed: number;
  doubled: number;
  /** A new run began beside an old one of the same job or lock. */
  overlapped: number;
  /** An old run was under way at an edit that promised otherwise. */
  underWay: number;
  /** Named by the plan, and not run. */
  held: number;
  differences: number;
}

export function noHarm(): Harm {
  return {
    handovers: 0,
    due: 0,
    missed: 0,
    doubled: 0,
    overlapped: 0,
    underWay: 0,
    held: 0,
    differences: 0,
  };
}

interface Claim {
  at: number;
  side: 'old' | 'new';
  tick: number;
}

const nearby = ({ pattern }: SimulatedJob, move: JobHandover) => {
  const isDaily = pattern.days === 'any';
  const edit = Date.parse(move.oldLineGoesAt);
  const start = Date.parse(move.startDate);
  return {
    from: Math.min(edit, start) - (isDaily ? 1 : 3) * DAY,
    to: Math.max(edit, start) + (isDaily ? 1.1 : 13.9) * DAY,
  };
};

/** Computed once for all plays and all plans of one fleet. */
const known = new WeakMap<
  Pattern,
  Map<string, ReturnType<typeof bruteTicks>>
>();

function ticksAround(
  job: SimulatedJob,
  move: JobHandover,
): ReturnType<typeof bruteTicks> {
  const { from, to } = nearby(job, move);
  const ofPattern = known.get(job.pattern) ?? new Map();
  known.set(job.pattern, ofPattern);
  const key = `${from} ${to}`;
  const ticks = ofPattern.get(key) ?? bruteTicks(job.pattern, from, to);
  ofPattern.set(key, ticks);
  return ticks;
}

/** Which of several claims of one key run: the first; with it all within a moment where a guard only looks first. */
function winners(claims: Claim[], { atomic }: Guard): Claim[] {
  let first: Claim | undefined;
  for (const claim of claims) {
    if (first === undefined || claim.at < first.at) first = claim;
  }
  return atomic
    ? claims.filter(claim => claim === first)
    : claims.filter(claim => claim.at - first!.at < 100);
}

/** Adds one play of the plan to what went wrong before. */
export function playPlan(
  jobs: readonly SimulatedJob[],
  plan: HandoverPlan,
  random: () => number,
  harm: Harm,
  guard: Guard = GOOD_GUARD,
): void {
  /**
   * Extremes are where plans break, and several of them together: in each
   * play, each kind of trouble is at its least, at its most or mixed.
   */
  const trouble = () => {
    const mood = Math.floor(random() * 3);
    return (most: number) => {
      if (mood < 2) return mood * most;
      const dice = random();
      if (dice < 0.25) return 0;
      return dice < 0.5 ? most : random() * most;
    };
  };
  const clock = trouble();
  const editor = trouble();
  const slowness = trouble();
  const reload = trouble();
  const latency = trouble();
  const delivery = trouble();
  const runLength = trouble();
  const byId = new Map(jobs.map(job => [job.id, job]));
  const oldEnds = new Map<string, number>();
  const newBegins = new Map<string, number>();
  const skews = new Map<string, number>();
  const skewOf = (place: string) => {
    const skew = skews.get(place) ?? clock(2 * CLOCK_OFF_BY) - CLOCK_OFF_BY;
    skews.set(place, skew);
    return skew;
  };
  for (const window of plan.windows) {
    const shift =
      Date.parse(window.earliest) -
      Date.parse(window.switchAt) +
      editor(Date.parse(window.latest) - Date.parse(window.earliest));
    const edits = window.edits.map(edit => {
      const begins = Date.parse(edit.at) + shift;
      return {
        ...edit,
        begins,
        gone: begins + slowness(EDIT_TAKES) + reload(CRON_RELOADS_WITHIN),
      };
    });
    for (const move of plan.jobs.filter(
      ({ windowId }) => windowId === window.id,
    )) {
      const job = byId.get(move.id)!;
      const { legacy, target } = ticksAround(job, move);
      const start = Date.parse(move.startDate);
      const ownEdits = edits.filter(({ jobIds }) => jobIds.includes(job.id));
      const skew = skewOf(job.places.join());
      const longest = job.longestRun!.seconds * SECOND;
      const guardUp = start - GUARD_IS_UP - slowness(HOUR / 4);
      const runs = new Map<number, number>();
      const run = (tick: number) => runs.set(tick, (runs.get(tick) ?? 0) + 1);
      const claims = new Map<number, Claim[]>();
      const claim = (key: number, made: Claim) => {
        const others = claims.get(key);
        if (!others) claims.set(key, [made]);
        // Who comes first in the list must not decide who wins a moment.
        else if (random() < 0.5) others.push(made);
        else others.unshift(made);
      };
      const oldBegan: Array<[tick: number, at: number]> = [];
      legacy.forEach((tick, i) => {
        const { gone } = ownEdits[Math.floor(random() * ownEdits.length)];
        const wakes = tick - skew;
        if (wakes >= gone) return;
        const at = wakes + latency(PROCESS_STARTS_WITHIN);
        if (move.procedure !== 'guard' || wakes < guardUp) {
          oldBegan.push([tick, at]);
          return;
        }
        if (random() < 0.1) {
          const runsAnyway =
            guard.unreachable === 'open' ||
            (guard.unreachable === 'closed-from-start' && tick < start);
          if (runsAnyway) oldBegan.push([tick, at]);
          return;
        }
        // The wrapper asks the host's clock, as cron does, for the last tick of its schedule.
        const hostClock = at + skew;
        let last = i;
        while (legacy[last + 1] <= hostClock) last++;
        const key =
          guard.key === 'tick'
            ? legacy[last]
            : Math.floor(at / 60_000) * 60_000;
        claim(key, { at, side: 'old', tick });
      });
      for (const tick of target) {
        if (tick < start) continue;
        const old = claims
          .get(tick)
          ?.find(({ side, at }) => side === 'old' && at >= tick);
        const deliveries = 1 + Math.floor(random() ** 4 * 3);
        for (let i = 0; i < deliveries; i++) {
          // Sometimes at the very moment of the other side.
          const at =
            old && random() < 0.3 ? old.at : tick + delivery(DELIVERED_WITHIN);
          claim(tick, { at, side: 'new', tick });
        }
      }
      const holder = job.lock === null ? `job ${job.id}` : `lock ${job.lock}`;
      for (const made of claims.values()) {
        for (const { side, tick, at } of winners(made, guard)) {
          if (side === 'old') {
            oldBegan.push([tick, at]);
            continue;
          }
          run(tick);
          if (move.procedure !== 'guard') {
            const earlier = newBegins.get(holder) ?? Infinity;
            newBegins.set(holder, Math.min(earlier, at));
          }
        }
      }
      for (const [tick, at] of oldBegan) {
        run(tick);
        const ends = at + runLength(longest);
        const later = oldEnds.get(holder) ?? -Infinity;
        oldEnds.set(holder, Math.max(later, ends));
        const isUnderWay = ownEdits.some(
          ({ begins }) => at < begins && ends > begins,
        );
        if (move.procedure === 'gap' && isUnderWay) harm.underWay++;
      }
      tally(move, { legacy, target, start, runs }, harm);
    }
  }
  for (const [holder, begin] of newBegins) {
    if (begin < (oldEnds.get(holder) ?? -Infinity)) harm.overlapped++;
  }
}

function tally(
  move: JobHandover,
  {
    legacy,
    target,
    start,
    runs,
  }: {
    legacy: number[];
    target: number[];
    start: number;
    runs: Map<number, number>;
  },
  harm: Harm,
): void {
  const held = new Set(move.heldTicks.map(at => Date.parse(at)));
  const named = new Set(move.differences.map(({ at }) => Date.parse(at)));
  const isDue = new Set(legacy);
  const onTarget = new Set(target);
  harm.handovers++;
  harm.due += legacy.length;
  for (const tick of legacy) {
    const times = runs.get(tick) ?? 0;
    if (times > 1) harm.doubled += times - 1;
    if (times > 0) continue;
    if (held.has(tick)) harm.held++;
    else if (tick >= start && !onTarget.has(tick) && named.has(tick)) {
      harm.differences++;
    } else harm.missed++;
  }
  for (const [tick, times] of runs) {
    if (!isDue.has(tick) && !named.has(tick)) harm.doubled += times;
  }
}
