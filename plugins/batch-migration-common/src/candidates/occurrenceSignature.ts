import { nextOccurrences, scheduleProblem } from '../cron';
import type { ScheduleSpec } from '../workload/model';

const DAY_MS = 86_400_000;

/**
 * Days ahead at which schedules are compared, and how many starts from there.
 * Starts of one day would not tell weekdays from all days, nor those of one
 * month a day of the month; some fall beside changes of the clocks.
 */
const SAMPLES: ReadonlyArray<[days: number, starts: number]> = [
  [0, 20],
  [37, 8],
  [101, 8],
  [190, 8],
];

/**
 * Makes a text that is the same for schedules with the same starts, whatever
 * their dialect and zone. Several schedules are taken together; `null` where
 * one of them cannot be read, or nothing ever starts.
 */
export function occurrenceSignatures(
  now: Date,
): (specs: readonly ScheduleSpec[]) => string | null {
  const known = new Map<string, number[][] | null>();

  const samplesOf = (spec: ScheduleSpec): number[][] | null => {
    // One expression stands in many crontabs.
    const key = JSON.stringify(spec);
    let samples = known.get(key);
    if (samples === undefined) {
      samples = scheduleProblem(spec)
        ? null
        : SAMPLES.map(([days, starts]) =>
            nextOccurrences(
              spec,
              starts,
              new Date(now.getTime() + days * DAY_MS),
            ).map(at => at.getTime()),
          );
      known.set(key, samples);
    }
    return samples;
  };

  return specs => {
    const all = specs.map(samplesOf);
    if (all.length === 0 || all.includes(null)) return null;
    const parts = SAMPLES.map(([, starts], index) =>
      [...new Set(all.flatMap(samples => samples![index]))]
        .sort((a, b) => a - b)
        .slice(0, starts),
    );
    return parts[0].length === 0 ? null : JSON.stringify(parts);
  };
}
