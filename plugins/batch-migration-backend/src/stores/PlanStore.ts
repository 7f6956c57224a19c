import { ConflictError } from '@backstage/errors';
import { EMPTY_PLAN, type Plan } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { assertDoneStepsStay } from './doneSteps';
import { chunksOf } from './rows';
import type { StepStore } from './StepStore';

interface PlanRow {
  workload_id: string;
  version: number;
  plan: string;
}

/** Who replaced a plan, and when. */
export interface PlanChange {
  actor: string;
  at: string;
}

/** The plan of each workload with all its versions. No row is version 0. */
export class PlanStore {
  constructor(private readonly db: Knex, private readonly steps: StepStore) {}

  async get(workloadId: string, tx: Knex = this.db): Promise<Plan> {
    const plans = await this.getMany([workloadId], tx);
    return plans.get(workloadId) ?? EMPTY_PLAN;
  }

  /** Only those that have been planned; the rest have `EMPTY_PLAN`. */
  async getMany(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, Plan>> {
    const plans = new Map<string, Plan>();
    for (const chunk of chunksOf(workloadIds)) {
      const rows = await tx<PlanRow>('plans').whereIn('workload_id', chunk);
      for (const row of rows) plans.set(row.workload_id, toPlan(row));
    }
    return plans;
  }

  /**
   * Stores the plan as the version after `plan.version` and returns it.
   *
   * @throws ConflictError if the stored plan is not at `plan.version` any more.
   * @throws InputError where it would change a step that is done
   */
  async replace(
    workloadId: string,
    plan: Plan,
    change: PlanChange,
    tx: Knex.Transaction,
  ): Promise<Plan> {
    const next = { ...plan, version: plan.version + 1 };
    const row = toRow(workloadId, next);
    // Locked: nobody does a step while its plan is changed.
    const before = await this.lock([workloadId], tx);
    if (before.get(workloadId)?.version === plan.version) {
      const after = new Map([[workloadId, next]]);
      await assertDoneStepsStay(this.steps, before, after, tx);
    }
    const changed =
      plan.version === 0
        ? await insertFirst(row, tx)
        : await tx<PlanRow>('plans')
            .where({ workload_id: workloadId, version: plan.version })
            .update(row);
    if (changed === 0) {
      throw new ConflictError(
        `Plan of ${workloadId} is no longer at version ${plan.version}`,
      );
    }
    await tx('plan_versions').insert({ ...row, ...change });
    return next;
  }

  /** As `getMany`; until the transaction ends, no other changes them. */
  async lock(
    workloadIds: readonly string[],
    tx: Knex.Transaction,
  ): Promise<Map<string, Plan>> {
    const plans = new Map<string, Plan>();
    // In one order, so that two who lock some of the same wait, and both end.
    for (const chunk of chunksOf([...workloadIds].sort())) {
      const rows = await tx<PlanRow>('plans')
        .whereIn('workload_id', chunk)
        .orderBy('workload_id')
        .forUpdate();
      for (const row of rows) plans.set(row.workload_id, toPlan(row));
    }
    return plans;
  }

  /**
   * Stores each as the version after its own. Those with a version are locked.
   *
   * @throws ConflictError if one of version 0 was planned meanwhile
   * @throws InputError where one would change a step that is done
   */
  async replaceLocked(
    plans: ReadonlyMap<string, Plan>,
    change: PlanChange,
    tx: Knex.Transaction,
  ): Promise<Map<string, Plan>> {
    const next = new Map(
      [...plans]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, plan]) => [id, { ...plan, version: plan.version + 1 }]),
    );
    const before = await this.getMany([...next.keys()], tx);
    await assertDoneStepsStay(this.steps, before, next, tx);
    for (const chunk of chunksOf([...next])) {
      const rows = chunk.map(([id, plan]) => toRow(id, plan));
      const first = rows.filter(({ version }) => version === 1);
      const later = rows.filter(({ version }) => version > 1);
      if (first.length > 0 && (await insertFirst(first, tx)) < first.length) {
        throw new ConflictError(
          'Somebody made one of these plans at the same moment. Nothing was changed; read them again, then repeat the change.',
        );
      }
      if (later.length > 0) {
        await tx<PlanRow>('plans')
          .insert(later)
          .onConflict('workload_id')
          .merge();
      }
      await tx('plan_versions').insert(
        rows.map(row => ({ ...row, ...change })),
      );
    }
    return next;
  }

  /** Oldest first. */
  async versions(
    workloadId: string,
    tx: Knex = this.db,
  ): Promise<Array<PlanChange & { plan: Plan }>> {
    const rows = await tx<PlanRow & PlanChange>('plan_versions')
      .where({ workload_id: workloadId })
      .orderBy('version');
    return rows.map(row => ({
      plan: toPlan(row),
      actor: row.actor,
      at: row.at,
    }));
  }

  /** Plans as they were at a version; those that never had it are left out. */
  async atVersions(
    wanted: ReadonlyArray<{ workloadId: string; version: number }>,
    tx: Knex = this.db,
  ): Promise<Map<string, Plan>> {
    const plans = new Map<string, Plan>();
    for (const { workloadId, version } of wanted) {
      if (version === 0) plans.set(workloadId, EMPTY_PLAN);
    }
    for (const chunk of chunksOf(wanted)) {
      const rows = await tx<PlanRow>('plan_versions').whereIn(
        ['workload_id', 'version'],
        chunk.map(({ workloadId, version }) => [workloadId, version]),
      );
      for (const row of rows) plans.set(row.workload_id, toPlan(row));
    }
    return plans;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.db('plans').first('workload_id')) === undefined;
  }
}

async function insertFirst(
  rows: PlanRow | PlanRow[],
  tx: Knex.Transaction,
): Promise<number> {
  const inserted = await tx<PlanRow>('plans')
    .insert(rows)
    .onConflict('workload_id')
    .ignore()
    .returning('workload_id');
  return inserted.length;
}

function toRow(workloadId: string, plan: Plan): PlanRow {
  return {
    workload_id: workloadId,
    version: plan.version,
    plan: JSON.stringify(plan),
  };
}

function toPlan(row: PlanRow): Plan {
  return { ...EMPTY_PLAN, ...JSON.parse(row.plan), version: row.version };
}
