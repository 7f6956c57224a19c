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
  private savepoints: string[] = [];
  private made = 0;

  constructor(
    private readonly database: Database,
    private readonly plan: Plan,
    private readonly report: Report,
  ) {}

  /** What opens the connection's transaction, before its first statement. */
  opening(): string[] {
    const { statementTimeoutSeconds, lockTimeoutSeconds } = this.plan;
    return this.database === 'mysql'
      ? [`SET SESSION innodb_lock_wait_timeout = ${lockTimeoutSeconds}, lock_wait_timeout = ${lockTimeoutSeconds}`, 'START TRANSACTION']
      : [`SET statement_timeout = ${statementTimeoutSeconds * 1000}`, `SET lock_timeout = ${lockTimeoutSeconds * 1000}`, 'BEGIN'];
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
