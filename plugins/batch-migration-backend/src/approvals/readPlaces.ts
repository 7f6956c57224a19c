import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  addDays,
  APPROVAL_CONCERNS,
  concernOf,
  dayIn,
  isUnasked,
  liesIn,
  readApproval,
  waitedMs,
  type ApprovalConcern,
  type ApprovalPeriod,
  type ApprovalRequest,
  type ApprovalView,
  type Day,
  type Instant,
  type UnreadApproval,
} from 'backstage-plugin-batch-migration-common';
import {
  decidesOn,
  type ApprovalPlace,
} from 'backstage-plugin-batch-migration-node';
import type { Estate } from '../operations';

/** Where nobody says which days. */
const DAYS = 90;

/** A request with the place that told it. */
export interface PlacedRequest {
  place: ApprovalPlace;
  request: ApprovalRequest;
}

export interface ReadPlaces {
  /** All that were told, and so all that waits. */
  requests: PlacedRequest[];
  inPeriod: PlacedRequest[];
  unread: UnreadApproval[];
  /** What was asked then or before was not read, but for what waits; `null`: all was. */
  cutAt: Instant | null;
  /** Whether more waits than was read. */
  isWaitingCut: boolean;
}

export function named({ id, title }: ApprovalPlace) {
  return { id, title };
}

/** The last 90 days of a period, or of those until today, where it does not say when it begins. */
export function periodOf(
  { clock, timezone }: Pick<Estate, 'clock' | 'timezone'>,
  { from, to }: { from?: Day; to?: Day } = {},
): ApprovalPeriod {
  const end = to ?? dayIn(timezone, clock.now());
  return { from: from ?? addDays(end, -DAYS), to: to ?? null };
}

/**
 * All that waits in some places, and what lies in a period, beside what could
 * not be read of them.
 */
export async function readPlaces(
  { approvals, timezone }: Pick<Estate, 'approvals' | 'timezone'>,
  places: readonly ApprovalPlace[],
  period: ApprovalPeriod,
): Promise<ReadPlaces> {
  const answers = await Promise.all(
    places.map(place => approvals.requests(place, period)),
  );
  const read: ReadPlaces = {
    ...{ requests: [], inPeriod: [], unread: [] },
    ...{ cutAt: null, isWaitingCut: false },
  };
  for (const { place, told, unread } of answers) {
    if (told === null) {
      read.unread.push({
        ...{ place: named(place), requestId: null, reason: unread },
      });
      continue;
    }
    read.isWaitingCut ||= told.isWaitingCut;
    if (told.cutAt !== null && told.cutAt > (read.cutAt ?? '')) {
      read.cutAt = told.cutAt;
    }
    for (const { id, record, changedAt } of told.requests) {
      try {
        const request = readApproval(record);
        read.requests.push({ place, request });
        if (liesIn(request, changedAt, period, timezone)) {
          read.inPeriod.push({ place, request });
        }
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
