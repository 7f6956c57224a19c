import {
  addDays,
  daysFrom,
  type Day,
  type Forecast,
  type ProgressPoint,
} from 'backstage-plugin-batch-migration-common';

/** Size of the drawing in its own units, and the space around its plot. */
export const FRAME = {
  ...{ width: 720, height: 270 },
  ...{ left: 38, right: 14, top: 30, bottom: 46 },
};

const FIRST_DAYS = 90;
/** A hard date that is further away would press all the rest together. */
const DATES_AHEAD_DAYS = 550;

/** Places days and counts in the drawing. */
export interface Scale {
  from: Day;
  to: Day;
  highest: number;
  x(day: Day): number;
  y(count: number): number;
}

/** What the chart spans: the record, the range, and the hard dates near it. */
export function scaleOf(options: {
  points: readonly ProgressPoint[];
  forecast: Forecast;
  today: Day;
  dates: readonly Day[];
}): Scale {
  const { points, forecast, today, dates } = options;
  const limit = addDays(today, DATES_AHEAD_DAYS);
  const from = points[0]?.date ?? today;
  const ends = [
    addDays(today, FIRST_DAYS),
    ...(forecast.state === 'range' ? [forecast.finish.p90] : []),
    ...dates.filter(date => date <= limit),
  ].sort();
  const last = addDays(ends[ends.length - 1], 7);
  const fan = forecast.state === 'range' ? forecast.fan : [];
  const highest = ceilingOf(
    Math.max(
      1,
      ...points.map(({ scope }) => scope),
      ...fan.map(({ scope }) => scope.high),
    ),
  );
  const span = Math.max(1, daysFrom(from, last));
  const { width, height, left, right, top, bottom } = FRAME;
  return {
    ...{ from, to: last, highest },
    x: day => left + ((width - left - right) * daysFrom(from, day)) / span,
    y: count => height - bottom - ((height - top - bottom) * count) / highest,
  };
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

export function countTicks({ highest }: Scale): number[] {
  const step = stepOf(highest);
  return Array.from(
    { length: Math.floor(highest / step) + 1 },
    (_, index) => index * step,
  );
}

/** Firsts of months, at most eight of them. */
export function monthTicks({ from, to }: Scale): Day[] {
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

/** A line in steps: what was counted holds until the end of its day. */
export function stepPath(
  scale: Scale,
  points: readonly ProgressPoint[],
  countOf: (point: ProgressPoint) => number,
): string {
  const end = points[points.length - 1];
  const steps = points.map(
    point => `H${round(scale.x(point.date))}V${round(scale.y(countOf(point)))}`,
  );
  const first = points[0];
  return `M${round(scale.x(first.date))} ${round(
    scale.y(countOf(first)),
  )}${steps.slice(1).join('')}H${round(scale.x(addDays(end.date, 1)))}`;
}

/** The same, closed down to a lower line of nothing. */
export function stepArea(
  scale: Scale,
  points: readonly ProgressPoint[],
  countOf: (point: ProgressPoint) => number,
): string {
  const floor = round(scale.y(0));
  return `${stepPath(scale, points, countOf)}V${floor}H${round(
    scale.x(points[0].date),
  )}Z`;
}

/** The outline of one of the fans, there along its upper edge and back along its lower one. */
export function fanPath(
  scale: Scale,
  fan: ReadonlyArray<{ date: Day; low: number; high: number }>,
): string {
  const place = (date: Day, count: number) =>
    `${round(scale.x(date))} ${round(scale.y(count))}`;
  const there = fan.map(({ date, high }) => place(date, high));
  const back = [...fan].reverse().map(({ date, low }) => place(date, low));
  return `M${[...there, ...back].join('L')}Z`;
}

export function linePath(
  scale: Scale,
  line: ReadonlyArray<{ date: Day; count: number }>,
): string {
  return `M${line
    .map(
      ({ date, count }) => `${round(scale.x(date))} ${round(scale.y(count))}`,
    )
    .join('L')}`;
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

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
