import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  exemptionApprovePermission,
  isSameIntention,
  planChanges,
  type IntendedSchedule,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { PreconditionFailedError } from '../errors';
import { assessChanged } from './assessChanged';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { readableWorkload } from './showWorkload';

/**
 * Agrees to the schedule that a plan intends, as another person than who set
 * it. From then on the target is compared with it and no more with the legacy
 * line.
 *
 * @throws PreconditionFailedError if the plan is not the one that was read
 * @throws NotAllowedError without the permission, and for who set it
 * @throws ConflictError where there is nothing to approve
 */
export async function approveSchedule(
  estate: Estate,
  { credentials, request }: Caller,
  { id, isExpected }: { id: string; isExpected(version: number): boolean },
): Promise<Plan> {
  const { access, auditor, clock, database } = estate;
  return audited(
    auditor,
    {
      eventId: 'schedule-approve',
      severityLevel: 'medium',
      request,
      meta: { workloadId: id },
    },
    async () => {
      const workload = await readableWorkload(estate, credentials, id);
      await access.assertMay(credentials, exemptionApprovePermission, [id]);
      const now = clock.now();
      const stamp = { actor: actorOf(credentials), at: now.toISOString() };
      const plan = await database.transaction(async tx => {
        const before = (await database.plans.lock([id], tx)).get(id);
        if (!before || !isExpected(before.version)) {
          throw new PreconditionFailedError(
            `The plan of ${id} is at version ${
              before?.version ?? 0
            } now, which If-Match does not name. Read it again, then approve what it says.`,
          );
        }
        const intended = approvable(before);
        const setBy =
          intended.setBy ?? (await whoSet(estate, id, intended, tx));
        if (setBy === stamp.actor) {
          throw new NotAllowedError(
            `${stamp.actor} set this schedule, so another person approves it`,
          );
        }
        const next = await database.plans.replace(
          id,
          {
            ...before,
            intendedSchedule: {
              ...intended,
              ...(setBy && { setBy }),
              approval: {
                by: stamp.actor,
                at: stamp.at,
                ...(intended.approval === undefined && { countedBefore: true }),
              },
            },
          },
          stamp,
          tx,
        );
        await database.assessments.invalidate([id], tx);
        await database.history.append(
          [
            {
              ...stamp,
              type: 'schedule-approved',
              summary: `Schedule ${intended.expression} (${intended.timezone}) of ${workload.name} approved: ${intended.reason}`,
              workloadId: id,
              changes: planChanges(before, next),
            },
          ],
          tx,
        );
        return next;
      });
      await assessChanged(estate, [id], now);
      return plan;
    },
  );
}

function approvable({ intendedSchedule }: Plan): IntendedSchedule {
  if (!intendedSchedule) {
    throw new ConflictError('The plan intends no schedule of its own');
  }
  if (intendedSchedule.approval) {
    const { by, at } = intendedSchedule.approval;
    throw new ConflictError(`${by} approved this schedule at ${at} already`);
  }
  return intendedSchedule;
}

/** Of a plan from before approvals: who wrote the first of its versions that intend the same. */
async function whoSet(
  { database }: Estate,
  id: string,
  intended: IntendedSchedule,
  tx: Knex.Transaction,
): Promise<string | undefined> {
  let setBy: string | undefined;
  for (const { plan, actor } of await database.plans.versions(id, tx)) {
    if (!isSameIntention(plan.intendedSchedule, intended)) setBy = undefined;
    else setBy ??= actor;
  }
  return setBy;
}
