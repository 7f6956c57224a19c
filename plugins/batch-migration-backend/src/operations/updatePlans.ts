import {
  changedPlan,
  EMPTY_PLAN,
  planChanges,
  planUpdatePermission,
  withIntention,
  type BulkPlanRequest,
  type BulkPlanResponse,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { InputError } from '@backstage/errors';
import { PlansChangedError } from '../errors';
import { noWorkload } from '../permissions';
import { assertPlan } from './assertPlan';
import { assessChanged } from './assessChanged';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { storePlans } from './storePlans';

/** As `PUT` takes them, so that what `GET` answers may be sent back. */
const MAX_REQUIREMENTS = 200;

/**
 * Makes one change in many plans: all or nothing. Where nothing differs, the
 * plan keeps its version, so that the same request may be repeated in part.
 *
 * @throws PlansChangedError naming those that somebody changed meanwhile
 */
export async function updatePlans(
  estate: Estate,
  { credentials, request }: Caller,
  { plans, change }: BulkPlanRequest,
): Promise<BulkPlanResponse> {
  const { access, auditor, clock, database } = estate;
  const ids = plans.map(({ workloadId }) => workloadId);
  const meta = { workloadIds: ids, fields: Object.keys(change) };
  return audited(
    auditor,
    { eventId: 'plans-update', severityLevel: 'medium', request, meta },
    async () => {
      const names = new Map(
        (await database.workloads.getMany(ids)).map(({ id, name }) => [
          id,
          name,
        ]),
      );
      const unknown = ids.filter(id => !names.has(id));
      if (unknown.length > 0) throw noWorkload(unknown);
      await access.assertReadable(credentials, ids);
      await access.assertMay(credentials, planUpdatePermission, ids);

      const now = clock.now();
      const stamp = { actor: actorOf(credentials), at: now.toISOString() };
      const { before, after } = await database.transaction(async tx => {
        const stored = await lockExpected(estate, { plans, names, tx });
        const earlier = await database.plans.atVersions(
          plans.flatMap(({ workloadId, restore }) =>
            restore === undefined ? [] : [{ workloadId, version: restore }],
          ),
          tx,
        );
        const changes = differing(
          stored,
          earlier,
          { plans, change },
          { now, actor: stamp.actor },
        );
        const changed = await storePlans(database, {
          ...{ stored, changes, names, stamp, tx },
          summary: (name, version) =>
            `Plan of ${name} changed to version ${version}`,
        });
        return { before: stored, after: changed };
      });
      await assessChanged(estate, [...after.keys()], now);
      return {
        plans: ids.map(workloadId => ({
          workloadId,
          version: (after.get(workloadId) ?? before.get(workloadId)!).version,
        })),
      };
    },
  );
}

/** The plans as they are stored, each at the version that the request names. */
async function lockExpected(
  { database }: Estate,
  {
    plans,
    names,
    tx,
  }: {
    plans: BulkPlanRequest['plans'];
    names: ReadonlyMap<string, string>;
    tx: Knex.Transaction;
  },
): Promise<Map<string, Plan>> {
  const locked = await database.plans.lock([...names.keys()], tx);
  const conflicts = plans.flatMap(({ workloadId, version }) => {
    const current = locked.get(workloadId) ?? EMPTY_PLAN;
    if (current.version === version) return [];
    const name = names.get(workloadId)!;
    return [{ workloadId, name, expected: version, current }];
  });
  if (conflicts.length > 0) {
    throw new PlansChangedError(
      `${conflicts.length} of ${plans.length} plans changed since they were read, so none was changed now. Read those of error.conflicts again, then repeat the change.`,
      conflicts,
    );
  }
  return new Map(
    plans.map(({ workloadId }) => [
      workloadId,
      locked.get(workloadId) ?? EMPTY_PLAN,
    ]),
  );
}

function differing(
  stored: ReadonlyMap<string, Plan>,
  earlier: ReadonlyMap<string, Plan>,
  { plans, change }: BulkPlanRequest,
  { now, actor }: { now: Date; actor: string },
): Map<string, Plan> {
  const next = new Map<string, Plan>();
  for (const { workloadId: id, steps, restore } of plans) {
    const plan = stored.get(id)!;
    const changed =
      restore === undefined
        ? changedPlan(plan, {
            ...change,
            steps: steps ?? change.steps ?? plan.steps,
          })
        : restored(plan, earlier.get(id), { id, restore, actor });
    if (changed.requirements.length > MAX_REQUIREMENTS) {
      throw new InputError(
        `change.requirements: ${id} would have ${changed.requirements.length} requirements; a plan takes ${MAX_REQUIREMENTS}`,
      );
    }
    assertPlan(plan, changed, now, ['change']);
    if (planChanges(plan, changed).length > 0) next.set(id, changed);
  }
  return next;
}

/** The plan with what an earlier version of it said. */
function restored(
  plan: Plan,
  earlier: Plan | undefined,
  { id, restore, actor }: { id: string; restore: number; actor: string },
): Plan {
  if (!earlier) {
    throw new InputError(
      `plans: the plan of ${id} never was at version ${restore}; its history names its versions`,
    );
  }
  return withIntention({ ...earlier, version: plan.version }, plan, actor);
}
