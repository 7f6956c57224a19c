import {
  daysFrom,
  type Day,
  type Forecast,
  type ServerView,
} from 'backstage-plugin-batch-migration-common';

/** How a server stands against its next hard date, by what was forecast. */
export type Lateness =
  | { state: 'empty' | 'kept' }
  /** No simulation of the middle 80 % ends in time; `weeks` at the least. */
  | { state: 'weeks-late'; weeks: number }
  /** So many of ten simulations end after the date. */
  | { state: 'late' | 'at-risk'; tenths: number }
  | { state: 'in-time' }
  /** It has passed, and something is left. */
  | { state: 'missed' }
  /** A date lies ahead, and nothing can be said yet. */
  | { state: 'too-early' }
  /** A date lies ahead, and its forecast was not read. */
  | { state: 'unknown' }
  /** No date lies ahead. */
  | { state: 'undated' };

/** The next date that is not yet passed; today counts. */
export function hardDateAhead(server: ServerView, today: Day) {
  return [...server.hardDates]
    .sort((a, b) => a.date.localeCompare(b.date))
    .find(({ date }) => date >= today);
}

export function latenessOf(
  server: ServerView,
  forecast: Forecast | undefined,
  today: Day,
): Lateness {
  if (server.state === 'retired') return { state: 'empty' };
  if (server.state === 'kept') return { state: 'kept' };
  const next = hardDateAhead(server, today);
  if (!next) {
    return { state: server.hardDates.length > 0 ? 'missed' : 'undated' };
  }
  if (!forecast) return { state: 'unknown' };
  if (forecast.state === 'finished') return { state: 'in-time' };
  if (forecast.state !== 'range') return { state: 'too-early' };
  const { p10, p50, p80, p90 } = forecast.finish;
  const weeks = Math.floor(daysFrom(next.date, p10) / 7);
  if (weeks >= 1) return { state: 'weeks-late', weeks };
  const done = shareBy(next.date, [
    [p10, 10],
    [p50, 50],
    [p80, 80],
    [p90, 90],
  ]);
  const tenths = Math.round((100 - done) / 10);
  if (done >= 90) return { state: 'in-time' };
  return tenths >= 5
    ? { state: 'late', tenths: Math.min(9, tenths) }
    : { state: 'at-risk', tenths: Math.max(1, tenths) };
}

/** Percent of the simulations that have ended by a day, straight between the days that are known. */
function shareBy(day: Day, known: ReadonlyArray<readonly [Day, number]>) {
  if (day < known[0][0]) return 0;
  for (let at = 1; at < known.length; at++) {
    const [from, low] = known[at - 1];
    const [to, high] = known[at];
    if (day < to) {
      const span = Math.max(1, daysFrom(from, to));
      return low + ((high - low) * daysFrom(from, day)) / span;
    }
  }
  return known[known.length - 1][1];
}

const RANK: Record<Lateness['state'], number> = {
  'weeks-late': 0,
  missed: 1,
  late: 2,
  'at-risk': 3,
  unknown: 4,
  'too-early': 5,
  undated: 6,
  'in-time': 7,
  kept: 8,
  empty: 9,
};

/** The latest first; beside each other what is in more danger, then what has more left. */
export function byLateness(
  a: { server: ServerView; lateness: Lateness },
  b: { server: ServerView; lateness: Lateness },
): number {
  const amount = ({ lateness }: typeof a) => {
    if (lateness.state === 'weeks-late') return lateness.weeks;
    return 'tenths' in lateness ? lateness.tenths : 0;
  };
  const danger = ({ server: { dangers } }: typeof a) => {
    if (dangers.some(({ severity }) => severity === 'acute')) return 0;
    return dangers.length > 0 ? 1 : 2;
  };
  return (
    RANK[a.lateness.state] - RANK[b.lateness.state] ||
    amount(b) - amount(a) ||
    danger(a) - danger(b) ||
    b.server.left - a.server.left ||
    a.server.title.localeCompare(b.server.title, undefined, { numeric: true })
  );
}
