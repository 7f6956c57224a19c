import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  approvalReadPermission,
  orderApprovals,
  type ApprovalKind,
  type ApprovalStatus,
  type ApprovalsResponse,
  type Day,
  type UnreadApproval,
} from 'backstage-plugin-batch-migration-common';
import { readableWorkload, type Estate } from '../operations';
import { placesOf } from './placesOf';
import {
  countConcerns,
  periodOf,
  readPlaces,
  toView,
  workloadsOf,
  type PlacedRequest,
} from './readPlaces';

/** As the route has read it. */
export interface ApprovalsRequest {
  kinds: readonly ApprovalKind[];
  statuses: readonly ApprovalStatus[];
  workloadId?: string;
  from?: Day;
  to?: Day;
  limit: number;
  /** Where the page begins. */
  offset: number;
}

/** Who asked for patches and sessions and who approved: what is dangerous and what waits longest first. */
export async function listApprovals(
  estate: Estate,
  credentials: BackstageCredentials,
  asked: ApprovalsRequest,
): Promise<ApprovalsResponse> {
  const { access, approvals, clock } = estate;
  await access.assertMayGenerally(credentials, approvalReadPermission);
  const now = clock.now();
  const { limit, offset } = asked;
  const { places, requests, matching, ...read } = await matchingRequests(
    estate,
    credentials,
    asked,
  );
  const { period, unread, cutAt, isWaitingCut } = read;
  const page = matching.slice(offset, offset + limit);
  const workloads = await workloadsOf(estate, credentials, places);
  const end = offset + page.length;
  return {
    items: await Promise.all(
      page.map(async placed => {
        const { place, request } = placed;
        // One call for a place: all of its page are asked for together.
        const ids = page
          .filter(other => other.place === place)
          .map(other => other.request.id);
        const threads = await approvals.threadsOf(place, ids);
        return toView(
          placed,
          {
            threadUrl: threads.get(request.id)?.url ?? null,
            workloads: workloads.get(place) ?? [],
          },
          now,
        );
      }),
    ),
    totalItems: matching.length,
    nextCursor: end < matching.length ? String(end) : null,
    at: now.toISOString(),
    ...period,
    ...{ cutAt, isWaitingCut },
    concerns: countConcerns(requests, now),
    unread,
    places: places.length,
  };
}

/** All requests that match, in the order of the list, beside what could not be read. */
export async function matchingRequests(
  estate: Estate,
  credentials: BackstageCredentials,
  {
    kinds,
    statuses,
    workloadId,
    ...days
  }: Omit<ApprovalsRequest, 'limit' | 'offset'>,
) {
  const { approvals, clock } = estate;
  const places =
    workloadId === undefined
      ? approvals.places
      : placesOf(
          approvals.places,
          await readableWorkload(estate, credentials, workloadId),
        );
  const period = periodOf(estate, days);
  const { inPeriod, ...read } = await readPlaces(estate, places, period);
  const matching = inPeriod.filter(
    ({ request: { kind, status } }) =>
      (kinds.length === 0 || kinds.includes(kind)) &&
      (statuses.length === 0 || statuses.includes(status)),
  );
  return {
    ...{ places, period },
    ...read,
    unread: [...read.unread, ...unsearchedIn(estate)],
    matching: ordered(matching, clock.now()),
  };
}

function ordered(placed: readonly PlacedRequest[], now: Date): PlacedRequest[] {
  const flat = placed.map(each => ({ ...each.request, placed: each }));
  return orderApprovals(flat, now).map(each => each.placed);
}

/** What nobody has found may be what waits. */
function unsearchedIn({ approvals }: Estate): UnreadApproval[] {
  return approvals.unsearched.map(({ reason, ...place }) => ({
    ...{ place, requestId: null, reason },
  }));
}
