import { DatabaseManager } from '@backstage/backend-defaults/database';
import type {
  LoggerService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { ConfigReader, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import createKnex, { type Knex } from 'knex';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PLUGIN = 'batch-migration';

/** Where a history is that is only to be read. */
export type HistoryPlace =
  /** A file. */
  | { sqlite: string }
  /** A connection string. */
  | { postgres: string; schema?: string }
  /** The configuration of a backend. */
  | { config: Config };

/** A database that is open until it is closed. */
export interface OpenHistory {
  db: Knex;
  close(): Promise<void>;
}

/**
 * Opens the database of the plugin for reading, and makes none.
 *
 * @throws InputError where it is not there
 */
export async function openReadOnly(place: HistoryPlace): Promise<OpenHistory> {
  if ('sqlite' in place) return openFile(place.sqlite);
  if ('postgres' in place) {
    return closing(
      createKnex({
        client: 'pg',
        connection: place.postgres,
        searchPath: place.schema,
        pool: { min: 0, max: 1, afterCreate: refuseWrites },
      }),
    );
  }
  const { config } = place;
  const database = config.getOptionalConfig('backend.database');
  if (!database) {
    throw new InputError('The configuration has no backend.database');
  }
  const client =
    database.getOptionalString(`plugin.${PLUGIN}.client`) ??
    database.getString('client');
  return client.includes('sqlite')
    ? openFile(fileOf(database))
    : openConfigured(database);
}

function openFile(file: string): OpenHistory {
  if (!existsSync(file)) throw new InputError(`There is no file ${file}`);
  return closing(
    createKnex({
      client: 'better-sqlite3',
      connection: { filename: file, options: { readonly: true } } as never,
      useNullAsDefault: true,
    }),
  );
}

function closing(db: Knex): OpenHistory {
  return { db, close: () => db.destroy() };
}

function refuseWrites(
  connection: { query(sql: string, then: (error: unknown) => void): void },
  done: (error: unknown, connection: unknown) => void,
): void {
  connection.query('SET default_transaction_read_only = on', error =>
    done(error, connection),
  );
}

/** The file that Backstage keeps the plugin's database in. */
function fileOf(database: Config): string {
  const own = database.getOptional(`plugin.${PLUGIN}.connection`);
  const shared = database.getOptional('connection');
  const merged = { ...settingsOf(shared), ...settingsOf(own) };
  const { filename = `${PLUGIN}.sqlite`, directory = '.' } = merged;
  if (filename === ':memory:') {
    throw new InputError(
      'The configured database is in the memory of the backend: nobody else can read it',
    );
  }
  return join(String(directory), String(filename));
}

function settingsOf(connection: unknown): JsonObject {
  if (typeof connection === 'string') return { filename: connection };
  return (connection ?? {}) as JsonObject;
}

/** As the backend itself connects, whatever kind of PostgreSQL it is. */
async function openConfigured(database: Config): Promise<OpenHistory> {
  const settings = database.get<JsonObject>();
  const plugins = (settings.plugin ?? {}) as JsonObject;
  const own = (plugins[PLUGIN] ?? {}) as JsonObject;
  const creates = { ensureExists: false, ensureSchemaExists: false };
  const silent = () => {};
  const logger: LoggerService = {
    ...{ error: silent, warn: silent, info: silent, debug: silent },
    child: () => logger,
  };
  const hooks: Array<() => void | Promise<void>> = [];
  const lifecycle: RootLifecycleService = {
    addShutdownHook: hook => hooks.push(hook),
    addBeforeShutdownHook: silent,
    addStartupHook: silent,
  };
  const manager = DatabaseManager.fromConfig(
    new ConfigReader({
      backend: {
        database: {
          ...{ ...settings, ...creates },
          plugin: { ...plugins, [PLUGIN]: { ...own, ...creates } },
        },
      },
    }),
    { rootLogger: logger, rootLifecycle: lifecycle },
  );
  const db = await manager.forPlugin(PLUGIN, { logger, lifecycle }).getClient();
  const close = async () => {
    // They end what keeps the connections alive.
    for (const hook of hooks) await hook();
    await db.destroy();
  };
  return { db, close };
}
