import {
  dayIn,
  type ScopeChange,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { reassessDue } from '../observation';
import type { BatchMigrationDatabase } from '../stores';
import { countProgress, NO_COUNTS, type ProgressCounts } from './countProgress';
import type { ProgressRecord } from './ProgressStore';
import {
  kept,
  serverChanges,
  waveChanges,
  type ScopeStep,
} from './scopeChanges';

/**
 * Counts the estate, its servers and its waves, and keeps that as the record of
 * the day in the estate's zone. Counted again on the same day, by whichever
 * replica, the later count takes its place: how the day ended is what stays.
 *
 * @returns whether there was anything to count: before the first inventory
 * has answered, a scope of nothing would be invented
 */
export async function takeSnapshot(options: {
  database: BatchMigrationDatabase;
  now: Date;
  /** IANA name: whose day it is. */
  timezone: string;
}): Promise<boolean> {
  const { database, now, timezone } = options;
  if ((await database.inventory.lastAnsweredAt()) === null) return false;
  await reassessDue(database, now);
  const date = dayIn(timezone, now);
  const countedAt = now.toISOString();
  await database.transaction(async tx => {
    const { changes, records } = await countServers(database, date, tx);
    const before = await database.progress.newestBefore('all', date, tx);
    const [counts] = [...(await countProgress(tx, 'all')).values()];
    const estate = {
      ...{ subject: 'all' as const, key: '', counts },
      // On the first day nothing has changed yet.
      ...kept(before.size > 0 ? changes : []),
    };
    const all = [estate, ...records, ...(await countWaves(database, date, tx))];
    await database.progress.save(
      all.map(record => ({ ...record, date, countedAt })),
      tx,
    );
  });
  return true;
}

type Counted = Omit<ProgressRecord, 'date' | 'countedAt'>;

async function countServers(
  database: BatchMigrationDatabase,
  date: string,
  tx: Knex,
): Promise<{ changes: ScopeChange[]; records: Counted[] }> {
  const { step, changed } = await changedSince(database, 'server', date, tx);
  const tellers = await database.progress.tellers([...changed.keys()], tx);
  const changes = serverChanges(step, ref => tellers.get(ref));
  const byServer = new Map(changes.map(one => [one.serverRef, one]));
  const records = [...changed].map(([key, counts]): Counted => {
    const own = step.before.has(key) ? byServer.get(key) : undefined;
    return { subject: 'server', key, counts, ...kept(own ? [own] : []) };
  });
  return { changes, records };
}

async function countWaves(
  database: BatchMigrationDatabase,
  date: string,
  tx: Knex,
): Promise<Counted[]> {
  const { step, changed } = await changedSince(database, 'wave', date, tx);
  return [...changed].map(([key, counts]): Counted => {
    const before = new Map([[key, step.before.get(key) ?? 0]]);
    const own = { before, now: new Map([[key, counts.scope]]) };
    const isNew = !step.before.has(key);
    return {
      ...{ subject: 'wave', key, counts },
      ...kept(isNew ? [] : waveChanges(own)),
    };
  });
}

/** Keys whose counts are not those of the row before, or that have a row of today. */
async function changedSince(
  { progress }: BatchMigrationDatabase,
  subject: 'server' | 'wave',
  date: string,
  tx: Knex,
): Promise<{ step: ScopeStep; changed: Map<string, ProgressCounts> }> {
  const before = await progress.newestBefore(subject, date, tx);
  const today = await progress.keysOn(subject, date, tx);
  const now = await countProgress(tx, subject);
  // In one order, so that two replicas never wait for each other's rows.
  const keys = [...new Set([...before.keys(), ...today, ...now.keys()])].sort();
  const changed = new Map<string, ProgressCounts>();
  for (const key of keys) {
    const counts = now.get(key) ?? NO_COUNTS;
    const last = before.get(key)?.counts;
    if (today.has(key) || !last || !isSame(last, counts)) {
      changed.set(key, counts);
    }
  }
  const scopes = (all: ReadonlyMap<string, { scope: number }>) =>
    new Map([...all].map(([key, { scope }]) => [key, scope]));
  const known = new Map([...before].map(([key, { counts }]) => [key, counts]));
  return { step: { before: scopes(known), now: scopes(now) }, changed };
}

function isSame(a: ProgressCounts, b: ProgressCounts): boolean {
  const asText = ({ scope, byStage, retired, retained, notSeen }: typeof a) =>
    JSON.stringify([
      ...[scope, retired, retained, notSeen],
      ...Object.entries(byStage).sort(),
    ]);
  return asText(a) === asText(b);
}
