/** Pixels of the labels' letters. */
export const LABEL_SIZE = 11;
const LETTER = 6.3;
const GAP = 6;
const LINE = 14;

/** About as wide as a label is drawn, in pixels: letters of Japanese are full squares. */
export function textWidth(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (letter > '\u2fff' ? LABEL_SIZE : LETTER),
    0,
  );
}

/** Where a label starts that belongs in the middle of a place, kept between two edges. */
export function keptInside(
  middle: number,
  width: number,
  [from, to]: [from: number, to: number],
): number {
  return Math.max(from, Math.min(to - width, middle - width / 2));
}

/** Where a label starts right of a place, or left of it where the edge would cut it. */
export function beside(at: number, width: number, edge: number): number {
  const right = at + GAP;
  return right + width <= edge ? right : Math.max(0, at - GAP - width);
}

export interface StepLabel {
  text: string;
  /** The corner of the step. */
  x: number;
  y: number;
}

/**
 * Labels above their steps, between two edges and never upon one another. One
 * that is wider than the place between the edges is left out: the sentence of
 * its day and the table have it.
 */
export function placedSteps(
  steps: readonly StepLabel[],
  [from, to]: [from: number, to: number],
): Array<StepLabel & { left: number; top: number }> {
  const placed: Array<StepLabel & { left: number; top: number }> = [];
  for (const step of [...steps].sort((a, b) => a.x - b.x)) {
    const width = textWidth(step.text);
    if (width > to - from) continue;
    const left = keptInside(step.x, width, [from, to]);
    const below = placed.filter(
      other => left < other.left + textWidth(other.text) + GAP,
    );
    const top = Math.min(step.y - 12, ...below.map(one => one.top - LINE));
    placed.push({ ...step, left, top });
  }
  return placed;
}

/** The first of so many lines between what is drawn above and below, if they fit. */
export function linesBetween(
  above: readonly number[],
  below: readonly number[],
  lines: number,
): number | undefined {
  const top = Math.max(...above);
  const bottom = Math.min(...below);
  return bottom - top >= lines * LINE + 8 ? top + LINE + 2 : undefined;
}
