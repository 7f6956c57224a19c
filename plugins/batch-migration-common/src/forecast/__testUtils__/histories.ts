import { seededRandom } from '../../handover/simulateHandover';
import { addDays } from '../calendar';
import type { Day, ProgressDay } from '../model';

/** A history whose end is known. */
export interface KnownHistory {
  days: ProgressDay[];
  /** The day on which nothing was left; `null` for never. */
  end: Day | null;
}

/** What a week brings on average, of a migration that began with `START_SCOPE`. */
interface Rates {
  /** Workloads that are finished in week `week`. */
  done(week: number): number;
  /** Workloads that are found in it. */
  found?(week: number): number;
  /** Weeks between two releases: what was done in between comes at once. */
  every?: number;
  /** Share of what is done that is not seen in this week. */
  unseen?(week: number): number;
}

const START = '2020-01-06';
const START_SCOPE = 100;
const MAX_WEEKS = 260;

/** Synthetic histories by what they are like; rates are means, weeks vary around them. */
export const SYNTHETIC: Record<string, Rates> = {
  'steady pace': { done: () => 1.5 },
  'steady pace, a release every 4 weeks': { done: () => 1.5, every: 4 },
  'S-curve': {
    done: week => 0.2 + 4.2 * Math.exp(-(((week - 40) / 16) ** 2)),
  },
  'late rush': { done: week => (week < 60 ? 0.6 : 4) },
  'a stall of 20 weeks': {
    done: week => (week >= 30 && week < 50 ? 0 : 1.8),
  },
  'scope grows as it is found': {
    done: () => 2.2,
    found: week => (week < 45 ? 0.9 : 0.1),
  },
  'scope comes in two lumps': {
    done: () => 2,
    found: week => (week === 20 || week === 40 ? 25 : 0),
  },
  'probes fall silent for 3 of 13 weeks': {
    done: () => 1.5,
    unseen: week => (week % 13 >= 10 ? 0.4 : 0),
  },
  'given up after 40 weeks': { done: week => (week < 40 ? 1.5 : 0) },
};

/** Plays one history until its end; the same seed plays the same. */
export function playHistory(rates: Rates, seed: number): KnownHistory {
  const random = seededRandom(seed * 7919 + 17);
  const days: ProgressDay[] = [];
  let scope = START_SCOPE;
  let done = 0;
  let waiting = 0;
  const every = rates.every ?? 1;
  for (let day = 0; day < MAX_WEEKS * 7; day++) {
    const week = Math.floor(day / 7);
    waiting += poisson(rates.done(week) / 7, random);
    scope += poisson((rates.found?.(week) ?? 0) / 7, random);
    if (day % (every * 7) === every * 7 - 1 || every === 1) {
      done = Math.min(scope, done + waiting);
      waiting = 0;
    }
    const staleDone = Math.round(done * (rates.unseen?.(week) ?? 0));
    const date = addDays(START, day);
    const kept = { retired: done - staleDone, retained: 0, staleDone };
    days.push({ date, scope, ...kept });
    if (scope === done) return { days, end: date };
  }
  return { days, end: null };
}

/** Knuth's way: means are small here. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
