/** Ticks and gaps of one job for a timeline. */
import { scheduleProblem } from '../cron/occurrences';
import { gapsBefore, gapsOf } from './gaps';
import { resolveSafety, type HandoverJob, type HandoverSafety } from './model';
import type { HandoverLane } from './plan';
import { attestedUntil, refusalOf } from './refusals';
import { indexFrom, Ticks } from './ticks';

const SECOND = 1000;
const iso = (at: number) => new Date(at).toISOString();

/**
 * The ticks of both sides in [from, to), each as long as the longest run, and
 * the gaps of this job alone. Sides that cannot be read are empty; a job that
 * is refused has no gap. A range of a few days keeps it short.
 */
export function gapsAround(
  job: HandoverJob,
  from: Date,
  to: Date,
  safety?: Partial<HandoverSafety>,
): HandoverLane {
  const resolved = resolveSafety(safety);
  const start = from.getTime();
  const seconds = job.longestRun?.seconds ?? 0;
  const back = (seconds + resolved.settleSeconds) * SECOND;
  const ticks = new Ticks(start - back, to.getTime());
  const runsOf = (specs: HandoverJob['legacy']) => {
    const readable = specs.filter(spec => scheduleProblem(spec) === null);
    const times = ticks.of(readable);
    return times
      .slice(indexFrom(times, start))
      .map(at => ({ at: iso(at), seconds }));
  };
  const isRefused = refusalOf(job, new Set(job.after)) !== null;
  const gaps = isRefused
    ? []
    : gapsBefore(gapsOf(job, ticks, start, resolved), attestedUntil([job]));
  return {
    legacyRuns: runsOf(job.legacy),
    targetRuns: runsOf(job.target),
    gaps: gaps.map(({ earliest, latest }) => ({
      earliest: iso(earliest),
      latest: iso(latest),
    })),
  };
}
