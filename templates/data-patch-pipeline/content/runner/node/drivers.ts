import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Database } from '../patch/patch';
import { oneNumber } from '../engines/sql';
import type { Report } from './report';
import { PatchTransaction, type Plan } from './transaction';

type Callback = (error: Error | null, result?: any) => void;
type Client = Record<string | symbol, any>;

const OURS = Symbol('the transaction of the runner');

/** Puts every connection of `pg` and `mysql2` into a transaction that is rolled back. @returns the drivers found */
export function guardDrivers(plan: Plan, report: Report): string[] {
  const found: string[] = [];
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
    guard(pg.Client.prototype, ['query'], 'postgresql', plan, report);
    found.push('pg');
  }
  const mysql2 = load('mysql2');
  if (mysql2?.Connection) {
    guard(mysql2.Connection.prototype, ['query', 'execute', 'prepare'], 'mysql', plan, report);
    found.push('mysql2');
  }
  return found;
}

let connections = 0;

function guard(prototype: Client, methods: string[], database: Database, plan: Plan, report: Report): void {
  const send = prototype.query;
  const end = prototype.end;
  /** The driver's own query, which nothing translates. */
  const ask = (client: Client, text: string) =>
    new Promise<{ rows: any[] }>((resolve, reject) => {
      const done: Callback = (error, result) => (error ? reject(error) : resolve({ rows: result?.rows ?? result ?? [] }));
      send.call(client, text, done);
    });

  const transactionOf = (client: Client): PatchTransaction => {
    if (!client[OURS]) {
      connections += 1;
      client[OURS] = new PatchTransaction(database, plan, report);
      client.isOpen = open(client).catch(error => report.failed(error.message));
    }
    return client[OURS];
  };
  const open = async (client: Client) => {
    // mysql2 sends in the order of calls, so what the patch asks comes after these; pg is made to wait below.
    const opened = client[OURS].opening().map((text: string) => () => ask(client, text));
    if (database === 'mysql') await Promise.all(opened.map((each: () => Promise<unknown>) => each()));
    else for (const each of opened) await each();
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
      if (connections > 1) report.note(`not counted: the patch opened ${connections} connections, and each has a transaction of its own`);
      else {
        await client.isOpen;
        const before = client.countsBefore ?? [];
        const after = await count(client);
        const answers: Array<number | null> = [];
        for (const { query } of plan.queries) answers.push(oneNumber(await ask(client, query)));
        report.counted(plan.tables.map(({ table }, index) => ({ table, before: before[index] ?? 0, after: after[index] ?? 0 })), answers);
      }
    } finally {
      await ask(client, 'ROLLBACK');
    }
  }
}
