// Only tests import this file, so it is no part of the package.
import type { CutoverStep, StepCheck, StepEvent, StepRecord } from './model';

const ATTESTED: StepCheck = { type: 'attestation' };

/** A step that a person ticks and that can be taken back. */
export function step(id: string, over: Partial<CutoverStep> = {}): CutoverStep {
  return {
    id,
    title: `Step ${id}`,
    instructions: '',
    ownerRef: null,
    check: ATTESTED,
    reversible: true,
    undo: 'Take it back',
    ...over,
  };
}

export const final = (id: string, over: Partial<CutoverStep> = {}) =>
  step(id, { reversible: false, undo: null, ...over });

/** Records in the order in which they are written: `[step, event, actor]`, an hour apart. */
export function recordsOf(
  ...told: Array<[CutoverStep, StepEvent, string]>
): StepRecord[] {
  return told.map(([of, event, actor], index) => ({
    sequence: index + 1,
    stepId: of.id,
    event,
    actor,
    at: `2026-02-12T0${index + 1}:00:00.000Z`,
    recordedAt: `2026-02-12T0${index + 1}:00:00.000Z`,
    reason: event === 'undone' ? 'It was too early' : null,
    step: of,
    observationIds: [],
    runIds: [],
  }));
}
