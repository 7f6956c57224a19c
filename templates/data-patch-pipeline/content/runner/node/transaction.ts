import { randomBytes } from 'node:crypto';
import { isRefused } from '../sql/effect';
import { effectOf } from '../patch/check-sql';
import type { Database } from '../patch/patch';
import { scanSql } from '../sql/scan';
import type { Report } from './report';

/** What of patch.yaml the preload needs; see `planOf`. */
export interface Plan {
  ddl: 'none' | 'transactional';
  tables: Array<{ table: string }>;
  queries: Array<{ query: string }>;
  allowedHosts: string[];
  verify?: string;
  statementTimeoutSeconds: number;
  lockTimeoutSeconds: number;
}

/** A transaction of the patch becomes a savepoint of ours. One for each connection. */
export class PatchTransaction {
  /** Nobody who writes a patch knows this name, so nobody can end the transaction and put it back. */
  private readonly mark = `runner_${randomBytes(8).toString('hex')}`;
  private savepoints: string[] = [];
  private made = 0;

  constructor(
    private readonly database: Database,
    private readonly plan: Plan,
    private readonly report: Report,
  ) {}

  /** What opens the connection's transaction, before its first statement. Each text is sent as one query. */
  opening(): string[] {
    const { statementTimeoutSeconds, lockTimeoutSeconds } = this.plan;
    return this.database === 'mysql'
      ? [
          // A deadlock makes MySQL end the whole transaction: with autocommit each statement after it would be real.
          'SET SESSION autocommit = 0',
          `SET SESSION innodb_lock_wait_timeout = ${lockTimeoutSeconds}, lock_wait_timeout = ${lockTimeoutSeconds}`,
          'START TRANSACTION',
          `SAVEPOINT ${this.mark}`,
        ]
      : [`SET statement_timeout = ${statementTimeoutSeconds * 1000}; SET lock_timeout = ${lockTimeoutSeconds * 1000}; BEGIN; SAVEPOINT ${this.mark}`];
  }

  /** Fails with `isLost` if something within ended the transaction; `ROLLBACK` comes after it. */
  get back(): string {
    return `ROLLBACK TO SAVEPOINT ${this.mark}`;
  }

  /** @returns the text to send instead. @throws what the report refuses */
  translate(text: string): string {
    const { statements, faults } = scanSql(text, this.database);
    const fault = faults.find(({ message }) => !message.includes('placeholder'));
    if (fault) throw this.report.refuse('sql', `${fault.message}: ${text}`);
    if (statements.length === 1) {
      const own = this.transactionControl(statements[0].tokens.map(token => token.text));
      if (own !== undefined) return own;
    }
    for (const statement of statements) {
      const effect = effectOf(statement, this.database);
      if (isRefused(effect, this.plan.ddl)) throw this.report.refuse('sql', `${effect.why}: ${statement.text}`);
      if (effect.kind === 'stays') this.report.note(effect.why ?? statement.text);
    }
    return text;
  }

  private transactionControl([first, ...rest]: string[]): string | undefined {
    if (first === 'begin' || (first === 'start' && rest[0] === 'transaction')) {
      this.made += 1;
      this.savepoints.push(`patch_${this.made}`);
      return `SAVEPOINT patch_${this.made}`;
    }
    const ends = first === 'commit' || first === 'end';
    const undoes = (first === 'rollback' || first === 'abort') && !rest.slice(0, 2).includes('to');
    if ((!ends && !undoes) || rest.includes('prepared') || rest.includes('chain')) return undefined;
    const savepoint = this.savepoints.pop();
    if (!savepoint) return undefined;
    return ends ? `RELEASE SAVEPOINT ${savepoint}` : `ROLLBACK TO SAVEPOINT ${savepoint}`;
  }
}

/** Whether a server says that a savepoint, or a transaction, is not there. */
export function isLost({ code, errno }: { code?: unknown; errno?: unknown }): boolean {
  return code === '3B001' || code === '25P01' || errno === 1305;
}
