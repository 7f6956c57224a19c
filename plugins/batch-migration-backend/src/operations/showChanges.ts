import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Changes } from 'backstage-plugin-batch-migration-common';
import { currentRevision, roundNow } from '../live';
import type { Estate } from './estate';

/** Whether something may be different by now, and how far a look at everything is. */
export async function showChanges(
  { access, database }: Pick<Estate, 'access' | 'database'>,
  credentials: BackstageCredentials,
): Promise<Changes> {
  await access.assertReadsSome(credentials);
  const [revision, round] = await Promise.all([
    currentRevision(database),
    roundNow(database),
  ]);
  return { revision, round };
}
