import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  APPROVAL_CONCERNS,
  concernOf,
  isUnasked,
  readApproval,
  waitedMs,
  type ApprovalConcern,
  type ApprovalRequest,
  type ApprovalView,
  type UnreadApproval,
} from 'backstage-plugin-batch-migration-common';
import {
  decidesOn,
  type ApprovalPlace,
} from 'backstage-plugin-batch-migration-node';
import type { Estate } from '../operations';

/** A request with the place that told it. */
export interface PlacedRequest {
  place: ApprovalPlace;
  request: ApprovalRequest;
}

export interface ReadPlaces {
  requests: PlacedRequest[];
  unread: UnreadApproval[];
  isCut: boolean;
}

export function named({ id, title }: ApprovalPlace) {
  return { id, title };
}

/** All requests of some places, beside what could not be read of them. */
export async function readPlaces(
  { approvals, clock }: Pick<Estate, 'approvals' | 'clock'>,
  places: readonly ApprovalPlace[],
): Promise<ReadPlaces> {
  const now = clock.now();
  const answers = await Promise.all(
    places.map(place => approvals.requests(place, now)),
  );
  const read: ReadPlaces = { requests: [], unread: [], isCut: false };
  for (const { place, told, unread } of answers) {
    if (told === null) {
      read.unread.push({
        ...{ place: named(place), requestId: null, reason: unread },
      });
      continue;
    }
    read.isCut ||= told.isCut;
    for (const { id, record } of told.requests) {
      try {
        read.requests.push({ place, request: readApproval(record) });
      } catch (error) {
        const reason = `It could not be read: ${toError(error).message}`;
        read.unread.push({ place: named(place), requestId: id, reason });
      }
    }
  }
  return read;
}

/** How many requests need somebody now, by why. */
export function countConcerns(
  requests: readonly PlacedRequest[],
  now: Date,
): Record<ApprovalConcern, number> {
  const counts = Object.fromEntries(
    APPROVAL_CONCERNS.map(concern => [concern, 0]),
  ) as Record<ApprovalConcern, number>;
  for (const { request } of requests) {
    const concern = concernOf(request, now);
    if (concern) counts[concern] += 1;
  }
  return counts;
}

/** Which workloads have a target that a place decides on, as far as the caller may read them. */
export async function workloadsOf(
  { access, database }: Pick<Estate, 'access' | 'database'>,
  credentials: BackstageCredentials,
  places: readonly ApprovalPlace[],
): Promise<Map<ApprovalPlace, Array<{ id: string; name: string }>>> {
  const refs = places.flatMap(({ targets }) => targets.map(({ ref }) => ref));
  const linked = await database.targetLinks.targetsAt(refs);
  const readable = await access.readableIds(credentials, [
    ...new Set(linked.map(({ workloadId }) => workloadId)),
  ]);
  return new Map(
    places.map(place => {
      const own = linked.filter(
        ({ workloadId, location }) =>
          readable.has(workloadId) && decidesOn(place, location),
      );
      return [
        place,
        [
          ...new Map(
            own.map(({ workloadId: id, name }) => [id, { id, name }]),
          ).values(),
        ],
      ];
    }),
  );
}

export function toView(
  { place, request }: PlacedRequest,
  beside: Pick<ApprovalView, 'threadUrl' | 'workloads'>,
  now: Date,
): ApprovalView {
  const waited = waitedMs(request, now);
  return {
    ...request,
    place: named(place),
    concern: concernOf(request, now),
    unasked: isUnasked(request),
    waitedSeconds: waited === null ? null : Math.floor(waited / 1000),
    ...beside,
  };
}
