import {
  targetDismissPermission,
  type TargetCandidate,
} from 'backstage-plugin-batch-migration-common';
import { audited } from '../operations/audited';
import { actorOf, type Caller, type Estate } from '../operations/estate';
import { candidateView, readableTarget } from './listCandidates';

/** Stores that a target replaces nothing in scope. Again changes nothing. */
export async function dismissTarget(
  estate: Estate,
  { credentials, request }: Caller,
  { id, reason }: { id: number; reason: string },
): Promise<TargetCandidate> {
  const { access, auditor, clock, database } = estate;
  return audited(
    auditor,
    {
      eventId: 'target-dismiss',
      severityLevel: 'medium',
      request,
      meta: { targetId: id },
    },
    async () => {
      const { target } = await readableTarget(estate, credentials, id);
      await access.assertMayGenerally(credentials, targetDismissPermission);
      const actor = actorOf(credentials);
      const at = clock.now().toISOString();
      await database.transaction(async tx => {
        if (
          !(await database.foundTargets.dismiss(id, { reason, actor, at }, tx))
        )
          return;
        await database.history.append(
          [
            {
              at,
              actor,
              type: 'target-dismissed',
              summary: `${target.name} replaces nothing in scope: ${reason}`,
              workloadId: null,
              changes: [
                {
                  field: 'dismissed',
                  before: null,
                  after: `${target.location.ref} ${target.location.key}`,
                },
              ],
            },
          ],
          tx,
        );
      });
      return candidateView(estate, credentials, id);
    },
  );
}

/** Takes a dismissal back; without one it changes nothing. */
export async function takeBackDismissal(
  estate: Estate,
  { credentials, request }: Caller,
  id: number,
): Promise<TargetCandidate> {
  const { access, auditor, clock, database } = estate;
  return audited(
    auditor,
    {
      eventId: 'target-dismiss-undo',
      severityLevel: 'medium',
      request,
      meta: { targetId: id },
    },
    async () => {
      const { target } = await readableTarget(estate, credentials, id);
      await access.assertMayGenerally(credentials, targetDismissPermission);
      await database.transaction(async tx => {
        if (!(await database.foundTargets.takeBack(id, tx))) return;
        await database.history.append(
          [
            {
              at: clock.now().toISOString(),
              actor: actorOf(credentials),
              type: 'target-dismissal-undone',
              summary: `${target.name} may replace something after all`,
              workloadId: null,
              changes: [
                {
                  field: 'dismissed',
                  before: `${target.location.ref} ${target.location.key}`,
                  after: null,
                },
              ],
            },
          ],
          tx,
        );
      });
      return candidateView(estate, credentials, id);
    },
  );
}
