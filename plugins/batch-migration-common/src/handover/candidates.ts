/** Ranges of minutes among which a person chooses. */
import { frameOf } from './frame';
import { gapAt } from './gaps';
import type { HandoverJob, HandoverOptions } from './model';
import type { HandoverRange } from './plan';
import { firstEditAt, MINUTE, windowAt, type Mover } from './windows';

const MAX_CANDIDATES = 10;
/** Of one set of jobs, so that other sets and other days are seen too. */
const MAX_OF_ONE_SET = 3;
const APART = 6 * 60 * MINUTE;
/** Sets are tried from the largest on. */
const MAX_SETS = 60;

interface Range {
  earliest: number;
  latest: number;
  /** Of the movers, before the edits are fitted in. */
  jobs: number;
}

/** Ranges by the set of movers that can move at each of their minutes; ascending within a set. */
function rangesBySet(movers: readonly Mover[]): Range[][] {
  const bounds = movers
    .flatMap((mover, i) =>
      mover.gaps.flatMap(({ earliest, latest }) => [
        { at: earliest, mover: i, jobs: mover.jobs.length },
        { at: latest + MINUTE, mover: i, jobs: -mover.jobs.length },
      ]),
    )
    .sort((a, b) => a.at - b.at);
  // A set is known by two sums of scattered numbers, which change with each bound.
  let low = 0;
  let high = 0;
  let jobs = 0;
  const sets = new Map<string, Range[]>();
  bounds.forEach(({ at, mover, jobs: change }, i) => {
    const sign = Math.sign(change);
    low = (low + sign * Math.imul(mover + 1, 0x9e3779b1)) | 0;
    high = (high + sign * Math.imul((mover + 7) ** 2, 0x85ebca6b)) | 0;
    jobs += change;
    const next = bounds[i + 1]?.at ?? at;
    if (jobs === 0 || next === at) return;
    const key = `${low} ${high}`;
    const ranges = sets.get(key);
    const range = { earliest: at, latest: next - MINUTE, jobs };
    if (!ranges) sets.set(key, [range]);
    else if (
      ranges.length < MAX_OF_ONE_SET &&
      at - ranges[ranges.length - 1].earliest >= APART
    ) {
      ranges.push(range);
    }
  });
  return [...sets.values()];
}

const iso = (at: number) => new Date(at).toISOString();

/**
 * Up to ten disjoint ranges, by how many jobs can move by a gap at any minute
 * of them, then by time. Jobs that are refused, or have no gap, are in none.
 * @throws RangeError as `planHandover`
 */
export function handoverCandidates(
  jobs: readonly HandoverJob[],
  options: Omit<HandoverOptions, 'switchAt'>,
): HandoverRange[] {
  const { groups } = frameOf(jobs, options);
  const movers = groups.filter(({ gaps }) => gaps.length > 0);
  const ranges = rangesBySet(movers)
    .sort((a, b) => b[0].jobs - a[0].jobs || a[0].earliest - b[0].earliest)
    .slice(0, MAX_SETS)
    .flat();
  return ranges
    .map(range => {
      const window = windowAt(
        movers
          .filter(({ gaps }) => gapAt(gaps, range.earliest))
          .map(({ jobs: moving }) => ({ jobs: moving, gaps: [range] })),
        range.earliest,
        'within',
      );
      const edits = window.edits.length;
      return {
        earliest: range.earliest,
        latest: range.latest - (edits - 1) * MINUTE,
        switchAt: firstEditAt(range, edits),
        jobIds: window.movers.flatMap(mover => mover.jobs.map(({ id }) => id)),
      };
    })
    .filter(({ jobIds }) => jobIds.length > 0)
    .sort(
      (a, b) => b.jobIds.length - a.jobIds.length || a.earliest - b.earliest,
    )
    .slice(0, MAX_CANDIDATES)
    .map(({ earliest, latest, switchAt, jobIds }) => ({
      earliest: iso(earliest),
      latest: iso(latest),
      switchAt: iso(switchAt),
      jobIds,
    }));
}
