import {
  addDays,
  daysFrom,
  type Day,
} from 'backstage-plugin-batch-migration-common';

/** Further than this the near dates would be pressed together. */
const LONGEST_DAYS = 550;
const SHORTEST_DAYS = 120;
/** Beside all other columns on a page of 1440 px there is room for so many names. */
const MOST_MONTHS = 4;
/** In percent; the name of a month further right would leave the column. */
const LAST_MONTH_AT = 85;

/** The one axis that all servers share; `at` is in percent of its width. */
export interface TimeAxis {
  from: Day;
  to: Day;
  at(day: Day): number;
  /** Firsts of months: few enough that their names do not touch. */
  months: Day[];
}

export function timeAxisOf(today: Day, days: readonly Day[]): TimeAxis {
  const from = addDays(today, -7);
  const latest = [addDays(today, SHORTEST_DAYS), ...days].sort().pop()!;
  const limit = addDays(today, LONGEST_DAYS);
  const to = addDays(latest < limit ? latest : limit, 7);
  const span = daysFrom(from, to);
  const at = (day: Day) =>
    Math.max(0, Math.min(100, (100 * daysFrom(from, day)) / span));
  return {
    ...{ from, to, at },
    months: monthsOf(from, to).filter(month => at(month) <= LAST_MONTH_AT),
  };
}

function monthsOf(from: Day, to: Day): Day[] {
  const [year, month] = from.split('-').map(Number);
  const firsts: Day[] = [];
  for (let index = 0; ; index++) {
    const first = new Date(Date.UTC(year, month + index, 1))
      .toISOString()
      .slice(0, 10);
    if (first >= to) break;
    firsts.push(first);
  }
  const every = Math.ceil(firsts.length / MOST_MONTHS);
  return firsts.filter((_, index) => index % every === 0);
}
