import { sameTicks, nearestGaps } from './gaps';
import { frameOf, refuse, type CommonGaps, type Frame } from './frame';
import type { HandoverJob, HandoverOptions } from './model';
import {
  gapWindowAt,
  gapWindows,
  guardWindows,
  pauseWindows,
  type PlannedGroup,
  type WindowDraft,
} from './moves';
import type { HandoverPlan } from './plan';
import { MOVES_WITH_REFUSED, type Refusal } from './refusals';
import { planOf } from './planOf';
import { tickFrom, type Ticks } from './ticks';
import { causeOf, guardStarts, pauseStarts } from './withoutGap';

const iso = (at: number) => new Date(at).toISOString();

/** Whether the two sides have any tick in common, within the range or as the next one after it. */
function haveCommonTick(job: HandoverJob, ticks: Ticks): boolean {
  const legacy = ticks.of(job.legacy);
  const target = ticks.of(job.target);
  if (legacy.length > 0 && sameTicks(legacy, target)) return true;
  const ofTarget = new Set(target);
  if (legacy.some(tick => ofTarget.has(tick))) return true;
  const next = tickFrom(job.legacy, ticks.to);
  return next !== null && next === tickFrom(job.target, ticks.to);
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

function attestationRefusal(until: number): Refusal {
  return {
    code: 'attestation-expires',
    reason: `Its attested longest run holds until ${
      Number.isFinite(until) ? iso(until) : 'no readable date'
    }, before it could switch. Renew the attestation.`,
  };
}

/** Jobs whose word ends first are named; those that must move with them say so. */
function refuseLapsing(frame: Frame, group: CommonGaps): void {
  for (const job of group.jobs) {
    const expires = Date.parse(job.longestRun?.expiresAt ?? '');
    const lapses =
      job.longestRun?.expiresAt !== null && !(expires > group.attestedUntil);
    refuse(
      frame,
      job,
      lapses ? attestationRefusal(group.attestedUntil) : MOVES_WITH_REFUSED,
    );
  }
}

const NO_WINDOW: Refusal = {
  code: 'no-window',
  reason:
    'No safe instant was found in this time. Look further ahead, or let the job run less often.',
};

/** The procedure of a group that has no gap at all; `null` where it was refused. */
function withoutGap(frame: Frame, group: CommonGaps): PlannedGroup | null {
  const { ticks, start, safety } = frame;
  const { jobs } = group;
  const refusals = jobs.map(job => scheduleRefusal(job, ticks));
  if (refusals.some(refusal => refusal !== null)) {
    jobs.forEach((job, i) =>
      refuse(frame, job, refusals[i] ?? MOVES_WITH_REFUSED),
    );
    return null;
  }
  const { cause, because } = causeOf(jobs);
  const procedure = cause === 'no-gap' ? 'guard' : 'pause';
  const startsUntil = (until: number) =>
    procedure === 'guard'
      ? guardStarts(jobs, ticks, start, until, safety)
      : pauseStarts(jobs, ticks, start, until, safety);
  const gaps = startsUntil(group.attestedUntil);
  if (gaps.length > 0) return { jobs, gaps, procedure, cause, because };
  if (startsUntil(Infinity).length > 0) refuseLapsing(frame, group);
  else jobs.forEach(job => refuse(frame, job, NO_WINDOW));
  return null;
}

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

function planAll(frame: Frame): WindowDraft[] {
  const { from, to, ticks, safety } = frame;
  const byProcedure = {
    gap: [] as PlannedGroup[],
    guard: [] as PlannedGroup[],
    pause: [] as PlannedGroup[],
  };
  for (const group of frame.groups) {
    if (group.gaps.length > 0) byProcedure.gap.push(gapGroup(group));
    else if (group.allGaps.length > 0) refuseLapsing(frame, group);
    else {
      const planned = withoutGap(frame, group);
      if (planned) byProcedure[planned.procedure].push(planned);
    }
  }
  return [
    ...gapWindows(byProcedure.gap, from, to),
    ...guardWindows(byProcedure.guard, from, to),
    ...pauseWindows(byProcedure.pause, ticks, safety),
  ];
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
