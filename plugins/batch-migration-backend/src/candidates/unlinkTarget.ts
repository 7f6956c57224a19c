import { ConflictError } from '@backstage/errors';
import {
  planUpdatePermission,
  type TargetCandidate,
} from 'backstage-plugin-batch-migration-common';
import { assessChanged } from '../operations/assessChanged';
import { audited } from '../operations/audited';
import { actorOf, type Caller, type Estate } from '../operations/estate';
import { readableWorkload } from '../operations/showWorkload';
import { candidateView, readableTarget } from './listCandidates';

/**
 * Takes back a link that a person made; without one it changes nothing.
 *
 * @throws ConflictError for a link that a repository brought: it would come
 *   back with the repository's next run
 */
export async function unlinkTarget(
  estate: Estate,
  { credentials, request }: Caller,
  { id, workloadId }: { id: number; workloadId: string },
): Promise<TargetCandidate> {
  const { access, auditor, clock, database } = estate;
  return audited(
    auditor,
    {
      eventId: 'target-unlink',
      severityLevel: 'medium',
      request,
      meta: { targetId: id, workloadId },
    },
    async () => {
      const { target } = await readableTarget(estate, credentials, id);
      const workload = await readableWorkload(estate, credentials, workloadId);
      await access.assertMay(credentials, planUpdatePermission, [workloadId]);
      const now = clock.now();
      const isChanged = await database.transaction(async tx => {
        const { location } = target;
        const outcome = await database.targetLinks.unlinkByHand(
          { workloadId, location },
          tx,
        );
        if (outcome === 'of-repository') {
          throw new ConflictError(
            `${workload.name} is linked to ${location.key} by a repository: take it out there`,
          );
        }
        if (outcome === 'none') return false;
        await database.history.append(
          [
            {
              at: now.toISOString(),
              actor: actorOf(credentials),
              type: 'target-unlinked',
              summary: `${workload.name} no longer linked to ${location.key}`,
              workloadId,
              changes: [
                {
                  field: 'target',
                  before: `${location.ref} ${location.key}`,
                  after: null,
                },
              ],
            },
          ],
          tx,
        );
        await database.assessments.invalidate([workloadId], tx);
        return true;
      });
      if (isChanged) await assessChanged(estate, [workloadId], now);
      return candidateView(estate, credentials, id);
    },
  );
}
