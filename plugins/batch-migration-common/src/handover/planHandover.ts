import { nearestGaps } from './gaps';
import {
  frameOf,
  refuse,
  refuseLapsing,
  type CommonGaps,
  type Frame,
} from './frame';
import type { HandoverJob, HandoverOptions } from './model';
import {
  gapWindowAt,
  gapWindows,
  type PlannedGroup,
  type WindowDraft,
} from './moves';
import type { HandoverPlan } from './plan';
import { planOf } from './planOf';
import {
  canMoveWithoutGap,
  editRanges,
  planWithoutGap,
} from './planWithoutGap';
import { NO_WINDOW, type Refusal } from './refusals';

const iso = (at: number) => new Date(at).toISOString();

function gapGroup({ jobs, gaps }: CommonGaps): PlannedGroup {
  return { jobs, gaps, procedure: 'gap', cause: 'has-gap', because: null };
}

function noGapThen(group: CommonGaps, at: number): Refusal {
  const isOpen = group.gaps.some(
    ({ earliest, latest }) => earliest <= at && at <= latest,
  );
  const { before, after } = nearestGaps(group.gaps, at);
  const nearest = {
    before: before === null ? null : iso(before),
    after: after === null ? null : iso(after),
  };
  if (isOpen) {
    return {
      code: 'no-gap-then',
      reason:
        'From this instant on its gap has no room for one more edit of another crontab. Choose an earlier instant in the gap, or move it in a window of its own.',
      nearest,
    };
  }
  const around = [
    nearest.before && `at ${nearest.before} or before`,
    nearest.after && `from ${nearest.after} on`,
  ].filter(Boolean);
  return {
    code: 'no-gap-then',
    reason:
      around.length > 0
        ? `It has no gap at ${iso(at)}. It could move ${around.join(
            ', and again ',
          )}.`
        : `It has no gap at ${iso(
            at,
          )}, nor at any other instant of this time. Leave it out, and plan it alone: then it goes behind the guard or by a pause.`,
    nearest,
  };
}

function planAt(frame: Frame, at: number): WindowDraft[] {
  const window = gapWindowAt(frame.groups.map(gapGroup), at);
  const moving = new Set(
    window?.moves.flatMap(({ jobs }) => jobs.map(({ id }) => id)),
  );
  for (const group of frame.groups) {
    if (moving.has(group.jobs[0].id)) continue;
    // What no instant and no procedure can move is not the fault of this one.
    if (group.allGaps.length === 0 && !canMoveWithoutGap(frame, group)) {
      continue;
    }
    const lapsed = group.allGaps.some(
      ({ earliest, latest }) => earliest <= at && at <= latest,
    );
    if (lapsed && at >= group.attestedUntil) refuseLapsing(frame, group);
    else {
      const refusal = noGapThen(group, at);
      group.jobs.forEach(job => refuse(frame, job, refusal));
    }
  }
  return window ? [window] : [];
}

/** Groups that found no minute, because all of theirs were taken. */
function refuseLeft(
  frame: Frame,
  groups: readonly CommonGaps[],
  drafts: WindowDraft[],
): void {
  const refused = new Set(frame.refused.map(({ id }) => id));
  const moving = new Set(
    drafts.flatMap(({ moves }) =>
      moves.flatMap(({ jobs }) => jobs.map(({ id }) => id)),
    ),
  );
  for (const job of groups.flatMap(({ jobs }) => jobs)) {
    if (refused.has(job.id) || moving.has(job.id)) continue;
    refuse(frame, job, NO_WINDOW);
  }
}

function planAll(frame: Frame): WindowDraft[] {
  const { from, to } = frame;
  const open = frame.groups.filter(group => {
    if (group.gaps.length > 0 || group.allGaps.length === 0) return true;
    refuseLapsing(frame, group);
    return false;
  });
  const hasGap = ({ gaps }: CommonGaps) => gaps.length > 0;
  const drafts = gapWindows(open.filter(hasGap).map(gapGroup), {
    from,
    to,
    busy: [],
  });
  const others = open.filter(group => !hasGap(group));
  drafts.push(...planWithoutGap(frame, others, editRanges(drafts)));
  refuseLeft(frame, open, drafts);
  return drafts;
}

/**
 * Plans for each job the instant at which its old line goes and the StartDate
 * of its new schedules, so that no tick is lost or doubled. Refuses, with the
 * reason, each job for which that cannot be promised. Pure.
 * @throws RangeError where an option makes no sense, or two jobs have one id
 */
export function planHandover(
  jobs: readonly HandoverJob[],
  options: HandoverOptions,
): HandoverPlan {
  const frame = frameOf(jobs, options);
  const drafts = options.switchAt
    ? planAt(frame, options.switchAt.getTime())
    : planAll(frame);
  return planOf(frame, drafts);
}
