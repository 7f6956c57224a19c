/** Where each step stands, folded from what was recorded of it. */
import type { Stage } from '../workload/model';
import { STAGES } from '../workload/model';
import type { SeeCondition } from './conditions';
import type {
  CutoverStep,
  CutoverView,
  PointOfNoReturn,
  SecondPersonPolicy,
  StepCheck,
  StepCondition,
  StepMark,
  StepRecord,
  StepState,
  StepView,
} from './model';

const HOUR_MS = 3_600_000;

/** What the records of one step add up to. */
export interface StepProgress {
  state: StepState;
  /** Who asked, or did it without one who asked. */
  by: StepMark | null;
  /** From when on it was done. */
  doneAt: string | null;
  confirmed: StepMark | null;
  undone: (StepMark & { reason: string }) | null;
}

const OPEN: StepProgress = {
  state: 'open',
  by: null,
  doneAt: null,
  confirmed: null,
  undone: null,
};

const inOrder = (records: readonly StepRecord[]) =>
  [...records].sort((a, b) => a.sequence - b.sequence);

function after(before: StepProgress, record: StepRecord): StepProgress {
  const mark = { by: record.actor, at: record.at };
  switch (record.event) {
    case 'asked':
      return { ...OPEN, state: 'waiting', by: mark, undone: before.undone };
    case 'completed':
      return {
        ...OPEN,
        state: 'done',
        by: mark,
        doneAt: record.at,
        undone: before.undone,
      };
    case 'confirmed':
      return {
        ...before,
        state: 'done',
        doneAt: before.doneAt ?? record.at,
        confirmed: mark,
      };
    default:
      return { ...OPEN, undone: { ...mark, reason: record.reason ?? '' } };
  }
}

/** @param records - of one workload, in any order */
export function stepProgress(
  records: readonly StepRecord[],
): (stepId: string) => StepProgress {
  const found = new Map<string, StepProgress>();
  for (const record of inOrder(records)) {
    const before = found.get(record.stepId) ?? OPEN;
    found.set(record.stepId, after(before, record));
  }
  return stepId => found.get(stepId) ?? OPEN;
}

/** Whether a second person has to say so too. A plan may ask for more than the policy, never for less. */
export function needsSecond(
  { reversible, secondPerson }: CutoverStep,
  policy: SecondPersonPolicy,
): boolean {
  if (secondPerson || policy === 'always') return true;
  return policy === 'irreversible' && !reversible;
}

/**
 * The first step that was done and cannot be taken back, as it was then: what
 * the plan says of it today changes nothing.
 */
export function passedStep(
  records: readonly StepRecord[],
): { step: CutoverStep; by: string; at: string; sequence: number } | null {
  const asked = new Map<string, StepRecord>();
  for (const record of inOrder(records)) {
    const { event, step, stepId, actor, at, sequence } = record;
    if (event === 'asked') asked.set(stepId, record);
    const isDone = event === 'completed' || event === 'confirmed';
    if (isDone && !step.reversible) {
      return { step, by: asked.get(stepId)?.actor ?? actor, at, sequence };
    }
  }
  return null;
}

/** The stage that a workload must have reached where this is so. */
function stageOfCheck(check: StepCheck): Stage {
  if (check.type === 'attestation') return 'planned';
  if (check.condition === 'target-weight') {
    return check.atLeast < 100 ? 'built' : 'cut-over';
  }
  const stages: Record<Exclude<StepCondition, 'target-weight'>, Stage> = {
    'target-exists': 'built',
    'target-idle': 'built',
    'target-active': 'built',
    'one-good-target-run': 'cut-over',
    'legacy-idle': 'cut-over',
    'legacy-absent': 'proven',
    'placement-target': 'cut-over',
    'queue-empty': 'cut-over',
    'legacy-weight-0': 'cut-over',
    'soak-passed': 'proven',
  };
  return stages[check.condition];
}

/** The furthest stage that the steps before a step ask for. */
function stageBefore(steps: readonly CutoverStep[], stepId: string): Stage {
  const index = steps.findIndex(({ id }) => id === stepId);
  return steps
    .slice(0, Math.max(0, index))
    .map(({ check }) => stageOfCheck(check))
    .reduce<Stage>(
      (furthest, stage) =>
        STAGES.indexOf(stage) > STAGES.indexOf(furthest) ? stage : furthest,
      'planned',
    );
}

function pointOfNoReturn(
  steps: readonly CutoverStep[],
  records: readonly StepRecord[],
  progress: (stepId: string) => StepProgress,
): PointOfNoReturn | null {
  const passed = passedStep(records);
  const step = passed?.step ?? steps.find(({ reversible }) => !reversible);
  if (!step) return null;
  const index = steps.findIndex(({ id }) => id === step.id);
  return {
    stepId: step.id,
    number: index < 0 ? null : index + 1,
    title: step.title,
    afterStage: stageBefore(steps, step.id),
    passed: passed && {
      by: passed.by,
      at: passed.at,
      confirmedBy: progress(step.id).confirmed?.by ?? null,
    },
  };
}

/** What stays so once it is done. The rest is true for a moment: a target that is still off, an empty queue. */
const LASTING: ReadonlySet<StepCondition> = new Set<StepCondition>([
  'target-exists',
  'target-active',
  'legacy-idle',
  'legacy-absent',
  'placement-target',
  'legacy-weight-0',
  'target-weight',
  'soak-passed',
]);

/** Everything that a page says of the steps of one workload. */
export function cutoverOf({
  steps,
  records,
  see,
  secondPerson,
}: {
  steps: readonly CutoverStep[];
  records: readonly StepRecord[];
  see: SeeCondition;
  secondPerson: SecondPersonPolicy;
}): CutoverView {
  const progress = stepProgress(records);
  const views = steps.map((step, index): StepView => {
    const { state, by, doneAt, confirmed, undone } = progress(step.id);
    const { check } = step;
    const evidence = check.type === 'observation' ? see(check) : null;
    const isDone = state === 'done';
    const second = needsSecond(step, secondPerson);
    // What a probe saw is done; that it was meant, a person says.
    const isUnconfirmed = isDone && evidence !== null && second && !confirmed;
    return {
      ...step,
      number: index + 1,
      state,
      by: isDone ? by!.by : null,
      at: doneAt,
      confirmed,
      needsSecond: second,
      waitingForSecond: state === 'waiting' || isUnconfirmed ? by : null,
      undone,
      evidence,
      tooEarly: isDone
        ? steps.slice(0, index).flatMap((earlier, place) => {
            const at = progress(earlier.id).doneAt;
            const bakeMs = (earlier.bakeHours ?? 0) * HOUR_MS;
            const wasDone =
              at !== null && Date.parse(at) + bakeMs <= Date.parse(doneAt!);
            return wasDone ? [] : [place + 1];
          })
        : [],
      noLongerSo:
        isDone &&
        check.type === 'observation' &&
        LASTING.has(check.condition) &&
        evidence?.verdict === 'not-met',
    };
  });
  return {
    steps: views,
    pointOfNoReturn: pointOfNoReturn(steps, records, progress),
    secondPerson,
  };
}
