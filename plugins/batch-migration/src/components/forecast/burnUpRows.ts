import {
  addDays,
  type Day,
  type FanPoint,
  type ProgressPoint,
} from 'backstage-plugin-batch-migration-common';
import { atOf, doneOf, soakOf, stretchesOf } from './burnUp';

/** A place on the axis with what is drawn there; what is absent breaks its line. */
export interface ChartRow {
  at: number;
  scope?: number;
  done?: number;
  withSoak?: number;
  scopeFan?: [low: number, high: number];
  doneFan?: [low: number, high: number];
  scopeMiddle?: number;
  doneMiddle?: number;
}

/** What was counted holds until the end of its day; then nothing, where nobody counted the next. */
export function rowsOfPast(points: readonly ProgressPoint[]): ChartRow[] {
  const rowOf = (point: ProgressPoint, date: Day): ChartRow => ({
    at: atOf(date),
    scope: point.scope,
    done: doneOf(point),
    withSoak: doneOf(point) + soakOf(point),
  });
  return stretchesOf(points).flatMap(stretch => {
    const last = stretch[stretch.length - 1];
    const end = addDays(last.date, 1);
    return [
      ...stretch.map(point => rowOf(point, point.date)),
      ...[rowOf(last, end), { at: atOf(end) }],
    ];
  });
}

export function rowsOfFan(fan: readonly FanPoint[]): ChartRow[] {
  return fan.map(({ date, scope, done }) => ({
    at: atOf(date),
    scopeFan: [scope.low, scope.high],
    doneFan: [done.low, done.high],
    scopeMiddle: scope.middle,
    doneMiddle: done.middle,
  }));
}
