/** Cutover steps: what is done in which order, what ticks it, and how it is taken back. */
import type { EntityRef, Instant, Stage } from '../workload/model';

/**
 * What a probe can tick. A closed set: each is decided from what `assess()`
 * and the observations know already.
 *
 * - `target-exists`: the target was seen, whether on or off
 * - `target-idle`, `target-active`: of the target side
 * - `one-good-target-run`: a due run went well on the target since the old side let go
 * - `legacy-idle`: the old side does nothing, whether switched off or removed
 * - `legacy-absent`: the old side is removed
 * - `placement-target`: the target alone does the work
 * - `queue-empty`: nothing waits in the queue, and nothing is being worked on
 * - `legacy-weight-0`: no request goes to the old side by weight
 * - `target-weight`: at least so many per cent go to the target by weight
 * - `soak-passed`: the target has proven itself
 */
export const STEP_CONDITIONS = [
  'target-exists',
  'target-idle',
  'target-active',
  'one-good-target-run',
  'legacy-idle',
  'legacy-absent',
  'placement-target',
  'queue-empty',
  'legacy-weight-0',
  'target-weight',
  'soak-passed',
] as const;
export type StepCondition = (typeof STEP_CONDITIONS)[number];

/** What ticks a step: what a probe sees, or a person who says so. Never both. */
export type StepCheck =
  | { type: 'attestation' }
  | {
      type: 'observation';
      condition: Exclude<StepCondition, 'target-weight'>;
    }
  | {
      type: 'observation';
      condition: 'target-weight';
      /** Per cent, from 1 to 100. */
      atLeast: number;
    };

/** One step, as the plan has it. Its number is its place in the plan, from 1. */
export interface CutoverStep {
  /** Unique in its plan: letters, digits, `.`, `_` and `-`. What was done is kept under it. */
  id: string;
  title: string;
  /** What to do, and where; empty where the title says it. */
  instructions: string;
  /** Who does it; `null` is the owner of the workload. */
  ownerRef: EntityRef | null;
  check: StepCheck;
  /** Whether it can be taken back. The first that cannot is the point of no return. */
  reversible: boolean;
  /** How to take it back; `null` where there is nothing to do, or no way. */
  undo: string | null;
  /** Asks for a second person although the policy does not. */
  secondPerson?: boolean;
  /**
   * How long its result is watched before the next step, in hours: the bake of
   * a weight. What is done earlier is a warning, not an error.
   */
  bakeHours?: number;
}

/** The longest that a step may bake, in hours: 13 weeks. */
export const MAX_BAKE_HOURS = 2184;

/** Which steps take a second person, beside those that ask for one themselves. */
export const SECOND_PERSON_POLICIES = [
  'never',
  'irreversible',
  'always',
] as const;
export type SecondPersonPolicy = (typeof SECOND_PERSON_POLICIES)[number];

/**
 * `asked`: done, and waits for a second person; `completed`: done;
 * `confirmed`: a second person says so too; `undone`: taken back.
 */
export const STEP_EVENTS = [
  'asked',
  'completed',
  'confirmed',
  'undone',
] as const;
export type StepEvent = (typeof STEP_EVENTS)[number];

/** What happened to one step. Append-only. */
export interface StepRecord {
  /** Increasing within the workload, from 1. */
  sequence: number;
  stepId: string;
  event: StepEvent;
  /** Entity ref of a user; `plugin:batch-migration` where a probe saw it. */
  actor: string;
  /** When it was done, or first seen so. */
  at: Instant;
  recordedAt: Instant;
  reason: string | null;
  /** As the plan had it then. */
  step: CutoverStep;
  /** What it rests on, where a probe saw it. */
  observationIds: number[];
  runIds: number[];
}

/** Who did something, and when. */
export interface StepMark {
  by: string;
  at: Instant;
}

export const STEP_STATES = ['open', 'waiting', 'done'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** What a probe says of a condition now. `unknown` never ticks. */
export interface ConditionSeen {
  verdict: 'met' | 'not-met' | 'unknown';
  /** What stands there instead or beside it: a state, `3/7`, per cent, messages. */
  value: string | null;
  /** Since when it is met; `null` where that has no instant. */
  at: Instant | null;
  observationIds: number[];
  runIds: number[];
}

/** A step with where it stands. */
export interface StepView extends CutoverStep {
  /** From 1. */
  number: number;
  state: StepState;
  /** Who did it and when: who asked, where it took a second person; `null` until it is done. */
  by: string | null;
  at: Instant | null;
  /** The second person; `null` where there was none. */
  confirmed: StepMark | null;
  /** It takes a second person. */
  needsSecond: boolean;
  /** Who asked, where a second person has to confirm yet. */
  waitingForSecond: StepMark | null;
  /** The last time that it was taken back. */
  undone: (StepMark & { reason: string }) | null;
  /** What a probe says now; `null` for what a person ticks. */
  evidence: ConditionSeen | null;
  /** Numbers of steps before it that were not done when it was, or baked still: a warning. */
  tooEarly: number[];
  /** It was seen done, and is seen otherwise now: a warning. */
  noLongerSo: boolean;
}

export interface PointOfNoReturn {
  stepId: string;
  /** `null` where the plan has that step no more. */
  number: number | null;
  title: string;
  /** It is drawn after this stage. */
  afterStage: Stage;
  passed: (StepMark & { confirmedBy: string | null }) | null;
}

/** All steps of one workload, and where it can no longer turn back. */
export interface CutoverView {
  steps: StepView[];
  /** `null` where each step can be taken back. */
  pointOfNoReturn: PointOfNoReturn | null;
  secondPerson: SecondPersonPolicy;
}
