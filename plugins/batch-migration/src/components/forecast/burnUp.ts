import {
  addDays,
  daysFrom,
  type Day,
  type FanPoint,
  type Forecast,
  type ProgressPoint,
} from 'backstage-plugin-batch-migration-common';

const FIRST_DAYS = 90;
/** A hard date that is further away would press all the rest together. */
const DATES_AHEAD_DAYS = 550;
/** And so would the end of a range that is many years long. */
const RANGE_AHEAD_DAYS = 730;

/** The days and counts that the axes show. */
export interface Span {
  from: Day;
  to: Day;
  highest: number;
}

/** Milliseconds: the place of a day on an axis. No zone moves it, as a day has none. */
export const atOf = (day: Day) => Date.parse(`${day}T00:00:00Z`);

const earlier = (a: Day, b: Day) => (a < b ? a : b);

/** What the chart spans: the record, the range, and the hard dates near it. */
export function spanOf(options: {
  points: readonly ProgressPoint[];
  forecast: Forecast;
  today: Day;
  dates: readonly Day[];
}): Span {
  const { points, forecast, today, dates } = options;
  const limit = addDays(today, DATES_AHEAD_DAYS);
  const from = points[0]?.date ?? today;
  const ends = [
    addDays(today, FIRST_DAYS),
    ...(forecast.state === 'range'
      ? [earlier(forecast.finish.p90, addDays(today, RANGE_AHEAD_DAYS))]
      : []),
    ...dates.filter(date => date <= limit),
  ].sort();
  const last = addDays(ends[ends.length - 1], 7);
  const fan = fanUntil(forecast, last);
  const highest = ceilingOf(
    Math.max(
      1,
      ...points.map(({ scope }) => scope),
      ...fan.map(({ scope }) => scope.high),
    ),
  );
  return { from, to: last, highest };
}

/** The points of the fan up to the edge of the drawing, and the one on it. */
export function fanUntil(forecast: Forecast, to: Day): FanPoint[] {
  const fan = forecast.state === 'range' ? forecast.fan : [];
  const outside = fan.findIndex(({ date }) => date > to);
  if (outside < 1) return outside === 0 ? [] : [...fan];
  const [before, after] = [fan[outside - 1], fan[outside]];
  const share =
    daysFrom(before.date, to) / Math.max(1, daysFrom(before.date, after.date));
  const between = (what: 'done' | 'scope') => {
    const at = (edge: 'low' | 'middle' | 'high') =>
      before[what][edge] + share * (after[what][edge] - before[what][edge]);
    return { low: at('low'), middle: at('middle'), high: at('high') };
  };
  return [
    ...fan.slice(0, outside),
    { date: to, done: between('done'), scope: between('scope') },
  ];
}

/** The next round number above a count, and a little more for the labels. */
function ceilingOf(count: number): number {
  return stepOf(count) * Math.ceil((count * 1.05) / stepOf(count));
}

/** 1, 2 or 5 times a power of ten, so that about four lines are drawn. */
function stepOf(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count / 4)));
  const factor = [1, 2, 5, 10].find(one => one * power * 4 >= count) ?? 10;
  return factor * power;
}

export function countTicks({ highest }: Span): number[] {
  const step = stepOf(highest);
  return Array.from(
    { length: Math.floor(highest / step) + 1 },
    (_, index) => index * step,
  );
}

/** Firsts of months, at most eight of them. */
export function monthTicks({ from, to }: Span): Day[] {
  const months: Day[] = [];
  const [year, month] = from.split('-').map(Number);
  for (let index = 1; ; index++) {
    const day = new Date(Date.UTC(year, month - 1 + index, 1))
      .toISOString()
      .slice(0, 10);
    if (day > to) break;
    months.push(day);
  }
  const every = [1, 2, 3, 6, 12, 24, 60].find(n => months.length / n <= 8);
  return months.filter((_, index) => index % (every ?? 60) === 0);
}

/** Days in a row: no line is drawn across days on which nobody counted. */
export function stretchesOf(
  points: readonly ProgressPoint[],
): ProgressPoint[][] {
  const stretches: ProgressPoint[][] = [];
  for (const point of points) {
    const last = stretches[stretches.length - 1];
    const before = last?.[last.length - 1];
    if (before && daysFrom(before.date, point.date) === 1) last.push(point);
    else stretches.push([point]);
  }
  return stretches;
}

/** In soak and what passed it: named, and not counted as done. */
export function soakOf({ byStage }: ProgressPoint): number {
  return byStage
    .filter(({ key }) => key === 'cut-over' || key === 'proven')
    .reduce((sum, { count }) => sum + count, 0);
}

export const doneOf = ({ retired, retained }: ProgressPoint) =>
  retired + retained;

/** The index of the counted day that is nearest to a place on the axis. */
export function nearestOf(points: readonly ProgressPoint[], at: number) {
  const awayOf = ({ date }: ProgressPoint) => Math.abs(atOf(date) - at);
  return points.reduce(
    (best, point, index) =>
      awayOf(point) < awayOf(points[best]) ? index : best,
    0,
  );
}

/** The changes of scope that are named in the drawing: the largest two. */
export function namedSteps(points: readonly ProgressPoint[]): ProgressPoint[] {
  return points
    .map((point, index) => ({
      point,
      step: index > 0 ? point.scope - points[index - 1].scope : 0,
    }))
    .filter(({ step, point }) => step !== 0 && point.changes.length > 0)
    .sort((a, b) => Math.abs(b.step) - Math.abs(a.step))
    .slice(0, 2)
    .map(({ point }) => point);
}

/** Days worth a row: the first, the last, and those on which a count changed. */
export function changedDays(points: readonly ProgressPoint[]): ProgressPoint[] {
  const factsOf = (point: ProgressPoint) =>
    [point.scope, doneOf(point), soakOf(point)].join();
  return points.filter(
    (point, index) =>
      index === 0 ||
      index === points.length - 1 ||
      point.changes.length > 0 ||
      factsOf(point) !== factsOf(points[index - 1]),
  );
}
