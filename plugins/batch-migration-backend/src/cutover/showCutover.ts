import {
  cutoverOf,
  seeConditions,
  type Assessment,
  type CutoverView,
  type Plan,
  type SecondPersonPolicy,
  type SeeCondition,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { lookedAt } from '../observation/lookedAt';
import type { BatchMigrationDatabase } from '../stores';

/** What probes say now of the conditions of a workload's steps. */
export async function seeSteps(
  database: BatchMigrationDatabase,
  { workload, assessment }: { workload: Workload; assessment: Assessment },
  now: Date,
): Promise<SeeCondition> {
  const observations = await database.observations.history(lookedAt(workload));
  return seeConditions(workload, assessment, observations, now);
}

/** The steps of a plan with what was done, and with what a probe says now. */
export async function showCutover(
  database: BatchMigrationDatabase,
  shown: {
    workload: Workload;
    plan: Plan;
    assessment: Assessment;
    secondPerson: SecondPersonPolicy;
    now: Date;
  },
  tx?: Knex,
): Promise<CutoverView> {
  const { workload, plan, assessment, secondPerson, now } = shown;
  const records = await database.steps.list(workload.id, tx);
  const isPlain = plan.steps.every(({ check }) => check.type === 'attestation');
  const see = isPlain
    ? seeConditions(workload, assessment, [], now)
    : await seeSteps(database, { workload, assessment }, now);
  return cutoverOf({ steps: plan.steps, records, see, secondPerson });
}
