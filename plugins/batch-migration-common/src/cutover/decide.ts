/** What a person may do with a step, and why not. */
import type {
  ConditionSeen,
  CutoverStep,
  SecondPersonPolicy,
  StepEvent,
  StepRecord,
} from './model';
import { needsSecond, passedStep, stepProgress } from './progress';

export const STEP_ACTIONS = ['complete', 'confirm', 'undo'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

/**
 * `refused`: a rule forbids it; `conflict`: it is not there where the person
 * thinks it is; `same-person`: somebody else has to.
 */
export type StepDecision =
  | { event: StepEvent }
  | { refusal: 'refused' | 'conflict' | 'same-person'; message: string };

export interface StepQuestion {
  step: CutoverStep;
  /** From 1. */
  number: number;
  action: StepAction;
  actor: string;
  /** All of the workload. */
  records: readonly StepRecord[];
  /** What a probe says now; `null` for what a person ticks. */
  seen: ConditionSeen | null;
  secondPerson: SecondPersonPolicy;
}

const refuse = (
  refusal: 'refused' | 'conflict' | 'same-person',
  message: string,
) => ({ refusal, message });

/** The event that an action makes, or why it makes none. */
export function decideStep(question: StepQuestion): StepDecision {
  switch (question.action) {
    case 'complete':
      return complete(question);
    case 'confirm':
      return confirm(question);
    default:
      return undo(question);
  }
}

function complete(question: StepQuestion): StepDecision {
  const { step, number, records, secondPerson } = question;
  const { state, by, confirmed } = stepProgress(records)(step.id);
  if (step.check.type === 'observation') {
    return refuse(
      'refused',
      `Step ${number} is ticked by what a probe sees. It cannot be ticked by hand.`,
    );
  }
  if (state === 'done') {
    return refuse(
      'conflict',
      `Step ${number} is done already: ${(confirmed ?? by)!.by} said so at ${
        (confirmed ?? by)!.at
      }.`,
    );
  }
  if (state === 'waiting') {
    return refuse(
      'conflict',
      `Step ${number} waits for a second person: ${by!.by} asked at ${by!.at}.`,
    );
  }
  return { event: needsSecond(step, secondPerson) ? 'asked' : 'completed' };
}

function confirm({
  step,
  number,
  actor,
  records,
  secondPerson,
}: StepQuestion): StepDecision {
  const { state, by, confirmed } = stepProgress(records)(step.id);
  const isSeen = state === 'done' && step.check.type === 'observation';
  const isUnconfirmed = isSeen && !confirmed && needsSecond(step, secondPerson);
  if (state !== 'waiting' && !isUnconfirmed) {
    return refuse(
      'conflict',
      state === 'done'
        ? `Step ${number} is done, and waits for nobody.`
        : `Nobody has asked for a second person at step ${number} yet.`,
    );
  }
  if (by!.by === actor) {
    return refuse(
      'same-person',
      `You asked for step ${number} yourself. A second person who may complete steps has to confirm it.`,
    );
  }
  return { event: 'confirmed' };
}

function undo({ step, number, records, seen }: StepQuestion): StepDecision {
  const { state } = stepProgress(records)(step.id);
  if (state === 'open') {
    return refuse('conflict', `Step ${number} is not done: nothing to undo.`);
  }
  // A question is taken back at any time: nothing was done yet.
  if (state === 'waiting') return { event: 'undone' };
  const passed = passedStep(records);
  if (passed) {
    return refuse(
      'refused',
      `The point of no return is passed: ${passed.by} did “${passed.step.title}” at ${passed.at}, which cannot be taken back. Step ${number} can no longer be undone.`,
    );
  }
  if (seen?.verdict === 'met') {
    return refuse(
      'refused',
      `Step ${number} is still seen so. Take it back where it was done first; this page changes nothing there.`,
    );
  }
  return { event: 'undone' };
}

/**
 * Numbers of steps that a change of the plan would take away or make another,
 * although somebody did them or waits: what was done stays what it was.
 */
export function changedDoneSteps(
  before: readonly CutoverStep[],
  after: readonly CutoverStep[],
  records: readonly StepRecord[],
): number[] {
  const progress = stepProgress(records);
  const next = new Map(after.map(step => [step.id, step]));
  return before.flatMap((step, index) => {
    if (progress(step.id).state === 'open') return [];
    return isSameStep(step, next.get(step.id)) ? [] : [index + 1];
  });
}

/** Who does a step may change at any time. */
function isSameStep(one: CutoverStep, other: CutoverStep | undefined): boolean {
  if (!other) return false;
  const checkOf = ({ check }: CutoverStep) =>
    check.type === 'attestation'
      ? check.type
      : [check.condition, 'atLeast' in check && check.atLeast].join();
  return (
    one.title === other.title &&
    one.instructions === other.instructions &&
    one.reversible === other.reversible &&
    one.undo === other.undo &&
    Boolean(one.secondPerson) === Boolean(other.secondPerson) &&
    one.bakeHours === other.bakeHours &&
    checkOf(one) === checkOf(other)
  );
}
