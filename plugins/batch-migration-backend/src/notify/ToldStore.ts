import type {
  Assessment,
  EntityRef,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf } from '../stores/rows';
import {
  RETRY_AFTER_MS,
  type Change,
  type Concern,
  type Told,
} from './changesSinceTold';
import type { Topic } from './topics';

interface ToldRow {
  topic: Topic;
  workload_id: string;
  owner_ref: EntityRef;
  fingerprint: string;
  claimed_at: string;
  sent_at: string | null;
  sent_fingerprint: string | null;
}

interface OwnerRow {
  owner_ref: EntityRef;
  claimed_at: string;
  sent_at: string | null;
}

export async function toldSoFar(
  tx: Knex,
  topics: readonly Topic[],
): Promise<Told[]> {
  const rows = await tx<ToldRow>('told')
    .whereIn('topic', topics)
    .orderBy(['topic', 'workload_id']);
  return rows.map(row => ({
    topic: row.topic,
    workloadId: row.workload_id,
    ownerRef: row.owner_ref,
    fingerprint: row.fingerprint,
    claimedAt: row.claimed_at,
    sentAt: row.sent_at,
    sentFingerprint: row.sent_fingerprint,
  }));
}

/** Workloads of which the legacy side is seen now: what is not there is over. */
export async function judged(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const chunk of chunksOf([...new Set(workloadIds)])) {
    const rows: Array<{ workload_id: string; assessment: string }> = await tx(
      'assessments',
    )
      .whereIn('workload_id', chunk)
      .select('workload_id', 'assessment');
    for (const row of rows) {
      const { legacy, stale }: Assessment = JSON.parse(row.assessment);
      if (legacy !== 'unknown' && !stale) found.add(row.workload_id);
    }
  }
  return found;
}

/**
 * Takes an owner for this replica: of several that have something to tell, one
 * does, and no sooner than `everyMs` after the last message.
 *
 * @returns whether the owner is ours to tell
 */
export async function claimOwner(
  tx: Knex,
  ownerRef: EntityRef,
  now: Date,
  everyMs: number,
): Promise<boolean> {
  const claimedAt = now.toISOString();
  const last = await tx<OwnerRow>('told_owners')
    .where({ owner_ref: ownerRef })
    .first();
  if (!last) {
    const inserted = await tx<OwnerRow>('told_owners')
      .insert({ owner_ref: ownerRef, claimed_at: claimedAt, sent_at: null })
      .onConflict('owner_ref')
      .ignore()
      .returning('owner_ref');
    return inserted.length > 0;
  }
  const { claimed_at, sent_at } = last;
  const sinceSent =
    sent_at === null ? Infinity : now.getTime() - Date.parse(sent_at);
  const isBeingTold =
    (sent_at === null || sent_at < claimed_at) &&
    now.getTime() - Date.parse(claimed_at) < RETRY_AFTER_MS;
  if (isBeingTold || sinceSent < everyMs) return false;
  const taken = await tx<OwnerRow>('told_owners')
    .where({ owner_ref: ownerRef, claimed_at, sent_at })
    .update({ claimed_at: claimedAt });
  return taken > 0;
}

/** Notes that an owner got a message. */
export async function sentOwner(
  tx: Knex,
  ownerRef: EntityRef,
  sentAt: string,
): Promise<void> {
  await tx<OwnerRow>('told_owners')
    .where({ owner_ref: ownerRef })
    .update({ sent_at: sentAt });
}

/**
 * Takes one change for this replica: of several that found it, one gets it.
 *
 * @returns whether it is ours to tell
 */
export async function claim(
  tx: Knex,
  change: Exclude<Change, { type: 'forgotten' }>,
  claimedAt: string,
): Promise<boolean> {
  const { before } = change;
  const row =
    change.type === 'resolved'
      ? { owner_ref: change.before.ownerRef, fingerprint: '' }
      : {
          owner_ref: change.concern.ownerRef!,
          fingerprint: change.concern.fingerprint,
        };
  const open = { ...row, claimed_at: claimedAt, sent_at: null };
  if (before) {
    const taken = await asRead(tx, before).update({
      ...open,
      // Another owner has heard nothing of it yet.
      ...(row.owner_ref !== before.ownerRef && { sent_fingerprint: null }),
    });
    return taken > 0;
  }
  const { topic, workloadId } = (change as { concern: Concern }).concern;
  const inserted = await tx<ToldRow>('told')
    .insert({ topic, workload_id: workloadId, ...open })
    .onConflict(['topic', 'workload_id'])
    .ignore()
    .returning('workload_id');
  return inserted.length > 0;
}

/** Nobody was told of it, and it is over. */
export async function forget(tx: Knex, before: Told): Promise<void> {
  await asRead(tx, before).delete();
}

/** Notes that a claimed change was told; what is over is forgotten. */
export async function sent(
  tx: Knex,
  change: Exclude<Change, { type: 'forgotten' }>,
  claimedAt: string,
  sentAt: string,
): Promise<void> {
  const { topic, workloadId } =
    change.type === 'resolved' ? change.before : change.concern;
  const own = tx<ToldRow>('told').where({
    ...{ topic, workload_id: workloadId, claimed_at: claimedAt },
  });
  if (change.type === 'resolved') {
    await own.delete();
  } else {
    await own.update({
      sent_at: sentAt,
      sent_fingerprint: change.concern.fingerprint,
    });
  }
}

/** The row, if it is still as it was read. */
function asRead(tx: Knex, before: Told) {
  return tx<ToldRow>('told').where({
    topic: before.topic,
    workload_id: before.workloadId,
    fingerprint: before.fingerprint,
    claimed_at: before.claimedAt,
    sent_at: before.sentAt,
  });
}
