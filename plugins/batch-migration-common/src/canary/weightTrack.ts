/** How far a service has moved by its weights, and what bakes. */
import type { CutoverView, StepView } from '../cutover/model';
import type { Instant } from '../workload/model';

const HOUR_MS = 3_600_000;

/**
 * - `baked`: reached, and its bake is over
 * - `baking`: reached, and watched
 * - `next`: the one to go to when the bake is over
 * - `open`: later
 */
export type TrackState = 'baked' | 'baking' | 'next' | 'open';

/** One weight on the way, from a step of the plan. */
export interface TrackPoint {
  stepId: string;
  /** Number of the step in the plan, from 1. */
  number: number;
  /** Share of the target, in per cent. */
  percent: number;
  bakeHours: number | null;
  state: TrackState;
  /** When the weight was first seen; `null` as long as it was not. */
  since: Instant | null;
  /** When its bake ends or ended; for the next one, `null`. */
  until: Instant | null;
}

/** The time in which one weight is watched before the next. */
export interface Bake {
  stepId: string;
  number: number;
  percent: number;
  since: Instant;
  /** `null` where the plan gives it no time: it never ends by itself. */
  until: Instant | null;
  isOver: boolean;
}

export interface WeightTrack {
  /** In the order of the plan. */
  points: TrackPoint[];
  /** Of the furthest weight that is still set; `null` before the first. */
  bake: Bake | null;
  /** The weight step to go to; `null` where none is left. */
  next: { stepId: string; number: number; percent: number } | null;
  /** The earliest instant at which `next` may start; `null` where nothing says so. */
  nextFrom: Instant | null;
}

const percentOf = ({ check }: StepView) =>
  check.type === 'observation' && check.condition === 'target-weight'
    ? check.atLeast
    : null;

/** A weight that was lowered again counts as not reached. */
const isReached = ({ state, noLongerSo }: StepView) =>
  state === 'done' && !noLongerSo;

export function weightTrack(
  { steps }: Pick<CutoverView, 'steps'>,
  now: Date,
): WeightTrack {
  const weights = steps.flatMap(step => {
    const percent = percentOf(step);
    return percent === null ? [] : [{ step, percent }];
  });
  const last = weights.map(({ step }) => isReached(step)).lastIndexOf(true);
  const bake =
    last < 0 ? null : bakeOf(weights[last].step, weights[last].percent, now);
  const following = weights[last + 1];
  return {
    points: weights.map(({ step, percent }, index): TrackPoint => {
      const since = isReached(step) ? step.at : null;
      return {
        stepId: step.id,
        number: step.number,
        percent,
        bakeHours: step.bakeHours ?? null,
        state: stateAt(index, last, bake),
        since,
        until: since && untilOf(step, since),
      };
    }),
    bake,
    next: following
      ? {
          stepId: following.step.id,
          number: following.step.number,
          percent: following.percent,
        }
      : null,
    nextFrom: bake?.until ?? null,
  };
}

function stateAt(index: number, last: number, bake: Bake | null): TrackState {
  // One that was passed over is behind, too.
  if (index < last) return 'baked';
  if (index === last) return bake!.isOver ? 'baked' : 'baking';
  return index === last + 1 ? 'next' : 'open';
}

function untilOf({ bakeHours }: StepView, since: Instant): Instant | null {
  return bakeHours === undefined
    ? null
    : new Date(Date.parse(since) + bakeHours * HOUR_MS).toISOString();
}

function bakeOf(step: StepView, percent: number, now: Date): Bake {
  const since = step.at!;
  const until = untilOf(step, since);
  return {
    stepId: step.id,
    number: step.number,
    percent,
    since,
    until,
    isOver: until === null || Date.parse(until) <= now.getTime(),
  };
}
