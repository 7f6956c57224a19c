import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  historyReadPermission,
  type HistoryHead,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';

/** The head of the history as it is now, for those who keep heads themselves. */
export async function showHead(
  { access, clock, database }: Estate,
  credentials: BackstageCredentials,
): Promise<HistoryHead> {
  await access.assertMayGenerally(credentials, historyReadPermission);
  return database.history.head(clock.now().toISOString());
}
