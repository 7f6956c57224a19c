import { stringifyError } from '@backstage/errors';
import {
  assess,
  EMPTY_PLAN,
  locationId,
  type Assessment,
} from 'backstage-plugin-batch-migration-common';
import { PLUGIN_ACTOR } from '../discovery';
import type {
  Assessed,
  BatchMigrationDatabase,
  NewHistoryEvent,
} from '../stores';
import { groupBy } from '../stores/rows';
import { withHostLoads } from './hostLoads';
import { lookedAt } from './lookedAt';
import { store } from './round';

/** So many inputs are in memory at once. */
const BATCH = 200;

/** At the soonest, so that one round ends whatever an assessment says of its validity. */
const SHORTEST_VALIDITY_MS = 60_000;

/** A workload of which the stored assessment was not what its inputs say. */
export interface Difference {
  workloadId: string;
  stored: Assessment | null;
  rebuilt: Assessment;
}

/** Assesses the workloads anew, and tells in the history what became of them. */
export async function reassess(
  database: BatchMigrationDatabase,
  workloadIds: readonly string[],
  now: Date,
): Promise<void> {
  for (let at = 0; at < workloadIds.length; at += BATCH) {
    const ids = workloadIds.slice(at, at + BATCH);
    const revisions = await database.assessments.revisions(ids);
    const assessed = await assessAll(database, ids, now);
    const before = await database.assessments.getMany(ids);
    const soaks = assessed.flatMap(one => soakChange(one));
    const events = assessed.flatMap(one =>
      changeEvents(one, before.get(one.workload.id), now),
    );
    await store(database, async tx => {
      const recorded: SoakChange[] = [];
      for (const soak of soaks) {
        if (await database.workloads.recordSoak(soak, tx)) recorded.push(soak);
      }
      await database.assessments.save(
        assessed,
        now.toISOString(),
        tx,
        revisions,
      );
      await database.history.append(
        [...recorded.map(soak => soakEvent(soak, now)), ...events],
        tx,
      );
    });
  }
}

/** Everything whose inputs changed, or whose assessment lapsed. */
export async function reassessDue(
  database: BatchMigrationDatabase,
  now: Date,
): Promise<number> {
  let count = 0;
  for (;;) {
    const due = await database.assessments.due(now.toISOString(), BATCH);
    if (due.length === 0) return count;
    await reassess(database, due, now);
    count += due.length;
  }
}

/** Assesses everything from its inputs, and says where the projection was wrong. */
export async function rebuild(
  database: BatchMigrationDatabase,
  now: Date,
): Promise<Difference[]> {
  await reassessDue(database, now);
  const differences: Difference[] = [];
  let after: string | undefined;
  for (;;) {
    const ids = await database.workloads.ids({ after, limit: BATCH });
    if (ids.length === 0) return differences;
    const stored = await database.assessments.getMany(ids);
    const revisions = await database.assessments.revisions(ids);
    const rebuilt = await assessAll(database, ids, now);
    differences.push(
      ...rebuilt.flatMap(({ workload: { id }, assessment }) =>
        isSame(stored.get(id), assessment)
          ? []
          : [
              {
                workloadId: id,
                stored: stored.get(id) ?? null,
                rebuilt: assessment,
              },
            ],
      ),
    );
    await database.transaction(tx =>
      database.assessments.save(rebuilt, now.toISOString(), tx, revisions),
    );
    after = ids[ids.length - 1];
  }
}

async function assessAll(
  database: BatchMigrationDatabase,
  workloadIds: readonly string[],
  now: Date,
): Promise<Assessed[]> {
  const workloads = await withHostLoads(
    database,
    await database.workloads.getMany(workloadIds),
  );
  const locations = workloads.flatMap(lookedAt);
  const unique = [
    ...new Map(locations.map(one => [locationId(one), one])).values(),
  ];
  const [plans, repositories, history, allRuns] = await Promise.all([
    database.plans.getMany(workloadIds),
    database.targetLinks.repositories(workloadIds),
    database.observations.history(unique),
    database.runs.list(unique),
  ]);
  const observations = groupBy(history, ({ location }) => locationId(location));
  const runs = groupBy(allRuns, ({ location }) => locationId(location));
  return workloads.map(workload => {
    const plan = plans.get(workload.id) ?? EMPTY_PLAN;
    const assessment = assessOrSayWhyNot(
      workload,
      plan,
      lookedAt(workload).flatMap(
        location => observations.get(locationId(location)) ?? [],
      ),
      workload.locations.flatMap(
        location => runs.get(locationId(location)) ?? [],
      ),
      now,
    );
    return {
      workload,
      plan,
      repositories: repositories.get(workload.id) ?? [],
      assessment: atLeastShortly(assessment, now),
    };
  });
}

