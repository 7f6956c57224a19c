import { dayIn } from '../forecast/calendar';
import type { Day } from '../forecast/model';
import type { Instant } from '../workload/model';
import type { ApprovalRequest } from './model';

/** Days, both of them in it. */
export interface ApprovalPeriod {
  from: Day;
  /** `null`: until now. */
  to: Day | null;
}

type Dated = Pick<
  ApprovalRequest,
  'status' | 'requestedAt' | 'expiresAt' | 'answer' | 'used'
>;

/**
 * When something happened to a request last; `null` where it ended and nobody
 * kept when.
 *
 * @param changedAt - as its account keeps it; `null` where it does not
 */
export function lastChangeOf(
  { status, requestedAt, expiresAt, answer, used }: Dated,
  changedAt: Instant | null,
): Instant | null {
  if (changedAt !== null) return changedAt;
  if (status === 'requested') return requestedAt;
  if (status === 'expired') return expiresAt;
  if (status === 'withdrawn' || answer === null) return null;
  return used && Date.parse(used.at) > Date.parse(answer.at)
    ? used.at
    : answer.at;
}

/**
 * Whether a request was asked before a period ends, and still waits or had
 * something happen to it since the period began. One that ended nobody knows
 * when is not left out.
 */
export function liesIn(
  request: Dated,
  changedAt: Instant | null,
  { from, to }: ApprovalPeriod,
  timezone: string,
): boolean {
  const dayOf = (at: Instant) => dayIn(timezone, new Date(at));
  if (to !== null && dayOf(request.requestedAt) > to) return false;
  if (request.status === 'requested') return true;
  const last = lastChangeOf(request, changedAt);
  return last === null || dayOf(last) >= from;
}
