import { formatDay, formatTime } from '../time/format';
import type { Column } from './laneColumns';

/**
 * What stands above the columns: the day, and the time of day unless all due
 * runs have the same, which then stands once at the side.
 */
export function headsOf(
  columns: readonly Column[],
  locale: string,
  timezone: string,
) {
  const timeOf = ({ at }: Column) => formatTime(new Date(at), locale, timezone);
  const due = new Set(
    columns.filter(({ kind }) => kind !== 'trial').map(timeOf),
  );
  const [time] = due.size === 1 ? due : [undefined];
  const of = (column: Column) => {
    const day = formatDay(new Date(column.at), locale, timezone);
    return time !== undefined && timeOf(column) === time ? (
      <>
        {day}
        <br />
        <span aria-hidden>|</span>
      </>
    ) : (
      <>
        {day}
        <br />
        {timeOf(column)}
      </>
    );
  };
  return { time, of };
}
