/** The bounds of a plan, checked, and the jobs that can be planned at all. */
import { scheduleKey } from '../cron/scheduleKey';
import { commonGaps, gapsBefore, gapsOf, type Gap } from './gaps';
import { groupJobs } from './groups';
import {
  resolveSafety,
  type HandoverJob,
  type HandoverOptions,
  type HandoverSafety,
} from './model';
import { comparesMeaning } from './meaning';
import type { HandoverRefusal } from './plan';
import {
  attestedUntil,
  groupRefusals,
  MOVES_WITH_REFUSED,
  type Refusal,
} from './refusals';
import { Ticks } from './ticks';
import { editCount } from './edits';
import { editsFit, MINUTE, type Mover } from './windows';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const MAX_WITHIN_DAYS = 62;

/** Bounds in UTC milliseconds; `to` and what is attested are exclusive. */
export interface Frame {
  from: number;
  to: number;
  /** Before it the new schedules cannot be there. */
  start: number;
  safety: HandoverSafety;
  ticks: Ticks;
  groups: CommonGaps[];
  refused: HandoverRefusal[];
}

/** A group with its common gaps, as far as its attestations hold. */
export interface CommonGaps extends Mover {
  /** Also where an attestation has ended. */
  allGaps: Gap[];
  attestedUntil: number;
}

export function refuse(
  frame: Pick<Frame, 'refused'>,
  { id, name }: HandoverJob,
  refusal: Refusal,
): void {
  frame.refused.push({ id, name, ...refusal });
}

/** Gaps of jobs, computed once for jobs of equal schedules and equal runs. */
function gapsOnce(
  ticks: Ticks,
  start: number,
  safety: HandoverSafety,
): (job: HandoverJob) => Gap[] {
  const known = new Map<string, Gap[]>();
  return job => {
    const key = JSON.stringify([
      job.legacy.map(scheduleKey),
      job.target.map(scheduleKey),
      job.longestRun!.seconds,
      job.scheduleChanges,
    ]);
    const gaps = known.get(key) ?? gapsOf(job, ticks, start, safety);
    known.set(key, gaps);
    return gaps;
  };
}

function groupGaps(
  jobs: HandoverJob[],
  gapsOfJob: (job: HandoverJob) => Gap[],
): CommonGaps {
  const edits = editCount([], jobs);
  const common = jobs.map(gapsOfJob).reduce(commonGaps);
  const roomy = (gaps: Gap[]) =>
    edits === 1 ? gaps : gaps.filter(gap => editsFit(gap, edits));
  const until = attestedUntil(jobs);
  return {
    jobs,
    allGaps: roomy(common),
    attestedUntil: until,
    gaps: roomy(gapsBefore(common, until)),
  };
}

/** @throws RangeError where an option makes no sense, or two jobs have one id */
export function frameOf(
  jobs: readonly HandoverJob[],
  { from: fromDate, withinDays, safety: wanted, switchAt }: HandoverOptions,
): Frame {
  const from = fromDate.getTime();
  if (!Number.isFinite(from)) {
    throw new RangeError('from must be an instant, got: Invalid Date');
  }
  if (!(withinDays > 0 && withinDays <= MAX_WITHIN_DAYS)) {
    throw new RangeError(
      `withinDays must be above 0 and at most ${MAX_WITHIN_DAYS}, got: ${withinDays}`,
    );
  }
  if (switchAt && switchAt.getTime() % MINUTE !== 0) {
    throw new RangeError(
      `switchAt must be a whole minute, got: ${
        Number.isFinite(switchAt.getTime())
          ? switchAt.toISOString()
          : 'Invalid Date'
      }`,
    );
  }
  const known = new Set(jobs.map(({ id }) => id));
  if (known.size < jobs.length) {
    throw new RangeError('Each job of a handover needs an id of its own.');
  }
  const safety = resolveSafety(wanted);
  const to = from + withinDays * DAY;
  const start = from + safety.deploySeconds * SECOND;
  const refused: HandoverRefusal[] = [];
  const plannable = groupJobs(jobs).filter(group => {
    const refusals = groupRefusals(group, known);
    refusals?.forEach((refusal, i) =>
      refuse({ refused }, group.jobs[i], refusal),
    );
    return refusals === null;
  });
  const longest = plannable.reduce(
    (most, group) =>
      Math.max(most, ...group.jobs.map(job => job.longestRun!.seconds)),
    0,
  );
  // Back to the last run that may still be under way, and to clocks that jumped within the hour.
  const back = Math.max((longest + safety.settleSeconds) * SECOND, HOUR);
  const ticks = new Ticks(start - back - MINUTE, to);
  const meaningRefusals = comparesMeaning(ticks);
  const alike = plannable.filter(group => {
    const refusals = meaningRefusals(group);
    refusals?.forEach((refusal, i) =>
      refuse({ refused }, group.jobs[i], refusal),
    );
    return refusals === null;
  });
  const gapsOfJob = gapsOnce(ticks, start, safety);
  return {
    from,
    to,
    start,
    safety,
    ticks,
    groups: alike.map(group => groupGaps(group.jobs, gapsOfJob)),
    refused,
  };
}

function attestationRefusal(until: number): Refusal {
  return {
    code: 'attestation-expires',
    reason: `Its attested longest run holds until ${
      Number.isFinite(until)
        ? new Date(until).toISOString()
        : 'no readable date'
    }, before it could switch. Renew the attestation.`,
  };
}

/** Jobs whose word ends first are named; those that must move with them say so. */
export function refuseLapsing(frame: Frame, group: CommonGaps): void {
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
