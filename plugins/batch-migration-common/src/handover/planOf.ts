/** Writes drafts of windows out as a plan. */
import { compareSchedules } from '../cron/compare';
import { sameTicks } from './gaps';
import type { Frame } from './frame';
import type { HandoverJob } from './model';
import type { Move, WindowDraft } from './moves';
import {
  DIFFERENCE_DAYS,
  MAX_NAMED_DIFFERENCES,
  type HandoverPlan,
  type HandoverWindow,
  type JobHandover,
} from './plan';
import { reasonOf } from './reasons';
import { stepsOf } from './steps';
import { tickBefore, tickFrom, Ticks } from './ticks';
import { MINUTE } from './windows';

const SECOND = 1000;
const DAY = 86_400_000;

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** Names what only one side has after a start date; `ticks` reach far enough. */
function differencesOf(job: HandoverJob, startDate: number, ticks: Ticks[]) {
  const same = ticks.every(range =>
    sameTicks(range.of(job.legacy), range.of(job.target)),
  );
  if (same || job.scheduleChanges) return [];
  return compareSchedules(
    job.legacy,
    job.target,
    new Date(startDate),
    new Date(startDate + DIFFERENCE_DAYS * DAY),
    MAX_NAMED_DIFFERENCES,
  );
}

/** The instant of the last edit that takes a line of a job. */
function editOf({ switchAt, edits }: WindowDraft, job: HandoverJob): number {
  let last = 0;
  edits.forEach((edit, i) => {
    if (edit.jobs.includes(job)) last = i;
  });
  return switchAt + last * MINUTE;
}

function jobHandover(
  job: HandoverJob,
  move: Move,
  draft: WindowDraft,
  windowId: string,
  marginSeconds: number,
  ticks: Ticks[],
): JobHandover {
  const { procedure } = draft;
  const edit = editOf(draft, job);
  // In a guard the old line may claim ticks until it is surely gone.
  const lastPossible =
    procedure === 'guard' ? edit + marginSeconds * SECOND : edit;
  const held = move.held.get(job.id) ?? [];
  return {
    id: job.id,
    name: job.name,
    procedure,
    cause: move.cause,
    because: move.because,
    reason: reasonOf(move.cause, move.because ?? '', 'en'),
    windowId,
    oldLineGoesAt: iso(edit),
    earliest: iso(procedure === 'gap' ? draft.earliest : edit),
    latest: iso(procedure === 'gap' ? draft.latest : edit),
    startDate: iso(move.startDate),
    lastLegacyTick: isoOrNull(
      tickBefore(job.legacy, held.length > 0 ? held[0] : lastPossible),
    ),
    firstTargetTick: isoOrNull(tickFrom(job.target, move.startDate)),
    heldTicks: held.map(iso),
    differences: differencesOf(job, move.startDate, ticks),
    warnings: job.warnings,
  };
}

function windowOf(draft: WindowDraft, id: string): HandoverWindow {
  const { procedure, switchAt, earliest, latest, edits, moves } = draft;
  return {
    id,
    procedure,
    switchAt: iso(switchAt),
    earliest: iso(earliest),
    // The other edits still have to follow.
    latest: iso(latest - (edits.length - 1) * MINUTE),
    jobIds: moves.flatMap(({ jobs }) => jobs.map(job => job.id)),
    edits: edits.map(({ place, jobs }, i) => ({
      at: iso(switchAt + i * MINUTE),
      place,
      jobIds: jobs.map(job => job.id),
    })),
  };
}

/** The plan of these windows, which it puts in order and numbers. */
export function planOf(frame: Frame, drafts: WindowDraft[]): HandoverPlan {
  const { from, to, safety, refused } = frame;
  const inOrder = [...drafts].sort((a, b) => a.switchAt - b.switchAt);
  const starts = inOrder.flatMap(({ moves }) =>
    moves.map(({ startDate }) => startDate),
  );
  const end = Math.max(to, ...starts.map(at => at + DIFFERENCE_DAYS * DAY));
  const ticks = end > to ? [frame.ticks, new Ticks(to, end)] : [frame.ticks];
  const windows: HandoverWindow[] = [];
  const jobs: JobHandover[] = [];
  for (const draft of inOrder) {
    const id = `window-${windows.length + 1}`;
    windows.push(windowOf(draft, id));
    for (const move of draft.moves) {
      for (const job of move.jobs) {
        jobs.push(
          jobHandover(job, move, draft, id, safety.marginSeconds, ticks),
        );
      }
    }
  }
  const plan = { from: iso(from), to: iso(to), safety, windows, jobs, refused };
  return { ...plan, steps: stepsOf(plan) };
}
