import type { ApprovalChain } from 'backstage-plugin-batch-migration-common';
import type { StoredApprovalEvents } from 'backstage-plugin-batch-migration-node';
import { createHash } from 'node:crypto';

/**
 * Whether the events of a request are all there and as they were written. Each
 * has the hash of the one before it; the request has the last one's, and what
 * it says now is what that event left.
 */
export function chainOf({
  id,
  events,
  isCut,
  head,
  record,
}: StoredApprovalEvents): ApprovalChain {
  if (isCut) {
    const reason = `It has more than the ${events.length} events that are read`;
    return { state: 'unknown', problems: [reason] };
  }
  const problems: string[] = [];
  const read: EventFacts[] = [];
  let previous: unknown = null;
  events.forEach((stored, index) => {
    const number = index + 1;
    if (!isObject(stored)) {
      problems.push(`Event ${number} cannot be read`);
      return;
    }
    const { hash, ...event } = stored;
    if (event.requestId !== id) {
      problems.push(`Event ${number} is of another request`);
    }
    if (event.sequence !== number) {
      problems.push(`Event ${number} has the number ${event.sequence}`);
    }
    if (event.previous !== previous) {
      problems.push(`Event ${number} does not follow the one before it`);
    }
    if (hashOf(event) !== hash) problems.push(`Event ${number} was changed`);
    previous = hash;
    read.push({ ...event, act: isObject(event.act) ? event.act : {} });
  });
  if (events.length === 0) problems.push('It has no events');
  if (head && (head.hash !== previous || head.sequence !== events.length)) {
    problems.push('The last event is not the one that the request names');
  }
  problems.push(...differences(id, record, read));
  if (problems.length > 0) return { state: 'broken', problems };
  return { state: head ? 'whole' : 'unknown', problems };
}

type EventFacts = Record<string, unknown> & { act: Record<string, unknown> };

/** The request is what its events left: it is written with each of them. */
function differences(
  id: string,
  record: unknown,
  events: readonly EventFacts[],
): string[] {
  if (!isObject(record)) return ['The request cannot be read'];
  const problems: string[] = [];
  const last: Record<string, unknown> = events[events.length - 1] ?? {};
  if (record.id !== id) problems.push('The request has the id of another one');
  for (const [name, left] of Object.entries(leftBy(events))) {
    if (canonical(record[name] ?? null) !== canonical(left ?? null)) {
      problems.push(`The request has another ${name} than its events left`);
    }
  }
  if (record.status !== last.status) {
    problems.push('The request has another status than its last event left');
  }
  if (record.subjectHash !== last.subjectHash) {
    problems.push('The request has another subject than its last event');
  }
  if (hashOf(record.subject) !== record.subjectHash) {
    problems.push('What is asked for is not what its hash names');
  }
  return problems;
}

/** Who asked, who answered and what ran, as `decide` of the golden paths writes it. */
function leftBy(events: readonly EventFacts[]): Record<string, unknown> {
  const [first] = events;
  let answer: unknown = null;
  let used: unknown = null;
  let alerts: unknown = 0;
  for (const { act, at, outcome } of events) {
    const { by, name, title, email, how, mark, reason } = act;
    switch (outcome) {
      case 'approved':
      case 'refused':
      case 'closed':
        answer = {
          ...{ by, name, title, email, at, how, mark },
          reason: reason ?? null,
        };
        break;
      case 'changed':
        answer = null;
        break;
      case 'used':
        used = { by, at };
        break;
      case 'alerted':
        alerts = act.number;
        break;
      default:
    }
  }
  const { involved } = first?.act ?? {};
  return { involved, requestedAt: first?.at, answer, used, alerts };
}

/** As `people/canonical.ts` of the golden paths makes it: keys sorted, no blanks. */
function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`);
  return `{${entries.join(',')}}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
