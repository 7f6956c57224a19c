import { addDays, daysFrom } from '../calendar';
import type { Day, ProgressDay } from '../model';
import type { KnownHistory } from './histories';

/**
 * Wikimedia's move from cron to systemd timers: month, cron entries left, and
 * timers in place, as the project counted them.
 */
export const WIKIMEDIA: ReadonlyArray<[Day, number, number]> = [
  ['2019-01-01', 238, 0],
  ['2020-01-01', 229, 37],
  ['2020-07-01', 188, 91],
  ['2021-01-01', 159, 125],
  ['2021-07-01', 106, 197],
  ['2022-01-01', 60, 276],
  ['2022-04-01', 54, 292],
  ['2022-07-01', 3, 342],
  ['2022-10-01', 0, 354],
];

/**
 * A day for each day between the points, on a straight line from point to
 * point: nobody published what the months between were like. Counts are whole.
 * Done are the timers; scope is the timers and what cron still had.
 */
export function wikimediaHistory(): KnownHistory {
  const days: ProgressDay[] = [];
  for (let at = 0; at < WIKIMEDIA.length - 1; at++) {
    const [from, left, timers] = WIKIMEDIA[at];
    const [to, nextLeft, nextTimers] = WIKIMEDIA[at + 1];
    const length = daysFrom(from, to);
    for (let day = at === 0 ? 0 : 1; day <= length; day++) {
      const share = day / length;
      const done = Math.round(timers + (nextTimers - timers) * share);
      const open = Math.round(left + (nextLeft - left) * share);
      days.push({
        ...{ date: addDays(from, day), scope: done + open },
        ...{ retired: done, retained: 0, staleDone: 0 },
      });
    }
  }
  return { days, end: WIKIMEDIA[WIKIMEDIA.length - 1][0] };
}
