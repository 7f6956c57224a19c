import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
  type ApprovalKind,
  type ApprovalStatus,
} from 'backstage-plugin-batch-migration-common';

/** What the address of the page says. Anything unknown in it is ignored. */
export interface ApprovalsView {
  kind: ApprovalKind | undefined;
  status: ApprovalStatus | undefined;
  workload: string | undefined;
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
    cursor: search.get('cursor') ?? undefined,
    first: Number.isInteger(first) && first > 0 ? first : 1,
    open: id && placeId ? { placeId, id } : undefined,
  };
}

export function toFirstPage(search: URLSearchParams) {
  search.delete('cursor');
  search.delete('first');
}

/** Another question begins at its first page: a cursor belongs to one question. */
export function askApprovals(
  search: URLSearchParams,
  name: 'kind' | 'status',
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
