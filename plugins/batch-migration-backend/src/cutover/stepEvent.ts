import {
  cutoverOf,
  type StepEvent,
  type StepRecord,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { NewHistoryEvent } from '../stores';

const WORDS: Record<StepEvent, string> = {
  asked: 'waits for a second person',
  completed: 'is done',
  confirmed: 'is confirmed by a second person',
  undone: 'is taken back',
};

/** Tells one record in the history, and whether it passes the point of no return. */
export function stepEvent(
  record: StepRecord,
  told: {
    workload: Pick<Workload, 'id' | 'name'>;
    /** From 1. */
    number: number;
    /** Those before it. */
    records: readonly StepRecord[];
  },
): NewHistoryEvent {
  const { workload, number, records } = told;
  const { step, event, reason } = record;
  const stateAfter = (all: readonly StepRecord[]) => {
    const see = () => ({
      verdict: 'unknown' as const,
      ...{ value: null, at: null, observationIds: [], runIds: [] },
    });
    return cutoverOf({
      ...{ steps: [step], records: all, see },
      secondPerson: 'never',
    });
  };
  const before = stateAfter(records);
  const after = stateAfter([...records, record]);
  const isPassedNow =
    !before.pointOfNoReturn?.passed && after.pointOfNoReturn?.passed;
  return {
    at: record.recordedAt,
    actor: record.actor,
    type: `step-${event}`,
    summary: [
      `Step ${number} of ${workload.name}, “${step.title}”, ${WORDS[event]}`,
      reason && `: ${reason}`,
      isPassedNow && '. The point of no return is passed',
    ]
      .filter(Boolean)
      .join(''),
    workloadId: workload.id,
    changes: [
      {
        field: `steps.${step.id}`,
        before: before.steps[0].state,
        after: after.steps[0].state,
      },
    ],
  };
}
