import { InputError } from '@backstage/errors';
import {
  changedDoneSteps,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { StepStore } from './StepStore';

/**
 * What was done stays what it was, whoever writes the plan: a step that is
 * done, or waits for a second person, is neither taken out nor made another.
 * Else the point of no return could be edited away.
 *
 * @param before - as they are stored, and locked
 * @throws InputError naming the workloads and their steps
 */
export async function assertDoneStepsStay(
  steps: StepStore,
  before: ReadonlyMap<string, Plan>,
  after: ReadonlyMap<string, Plan>,
  tx: Knex.Transaction,
): Promise<void> {
  const changing = [...before].filter(
    ([id, plan]) =>
      JSON.stringify(plan.steps) !== JSON.stringify(after.get(id)?.steps),
  );
  if (changing.length === 0) return;
  const records = await steps.getMany(
    changing.map(([id]) => id),
    tx,
  );
  const changed = changing.flatMap(([id, plan]) => {
    const numbers = changedDoneSteps(
      plan.steps,
      after.get(id)?.steps ?? [],
      records.get(id) ?? [],
    );
    return numbers.length === 0 ? [] : [`${numbers.join(', ')} of ${id}`];
  });
  if (changed.length > 0) {
    throw new InputError(
      `steps: what is done, or waits for a second person, stays as it is in the plan; undo it first. Nothing was changed. Step ${changed.join(
        '; ',
      )}`,
    );
  }
}
