import type { ApprovalChain } from 'backstage-plugin-batch-migration-common';
import type { StoredApprovalEvents } from 'backstage-plugin-batch-migration-node';
import { createHash } from 'node:crypto';

/**
 * Whether the events of a request are all there and as they were written. Each
 * has the hash of the one before it; the request has the last one's, and what
 * it says now is what that event left.
 */
export function chainOf({
  events,
  head,
  record,
}: StoredApprovalEvents): ApprovalChain {
  const problems: string[] = [];
  let previous: unknown = null;
  let last: Record<string, unknown> = {};
  events.forEach((stored, index) => {
    const number = index + 1;
    if (!isObject(stored)) {
      problems.push(`Event ${number} cannot be read`);
      return;
    }
    const { hash, ...event } = stored;
    if (event.sequence !== number) {
      problems.push(`Event ${number} has the number ${event.sequence}`);
    }
    if (event.previous !== previous) {
      problems.push(`Event ${number} does not follow the one before it`);
    }
    if (hashOf(event) !== hash) problems.push(`Event ${number} was changed`);
    previous = hash;
    last = event;
  });
  if (events.length === 0) problems.push('It has no events');
  if (head && (head.hash !== previous || head.sequence !== events.length)) {
    problems.push('The last event is not the one that the request names');
  }
  problems.push(...differences(record, last));
  if (problems.length > 0) return { state: 'broken', problems };
  return { state: head ? 'whole' : 'unknown', problems };
}

/** The request is what its last event left: it is written with it. */
function differences(record: unknown, last: Record<string, unknown>): string[] {
  if (!isObject(record)) return ['The request cannot be read'];
  const problems: string[] = [];
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
