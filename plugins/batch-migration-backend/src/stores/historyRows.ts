import {
  hashedText,
  maskSecrets,
  type ChainedEvent,
  type HistoryEvent,
  type StoredHead,
} from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';

/** An event before it has its place in the chain. */
export type NewHistoryEvent = Omit<HistoryEvent, 'id'>;

export interface HistoryRow {
  id: number;
  position: number | null;
  at: string;
  actor: string;
  type: string;
  summary: string;
  workload_id: string | null;
  changes: string;
  prev_hash: string;
  hash: string;
}

export interface HeadRow {
  hash: string;
  position: number | null;
  position_hash: string | null;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `null` where a replica of the version before appended since. */
export function positionOf(head: HeadRow): number | null {
  return head.position_hash === head.hash ? head.position : null;
}

/** The row of an event at its place in the chain. */
export function toRow(
  event: NewHistoryEvent,
  { position, prevHash }: { position: number; prevHash: string },
): Omit<HistoryRow, 'id'> {
  const { at, type, workloadId } = event;
  const actor = storable(event.actor);
  const summary = storable(event.summary);
  const changes = JSON.stringify(
    event.changes.map(({ field, before, after }) => ({
      field: storable(field),
      before: before === null ? null : storable(before),
      after: after === null ? null : storable(after),
    })),
  );
  const hash = sha256(
    hashedText({
      ...{ position, prevHash, at, actor, type, summary, workloadId, changes },
    }),
  );
  return {
    ...{ position, at, actor, type, summary, changes, hash },
    workload_id: workloadId,
    prev_hash: prevHash,
  };
}

export function toEvent(row: HistoryRow): HistoryEvent {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    type: row.type,
    summary: row.summary,
    workloadId: row.workload_id,
    changes: JSON.parse(row.changes),
  };
}

export function toChained(row: HistoryRow): ChainedEvent {
  return {
    id: row.id,
    // The schema of the version before has no such column.
    position: row.position ?? null,
    at: row.at,
    actor: row.actor,
    type: row.type,
    summary: row.summary,
    workloadId: row.workload_id,
    changes: row.changes,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

export function toStoredHead(head: HeadRow): StoredHead {
  return { hash: head.hash, position: positionOf(head) ?? null };
}

/**
 * What is stored must be what was hashed: neither database keeps half of a
 * surrogate pair, and PostgreSQL no NUL. No credential is to stay for ever.
 */
function storable(text: string): string {
  return maskSecrets(text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD')).text;
}
