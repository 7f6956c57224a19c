import { createHash } from 'node:crypto';
import type { BatchMigrationDatabase } from '../stores';

/**
 * Another text whenever something that pages show may have changed: what is
 * counted, what the history tells, or when everything was last looked at. All
 * replicas say the same. It can be asked all the time: it reads three rows and
 * a short table.
 */
export async function currentRevision({
  history,
  inventory,
  remembered,
}: Pick<
  BatchMigrationDatabase,
  'history' | 'inventory' | 'remembered'
>): Promise<string> {
  const parts = await Promise.all([
    remembered.currentVersion(),
    history.newestHash(),
    inventory.lastAnsweredAt(),
    inventory.failureCount(),
  ]);
  // The head of the history is none of a reader's business.
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, 16);
}
