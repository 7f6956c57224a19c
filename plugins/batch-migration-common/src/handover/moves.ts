/** From groups of jobs to windows: one draft for each, in UTC milliseconds. */
import { withJobs, type Edit } from './edits';
import type { Gap } from './gaps';
import { GUARDED_SECONDS, type HandoverSafety } from './model';
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

/** The bounds of a plan, and the minutes in which other windows have an edit. */
export interface Room {
  from: number;
  to: number;
  busy: readonly Gap[];
}

export function gapWindows(
  groups: readonly PlannedGroup[],
  room: Room,
): WindowDraft[] {
  return chooseWindows(groups, room, room.busy, firstEditAt).map(window =>
    draftOf('gap', window, window.firstEdit, window.firstEdit),
  );
}

const GUARDED = GUARDED_SECONDS * 1000;

/** The gaps of these groups are minutes at which both sides may begin to claim. */
export function guardWindows(
  groups: readonly PlannedGroup[],
  room: Room,
): WindowDraft[] {
  const busy = room.busy.map(({ earliest, latest }) => ({
    earliest: earliest - GUARDED,
    latest: latest - GUARDED,
  }));
  return chooseWindows(groups, room, busy, gap => gap.earliest).map(window => {
    const switchAt = window.firstEdit + GUARDED;
    return {
      ...draftOf('guard', window, switchAt, window.firstEdit),
      earliest: switchAt,
      latest: switchAt + (window.edits.length - 1) * MINUTE,
    };
  });
}

/** The one place of all lines of a group; of a group with several, or none known, itself. */
export function placeKeyOf({ jobs }: Mover): unknown {
  const places = new Set(jobs.flatMap(job => job.places));
  const isKnown = jobs.every(job => job.places.length > 0);
  return isKnown && places.size === 1 ? [...places][0] : jobs;
}

/**
 * The gaps of these groups are the minutes at which a pause costs least,
 * without the busy ones. They share windows, so all stand in one place; or it
 * is a single group, whose edits were counted into its gaps.
 */
export function pauseWindows(
  groups: readonly PlannedGroup[],
  room: Pick<Room, 'from' | 'to'>,
  ticks: Ticks,
  safety: HandoverSafety,
): WindowDraft[] {
  const [{ jobs: firstJobs, gaps }] = groups;
  const windows =
    groups.length > 1
      ? chooseWindows(groups, room, [], gap => gap.earliest)
      : [
          {
            firstEdit: gaps[0].earliest,
            edits: withJobs([], firstJobs),
            movers: groups,
          },
        ];
  return windows.map(({ firstEdit, edits, movers }) => ({
    procedure: 'pause' as const,
    switchAt: firstEdit,
    earliest: firstEdit,
    latest: firstEdit + (edits.length - 1) * MINUTE,
    edits,
    moves: movers.map(({ jobs, cause, because }) => ({
      jobs,
      cause,
      because,
      ...pauseAt(jobs, firstEdit, edits.length, ticks, safety),
    })),
  }));
}
