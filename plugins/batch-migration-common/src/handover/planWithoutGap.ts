/** Plans the groups that have no gap: behind the guard, or by a pause. */
import { commonGaps, gapsOf, sameTicks, type Gap } from './gaps';
import { refuse, refuseLapsing, type CommonGaps, type Frame } from './frame';
import type { HandoverJob } from './model';
import {
  guardWindows,
  pauseWindows,
  placeKeyOf,
  type PlannedGroup,
  type Room,
  type WindowDraft,
} from './moves';
import type { HandoverProcedure } from './plan';
import { MOVES_WITH_REFUSED, NO_WINDOW, type Refusal } from './refusals';
import { tickFrom, Ticks } from './ticks';
import { editRange, minutesOf } from './windows';
import { causeOf, guardStarts, pauseStarts } from './withoutGap';

const DAY = 86_400_000;
/** How far beyond the plan a tick that both sides have is looked for. */
const COMMON_DAYS = 60;

/** Whether the two sides have any tick in common, within the plan or soon after it. */
function haveCommonTick(job: HandoverJob, ticks: Ticks): boolean {
  const isIn = (range: Ticks) => {
    const legacy = range.of(job.legacy);
    const target = range.of(job.target);
    if (sameTicks(legacy, target)) return legacy.length > 0;
    const ofTarget = new Set(target);
    return legacy.some(tick => ofTarget.has(tick));
  };
  if (isIn(ticks)) return true;
  const next = tickFrom(job.legacy, ticks.to);
  if (next !== null && next === tickFrom(job.target, ticks.to)) return true;
  // The next one may be a tick that clocks take from one of them.
  return isIn(new Ticks(ticks.to, ticks.to + COMMON_DAYS * DAY));
}

/** Whether only ticks that one side loses keep the group from a gap. */
function waitsForClocks(frame: Frame, { jobs }: CommonGaps): boolean {
  const { ticks, start, safety } = frame;
  return (
    jobs.some(({ scheduleChanges }) => !scheduleChanges) &&
    jobs
      .map(job => ({ ...job, scheduleChanges: true }))
      .map(job => gapsOf(job, ticks, start, safety))
      .reduce(commonGaps).length > 0
  );
}

/** Why one job of a group without any gap cannot move by another procedure either. */
function scheduleRefusal(job: HandoverJob, ticks: Ticks): Refusal | null {
  if (
    ticks.of(job.legacy).length === 0 &&
    tickFrom(job.legacy, ticks.to) === null
  ) {
    return {
      code: 'never-runs',
      reason:
        'Its old line has no run left, so there is nothing to hand over. Retire it, or correct the line.',
    };
  }
  if (!job.scheduleChanges && !haveCommonTick(job, ticks)) {
    return {
      code: 'schedules-differ',
      reason:
        'The new schedule has none of the old ticks. Correct it, or say in the plan that the schedule is meant to change.',
    };
  }
  return null;
}

/** Whether another procedure could move a group without any gap; where none can, its jobs are refused. */
export function canMoveWithoutGap(frame: Frame, group: CommonGaps): boolean {
  const refusals = group.jobs.map(job => scheduleRefusal(job, frame.ticks));
  if (refusals.every(refusal => refusal === null)) {
    if (!waitsForClocks(frame, group)) return true;
    group.jobs.forEach(job => refuse(frame, job, NO_WINDOW));
    return false;
  }
  group.jobs.forEach((job, i) =>
    refuse(frame, job, refusals[i] ?? MOVES_WITH_REFUSED),
  );
  return false;
}

/** A group with the instants of its procedure; `null` where it was refused. */
function withStarts(
  frame: Frame,
  group: CommonGaps,
  procedure: HandoverProcedure,
  startsUntil: (until: number) => Gap[],
): PlannedGroup | null {
  const gaps = startsUntil(group.attestedUntil);
  if (gaps.length > 0) {
    return { jobs: group.jobs, gaps, procedure, ...causeOf(group.jobs) };
  }
  if (startsUntil(Infinity).length > 0) refuseLapsing(frame, group);
  else group.jobs.forEach(job => refuse(frame, job, NO_WINDOW));
  return null;
}

const isPlanned = (group: PlannedGroup | null): group is PlannedGroup =>
  group !== null;

function planGuards(
  frame: Frame,
  groups: CommonGaps[],
  room: Room,
): WindowDraft[] {
  const { ticks, start, safety } = frame;
  const planned = groups
    .map(group =>
      withStarts(frame, group, 'guard', until =>
        guardStarts(group.jobs, ticks, start, until, safety),
      ),
    )
    .filter(isPlanned);
  return guardWindows(planned, room);
}

/** Place by place: each sees the minutes that the others have taken. */
function planPauses(
  frame: Frame,
  groups: CommonGaps[],
  { from, to, busy }: Room,
): WindowDraft[] {
  const { ticks, start, safety } = frame;
  const byPlace = new Map<unknown, CommonGaps[]>();
  for (const group of groups) {
    const key = placeKeyOf(group);
    const known = byPlace.get(key);
    if (known) known.push(group);
    else byPlace.set(key, [group]);
  }
  const taken = new Set(busy.flatMap(minutesOf));
  const drafts: WindowDraft[] = [];
  for (const together of byPlace.values()) {
    const planned = together
      .map(group =>
        withStarts(frame, group, 'pause', until =>
          pauseStarts(group.jobs, ticks, start, until, safety, taken),
        ),
      )
      .filter(isPlanned);
    if (planned.length === 0) continue;
    const windows = pauseWindows(planned, { from, to }, ticks, safety);
    drafts.push(...windows);
    for (const range of editRanges(windows)) {
      minutesOf(range).forEach(minute => taken.add(minute));
    }
  }
  return drafts;
}

/** When these windows have their edits. */
export function editRanges(drafts: WindowDraft[]): Gap[] {
  return drafts.map(({ switchAt, edits }) => editRange(switchAt, edits.length));
}

/** Whether a group without a gap can go behind the guard. */
const isGuarded = ({ jobs }: CommonGaps) => causeOf(jobs).cause === 'no-gap';

/** Windows of the groups without a gap; `busy` are the edits of the other windows. */
export function planWithoutGap(
  frame: Frame,
  groups: readonly CommonGaps[],
  busy: readonly Gap[],
): WindowDraft[] {
  const { from, to } = frame;
  const possible = groups.filter(group => canMoveWithoutGap(frame, group));
  const guards = planGuards(frame, possible.filter(isGuarded), {
    from,
    to,
    busy,
  });
  const pauses = planPauses(
    frame,
    possible.filter(group => !isGuarded(group)),
    { from, to, busy: [...busy, ...editRanges(guards)] },
  );
  return [...guards, ...pauses];
}
