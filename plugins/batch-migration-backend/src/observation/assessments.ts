import { stringifyError } from '@backstage/errors';
import {
  assess,
  EMPTY_PLAN,
  locationId,
  type Assessment,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import type { Clock } from '../clock';
import { recordSeenSteps, type Looked } from '../cutover';
import { PLUGIN_ACTOR } from '../discovery';
import { sideBySide } from '../discovery/sideBySide';
import type {
  Assessed,
  BatchMigrationDatabase,
  NewHistoryEvent,
} from '../stores';
import { groupBy } from '../stores/rows';
import { withHostLoads } from './hostLoads';
import { lookedAt } from './lookedAt';
import { store } from './round';

/** The inputs of so many workloads are read, assessed and stored together. */
const BATCH = 100;

/** So many batches are in memory at once: one is assessed while the database has another. */
const AT_ONCE = 2;

/** So many are looked for at once: to find what was never assessed takes a walk. */
const DUE = 2_000;

/** After so many it is seen whether somebody still waits. */
const STEP = 400;

/** More examples of a wrong projection tell nobody more. */
const MAX_DIFFERENCES = 1_000;

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
  const together = { atOnce: AT_ONCE, keysOf: () => [] };
  const unique = [...new Set(workloadIds)];
  await sideBySide(slicesOf(unique, BATCH), together, ids =>
    reassessBatch(database, ids, now),
  );
}

async function reassessBatch(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const revisions = await database.assessments.revisions(ids);
  const assessed = await assessAll(database, ids, now);
  const before = await database.assessments.getMany(ids);
  await recordSeenSteps(
    database,
    assessed.filter(({ isBroken }) => !isBroken),
    now,
  );
  const soaks = assessed.flatMap(one => soakChange(one));
  const events = assessed.flatMap(one =>
    changeEvents(one, before.get(one.workload.id), now),
  );
  await store(database, async tx => {
    const recorded: SoakChange[] = [];
    for (const soak of soaks) {
      if (await database.workloads.recordSoak(soak, tx)) recorded.push(soak);
    }
    await database.assessments.save(assessed, now.toISOString(), tx, revisions);
    await database.history.append(
      [...recorded.map(soak => soakEvent(soak, now)), ...events],
      tx,
    );
  });
}

function* slicesOf<T>(values: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < values.length; at += size) {
    yield values.slice(at, at + size);
  }
}

/**
 * Everything whose inputs changed, or whose assessment lapsed.
 *
 * @param withinMs - who waits for it waits no longer than about this
 * @param lapsedOnly - leaves what was never assessed
 * @returns whether nothing is left
 */
export async function reassessDue(
  database: BatchMigrationDatabase,
  now: Date,
  { withinMs = Number.POSITIVE_INFINITY, lapsedOnly = false } = {},
): Promise<boolean> {
  const until = performance.now() + withinMs;
  for (;;) {
    const due = await database.assessments.due(
      now.toISOString(),
      DUE,
      lapsedOnly,
    );
    if (due.length === 0) return true;
    for (const step of slicesOf(due, STEP)) {
      if (performance.now() >= until) return false;
      await reassess(database, step, now);
    }
  }
}

/**
 * Assesses everything from its inputs, mends the projection where it was
 * wrong, and says where: the first 1,000. What is due anyway, or changed
 * while it was looked at, is not wrong.
 */
export async function rebuild(
  database: BatchMigrationDatabase,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  let after: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const ids = await database.workloads.ids({ after, limit: BATCH });
    if (ids.length === 0) return differences;
    after = ids[ids.length - 1];
    await reassessAmong(database, ids, clock.now());
    const revisions = await database.assessments.revisions(ids);
    const stored = await database.assessments.getMany(ids);
    // Asked after the projection was read: else one made meanwhile is of later.
    const now = clock.now();
    const rebuilt = await assessAll(database, ids, now);
    const current = await database.assessments.revisions(ids);
    const wrong = rebuilt.filter(
      ({ workload: { id }, assessment }) =>
        current.get(id) === revisions.get(id) &&
        !hasLapsed(stored.get(id), now) &&
        !isSame(stored.get(id), assessment),
    );
    differences.push(
      ...wrong
        .slice(0, MAX_DIFFERENCES - differences.length)
        .map(({ workload: { id }, assessment }) => ({
          workloadId: id,
          stored: stored.get(id) ?? null,
          rebuilt: assessment,
        })),
    );
    if (wrong.length === 0) continue;
    await store(database, tx =>
      database.assessments.save(wrong, now.toISOString(), tx, revisions),
    );
  }
}

/** Those of the ids that lapsed or were never assessed, assessed anew before they are compared. */
async function reassessAmong(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const stored = await database.assessments.getMany(ids);
  const due = ids.filter(
    id => !stored.has(id) || hasLapsed(stored.get(id), now),
  );
  await reassess(database, due, now);
}

function hasLapsed(stored: Assessment | undefined, now: Date): boolean {
  const validUntil = stored?.validUntil ?? null;
  return validUntil !== null && validUntil <= now.toISOString();
}

async function assessAll(
  database: BatchMigrationDatabase,
  workloadIds: readonly string[],
  now: Date,
): Promise<Array<Assessed & Looked & { isBroken: boolean }>> {
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
    const seen = lookedAt(workload).flatMap(
      location => observations.get(locationId(location)) ?? [],
    );
    const { assessment, isBroken } = assessOrSayWhyNot(
      workload,
      plan,
      seen,
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
      observations: seen,
      isBroken,
    };
  });
}

/** One workload that cannot be assessed must not keep the others from it. */
function assessOrSayWhyNot(...inputs: Parameters<typeof assess>): {
  assessment: Assessment;
  isBroken: boolean;
} {
  const [, plan, , , now] = inputs;
  try {
    const assessment = watchingQueue(plan, assess(...inputs), now);
    return { assessment, isBroken: false };
  } catch (error) {
    return { assessment: whyNot(error, now), isBroken: true };
  }
}

function whyNot(error: unknown, now: Date): Assessment {
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
    validUntil: now.toISOString(),
  };
}

/**
 * How many messages wait moves by itself, and makes no observation of its own:
 * where a step waits for an empty queue, each round looks.
 */
function watchingQueue(
  { steps }: Plan,
  assessment: Assessment,
  now: Date,
): Assessment {
  const isWatching = steps.some(
    ({ check }) =>
      check.type === 'observation' && check.condition === 'queue-empty',
  );
  return isWatching
    ? { ...assessment, validUntil: now.toISOString() }
    : assessment;
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
