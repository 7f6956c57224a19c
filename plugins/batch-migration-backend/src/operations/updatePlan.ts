import { ConflictError } from '@backstage/errors';
import {
  planChanges,
  planUpdatePermission,
  withIntention,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import { PreconditionFailedError } from '../errors';
import { assertPlan } from './assertPlan';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { assessChanged } from './assessChanged';
import { readableWorkload } from './showWorkload';

/**
 * Replaces a plan that is still at one of the expected versions.
 *
 * @throws PreconditionFailedError if it is at another version; nothing is changed then
 */
export async function updatePlan(
  estate: Estate,
  caller: Caller,
  change: {
    id: string;
    plan: Omit<Plan, 'version'>;
    isExpected(version: number): boolean;
  },
): Promise<Plan> {
  const { access, auditor, clock, database } = estate;
  const { credentials, request } = caller;
  const { id } = change;
  return audited(
    auditor,
    {
      eventId: 'plan-update',
      severityLevel: 'medium',
      request,
      meta: { workloadId: id },
    },
    async () => {
      const workload = await readableWorkload(estate, credentials, id);
      await access.assertMay(credentials, planUpdatePermission, [id]);
      const now = clock.now();
      const stamp = { actor: actorOf(credentials), at: now.toISOString() };
      const plan = await database
        .transaction(async tx => {
          const before = await database.plans.get(id, tx);
          if (!change.isExpected(before.version)) {
            throw changedMeanwhile(id, before.version);
          }
          const written = withIntention(
            // Who knows nothing of it leaves it out, and does not remove it.
            { canary: before.canary, ...change.plan },
            before,
            stamp.actor,
          );
          assertPlan(before, written, now);
          const next = await database.plans.replace(
            id,
            { ...written, version: before.version },
            stamp,
            tx,
          );
          await database.history.append(
            [
              {
                ...stamp,
                type: 'plan-updated',
                summary: `Plan of ${workload.name} changed to version ${next.version}`,
                workloadId: id,
                changes: planChanges(before, next),
              },
            ],
            tx,
          );
          await database.assessments.invalidate([id], tx);
          return next;
        })
        .catch(error => {
          // Two at once: the version was right when read, and not when written.
          throw error instanceof ConflictError
            ? new PreconditionFailedError(error.message)
            : error;
        });
      await assessChanged(estate, [id], now);
      return plan;
    },
  );
}

function changedMeanwhile(id: string, version: number) {
  return new PreconditionFailedError(
    `The plan of ${id} is at version ${version} now, which If-Match does not name. Read it again, then repeat the change.`,
  );
}
