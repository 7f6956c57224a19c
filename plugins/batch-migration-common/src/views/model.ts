/** What `/views` takes and answers: questions to the table of workloads that people keep. */
import type { EntityRef, Instant } from '../workload/model';

/** Views that one user keeps. */
export const MAX_VIEWS = 100;

/** Characters of the query of a view. */
export const MAX_VIEW_QUERY = 2_000;

export interface SavedViewRequest {
  title: string;
  /**
   * Parameters of the overview's address without `?`: filters of workloads,
   * `orderBy` and `rows`.
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
