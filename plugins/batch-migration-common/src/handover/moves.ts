/** From groups of jobs to windows: one draft for each, in UTC milliseconds. */
import { editCount, withJobs, type Edit } from './edits';
import type { HandoverJob, HandoverSafety } from './model';
import { GUARDED_SECONDS } from './model';
import type { HandoverCause, HandoverProcedure } from './plan';
import type { Ticks } from './ticks';
import {
  chooseWindows,
  firstEditAt,
  MINUTE,
  windowAt,
  type Mover,
  type Window,
} from './windows';
import { pauseAt } from './withoutGap';

/** Jobs that move together, with the procedure that suits them. */
export interface PlannedGroup extends Mover {
  procedure: HandoverProcedure;
  cause: HandoverCause;
  because: string | null;
}

export interface Move extends Pick<PlannedGroup, 'jobs' | 'cause' | 'because'> {
  startDate: number;
  /** By job id; empty but for a pause. */
  held: Map<string, number[]>;
}

export interface WindowDraft {
  procedure: HandoverProcedure;
  /** The first edit; the others follow a minute apart. */
  switchAt: number;
  /** They bound each edit. */
  earliest: number;
  latest: number;
  edits: Edit[];
  moves: Move[];
}

function draftOf(
  procedure: HandoverProcedure,
  { gap, edits, movers }: Window<PlannedGroup>,
  switchAt: number,
  startDate: number,
): WindowDraft {
  return {
    procedure,
    switchAt,
    ...gap,
    edits,
    moves: movers.map(({ jobs, cause, because }) => ({
      jobs,
      cause,
      because,
      startDate,
      held: new Map(),
    })),
  };
}

/** One window at a given instant, of the groups that fit; `null` where none does. */
export function gapWindowAt(
  groups: readonly PlannedGroup[],
  switchAt: number,
): WindowDraft | null {
  const window = windowAt(groups, switchAt, 'at');
  return window.movers.length > 0
    ? draftOf('gap', window, switchAt, switchAt)
    : null;
}

export function gapWindows(
  groups: readonly PlannedGroup[],
  from: number,
  to: number,
): WindowDraft[] {
  return chooseWindows(groups, from, to).map(window => {
    const switchAt = firstEditAt(window.gap, window.edits.length);
    return draftOf('gap', window, switchAt, switchAt);
  });
}

/** The gaps of these groups are minutes at which both sides may begin to claim. */
export function guardWindows(
  groups: readonly PlannedGroup[],
  from: number,
  to: number,
): WindowDraft[] {
  return chooseWindows(groups, from, to).map(window => {
    const startDate = window.gap.earliest;
    const switchAt = startDate + GUARDED_SECONDS * 1000;
    return {
      ...draftOf('guard', window, switchAt, startDate),
      earliest: switchAt,
      latest: switchAt + (window.edits.length - 1) * MINUTE,
    };
  });
}

function onePlaceOf(jobs: readonly HandoverJob[]): string | null {
  const places = new Set(jobs.flatMap(job => job.places));
  const known = jobs.every(job => job.places.length > 0);
  return known && places.size === 1 ? [...places][0] : null;
}

/** The gaps of these groups are the minutes at which a pause costs least; groups of one place share them. */
export function pauseWindows(
  groups: readonly PlannedGroup[],
  ticks: Ticks,
  safety: HandoverSafety,
): WindowDraft[] {
  const byPlace = new Map<unknown, PlannedGroup[]>();
  for (const group of groups) {
    // A group of several places has edits of its own, whose cost is computed for it alone.
    const key = onePlaceOf(group.jobs) ?? group;
    byPlace.set(key, [...(byPlace.get(key) ?? []), group]);
  }
  const drafts: WindowDraft[] = [];
  for (const together of byPlace.values()) {
    const windows =
      editCount([], together[0].jobs) === 1
        ? chooseWindows(together, ticks.from, ticks.to)
        : [
            {
              gap: together[0].gaps[0],
              edits: withJobs([], together[0].jobs),
              movers: together,
            },
          ];
    for (const window of windows) {
      const edit = window.gap.earliest;
      const edits = window.edits.length;
      drafts.push({
        procedure: 'pause',
        switchAt: edit,
        earliest: edit,
        latest: edit + (edits - 1) * MINUTE,
        edits: window.edits,
        moves: window.movers.map(({ jobs, cause, because }) => ({
          jobs,
          cause,
          because,
          ...pauseAt(jobs, edit, edits, ticks, safety),
        })),
      });
    }
  }
  return drafts;
}
