/** The cells of the heatmap: hours of the week, or blocks of several on a narrow screen. */
import type { DensityResponse } from 'backstage-plugin-batch-migration-common';

export interface Block {
  /** 1 is Monday. */
  weekday: number;
  fromHour: number;
  /** Exclusive. */
  toHour: number;
  runs: number;
  uses: number;
  contended: number;
  /** Those that may be read, most runs first; the API names at most 20 of an hour. */
  jobs: Array<{ id: string; name: string; runs: number }>;
  /** Index of the quiet window that takes half an hour of it, or half of the window. */
  quiet: number | null;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOUR_MINUTES = 60;

function quietAt(
  { quietWindows }: DensityResponse,
  weekday: number,
  fromHour: number,
  toHour: number,
): number | null {
  const index = quietWindows.findIndex(({ weekdays, fromMinute, toMinute }) => {
    const shared =
      Math.min(toMinute, toHour * HOUR_MINUTES) -
      Math.max(fromMinute, fromHour * HOUR_MINUTES);
    // Five quiet minutes do not make a quiet hour.
    const enough = Math.min(HOUR_MINUTES, toMinute - fromMinute) / 2;
    return weekdays.includes(weekday) && shared > 0 && shared >= enough;
  });
  return index < 0 ? null : index;
}

/** One row a day, Monday first. @param hours - of one block: 1 or 4 */
export function weekOf(density: DensityResponse, hours: number): Block[][] {
  return WEEKDAYS.map(weekday => {
    const day = density.cells.filter(cell => cell.weekday === weekday);
    return Array.from({ length: 24 / hours }, (_, index) => {
      const fromHour = index * hours;
      const toHour = fromHour + hours;
      const cells = day.filter(({ hour }) => hour >= fromHour && hour < toHour);
      const jobs = new Map<string, Block['jobs'][number]>();
      for (const job of cells.flatMap(cell => cell.jobs)) {
        const runs = (jobs.get(job.id)?.runs ?? 0) + job.runs;
        jobs.set(job.id, { ...job, runs });
      }
      const sum = (key: 'runs' | 'uses' | 'contended') =>
        cells.reduce((total, cell) => total + cell[key], 0);
      return {
        weekday,
        fromHour,
        toHour,
        runs: sum('runs'),
        uses: sum('uses'),
        contended: sum('contended'),
        jobs: [...jobs.values()].sort((a, b) => b.runs - a.runs),
        quiet: quietAt(density, weekday, fromHour, toHour),
      };
    });
  });
}

/** The fewest runs of each shade above the first, ascending. */
export function stepsOf(most: number): number[] {
  if (most <= 4) return [1, 2, 3, 4].filter(step => step <= Math.max(most, 1));
  return [
    1,
    ...[0.15, 0.35, 0.65].map(share => Math.ceil(most * share)),
  ].filter((step, index, all) => index === 0 || step > all[index - 1]);
}

/** 0 is no run at all. */
export function levelOf(runs: number, steps: readonly number[]): number {
  return steps.filter(step => runs >= step).length;
}

/** One for about one use a week, at most four; a single use is not lost. */
export function dotsOf(uses: number, days: number): number {
  return Math.min(4, Math.ceil(uses / Math.max(1, days / 7)));
}

/** Where now stands in the week of a zone. */
export function placeInWeek(
  now: Date,
  timezone: string,
): { weekday: number; hour: number; minute: number } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: timezone,
    })
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  return {
    weekday: names.indexOf(parts.weekday) + 1,
    hour: Number(parts.hour),
    minute: Number(parts.minute),
  };
}
