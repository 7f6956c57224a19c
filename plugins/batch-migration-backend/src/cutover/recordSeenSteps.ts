import {
  seeConditions,
  stepProgress,
  type Assessment,
  type ConditionSeen,
  type CutoverStep,
  type Observation,
  type Plan,
  type StepRecord,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import { PLUGIN_ACTOR } from '../discovery';
import { store } from '../observation/round';
import type { BatchMigrationDatabase } from '../stores';
import { stepEvent } from './stepEvent';

/** A workload that was assessed, with the observations that this stood on. */
export interface Looked {
  workload: Workload;
  plan: Plan;
  assessment: Assessment;
  observations: Observation[];
}

/** Steps that a probe may tick, with what it says now. */
function seenNow(
  { workload, plan, assessment, observations }: Looked,
  now: Date,
): Array<{ step: CutoverStep; seen: ConditionSeen }> {
  const see = seeConditions(workload, assessment, observations, now);
  return plan.steps.flatMap(step =>
    step.check.type === 'observation' ? [{ step, seen: see(step.check) }] : [],
  );
}

/**
 * Records each step that a probe sees done, once. It is recorded with the
 * assessment, not when somebody reads it: so it has an instant although nobody
 * looked, it is one event, and reading changes nothing. A step stays done when
 * it is seen otherwise later; who takes it back says why.
 */
export async function recordSeenSteps(
  database: BatchMigrationDatabase,
  looked: readonly Looked[],
  now: Date,
): Promise<void> {
  const met = looked
    .map(one => ({
      ...one,
      seen: seenNow(one, now).filter(({ seen }) => seen.verdict === 'met'),
    }))
    .filter(({ seen }) => seen.length > 0);
  if (met.length === 0) return;
  const known = await database.steps.getMany(
    met.map(({ workload }) => workload.id),
  );
  const due = met.filter(({ workload: { id }, seen }) => {
    const progress = stepProgress(known.get(id) ?? []);
    return seen.some(({ step }) => progress(step.id).state === 'open');
  });
  if (due.length === 0) return;
  await store(database, async tx => {
    const ids = due.map(({ workload }) => workload.id);
    const plans = await database.plans.lock(ids, tx);
    const stored = await database.steps.getMany(ids, tx);
    for (const { workload, plan, seen } of due) {
      // A plan that was changed meanwhile is assessed again.
      if (plans.get(workload.id)?.version !== plan.version) continue;
      const records = [...(stored.get(workload.id) ?? [])];
      const before = records.length;
      for (const one of seen) {
        if (stepProgress(records)(one.step.id).state !== 'open') continue;
        const record = toRecord(one, records, now);
        await database.history.append(
          [
            stepEvent(record, {
              workload,
              number: plan.steps.indexOf(one.step) + 1,
              records,
            }),
          ],
          tx,
        );
        records.push(record);
      }
      await database.steps.append(workload.id, records.slice(before), tx);
    }
  });
}

function toRecord(
  { step, seen }: { step: CutoverStep; seen: ConditionSeen },
  records: readonly StepRecord[],
  now: Date,
): StepRecord {
  const recordedAt = now.toISOString();
  const { undone } = stepProgress(records)(step.id);
  const at = seen.at ?? recordedAt;
  return {
    sequence: records.length + 1,
    stepId: step.id,
    event: 'completed',
    actor: PLUGIN_ACTOR,
    // What was taken back is done again only now.
    at: undone && at <= undone.at ? recordedAt : at,
    recordedAt,
    reason: null,
    step,
    observationIds: seen.observationIds,
    runIds: seen.runIds,
  };
}
