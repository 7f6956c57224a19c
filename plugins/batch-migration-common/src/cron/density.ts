/** How many runs many schedules start in each stretch of time. */
import { occurrenceTimes, scheduleProblem } from './occurrences';
import { dayPattern, type DayPattern } from './densityPattern';
import { scheduleKey } from './scheduleKey';
import type { ScheduleSpec } from './types';
import { splitDays, type PlainDays, type TimeRange } from './plainDays';

const MINUTE = 60_000;
/** 16 MB of counters: a year of single minutes fits several times. */
const MAX_BUCKETS = 4_000_000;

export interface Density {
  /** Start of the first bucket. */
  from: Date;
  bucketMinutes: number;
  /** Runs in each bucket, in order; the last bucket may be cut short by `to`. */
  runs: Uint32Array;
  /** Indices of the schedules whose runs nobody can compute. They are not in `runs`. */
  unknown: number[];
}

/** Runs by minute of the day, as sparse pairs, for one phase of day against bucket. */
function inBuckets(minutes: Uint32Array, phase: number, bucket: number) {
  const sums = new Map<number, number>();
  minutes.forEach((runs, minute) => {
    if (runs === 0) return;
    const index = Math.floor((phase + minute * MINUTE) / bucket);
    sums.set(index, (sums.get(index) ?? 0) + runs);
  });
  return {
    indices: Uint32Array.from(sums.keys()),
    counts: Uint32Array.from(sums.values()),
  };
}

interface DateGroup {
  pattern: DayPattern;
  minutes: Uint32Array;
}

function addDays(
  runs: Uint32Array,
  { days }: PlainDays,
  groups: Iterable<DateGroup>,
  from: number,
  bucket: number,
): void {
  for (const { pattern, minutes } of groups) {
    const dates = pattern.datesOf(days.map(day => day.localMidnight));
    let known: { phase: number } & ReturnType<typeof inBuckets>;
    for (const i of dates) {
      const since = days[i].start - from;
      const phase = since % bucket;
      // Where buckets divide the day, the phase only changes with the offset.
      if (known! === undefined || known.phase !== phase) {
        known = { phase, ...inBuckets(minutes, phase, bucket) };
      }
      const base = (since - phase) / bucket;
      const { indices, counts } = known;
      for (let k = 0; k < indices.length; k++) {
        runs[base + indices[k]] += counts[k];
      }
    }
  }
}

/**
 * Runs per bucket in [from, to). The minutes of the day of a schedule are a
 * fixed set and a date either matches or not, so whole days are added at once;
 * only the hours around clock jumps and the ends of the range are evaluated
 * run by run.
 * @throws RangeError where the range or the buckets make no sense
 */
export function density(
  schedules: readonly ScheduleSpec[],
  from: Date,
  to: Date,
  bucketMinutes: number,
): Density {
  const start = from.getTime();
  const end = to.getTime();
  const bucket = bucketMinutes * MINUTE;
  if (!Number.isInteger(bucketMinutes) || bucketMinutes < 1) {
    throw new RangeError(
      `bucketMinutes must be a whole number above 0, got: ${bucketMinutes}`,
    );
  }
  const size = Math.ceil(Math.max(0, end - start) / bucket);
  if (!(size <= MAX_BUCKETS)) {
    throw new RangeError(
      `The range has more than ${MAX_BUCKETS} buckets; choose a shorter range or longer buckets.`,
    );
  }
  const runs = new Uint32Array(size);
  const equal = new Map<string, { spec: ScheduleSpec; jobs: number[] }>();
  schedules.forEach((spec, i) => {
    const key = scheduleKey(spec);
    const same = equal.get(key);
    if (same) same.jobs.push(i);
    else equal.set(key, { spec, jobs: [i] });
  });
  const unknown: number[] = [];
  const zones = new Map<string, PlainDays>();
  const groups = new Map<string, Map<string, DateGroup>>();
  for (const { spec, jobs } of equal.values()) {
    if (scheduleProblem(spec) !== null) {
      unknown.push(...jobs);
      continue;
    }
    const pattern = dayPattern(spec, start);
    let ranges: TimeRange[] = [{ start, end }];
    if (pattern) {
      const { timezone, clock } = pattern;
      const key = `${timezone} ${clock}`;
      let zone = zones.get(key);
      if (!zone) {
        zones.set(key, (zone = splitDays(timezone, start, end, [clock])));
      }
      let ofZone = groups.get(key);
      if (!ofZone) groups.set(key, (ofZone = new Map()));
      let group = ofZone.get(pattern.dateKey);
      if (!group) {
        group = { pattern, minutes: new Uint32Array(1440) };
        ofZone.set(pattern.dateKey, group);
      }
      for (const minute of pattern.minutes)
        group.minutes[minute] += jobs.length;
      ranges = zone.rest;
    }
    for (const range of ranges) {
      for (const at of occurrenceTimes(spec, range.start, range.end)) {
        runs[Math.floor((at - start) / bucket)] += jobs.length;
      }
    }
  }
  for (const [key, ofZone] of groups) {
    addDays(runs, zones.get(key)!, ofZone.values(), start, bucket);
  }
  unknown.sort((a, b) => a - b);
  return { from, bucketMinutes, runs, unknown };
}
