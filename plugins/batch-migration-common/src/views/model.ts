/** What `/views` takes and answers: questions to the table of workloads that people keep. */
import type { EntityRef, Instant } from '../workload/model';

/** Views that one user keeps. */
export const MAX_VIEWS = 100;

/**
 * Columns of the table of workloads beside the name, in their order. `name`
 * alone in an address means that there is no other.
 */
export const WORKLOAD_COLUMNS = [
  'place',
  'lamps',
  'stage',
  'next',
  'nextRun',
  'owner',
  'wave',
] as const;

export type WorkloadColumn = (typeof WORKLOAD_COLUMNS)[number];

/** Characters of the query of a view. */
export const MAX_VIEW_QUERY = 2_000;

export interface SavedViewRequest {
  title: string;
  /**
   * Parameters of the overview's address without `?`: filters of workloads,
   * `orderBy`, `rows` and `columns`.
   */
  query: string;
  /** Whether everybody who signs in may choose it; only its owner changes it. */
  shared: boolean;
}

export interface SavedView extends SavedViewRequest {
  id: string;
  ownerRef: EntityRef;
  updatedAt: Instant;
  version: number;
}

export interface SavedViewsResponse {
  /** One's own first, then by title. */
  items: SavedView[];
  totalItems: number;
  nextCursor: string | null;
}

/** A view with the `ETag` under which it may be changed. */
export interface VersionedView {
  view: SavedView;
  etag: string;
}
