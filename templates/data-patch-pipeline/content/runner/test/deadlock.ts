import { setTimeout as sleep } from 'node:timers/promises';
import { connectMysql } from '../sql/session';

/**
 * Lets `attempt` run into a deadlock, which InnoDB ends by taking back the whole transaction of the attempt: the other
 * side has changed more. The attempt must change row 2 of the table first, and then row 1.
 *
 * @param table a table with `id` and `name`
 */
export async function deadlocked<T>(url: string, table: string, attempt: () => Promise<T>): Promise<T> {
  const other = await connectMysql(url);
  const watcher = await connectMysql(url);
  try {
    await other.query('start transaction');
    await other.query(`update ${table} set name = 'held' where id = 1`);
    await other.query(`insert into ${table} (name) select seq from seq_1_to_200`);
    const attempted = attempt();
    let ended = false;
    void attempted.then(() => (ended = true), () => (ended = true));
    // InnoDB answers with what it knew a tenth of a second ago.
    const waits = async () => (await sleep(250), (await watcher.query("select 1 from information_schema.innodb_trx where trx_state = 'LOCK WAIT'")).rows.length > 0);
    while (!(await waits()) && !ended);
    // Closes the circle; where the attempt was chosen, this one gets its lock.
    await other.query(`update ${table} set name = 'held' where id = 2`);
    await other.query('rollback');
    return await attempted;
  } finally {
    await other.close();
    await watcher.close();
  }
}
