import type { InventoryResponse } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';

/** How many workloads each server has, has left, and has in acute danger; by ref. */
export async function countByServerAlone(
  db: Knex,
): Promise<InventoryResponse['counts']> {
  // Counts without NULL: what is done is not left.
  const when = (condition: string) =>
    db.raw(`case when ${condition} then 1 else null end`);
  const rows: Array<Record<'key' | 'n' | 'left' | 'acute', string>> = await db(
    'assessments',
  )
    .join(
      'workload_servers',
      'workload_servers.workload_id',
      'assessments.workload_id',
    )
    .groupBy('server_ref')
    .orderBy('server_ref')
    .select({ key: 'server_ref' })
    .count({ n: '*' })
    .count({ left: when('not done') })
    .count({ acute: when('severity_rank = 0') });
  return rows.map(({ key, n, left, acute }) => ({
    key,
    count: Number(n),
    left: Number(left),
    inAcuteDanger: Number(acute),
  }));
}
