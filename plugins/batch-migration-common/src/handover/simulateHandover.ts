/** Plays a plan through with everything that can go wrong within its assumptions. */
import { sameTicks } from './gaps';
import { indexFrom, Ticks } from './ticks';
import { playTick, type Circumstances } from './playTick';
import { CLOCK_SKEW_SECONDS, type HandoverJob } from './model';
import { CRON_RELOAD_SECONDS, EDIT_SECONDS } from './model';
import type { HandoverPlan, HandoverWindow, JobHandover } from './plan';

const SECOND = 1000;
const DAY = 86_400_000;

export interface SimulationOptions {
  /** 0 inclusive to 1 exclusive; `seededRandom` where not given, so that equal plans answer alike. */
  random?: () => number;
  /** How often the hours around each switch are played; 20 by default. */
  rounds?: number;
  /** Days of which half lie before a switch and half after it; 14 by default. */
  aroundDays?: number;
}

export interface SimulationResult {
  rounds: number;
  aroundDays: number;
  /** Ticks of the jobs within these days, each counted once. */
  due: number;
  /** Of all rounds, as are the next two. */
  missed: number;
  doubled: number;
  /** A new run began while an old one of the same job, or of the same lock, was still under way; behind the guard not counted. */
  overlapped: number;
  /** Ticks that a pause gave up, as the plan says: the most of any round. */
  held: number;
  /** Later ticks that the new schedule never has, each named in the plan: the translation's, not the handover's. */
  differences: number;
}

/** A small generator, so that what was seen can be seen again. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One job with its ticks on both sides, UTC milliseconds. */
interface Player {
  job: HandoverJob;
  move: JobHandover;
  window: HandoverWindow;
  startDate: number;
  legacy: number[];
  target: number[];
  /** What must run, whatever side does it. */
  due: number[];
  held: Set<number>;
  named: Set<number>;
}

function playersOf(
  jobs: readonly HandoverJob[],
  plan: HandoverPlan,
  aroundDays: number,
): Player[] {
  const byId = new Map(jobs.map(job => [job.id, job]));
  const windows = new Map(plan.windows.map(window => [window.id, window]));
  const ranges = new Map<string, Ticks>();
  return plan.jobs.map(move => {
    const job = byId.get(move.id)!;
    const window = windows.get(move.windowId)!;
    const startDate = Date.parse(move.startDate);
    const middle = Date.parse(window.switchAt);
    const half = (aroundDays / 2) * DAY;
    // A job that runs once a month is seen from its last old tick to its first new one.
    const from = Math.min(
      middle - half,
      Date.parse(move.lastLegacyTick ?? move.oldLineGoesAt),
      startDate,
    );
    const to = Math.max(
      middle + half,
      Date.parse(move.firstTargetTick ?? move.startDate) + 1,
    );
    const key = `${from} ${to}`;
    const ticks = ranges.get(key) ?? new Ticks(from, to);
    ranges.set(key, ticks);
    const legacy = ticks.of(job.legacy);
    const target = ticks.of(job.target);
    return {
      job,
      move,
      window,
      startDate,
      legacy,
      target,
      // What is due is the business of the schedules, never of the plan's own ticks.
      due: job.scheduleChanges
        ? [
            ...legacy.slice(0, indexFrom(legacy, startDate)),
            ...target.slice(indexFrom(target, startDate)),
          ]
        : legacy,
      held: new Set(move.heldTicks.map(at => Date.parse(at))),
      named: new Set(move.differences.map(({ at }) => Date.parse(at))),
    };
  });
}

/** The edits of a window as a person makes them: late or early within its bounds, slowly, seen late by cron. */
function goneTimes(
  { switchAt, earliest, latest, edits }: HandoverWindow,
  random: () => number,
): Array<{ jobIds: Set<string>; gone: number }> {
  const from = Date.parse(earliest) - Date.parse(switchAt);
  const span = Date.parse(latest) - Date.parse(earliest);
  return edits.map(({ at, jobIds }) => ({
    jobIds: new Set(jobIds),
    gone:
      Date.parse(at) +
      from +
      random() * span +
      random() * (EDIT_SECONDS + CRON_RELOAD_SECONDS) * SECOND,
  }));
}

interface Tally {
  missed: number;
  doubled: number;
  held: number;
  differences: Set<string>;
  /** By lock, or by job where it has none. */
  oldEnds: Map<string, number>;
  newBegins: Map<string, number>;
}

/** What could happen to a tick at most: skew, a slow edit, a slow start, a late delivery. */
const NEAR = 600 * SECOND;

/** From when to when a switch can disturb the job's ticks. */
function disturbed({ job, move, startDate }: Player): [number, number] {
  const near = NEAR + job.longestRun!.seconds * SECOND;
  const firstTick = Date.parse(move.firstTargetTick ?? move.startDate);
  return [
    Math.min(Date.parse(move.earliest), startDate) - near,
    Math.max(Date.parse(move.latest), startDate, firstTick) + near,
  ];
}

