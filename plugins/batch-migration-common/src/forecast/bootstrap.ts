import { seededRandom } from '../handover/simulateHandover';
import type { Week } from './weeks';

/** Weeks that are drawn together, since good and bad weeks come in rows. */
const BLOCK = 4;

/** How the weeks to come are drawn, and from where they start. */
export interface Bootstrap {
  /** The weeks to draw from, at least one. */
  weeks: readonly Week[];
  scope: number;
  done: number;
  simulations: number;
  horizonWeeks: number;
  seed: number;
}

/** Where each simulation stands after some weeks. */
export interface Stand {
  done: number[];
  scope: number[];
}

/**
 * Draws the weeks to come from those that were, in rows of four: what is done
 * and, by draws of its own, how the scope grows. Each simulation first draws
 * its own past for the pace, since a short past is a part of what is not known.
 * The growth has none: one server found late would be found again and again in
 * many of them, and hardly any migration would ever end.
 *
 * The draws depend on the seed and on how many weeks there are, never on what
 * was done in them: so that more done in any week ends no simulation later.
 *
 * @param standAfter - ascending numbers of weeks at which to say where it stands
 * @returns after how many weeks each simulation ended, `Infinity` for not
 * within the horizon
 */
export function bootstrap(
  { weeks, scope, done, simulations, horizonWeeks, seed }: Bootstrap,
  standAfter: readonly number[] = [],
): { ends: number[]; stands: Stand[] } {
  const random = seededRandom(seed);
  const length = Math.min(BLOCK, weeks.length);
  const stands = standAfter.map((): Stand => ({ done: [], scope: [] }));
  const ends: number[] = [];
  for (let simulation = 0; simulation < simulations; simulation++) {
    const past = rowsOf(weeks, length, weeks.length, random);
    const own = weeks.map((_, week) => past(week));
    const pace = rowsOf(own, length, horizonWeeks, random);
    const growth = rowsOf(weeks, length, horizonWeeks, random);
    ends.push(
      play({ pace, growth, horizonWeeks, scope, done, standAfter, stands }),
    );
  }
  return { ends, stands };
}

/** Draws rows for so many weeks; after the last week a row goes on with the first. */
function rowsOf(
  from: readonly Week[],
  length: number,
  count: number,
  random: () => number,
): (week: number) => Week {
  const starts = Array.from({ length: Math.ceil(count / length) }, () =>
    Math.floor(random() * from.length),
  );
  return week =>
    from[(starts[Math.floor(week / length)] + (week % length)) % from.length];
}

function play(options: {
  pace: (week: number) => Week;
  growth: (week: number) => Week;
  horizonWeeks: number;
  scope: number;
  done: number;
  standAfter: readonly number[];
  stands: Stand[];
}): number {
  const { pace, growth, horizonWeeks, standAfter, stands } = options;
  let { scope, done } = options;
  let next = 0;
  const tell = (week: number) => {
    for (; next < standAfter.length && standAfter[next] <= week; next++) {
      stands[next].done.push(Math.min(done, scope));
      stands[next].scope.push(scope);
    }
  };
  tell(0);
  for (let week = 0; week < horizonWeeks; week++) {
    const left = scope - done;
    // Never below nothing, however much of it was rolled back in one week.
    done = Math.max(0, done + pace(week).done);
    scope = Math.max(0, scope + growth(week).scope);
    if (scope <= done) {
      const part = left / (left - (scope - done));
      // What is finished stays as it is.
      done = scope;
      tell(Infinity);
      return week + part;
    }
    tell(week + 1);
  }
  tell(Infinity);
  return Infinity;
}

/** The smallest value that at least this share of all values reach. */
export function quantile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}
