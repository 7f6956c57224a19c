import { calendarDay, formatDay, formatTime } from '../time/format';
import type { Column } from './laneColumns';

/** A day, above all columns that it has. */
export interface DayHead {
  text: string;
  /** Its first column. */
  from: number;
  count: number;
}

export interface Heads {
  /** Where all due runs have one; it then stands once at the side. */
  time: string | undefined;
  /** They cover the columns in their order, each column once. */
  days: DayHead[];
  /** Of each column; `undefined` where it is that of all. */
  times: Array<string | undefined>;
}

/**
 * What stands above the columns. A day is told once for all columns that it
 * has: above each it would fill the chart of a job that runs every five minutes.
 */
export function headsOf(
  columns: readonly Column[],
  locale: string,
  timezone: string,
): Heads {
  const times = columns.map(({ at }) =>
    formatTime(new Date(at), locale, timezone),
  );
  const due = new Set(times.filter((_, n) => columns[n].kind !== 'trial'));
  const [time] = due.size === 1 ? due : [undefined];

  const days: DayHead[] = [];
  let last: string | undefined;
  columns.forEach((column, from) => {
    const at = new Date(column.at);
    const day = calendarDay(at, timezone);
    if (day === last) {
      days[days.length - 1].count += 1;
    } else {
      days.push({ text: formatDay(at, locale, timezone), from, count: 1 });
    }
    last = day;
  });
  return {
    time,
    days,
    times: times.map(own => (own === time ? undefined : own)),
  };
}
