import type { Kind } from '../../workload/model';
import type { CutoverStep, StepCheck, StepCondition } from '../model';

/** The same sentence in each language of the pages. */
export interface Words {
  en: string;
  ja: string;
}

/** A step before it is in a plan. */
export interface StepTemplate {
  /** Unique in its template. */
  id: string;
  title: Words;
  instructions: Words;
  check: StepCheck;
  /** How to take it back; `final` cannot be, `null` has nothing to take back. */
  undo: Words | null | 'final';
  /** How long it is watched before the next step. */
  bakeHours?: number;
}

/** The steps by which workloads of one sort move. */
export interface CutoverTemplate {
  /** Stable, for example `worker-drain`. */
  id: string;
  name: Words;
  /** Kinds for which it is offered first. */
  kinds: readonly Kind[];
  steps: readonly StepTemplate[];
}

/** A person says so. */
export const BY_PERSON: StepCheck = { type: 'attestation' };

/** A probe sees it. */
export const seen = (
  condition: Exclude<StepCondition, 'target-weight'>,
): StepCheck => ({ type: 'observation', condition });

/** A probe sees that at least so many per cent go to the target. */
export const weight = (atLeast: number): StepCheck => ({
  type: 'observation',
  condition: 'target-weight',
  atLeast,
});

/** The steps as a plan carries them. */
export function stepsOfTemplate(
  { steps }: CutoverTemplate,
  language: 'en' | 'ja',
): CutoverStep[] {
  return steps.map(({ id, title, instructions, check, undo, bakeHours }) => ({
    id,
    title: title[language],
    instructions: instructions[language],
    ownerRef: null,
    check,
    reversible: undo !== 'final',
    undo: undo === 'final' || undo === null ? null : undo[language],
    ...(bakeHours !== undefined && { bakeHours }),
  }));
}
