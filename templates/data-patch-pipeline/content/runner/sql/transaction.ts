import { randomBytes } from 'node:crypto';
import type { Patch } from '../patch/patch';
import type { Session } from './session';

/** A transaction that knows whether it is still the one that was begun. */
export interface Transaction {
  /** @throws LeftTransaction if something within ended it */
  commit(): Promise<void>;
  /**
   * @param after the error of the server's that ended the work, where one did
   * @throws LeftTransaction if something within ended it: then not everything is rolled back
   */
  rollback(after?: unknown): Promise<void>;
}

/** The worst that can happen to a dry run: part of it is real. */
export class LeftTransaction extends Error {
  readonly name = 'LeftTransaction';
}

/** Begins a transaction with the time limits of patch.yaml. */
export async function begin(session: Session, patch: Pick<Patch, 'statementTimeoutSeconds' | 'lockTimeoutSeconds'>): Promise<Transaction> {
  // Nobody who writes a patch knows this name, so nobody can end the transaction and put it back.
  const savepoint = `runner_${randomBytes(8).toString('hex')}`;
  await limitTimes(session, patch);
  await session.query(session.database === 'mysql' ? 'START TRANSACTION' : 'BEGIN');
  await session.query(`SAVEPOINT ${savepoint}`);
  const end = async (statement: string, last: string, after?: unknown) => {
    try {
      await session.query(statement);
    } catch (error) {
      await session.query('ROLLBACK').catch(() => undefined);
      if (isAborted(error) || (await isTakenBack(session, after))) return 'aborted';
      throw new LeftTransaction(
        'THE TRANSACTION WAS ENDED FROM WITHIN: what came before that point is committed, whatever this run says. Look at the data now.',
      );
    }
    await session.query(last);
    return 'ended';
  };
  return {
    async commit() {
      const ended = await end(`RELEASE SAVEPOINT ${savepoint}`, 'COMMIT');
      if (ended === 'aborted') throw new Error('The transaction had failed, and was rolled back');
    },
    async rollback(after) {
      await end(`ROLLBACK TO SAVEPOINT ${savepoint}`, 'ROLLBACK', after);
    },
  };
}

/** Also for patches that commit by themselves. */
export async function limitTimes(session: Session, patch: Pick<Patch, 'statementTimeoutSeconds' | 'lockTimeoutSeconds'>): Promise<void> {
  const { statementTimeoutSeconds, lockTimeoutSeconds } = patch;
  const settings =
    session.database === 'mysql'
      ? [
          `innodb_lock_wait_timeout = ${lockTimeoutSeconds}`,
          `lock_wait_timeout = ${lockTimeoutSeconds}`,
          // MySQL applies it to SELECT alone; the runner's own clock stops the rest.
          `max_execution_time = ${statementTimeoutSeconds * 1000}`,
        ]
      : [`statement_timeout = ${statementTimeoutSeconds * 1000}`, `lock_timeout = ${lockTimeoutSeconds * 1000}`];
  for (const setting of settings) {
    await session.query(`SET SESSION ${setting}`).catch(error => {
      // MariaDB calls it max_statement_time, in seconds.
      if (!setting.startsWith('max_execution_time')) throw error;
      return session.query(`SET SESSION max_statement_time = ${statementTimeoutSeconds}`);
    });
  }
}

/** PostgreSQL answers everything after an error with 25P02, until it is rolled back. */
function isAborted(error: unknown): boolean {
  return (error as { code?: unknown }).code === '25P02';
}

/** MySQL takes back the whole transaction at a deadlock (1213); where a server is set so, also when a lock is not had in time (1205). */
async function isTakenBack(session: Session, after: unknown): Promise<boolean> {
  const { errno } = (after ?? {}) as { errno?: unknown };
  if (session.database !== 'mysql' || (errno !== 1213 && errno !== 1205)) return false;
  if (errno === 1213) return true;
  const { rows } = await session.query('SELECT @@GLOBAL.innodb_rollback_on_timeout AS n');
  return Number(rows[0].n) === 1;
}
