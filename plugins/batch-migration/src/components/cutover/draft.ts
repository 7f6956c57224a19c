import type { CutoverStep } from 'backstage-plugin-batch-migration-common';

/** Swaps a step with its neighbour; at an end nothing moves. */
export function moveStep(
  steps: readonly CutoverStep[],
  index: number,
  by: -1 | 1,
): CutoverStep[] {
  const to = index + by;
  if (to < 0 || to >= steps.length) return [...steps];
  const next = [...steps];
  [next[index], next[to]] = [next[to], next[index]];
  return next;
}

/** A step with an id that no other has; a person ticks it. */
export function newStep(
  steps: readonly CutoverStep[],
  title: string,
): CutoverStep {
  const taken = new Set(steps.map(({ id }) => id));
  let number = steps.length + 1;
  while (taken.has(`step-${number}`)) number += 1;
  return {
    id: `step-${number}`,
    title,
    instructions: '',
    ownerRef: null,
    check: { type: 'attestation' },
    reversible: true,
    undo: null,
  };
}

/** What cannot be taken back has no way back. */
export function withReversible(
  step: CutoverStep,
  reversible: boolean,
): CutoverStep {
  return { ...step, reversible, undo: reversible ? step.undo : null };
}
