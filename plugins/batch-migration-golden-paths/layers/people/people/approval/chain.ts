import { hashOf, type Json } from '../canonical';
import type { Act, ApprovalRequest, NewRequest, Outcome, Status } from './record';

/** One thing that happened to a request. Written once, never changed. */
export interface RequestEvent {
  requestId: string;
  /** 1 for the request itself. */
  sequence: number;
  at: string;
  act: Act | ({ type: 'request' } & NewRequest);
  outcome: Outcome | 'requested';
  status: Status;
  subjectHash: string;
  /** Hash of the event before; `null` for the first. */
  previous: string | null;
  hash: string;
}

export type Head = Pick<RequestEvent, 'sequence' | 'hash'>;

/** Seals an event with the hash of the one before it. */
export function nextEvent(
  head: Head | null,
  record: ApprovalRequest,
  { act, outcome, at }: Pick<RequestEvent, 'act' | 'outcome' | 'at'>,
): RequestEvent {
  const event = {
    requestId: record.id,
    sequence: (head?.sequence ?? 0) + 1,
    at,
    act,
    outcome,
    status: record.status,
    subjectHash: record.subjectHash,
    previous: head?.hash ?? null,
  };
  return { ...event, hash: hashOf(event as unknown as Json) };
}

/**
 * What is wrong with the events of one request, in order. Events that were cut
 * off at the end show only against a manifest, which keeps the last hash.
 */
export function chainProblems(events: RequestEvent[], head: string | null = null): string[] {
  const problems: string[] = [];
  let previous: string | null = null;
  events.forEach(({ hash, ...event }, index) => {
    if (event.sequence !== index + 1) problems.push(`event ${index + 1} has the number ${event.sequence}`);
    if (event.previous !== previous) problems.push(`event ${index + 1} does not follow the one before it`);
    if (hashOf(event as unknown as Json) !== hash) problems.push(`event ${index + 1} was changed`);
    previous = hash;
  });
  if (head !== null && previous !== head) problems.push('the last event is not the one that was noted elsewhere');
  return problems;
}
