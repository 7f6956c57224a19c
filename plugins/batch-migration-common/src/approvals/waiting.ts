import type { ApprovalRequest } from './model';

const DAY_MS = 86_400_000;

/**
 * Why a request is worth a look:
 *
 * - `unasked`: a login that nobody had asked for, and nobody has answered
 * - `overdue`: nobody answered within a day
 * - `waits`: somebody should answer
 */
export const APPROVAL_CONCERNS = ['unasked', 'overdue', 'waits'] as const;
export type ApprovalConcern = (typeof APPROVAL_CONCERNS)[number];

type Waiting = Pick<
  ApprovalRequest,
  'id' | 'status' | 'requestedAt' | 'expiresAt' | 'subject'
>;

/** How long a request has waited, or waited until its answer; never below 0. */
export function waitedMs(
  {
    requestedAt,
    status,
    answer,
  }: Pick<ApprovalRequest, 'requestedAt' | 'status' | 'answer'>,
  now: Date,
): number | null {
  const end = status === 'requested' ? now.getTime() : endOf(answer);
  return end === null ? null : Math.max(0, end - Date.parse(requestedAt));
}

/** When what expired or was withdrawn ended, its record does not say. */
function endOf(answer: ApprovalRequest['answer']): number | null {
  return answer && Date.parse(answer.at);
}

/** A login that the bastion saw and nobody had asked for: it has no time limit. */
export function isUnasked({ subject }: Pick<Waiting, 'subject'>): boolean {
  return subject.kind === 'session' && subject.timeLimitMinutes === 0;
}

/** `null` where nobody has to do anything. */
export function concernOf(request: Waiting, now: Date): ApprovalConcern | null {
  if (request.status !== 'requested') return null;
  const { expiresAt } = request;
  // Its account notes it within the hour; there is nothing to answer any more.
  if (expiresAt !== null && now.getTime() >= Date.parse(expiresAt)) return null;
  if (isUnasked(request)) return 'unasked';
  return now.getTime() - Date.parse(request.requestedAt) >= DAY_MS
    ? 'overdue'
    : 'waits';
}

/** What is dangerous, then what waits, each the longest first; then the rest, newest first. */
export function orderApprovals<T extends Waiting>(
  requests: readonly T[],
  now: Date,
): T[] {
  const rank = (request: T) => {
    const concern = concernOf(request, now);
    if (concern === null) return 2;
    return concern === 'waits' ? 1 : 0;
  };
  return [...requests]
    .map(request => ({
      request,
      rank: rank(request),
      at: Date.parse(request.requestedAt),
    }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        (a.rank === 2 ? b.at - a.at : a.at - b.at) ||
        compareTexts(a.request.id, b.request.id),
    )
    .map(({ request }) => request);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
