import { NotAllowedError } from '@backstage/errors';
import {
  differingPlanFields,
  EMPTY_PLAN,
  mergePlans,
  newPlanProblems,
  planChanges,
  planUpdatePermission,
  withIntention,
  type FileIssue,
  type Plan,
  type PlanConflict,
  type PlanField,
  type PlanFileEntry,
  type PlanImportResponse,
} from 'backstage-plugin-batch-migration-common';
import { PlanFileError, PlansChangedError } from '../errors';
import { assessChanged } from './assessChanged';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { storePlans } from './storePlans';

/** What a file says of one plan, with values that were checked. */
export interface WrittenPlan extends Omit<PlanFileEntry, 'fields'> {
  fields: Partial<Pick<Plan, PlanField>>;
}

export interface PlanImport {
  entries: readonly WrittenPlan[];
  /** Says what would change, and changes nothing. */
  dryRun: boolean;
  /** Brings what the file changes into plans that others changed meanwhile. */
  merge: boolean;
}

/**
 * Makes plans what a file says: all or nothing. An entry that would change
 * nothing is no change, whatever its version; so what was exported, or was
 * imported before, may be imported again.
 *
 * @throws PlanFileError naming line and column of what cannot be taken
 * @throws PlansChangedError naming those that somebody changed meanwhile
 */
export async function importPlans(
  estate: Estate,
  caller: Caller,
  file: PlanImport,
): Promise<PlanImportResponse> {
  if (file.dryRun) return takePlans(estate, caller, file);
  return audited(
    estate.auditor,
    {
      eventId: 'plans-import',
      severityLevel: 'medium',
      request: caller.request,
      meta: { workloadIds: file.entries.map(({ workloadId }) => workloadId) },
    },
    () => takePlans(estate, caller, file),
  );
}

async function takePlans(
  estate: Estate,
  { credentials }: Caller,
  { entries, dryRun, merge }: PlanImport,
): Promise<PlanImportResponse> {
  const { access, clock, database } = estate;
  const names = await readableNames(estate, credentials, entries);
  const mayChange = await access.allowedIds(credentials, planUpdatePermission, [
    ...names.keys(),
  ]);
  const now = clock.now();
  const stamp = { actor: actorOf(credentials), at: now.toISOString() };
  const { stored, changes, after } = await database.transaction(async tx => {
    const ids = [...names.keys()];
    const found = dryRun
      ? await database.plans.getMany(ids, tx)
      : await database.plans.lock(ids, tx);
    const plans = new Map(ids.map(id => [id, found.get(id) ?? EMPTY_PLAN]));
    const bases = await database.plans.atVersions(
      entries.filter(
        ({ workloadId, version }) => plans.get(workloadId)!.version !== version,
      ),
      tx,
    );
    const next = changesOf(entries, {
      ...{ names, plans, bases, merge, now },
      actor: stamp.actor,
    });
    const refused = [...next.keys()].filter(id => !mayChange.has(id));
    if (refused.length > 0) {
      throw new NotAllowedError(
        `You need the permission ${planUpdatePermission.name} on ${refused.join(
          ', ',
        )}`,
      );
    }
    if (dryRun) return { stored: plans, changes: next, after: null };
    return {
      stored: plans,
      changes: next,
      after: await storePlans(database, {
        ...{ stored: plans, changes: next, names, stamp, tx },
        summary: (name, version) =>
          `Plan of ${name} changed to version ${version} by an imported file`,
      }),
    };
  });
  if (after) await assessChanged(estate, [...after.keys()], now);
  return {
    dryRun,
    unchanged: entries.length - changes.size,
    plans: [...changes].map(([workloadId, plan]) => ({
      workloadId,
      name: names.get(workloadId)!,
      version: stored.get(workloadId)!.version + 1,
      changes: planChanges(stored.get(workloadId)!, plan),
    })),
  };
}

/** Names of the workloads by id, in the order of the file. */
async function readableNames(
  { access, database }: Estate,
  credentials: Caller['credentials'],
  entries: readonly WrittenPlan[],
): Promise<Map<string, string>> {
  const ids = entries.map(({ workloadId }) => workloadId);
  const workloads = await database.workloads.getMany(ids);
  const names = new Map(workloads.map(({ id, name }) => [id, name]));
  const readable = await access.readableIds(credentials, [...names.keys()]);
  // The same of what does not exist and of what one may not read.
  const issues = entries
    .filter(({ workloadId }) => !readable.has(workloadId))
    .map(({ workloadId, issueAt }) =>
      issueAt(['workload'], `No workload has the id ${workloadId}`),
    );
  if (issues.length > 0) throw new PlanFileError(issues);
  return new Map(ids.map(id => [id, names.get(id)!]));
}

interface Standing {
  names: ReadonlyMap<string, string>;
  /** As they are stored now. */
  plans: ReadonlyMap<string, Plan>;
  /** As they were at the version of the file, where that is another one. */
  bases: ReadonlyMap<string, Plan>;
  merge: boolean;
  actor: string;
  now: Date;
}

/** The plans that the file changes, as they would be. */
function changesOf(
  entries: readonly WrittenPlan[],
  standing: Standing,
): Map<string, Plan> {
  const next = new Map<string, Plan>();
  const conflicts: PlanConflict[] = [];
  const issues: FileIssue[] = [];
  for (const entry of entries) {
    const current = standing.plans.get(entry.workloadId)!;
    const { plan, conflict } = written(entry, current, standing);
    if (conflict) {
      conflicts.push({
        workloadId: entry.workloadId,
        name: standing.names.get(entry.workloadId)!,
        expected: entry.version,
        current,
        fields: conflict,
      });
    } else if (plan) {
      next.set(entry.workloadId, plan);
      for (const { path, message } of newPlanProblems(
        current,
        plan,
        standing.now,
      )) {
        issues.push(entry.issueAt(path, `${path.at(-1)} ${message}`));
      }
    }
  }
  if (issues.length > 0) throw new PlanFileError(issues);
  if (conflicts.length > 0) {
    throw new PlansChangedError(
      `${conflicts.length} of ${entries.length} plans changed since they were exported, so none was changed now. Those of error.conflicts name the fields that the file and others changed both; with merge, the rest is brought together.`,
      conflicts,
    );
  }
  return next;
}

function written(
  { version, workloadId, fields }: WrittenPlan,
  current: Plan,
  { bases, merge, actor }: Standing,
): { plan?: Plan; conflict?: PlanField[] } {
  const asWritten = withIntention({ ...current, ...fields }, current, actor);
  if (differingPlanFields(current, asWritten).length === 0) return {};
  if (version === current.version)
    return { plan: onlyDiffering(current, asWritten) };
  const base = bases.get(workloadId);
  // A version that never was: nobody knows what the file means to change.
  if (!base) return { conflict: differingPlanFields(current, asWritten) };
  const merged = mergePlans(base, { ...base, ...fields }, current);
  if (!merge || merged.clashes.length > 0) return { conflict: merged.clashes };
  const plan = withIntention(merged.plan, current, actor);
  return differingPlanFields(current, plan).length === 0
    ? {}
    : { plan: onlyDiffering(current, plan) };
}

/** What did not change stays character by character as it is stored. */
function onlyDiffering(current: Plan, plan: Plan): Plan {
  const fields = differingPlanFields(current, plan);
  return {
    ...current,
    ...Object.fromEntries(fields.map(field => [field, plan[field]])),
  };
}
