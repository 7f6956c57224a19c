/** Ranges of minutes among which a person chooses. */
import { frameOf } from './frame';
import { gapAt } from './gaps';
import type { HandoverJob, HandoverOptions } from './model';
import type { HandoverRange } from './plan';
import { firstEditAt, MINUTE, windowAt, type Mover } from './windows';

const MAX_CANDIDATES = 10;
/** Of one set of jobs, so that other sets are seen too. */
const MAX_OF_ONE_SET = 6;
/** Less than a day: a person sees other days, and other hours of them. */
const APART = 20 * 60 * MINUTE;
/** Sets are tried from the largest on. */
const MAX_SETS = 60;

interface Range {
  earliest: number;
  latest: number;
  /** Of the movers, before the edits are fitted in. */
  jobs: number;
}

/** Ranges by the set of movers that can move at each of their minutes; ascending within a set. */
function rangesBySet(
  movers: readonly Mover[],
  from: number,
  to: number,
): Range[][] {
  const origin = Math.ceil(from / MINUTE) * MINUTE;
  const size = Math.ceil((to - from) / MINUTE) + 2;
  // What changes at each minute. A set is known by two sums of scattered numbers.
  const jobs = new Int32Array(size);
  const low = new Int32Array(size);
  const high = new Int32Array(size);
  const isBound = new Uint8Array(size);
  movers.forEach((mover, i) => {
    const scattered = Math.imul(i + 1, 0x9e3779b1);
    const other = Math.imul(scattered ^ (scattered >>> 15), 0x85ebca6b);
    const change = (at: number, sign: 1 | -1) => {
      const minute = Math.min((at - origin) / MINUTE, size - 1);
      jobs[minute] += sign * mover.jobs.length;
      low[minute] += sign * scattered;
      high[minute] += sign * other;
      isBound[minute] = 1;
    };
    for (const { earliest, latest } of mover.gaps) {
      change(earliest, 1);
      change(latest + MINUTE, -1);
    }
  });
  const sets = new Map<string, Range[]>();
  const sum = { jobs: 0, low: 0, high: 0 };
  let since = 0;
  for (let minute = 0; minute < size; minute++) {
    if (!isBound[minute]) continue;
    if (sum.jobs > 0) {
      const key = `${sum.low} ${sum.high}`;
      const ranges = sets.get(key) ?? [];
      sets.set(key, ranges);
      const earliest = origin + since * MINUTE;
      const previous = ranges[ranges.length - 1]?.earliest ?? -Infinity;
      if (ranges.length < MAX_OF_ONE_SET && earliest - previous >= APART) {
        const latest = origin + (minute - 1) * MINUTE;
        ranges.push({ earliest, latest, jobs: sum.jobs });
      }
    }
    sum.jobs += jobs[minute];
    sum.low = (sum.low + low[minute]) | 0;
    sum.high = (sum.high + high[minute]) | 0;
    since = minute;
  }
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
  const { groups, from, to } = frameOf(jobs, options);
  const movers = groups.filter(({ gaps }) => gaps.length > 0);
  const ranges = rangesBySet(movers, from, to)
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
