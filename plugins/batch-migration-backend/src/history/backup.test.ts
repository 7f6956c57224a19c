import type { TestDatabaseId } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { openReadOnly } from './openReadOnly';
import { reportHistory } from './reportHistory';
import {
  appendEvents,
  AT,
  placeOf,
  temporaryFolder,
  urlOf,
} from './testHistory';

jest.setTimeout(240_000);

const run = promisify(execFile);

/** Makes a backup in a folder, and a database from it. */
type Restore = (
  from: Knex,
  folder: string,
) => Promise<{ restored: Knex; drop(): Promise<unknown> }>;

function openSqlite(filename: string) {
  const restored = createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  return { restored, drop: () => restored.destroy() };
}

const vacuumInto: Restore = async (from, folder) => {
  const file = join(folder, `vacuum-${Date.now()}.sqlite`);
  await from.raw('VACUUM INTO ?', [file]);
  return openSqlite(file);
};

/** What `.backup` of the sqlite3 command does. */
const onlineBackup: Restore = async (from, folder) => {
  const file = join(folder, `backup-${Date.now()}.sqlite`);
  const connection = await from.client.acquireConnection();
  try {
    await connection.backup(file);
  } finally {
    await from.client.releaseConnection(connection);
  }
  return openSqlite(file);
};

/** The folder of a pg_dump that reads servers of this version; it reads older ones too. */
function binariesFor(id: TestDatabaseId): string | undefined {
  const server = Number(id.replace('POSTGRES_', ''));
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    `/usr/lib/postgresql/${server}/bin`,
  ];
  return folders.find(folder => {
    const dump = join(folder, 'pg_dump');
    if (!existsSync(dump) || !existsSync(join(folder, 'pg_restore'))) {
      return false;
    }
    const { stdout } = spawnSync(dump, ['--version'], { encoding: 'utf8' });
    return Number(/(\d+)\./.exec(stdout)?.[1]) >= server;
  });
}

const dumpWith =
  (binaries: string): Restore =>
  async (from, folder) => {
    const file = join(folder, `dump-${Date.now()}`);
    const name = `restored_${Date.now()}`;
    await run(join(binaries, 'pg_dump'), [
      ...['--format=custom', '--no-owner', `--file=${file}`],
      `--dbname=${urlOf(from)}`,
    ]);
    await from.raw(`CREATE DATABASE ${name}`);
    const { connection } = from.client.config;
    const restored = createKnex({
      client: 'pg',
      connection: { ...connection, database: name },
      pool: { min: 0, max: 2 },
    });
    await run(join(binaries, 'pg_restore'), [
      ...['--no-owner', '--exit-on-error', `--dbname=${urlOf(restored)}`],
      file,
    ]);
    const drop = async () => {
      await restored.destroy();
      await from.raw(`DROP DATABASE ${name}`);
    };
    return { restored, drop };
  };

const databases = testDatabases();

/** Where a tool is not installed, there is no test of it. */
const WAYS = databases
  .eachSupportedId()
  .flatMap(([id]): Array<[string, TestDatabaseId, Restore]> => {
    if (id === 'SQLITE_3') {
      return [
        ['VACUUM INTO', id, vacuumInto],
        ['.backup', id, onlineBackup],
      ];
    }
    const binaries = binariesFor(id);
    return binaries ? [[`pg_dump of ${id}`, id, dumpWith(binaries)]] : [];
  });

describe('a backup', () => {
  const folder = temporaryFolder();
  const made: Array<() => Promise<unknown>> = [];

  afterEach(async () => {
    for (const drop of made.splice(0)) await drop();
  });

  async function verify(knex: Knex, ...headFiles: string[]) {
    const lines: string[] = [];
    const place = await placeOf(knex, folder.path());
    const code = await reportHistory({
      open: () => openReadOnly(place),
      headFiles,
      say: line => lines.push(line),
    });
    return { code, first: lines[0] };
  }

  /** All rows of all tables, whatever their order. */
  async function contentOf(knex: Knex, tables: readonly string[]) {
    const content: Record<string, string[]> = {};
    for (const table of tables) {
      const rows: object[] = await knex(table).select();
      content[table] = rows.map(row => JSON.stringify(row)).sort();
    }
    return content;
  }

  const TABLES = ['history', 'history_head', 'settings', 'knex_migrations'];

  async function heads(database: BatchMigrationDatabase, name: string) {
    const file = join(folder.path(), `${name}-${Math.random()}.jsonl`);
    await writeFile(file, JSON.stringify(await database.history.head(AT)));
    return file;
  }

  it.each(WAYS)('with %s can be restored', async (_way, id, restore) => {
    const knex = await databases.init(id);
    const database = await createDatabase(knex);
    await database.settings.set('replay.clock.offset-ms', '7');
    await appendEvents(database, 5);
    const atBackup = await heads(database, 'backup');
    const { restored, drop } = await restore(knex, folder.path());
    made.push(drop);
    await appendEvents(database, 2);
    const afterBackup = await heads(database, 'after');

    expect(await verify(restored, atBackup)).toEqual({
      code: 0,
      first: 'The history is whole: 5 events, 1 published heads match.',
    });
    // What was written after the backup is lost, and published heads tell so.
    const { code, first } = await verify(restored, atBackup, afterBackup);
    expect(code).toBe(1);
    expect(first).toMatch(/^TRUNCATED: .* counts 7 events, and there are 5/);

    // A backend goes on with it: the schema is known, and so is the end.
    const content = await contentOf(restored, TABLES);
    const again = await createDatabase(restored);
    expect(await contentOf(restored, TABLES)).toEqual(content);
    await appendEvents(again, 1);
    expect((await verify(restored, atBackup)).code).toBe(0);
    expect(await again.history.head(AT)).toMatchObject({
      ...{ sequence: 6, count: 6 },
    });
  });
});
