/** The middle of the timeline, which is to scale. UTC milliseconds. */
export const MINUTE = 60_000;
const SPAN = 70 * MINUTE;
const STEP = 30 * MINUTE;
/** The instant keeps at least this much of the middle before it. */
const BEFORE = 10 * MINUTE;

export interface Middle {
  from: number;
  /** Exclusive. */
  to: number;
}

/** It stands still while the instant moves by minutes, and follows by half hours. */
export function middleAround(at: number): Middle {
  const from = Math.floor((at - BEFORE) / STEP) * STEP;
  return { from, to: from + SPAN };
}

/** Every ten minutes, both ends included. */
export function marksOf({ from, to }: Middle): number[] {
  const marks: number[] = [];
  for (let at = from; at <= to; at += 10 * MINUTE) marks.push(at);
  return marks;
}

/** From 0 at the left edge to 100 at the right; what lies outside is cut. */
export function percentOf(at: number, { from, to }: Middle): number {
  return Math.max(0, Math.min(100, ((at - from) / (to - from)) * 100));
}

/** The part of a span that lies in the middle; `undefined` where none does. */
export function spanOf(
  from: number,
  to: number,
  middle: Middle,
): { left: string; width: string } | undefined {
  if (to < middle.from || from > middle.to || to < from) return undefined;
  const left = percentOf(from, middle);
  return {
    left: `${left}%`,
    width: `${percentOf(to, middle) - left}%`,
  };
}

/** The whole minute under a pointer, `x` pixels from the left edge of the middle. */
export function minuteAt(x: number, width: number, middle: Middle): number {
  const share = width > 0 ? x / width : 0;
  const at = middle.from + share * (middle.to - middle.from);
  return Math.round(at / MINUTE) * MINUTE;
}

/** Runs that overlap the one before go to the other of two rows. */
export function rowsOf<T extends { at: string; seconds: number }>(
  runs: readonly T[],
): Array<T & { row: 0 | 1 }> {
  let end = Number.NEGATIVE_INFINITY;
  let row: 0 | 1 = 0;
  return [...runs]
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(run => {
      const begin = Date.parse(run.at);
      if (begin < end) row = row === 0 ? 1 : 0;
      else row = 0;
      end = begin + run.seconds * 1000;
      return { ...run, row };
    });
}
