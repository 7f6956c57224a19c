import {
  type Assessment,
  type EntityRef,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { NONE } from '../stores/AssessmentStore';
import { chunksOf } from '../stores/rows';
import type { Change, Concern, Told } from './changesSinceTold';
import { driftConcern } from './driftConcern';
import type { Words } from './words';

interface ToldRow {
  topic: string;
  workload_id: string;
  owner_ref: EntityRef;
  fingerprint: string;
  claimed_at: string;
  sent_at: string | null;
}

/** What there is to tell: the dangers of a kind as they were assessed last. */
export async function concernsNow(tx: Knex, words: Words): Promise<Concern[]> {
  const rows: Array<{
    id: string;
    name: string;
    owner: string;
    assessment: string;
  }> = await tx('assessment_dangers')
    .where({ type: 'drift' })
    .join(
      'assessments',
      'assessments.workload_id',
      'assessment_dangers.workload_id',
    )
    .join('workloads', 'workloads.id', 'assessment_dangers.workload_id')
    .orderBy('workloads.id')
    .select('workloads.id', 'name', 'owner', 'assessment');
  return rows.flatMap(({ id, name, owner, assessment }) => {
    const { dangers }: Assessment = JSON.parse(assessment);
    const workload = { id, name, ownerRef: owner === NONE ? null : owner };
    return dangers
      .filter(({ type }) => type === 'drift')
      .map(danger => driftConcern(workload, danger, words));
  });
}

export async function toldSoFar(tx: Knex): Promise<Told[]> {
  const rows = await tx<ToldRow>('told').orderBy(['topic', 'workload_id']);
  return rows.map(row => ({
    topic: row.topic,
    workloadId: row.workload_id,
    ownerRef: row.owner_ref,
    fingerprint: row.fingerprint,
    claimedAt: row.claimed_at,
    sentAt: row.sent_at,
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
 * Takes one change for this replica: of several that found it, one gets it.
 *
 * @returns whether it is ours to tell
 */
export async function claim(
  tx: Knex,
  change: Change,
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
    const { topic, workloadId, fingerprint } = before;
    const taken = await tx<ToldRow>('told')
      .where({ topic, workload_id: workloadId, fingerprint })
      .where({ claimed_at: before.claimedAt, sent_at: before.sentAt })
      .update(open);
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

/** Notes that a claimed change was told; what is over is forgotten. */
export async function sent(
  tx: Knex,
  change: Change,
  claimedAt: string,
  sentAt: string,
): Promise<void> {
  const { topic, workloadId } =
    change.type === 'resolved' ? change.before : change.concern;
  const own = tx<ToldRow>('told').where({
    ...{ topic, workload_id: workloadId, claimed_at: claimedAt },
  });
  if (change.type === 'resolved') await own.delete();
  else await own.update({ sent_at: sentAt });
}
