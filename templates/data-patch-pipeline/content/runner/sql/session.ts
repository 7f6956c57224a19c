import type { Database } from '../patch/patch';

export interface Answer {
  rows: Array<Record<string, unknown>>;
  /** Rows that the statement changed. */
  changed: number;
}

/** One connection to the database. */
export interface Session {
  readonly database: Database;
  query(text: string, values?: ReadonlyArray<string | number>): Promise<Answer>;
  /** Stops the statement that is running, from a second connection. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

export type Connect = () => Promise<Session>;

/** The little of `pg` and `mysql2` that is used: their names differ between versions, these do not. */
interface PgClient {
  processID: number;
  connect(): Promise<void>;
  query(text: string | { text: string; values: ReadonlyArray<string | number> }): Promise<{ rows: Answer['rows']; rowCount: number | null; command: string } | unknown[]>;
  end(): Promise<void>;
}
interface MysqlConnection {
  threadId: number;
  query(text: string): Promise<[unknown, unknown]>;
  execute(text: string, values: ReadonlyArray<string | number>): Promise<[unknown, unknown]>;
  end(): Promise<void>;
}

const CHANGES_ROWS = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'];

/**
 * @param url `postgresql://…`, as DATABASE_URL has it
 * @param application - what the audit log shall call it
 */
export async function connectPostgresql(url: string, application = 'patch'): Promise<Session> {
  const { Client } = require('pg') as { Client: new (config: object) => PgClient };
  const open = async () => {
    const client = new Client({ connectionString: url, application_name: application, connectionTimeoutMillis: 10_000 });
    await client.connect();
    return client;
  };
  const client = await open();
  // What psql and old servers leave to settings, the lexer of this runner takes for granted.
  await client.query('SET standard_conforming_strings = on');
  return {
    database: 'postgresql',
    async query(text, values = []) {
      const result = await client.query(values.length > 0 ? { text, values } : text);
      if (Array.isArray(result)) throw new Error('The text held more than one statement');
      const { rows, rowCount, command } = result as { rows: Answer['rows']; rowCount: number | null; command: string };
      return { rows, changed: CHANGES_ROWS.includes(command) ? rowCount ?? 0 : 0 };
    },
    async cancel() {
      const other = await open();
      await other.query({ text: 'SELECT pg_cancel_backend($1)', values: [client.processID] });
      await other.end();
    },
    close: () => client.end(),
  };
}

/** @param url `mysql://…` */
export async function connectMysql(url: string): Promise<Session> {
  const { createConnection } = require('mysql2/promise') as { createConnection(options: object): Promise<MysqlConnection> };
  // One statement a call, no files of this machine, and numbers that lose nothing.
  const open = () => createConnection({ uri: url, multipleStatements: false, supportBigNumbers: true, bigNumberStrings: true, flags: ['-LOCAL_FILES'] });
  const connection = await open();
  const [modes] = await connection.query('SELECT @@SESSION.sql_mode AS modes');
  const sqlMode = String((modes as Array<{ modes: unknown }>)[0].modes);
  if (/NO_BACKSLASH_ESCAPES|ANSI_QUOTES|ANSI\b/.test(sqlMode)) {
    await connection.query(`SET SESSION sql_mode = '${sqlMode.split(',').filter(mode => !/^(NO_BACKSLASH_ESCAPES|ANSI_QUOTES|ANSI)$/.test(mode)).join(',')}'`);
  }
  return {
    database: 'mysql',
    async query(text, values = []) {
      const [result] = values.length > 0 ? await connection.execute(text, values) : await connection.query(text);
      if (Array.isArray(result)) return { rows: result as Answer['rows'], changed: 0 };
      return { rows: [], changed: Number((result as { affectedRows?: number }).affectedRows ?? 0) };
    },
    async cancel() {
      const other = await open();
      await other.query(`KILL QUERY ${Number(connection.threadId)}`);
      await other.end();
    },
    close: () => connection.end(),
  };
}
