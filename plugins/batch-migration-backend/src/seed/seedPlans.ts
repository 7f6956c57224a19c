import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  EMPTY_PLAN,
  withIntention,
  type CutoverStep,
  type Plan,
  type StepRecord,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchMigrationDatabase, NewHistoryEvent } from '../stores';
import { stepEvent } from '../cutover';
import { PLUGIN_ACTOR } from '../discovery';
import { parseSeedFile, type SeedFile } from './seedFile';

const SEED_ACTOR = 'seed';
const SEEDED_SETTING = 'seed.plans.at';

export interface SeedResult {
  plans: number;
  links: number;
  /** `<role> <workload>` that no inventory has. */
  unknown: string[];
}

/**
 * Loads plans and target links from a folder, once, and only where nobody has
 * planned anything yet: all or nothing. Call it after the first discovery,
 * because plans belong to workloads that were found.
 *
 * @returns `null` where it was done before, or plans are there already
 * @throws InputError naming the file and field that cannot be understood
 */
export async function seedPlans(options: {
  database: BatchMigrationDatabase;
  /** Absolute path of a folder with YAML files. */
  directory: string;
  now: Date;
  logger: LoggerService;
}): Promise<SeedResult | null> {
  const { database, directory, now, logger } = options;
  if (await database.settings.get(SEEDED_SETTING)) return null;
  if (!(await database.plans.isEmpty())) return null;

  const files = await readSeedFiles(directory);
  const workloads = await database.workloads.getMany(
    await database.workloads.ids(),
  );
  // Nothing was discovered, so there is nothing to plan yet: try again later.
  if (workloads.length === 0) return null;

  const result: SeedResult = { plans: 0, links: 0, unknown: [] };
  await database.transaction(async tx => {
    for (const file of files) {
      await seedRole({ database, file, workloads, at: now, tx, result });
    }
  });
  await database.settings.setOnce(SEEDED_SETTING, now.toISOString());
  if (result.unknown.length > 0) {
    logger.warn(
      `Seeded plans name workloads that no inventory has: ${result.unknown.join(
        ', ',
      )}`,
    );
  }
  logger.info(`Seeded ${result.plans} plans and ${result.links} target links`);
  return result;
}

async function readSeedFiles(directory: string): Promise<SeedFile[]> {
  const names = (await readdir(directory))
    .filter(name => /\.ya?ml$/.test(name))
    .sort();
  return Promise.all(
    names.map(async name =>
      parseSeedFile(await readFile(join(directory, name), 'utf8'), name),
    ),
  );
}

async function seedRole(options: {
  database: BatchMigrationDatabase;
  file: SeedFile;
  workloads: readonly Workload[];
  at: Date;
  tx: Knex.Transaction;
  result: SeedResult;
}): Promise<void> {
  const { database, file, workloads, at, tx, result } = options;
  const roleRef = file.role.includes(':')
    ? file.role
    : `resource:default/${file.role}`;
  const byName = new Map(
    workloads
      .filter(workload => workload.roleRef === roleRef)
      .map(workload => [workload.name, workload]),
  );
  const events: NewHistoryEvent[] = [];
  const seeded: string[] = [];
  for (const { workloads: names, plan: fields, done, target } of file.plans) {
    for (const name of names) {
      const workload = byName.get(name);
      if (!workload) {
        result.unknown.push(`${file.role} ${name}`);
        continue;
      }
      const change = { actor: SEED_ACTOR, at: at.toISOString() };
      const event = { ...change, workloadId: workload.id, changes: [] };
      const plan: Plan = withIntention(
        { ...EMPTY_PLAN, ...fields },
        EMPTY_PLAN,
        SEED_ACTOR,
      );
      await database.plans.replace(workload.id, plan, change, tx);
      events.push({
        ...event,
        type: 'plan-updated',
        summary: `Plan of ${name} loaded from the demo estate`,
      });
      const records = doneRecords(plan.steps, done ?? [], file.role);
      await database.steps.append(workload.id, records, tx);
      for (const record of records) {
        const number = plan.steps.indexOf(record.step) + 1;
        events.push(stepEvent(record, { workload, number, records: [] }));
      }
      result.plans += 1;
      if (target) {
        const location = { ref: target.ref, key: target.keys[name] ?? name };
        await database.targetLinks.link(
          {
            repository: target.repository,
            links: [{ workloadIds: [workload.id], location }],
          },
          change.at,
          tx,
        );
        events.push({
          ...event,
          type: 'target-linked',
          summary: `${target.repository} linked at ${location.ref}, ${location.key}`,
        });
        result.links += 1;
      }
      seeded.push(workload.id);
    }
  }
  await database.history.append(events, tx);
  await database.assessments.invalidate(seeded, tx);
}

type Done = NonNullable<SeedFile['plans'][number]['done']>;

/** @throws InputError naming a step that the plan does not have */
function doneRecords(
  steps: readonly CutoverStep[],
  done: Done,
  role: string,
): StepRecord[] {
  return done.map(({ step: stepId, at, by }, index) => {
    const step = steps.find(({ id }) => id === stepId);
    if (!step) {
      throw new InputError(`${role}: done: its plan has no step ${stepId}`);
    }
    const instant = new Date(at).toISOString();
    return {
      ...{ sequence: index + 1, stepId, step, reason: null },
      event: 'completed',
      actor: by ?? PLUGIN_ACTOR,
      ...{ at: instant, recordedAt: instant },
      ...{ observationIds: [], runIds: [] },
    };
  });
}