/** Ticks after all disturbance: the new side has them, or the plan says that it has not. */
function playRest(player: Player, from: number, tally: Tally): void {
  const { job, due, target, named } = player;
  const after = (times: number[]) => times.slice(indexFrom(times, from));
  const left = after(due);
  const right = after(target);
  if (sameTicks(left, right)) return;
  const onTarget = new Set(right);
  const isDue = new Set(left);
  for (const tick of left) {
    if (onTarget.has(tick)) continue;
    if (named.has(tick)) tally.differences.add(`${job.id} ${tick}`);
    else tally.missed++;
  }
  for (const tick of right) {
    if (!isDue.has(tick) && !named.has(tick)) tally.doubled++;
  }
}

function play(
  player: Player,
  from: number,
  to: number,
  circumstances: Circumstances,
  tally: Tally,
): void {
  const { job, move, startDate, legacy, target, due, held, named } = player;
  const within = (times: number[]) =>
    times.slice(indexFrom(times, from), indexFrom(times, to));
  const onLegacy = new Set(within(legacy));
  const onTarget = new Set(within(target));
  const isDue = new Set(within(due));
  const holder = job.lock === null ? `job ${job.id}` : `lock ${job.lock}`;
  for (const tick of new Set([...onLegacy, ...onTarget])) {
    const { runs, oldEnd, newBegin } = playTick(
      tick,
      {
        procedure: move.procedure,
        startDate,
        legacy: onLegacy.has(tick),
        target: onTarget.has(tick),
        longestRunSeconds: job.longestRun!.seconds,
      },
      circumstances,
    );
    if (oldEnd !== null) {
      const known = tally.oldEnds.get(holder) ?? -Infinity;
      tally.oldEnds.set(holder, Math.max(known, oldEnd));
    }
    // Behind the guard, runs of one lock wait for its lease.
    if (newBegin !== null && move.procedure !== 'guard') {
      const known = tally.newBegins.get(holder) ?? Infinity;
      tally.newBegins.set(holder, Math.min(known, newBegin));
    }
    if (!isDue.has(tick)) {
      if (runs > 0 && !named.has(tick)) tally.doubled += runs;
    } else if (runs > 1) tally.doubled += runs - 1;
    else if (runs === 0) {
      if (held.has(tick)) tally.held++;
      else if (named.has(tick)) tally.differences.add(`${job.id} ${tick}`);
      else tally.missed++;
    }
  }
}

/**
 * Simulates each job around its switch, within `aroundDays`. In each round
 * clocks, run times, edits, deliveries and the way to the guard vary by
 * `random`, as far from the switch as that can matter; a delivery can come
 * twice, and the target claims each tick once. Farther off only one side is
 * there, so it is enough that it has the tick.
 */
export function simulateHandover(
  jobs: readonly HandoverJob[],
  plan: HandoverPlan,
  options: SimulationOptions = {},
): SimulationResult {
  const { random = seededRandom(1), rounds = 20, aroundDays = 14 } = options;
  const players = playersOf(jobs, plan, aroundDays);
  const differences = new Set<string>();
  const result: SimulationResult = {
    rounds,
    aroundDays,
    due: players.reduce((sum, { due }) => sum + due.length, 0),
    missed: 0,
    doubled: 0,
    overlapped: 0,
    held: 0,
    differences: 0,
  };
  for (let round = 0; round < rounds; round++) {
    const tally: Tally = {
      missed: 0,
      doubled: 0,
      held: 0,
      differences,
      oldEnds: new Map(),
      newBegins: new Map(),
    };
    const edits = new Map(
      plan.windows.map(window => [window.id, goneTimes(window, random)]),
    );
    const skews = new Map<string, number>();
    for (const player of players) {
      const { job, window } = player;
      const host = job.places.join(' ');
      const skew =
        skews.get(host) ?? (random() * 2 - 1) * CLOCK_SKEW_SECONDS * SECOND;
      skews.set(host, skew);
      const gone = edits
        .get(window.id)!
        .filter(({ jobIds }) => jobIds.has(job.id))
        .map(edit => edit.gone);
      const [first, last] = disturbed(player);
      play(player, first, last, { skew, gone, random }, tally);
      if (round === 0) playRest(player, last, tally);
    }
    for (const [holder, begin] of tally.newBegins) {
      if (begin < (tally.oldEnds.get(holder) ?? -Infinity)) result.overlapped++;
    }
    result.missed += tally.missed;
    result.doubled += tally.doubled;
    result.held = Math.max(result.held, tally.held);
  }
  result.differences = differences.size;
  return result;
}
