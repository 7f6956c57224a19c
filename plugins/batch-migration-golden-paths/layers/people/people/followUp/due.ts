import type { Approvers } from '../approval/approvers';
import type { ApprovalRequest } from '../approval/record';

const HOUR_MS = 3_600_000;

/** So often the sweep of `infra/constructs/follow-ups.ts` finds what a lost timer left. */
export const CHECK_EVERY_HOURS = 1;

export type Due =
  | { type: 'alert'; number: number; openHours: number }
  | { type: 'expire' };

export interface FollowUp {
  /** What is due now and was not done. After an outage one alert, not all that were missed. */
  due: Due[];
  /** When to look again; `null` where nothing will follow. */
  next: Date | null;
}

/**
 * What follows from nobody's answer. It reads nothing but the request and the
 * clock: whoever asks late, twice, or after lost events gets the same answer.
 */
export function followUp(request: ApprovalRequest, rules: Approvers['followUp'], now: Date): FollowUp {
  if (request.status !== 'requested') return { due: [], next: null };
  const expiresAt = request.expiresAt === null ? Infinity : Date.parse(request.expiresAt);
  // What has expired needs no alert: its expiry is told.
  if (now.getTime() >= expiresAt) return { due: [{ type: 'expire' }], next: null };

  const since = Date.parse(request.requestedAt);
  const after = rules.afterHours * HOUR_MS;
  const repeat = rules.repeatHours * HOUR_MS;
  const late = now.getTime() - since - after;
  const number = late < 0 ? 0 : 1 + Math.floor(late / repeat);
  const due: Due[] =
    number > request.alerts ? [{ type: 'alert', number, openHours: Math.floor((now.getTime() - since) / HOUR_MS) }] : [];
  return { due, next: new Date(Math.min(since + after + number * repeat, expiresAt)) };
}
