import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  approvalReadPermission,
  readApproval,
  readApprovalEvent,
  type ApprovalDetail,
  type ApprovalEvent,
} from 'backstage-plugin-batch-migration-common';
import type { StoredApprovalEvents } from 'backstage-plugin-batch-migration-node';
import type { Estate } from '../operations';
import { chainOf } from './chain';
import { toView, workloadsOf, type PlacedRequest } from './readPlaces';

/** One request, with everything that happened to it. */
export async function showApproval(
  estate: Estate,
  credentials: BackstageCredentials,
  asked: { placeId: string; id: string },
): Promise<ApprovalDetail> {
  const { approvals, clock } = estate;
  const { stored, ...placed } = await findApproval(estate, credentials, asked);
  const { place, request } = placed;
  const [threads, workloads] = await Promise.all([
    approvals.threadsOf(place, [request.id]),
    workloadsOf(estate, credentials, [place]),
  ]);
  const view = toView(
    placed,
    {
      threadUrl: threads.get(request.id)?.url ?? null,
      workloads: workloads.get(place) ?? [],
    },
    clock.now(),
  );
  return {
    ...view,
    // One that cannot be read breaks the chain, which says so.
    events: stored.events.flatMap(readableEvent),
    chain: chainOf(stored),
    hasLog: request.kind === 'patch' && request.used !== null,
  };
}

/**
 * @throws NotFoundError where there is none
 * @throws ServiceUnavailableError with what to mend where its place tells nothing
 */
export async function findApproval(
  { access, approvals }: Pick<Estate, 'access' | 'approvals'>,
  credentials: BackstageCredentials,
  { placeId, id }: { placeId: string; id: string },
): Promise<PlacedRequest & { stored: StoredApprovalEvents }> {
  await access.assertMayGenerally(credentials, approvalReadPermission);
  const place = approvals.place(placeId);
  if (!place) throw new NotFoundError(`No approvals are read at ${placeId}`);
  const { told: stored, unread } = await approvals.request(place, id);
  if (unread !== null) throw new ServiceUnavailableError(unread);
  if (stored === null) {
    throw new NotFoundError(`${place.title} has no request ${id}`);
  }
  try {
    return { place, request: readApproval(stored.record), stored };
  } catch (error) {
    throw new ServiceUnavailableError(
      `Request ${id} of ${place.title} could not be read: ${
        toError(error).message
      }`,
    );
  }
}

function readableEvent(stored: unknown): ApprovalEvent[] {
  try {
    return [readApprovalEvent(stored)];
  } catch {
    return [];
  }
}
