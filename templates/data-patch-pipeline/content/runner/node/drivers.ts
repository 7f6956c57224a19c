import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Database } from '../patch/patch';
import { oneNumber } from '../engines/sql';
import type { Report } from './report';
import { isLost, PatchTransaction, type Plan } from './transaction';

type Callback = (error: Error | null, result?: any) => void;
type Client = Record<string | symbol, any>;

const ENDED =
  'THE TRANSACTION WAS ENDED FROM WITHIN: what came before that point may be committed, whatever this dry run says. Look at the data now. ' +
  '(MySQL ends it at a deadlock as well: it then takes back what came before, and the runner what came after.)';

const OURS = Symbol('the transaction of the runner');

/** Connections of the patch that hold a transaction of ours, and those of them that were taken back. */
interface Held {
  opened: number;
  ended: number;
}

/** Puts every connection of `pg` and `mysql2` into a transaction that is rolled back. `conclude` comes at the end of the process. */
export function guardDrivers(plan: Plan, report: Report): { drivers: string[]; conclude: () => void } {
  const drivers: string[] = [];
  const held: Held = { opened: 0, ended: 0 };
  const ofApplication = createRequire(join(process.cwd(), 'package.json'));
  const load = (name: string) => {
    try {
      return ofApplication(name);
    } catch {
      return undefined;
    }
  };
  const pg = load('pg');
  if (pg?.Client) {
    guard(pg.Client.prototype, { methods: ['query'], database: 'postgresql', plan, report, held });
    drivers.push('pg');
  }
  const mysql2 = load('mysql2');
  if (mysql2?.Connection) {
    const { prototype } = mysql2.Connection;
    guard(prototype, { methods: ['query', 'execute', 'prepare'], database: 'mysql', plan, report, held });
    // The server then ends our transaction, and everything after it would be real. Also what resetOnRelease of a pool calls.
    for (const method of ['reset', 'changeUser']) {
      prototype[method] = () => {
        throw report.refuse('sql', `${method}(): a session that begins anew would leave our transaction`);
      };
    }
    // A pool ends its connections by a copy of the method.
    if (mysql2.PoolConnection?.prototype._realEnd) mysql2.PoolConnection.prototype._realEnd = prototype.end;
    drivers.push('mysql2');
  }
  return { drivers, conclude: () => conclude(held, report) };
}

function conclude({ opened, ended }: Held, report: Report): void {
  if (opened === 0) {
    report.notRolledBack('NOTHING WAS TRIED: no connection of pg or mysql2 was used. A patch that writes by another driver, or needs no database, has no dry run: say dryRun.unavailable.');
  } else if (ended < opened) {
    report.failed(`CONNECTIONS LEFT OPEN: ${opened - ended} of ${opened}. The server takes them back, but nobody counted there, nor looked whether the transaction was still ours: end them (client.end, pool.end).`);
  }
}

interface Guard {
  methods: string[];
  database: Database;
  plan: Plan;
  report: Report;
  held: Held;
}

function guard(prototype: Client, { methods, database, plan, report, held }: Guard): void {
  const send = prototype.query;
  const end = prototype.end;
  /** The driver's own query, which nothing translates. */
  const ask = (client: Client, text: string, failed: () => void = () => undefined) =>
    new Promise<{ rows: any[] }>((resolve, reject) => {
      const done: Callback = (error, result) => {
        if (error) failed();
        return error ? reject(error) : resolve({ rows: result?.rows ?? result ?? [] });
      };
      send.call(client, text, done);
    });

  const transactionOf = (client: Client): PatchTransaction => {
    if (!client[OURS]) {
      held.opened += 1;
      client[OURS] = new PatchTransaction(database, plan, report);
      client.isOpen = open(client);
      client.isOpen.catch((error: Error) => report.failed(error.message));
    }
    return client[OURS];
  };
  const open = async (client: Client) => {
    // What the patch asks must not reach a session that is not in our transaction, though it may be on its way already.
    const leave = () => (client.connection?.stream ?? client.stream).destroy();
    // Drivers send in the order of calls, so what the patch asks comes after these.
    await Promise.all(client[OURS].opening().map((text: string) => ask(client, text, leave)));
    client.countsBefore = await count(client);
  };
  const count = async (client: Client) => {
    const numbers: Array<number | null> = [];
    for (const { table } of plan.tables) numbers.push(oneNumber(await ask(client, `SELECT count(*) AS n FROM ${table}`)));
    return numbers;
  };

  for (const method of methods) {
    const original = prototype[method];
    prototype[method] = function guarded(this: Client, given: any, ...rest: any[]) {
      const text = typeof given === 'string' ? given : given?.text ?? given?.sql ?? given?.cursor?.text;
      if (typeof text !== 'string') throw report.refuse('sql', 'a query whose text cannot be seen');
      if (this.isRolledBack) throw report.refuse('sql', `after the connection was ended: ${text}`);
      const translated = transactionOf(this).translate(text);
      const call = () =>
        translated === text ? original.call(this, given, ...rest) : original.call(this, translated, ...rest.filter(each => typeof each === 'function'));
      // A cursor is its own answer, so it cannot wait; pg then queues it.
      return database === 'mysql' || typeof given?.submit === 'function' ? call() : this.isOpen.then(call);
    };
  }
  prototype.end = function guardedEnd(this: Client, ...rest: any[]) {
    if (!this[OURS] || this.isRolledBack) return end.apply(this, rest);
    this.isRolledBack = true;
    const finished = finish(this).catch(error => report.failed(error.message));
    const callback = rest.find(each => typeof each === 'function') as (() => void) | undefined;
    return finished.then(() => (callback ? end.call(this, callback) : end.call(this)));
  };

  async function finish(client: Client) {
    try {
      await client.isOpen;
      if (held.opened > 1) report.note(`not counted: the patch opened ${held.opened} connections, and each has a transaction of its own`);
      else {
        const before = client.countsBefore ?? [];
        const after = await count(client);
        const answers: Array<number | null> = [];
        for (const { query } of plan.queries) answers.push(oneNumber(await ask(client, query)));
        report.counted(plan.tables.map(({ table }, index) => ({ table, before: before[index] ?? 0, after: after[index] ?? 0 })), answers);
      }
    } finally {
      await ask(client, client[OURS].back).catch(error => {
        if (!isLost(error)) throw error;
        report.notRolledBack(ENDED);
      });
      await ask(client, 'ROLLBACK');
      held.ended += 1;
    }
  }
}
