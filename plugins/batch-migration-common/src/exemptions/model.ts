/** What `/exemptions` takes and answers. */
import type { EntityRef, Exemption, Instant } from '../workload/model';

/** Most workloads for which one request asks. */
export const MAX_EXEMPTED = 200;

/**
 * - `asked`: waits for somebody else to approve it, and silences nothing
 * - `approved`: in force
 * - `lapsed`: over; where it had been approved, it stands in the way
 * - `withdrawn`: somebody took it back
 */
export const EXEMPTION_STATES = [
  'asked',
  'approved',
  'lapsed',
  'withdrawn',
] as const;
export type ExemptionState = (typeof EXEMPTION_STATES)[number];

/** Who did it, and when. */
export interface Signature {
  by: EntityRef;
  at: Instant;
}

/** An exemption with all that happened to it. None is ever deleted. */
export interface ExemptionRecord extends Exemption {
  id: number;
  workloadId: string;
  asked: Signature;
  withdrawal: Signature | null;
}

export interface ExemptionView extends ExemptionRecord {
  workloadName: string;
  state: ExemptionState;
}

/** Asks for each of the workloads that it may stand still for a while. */
export interface ExemptionRequest {
  workloadIds: string[];
  reason: string;
  /** In the future, and no later than the installation allows. */
  expiresAt: Instant;
}

export interface ExemptionQuery {
  workload?: string;
  /** May be repeated. */
  state?: ExemptionState[];
  limit?: number;
  cursor?: string;
}

export interface ExemptionsResponse {
  /** Newest first. */
  items: ExemptionView[];
  /** Counts what one may not read, too. */
  totalItems: number;
  nextCursor: string | null;
  /** How many days ahead an exemption may end. */
  longestDays: number;
}

export function exemptionState(
  { approval, expiresAt, withdrawal }: ExemptionRecord,
  now: Date,
): ExemptionState {
  if (withdrawal) return 'withdrawn';
  if (Date.parse(expiresAt) <= now.getTime()) return 'lapsed';
  return approval ? 'approved' : 'asked';
}
