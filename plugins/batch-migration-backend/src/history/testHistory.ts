// Only tests import this file, so it is no part of the package.
import createKnex, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchMigrationDatabase, NewHistoryEvent } from '../stores';
import type { HistoryPlace } from './openReadOnly';

export const AT = '2026-02-12T01:24:00.000Z';

export function event(
  summary: string,
  over: Partial<NewHistoryEvent> = {},
): NewHistoryEvent {
  return {
    at: AT,
    actor: 'user:default/mori',
    type: 'plan-updated',
    summary,
    workloadId: 'w',
    changes: [{ field: 'wave', before: null, after: summary }],
    ...over,
  };
}

/** Appends so many events, each in a transaction of its own. */
export async function appendEvents(
  database: BatchMigrationDatabase,
  count: number,
): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    await database.transaction(tx =>
      database.history.append([event(`${n}`)], tx),
    );
  }
}

export const isPostgres = (knex: Knex) => knex.client.config.client === 'pg';

/** Another pool on the same PostgreSQL, as a second backend has. */
export function secondPool(knex: Knex): Knex {
  const { client, connection } = knex.client.config;
  return createKnex({ client, connection, pool: { min: 0, max: 5 } });
}

/** The connection string of a test's PostgreSQL. */
export function urlOf(knex: Knex): string {
  const { host, port, user, password, database } =
    knex.client.config.connection;
  const url = new URL(`postgresql://${host}:${port}/${database}`);
  url.username = user ?? '';
  url.password = password ?? '';
  return url.toString();
}

/**
 * Where a command finds what a test has stored: PostgreSQL itself, or a copy
 * of the SQLite in memory.
 */
export async function placeOf(
  knex: Knex,
  folder: string,
): Promise<HistoryPlace> {
  if (isPostgres(knex)) return { postgres: urlOf(knex) };
  const file = join(folder, `${Math.random().toString(36).slice(2)}.sqlite`);
  await knex.raw('VACUUM INTO ?', [file]);
  return { sqlite: file };
}

/** A folder that is gone after the test file. Call it in the body of a `describe`. */
export function temporaryFolder(): { path(): string } {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'batch-migration-history-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return { path: () => folder };
}