/** One workload that cannot be assessed must not keep the others from it. */
function assessOrSayWhyNot(...inputs: Parameters<typeof assess>): Assessment {
  try {
    return assess(...inputs);
  } catch (error) {
    return {
      placement: 'unknown',
      stage: 'discovered',
      stale: true,
      legacy: 'unknown',
      target: 'unknown',
      dormant: false,
      blockers: [
        {
          type: 'not-observed',
          message: `What was seen could not be assessed: ${stringifyError(
            error,
          )}`,
        },
      ],
      dangers: [],
      soak: null,
      nextRunAt: null,
      validUntil: inputs[4].toISOString(),
    };
  }
}

function atLeastShortly(assessment: Assessment, now: Date): Assessment {
  const soonest = new Date(now.getTime() + SHORTEST_VALIDITY_MS).toISOString();
  const { validUntil } = assessment;
  return validUntil !== null && validUntil < soonest
    ? { ...assessment, validUntil: soonest }
    : assessment;
}

interface SoakChange {
  workloadId: string;
  name: string;
  before: string | null;
  after: string | null;
}

/**
 * Platforms forget runs, so that a soak was passed is kept. `assess` takes it
 * back after a rollback, and then it is kept no longer.
 */
function soakChange({ workload, assessment }: Assessed): SoakChange[] {
  const { id: workloadId, name, soakPassedAt: before } = workload;
  if (assessment.soak === null || assessment.soak.passedAt === before) {
    return [];
  }
  return [{ workloadId, name, before, after: assessment.soak.passedAt }];
}

function soakEvent(
  { workloadId, name, before, after }: SoakChange,
  now: Date,
): NewHistoryEvent {
  return {
    at: now.toISOString(),
    actor: PLUGIN_ACTOR,
    type: after === null ? 'soak-voided' : 'soak-passed',
    summary:
      after === null
        ? `${name} is active on the legacy side again: its soak starts anew`
        : `${name} has passed its soak`,
    workloadId,
    changes: [{ field: 'soakPassedAt', before, after }],
  };
}

/** The first assessment of a workload is told by the event of its import. */
function changeEvents(
  { workload, assessment }: Assessed,
  before: Assessment | undefined,
  now: Date,
): NewHistoryEvent[] {
  if (!before) return [];
  const event = (type: string, summary: string): NewHistoryEvent => ({
    at: now.toISOString(),
    actor: PLUGIN_ACTOR,
    type,
    summary,
    workloadId: workload.id,
    changes: [],
  });
  const known = new Set(before.dangers.map(({ type }) => type));
  const present = new Set(assessment.dangers.map(({ type }) => type));
  return [
    ...(before.stage === assessment.stage
      ? []
      : [
          {
            ...event(
              'stage-changed',
              `${workload.name} went from ${before.stage} to ${assessment.stage}`,
            ),
            changes: [
              {
                field: 'stage',
                before: before.stage,
                after: assessment.stage,
              },
            ],
          },
        ]),
    ...assessment.dangers
      .filter(({ type }) => !known.has(type))
      .map(({ type, message }) =>
        event('danger-appeared', `${workload.name}: ${type}. ${message}`),
      ),
    ...before.dangers
      .filter(({ type }) => !present.has(type))
      .map(({ type }) => event('danger-passed', `${workload.name}: ${type}`)),
  ];
}

/** Instants that only say how long the answer holds differ with the clock. */
function isSame(stored: Assessment | undefined, rebuilt: Assessment): boolean {
  const answer = (assessment: Assessment) =>
    JSON.stringify({ ...assessment, validUntil: null });
  return stored !== undefined && answer(stored) === answer(rebuilt);
}
