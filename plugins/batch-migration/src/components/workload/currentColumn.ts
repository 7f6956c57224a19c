import type { Column } from './laneColumns';

/** Where somebody went in the chart. */
export interface Place {
  at: string;
  /** Several columns may be of one instant. */
  index: number;
}

/**
 * The column at a place, by index: the nearest later one where other columns
 * are drawn by now, the newest due run where nobody went anywhere; -1 for none.
 */
export function currentColumn(
  columns: readonly Column[],
  place: Place | undefined,
): number {
  const last = columns.length - 1;
  if (!place) {
    const newest = columns.map(({ kind }) => kind).lastIndexOf('tick');
    return newest < 0 ? last : newest;
  }
  if (columns[place.index]?.at === place.at) return place.index;
  const next = columns.findIndex(({ at }) => at >= place.at);
  return next < 0 ? last : next;
}
