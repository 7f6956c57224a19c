import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
  isDay,
  type ApprovalKind,
  type ApprovalStatus,
  type Day,
} from 'backstage-plugin-batch-migration-common';

export type ApprovalFilter = 'kind' | 'status' | 'from' | 'to';

/** What the address of the page says. Anything unknown in it is ignored. */
export interface ApprovalsView {
  kind: ApprovalKind | undefined;
  status: ApprovalStatus | undefined;
  workload: string | undefined;
  /** Days; `undefined` leaves them to the portal. */
  from: Day | undefined;
  to: Day | undefined;
  cursor: string | undefined;
  /** 1-based position of the first one; only for the words below the list. */
  first: number;
  /** The request that is shown in full. */
  open: { placeId: string; id: string } | undefined;
}

export function readApprovalsView(search: URLSearchParams): ApprovalsView {
  const first = Number(search.get('first'));
  const id = search.get('request');
  const placeId = search.get('place');
  return {
    kind: APPROVAL_KINDS.find(kind => kind === search.get('kind')),
    status: APPROVAL_STATUSES.find(one => one === search.get('status')),
    workload: search.get('workload') || undefined,
    ...readDays(search),
    cursor: search.get('cursor') ?? undefined,
    first: Number.isInteger(first) && first > 0 ? first : 1,
    open: id && placeId ? { placeId, id } : undefined,
  };
}

/** Days in their order; what is none, or ends before it begins, is ignored. */
function readDays(search: URLSearchParams) {
  const [from, to] = ['from', 'to'].map(name => {
    const day = search.get(name);
    return day !== null && isDay(day) && /^20/.test(day) ? day : undefined;
  });
  return { from: from && to && to < from ? undefined : from, to };
}

export function toFirstPage(search: URLSearchParams) {
  search.delete('cursor');
  search.delete('first');
}

/** Another question begins at its first page: a cursor belongs to one question. */
export function askApprovals(
  search: URLSearchParams,
  name: ApprovalFilter,
  value: string,
) {
  if (value === '') search.delete(name);
  else search.set(name, value);
  toFirstPage(search);
}

export function toNextPage(
  search: URLSearchParams,
  cursor: string,
  first: number,
) {
  search.set('cursor', cursor);
  search.set('first', String(first));
}

export function openRequest(
  search: URLSearchParams,
  request?: { placeId: string; id: string },
) {
  search.delete('place');
  search.delete('request');
  if (request) {
    search.set('place', request.placeId);
    search.set('request', request.id);
  }
}
