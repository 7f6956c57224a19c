import {
  inventoryRefreshPermission,
  type RefreshResponse,
} from 'backstage-plugin-batch-migration-common';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';

/** Discovers and observes now, because someone asked. */
export async function refreshEstate(
  estate: Estate,
  { credentials, request }: Caller,
): Promise<RefreshResponse> {
  const { access, auditor, database, refresh } = estate;
  return audited(
    auditor,
    { eventId: 'estate-refresh', severityLevel: 'low', request },
    async () => {
      await access.assertMayGenerally(credentials, inventoryRefreshPermission);
      const result = await refresh.refresh();
      await database.transaction(tx =>
        database.history.append(
          [
            {
              at: result.finishedAt,
              actor: actorOf(credentials),
              type: 'refreshed',
              summary: `Everything was looked at: ${result.observations} observations, ${result.failures.length} failures`,
              workloadId: null,
              changes: [],
            },
          ],
          tx,
        ),
      );
      return result;
    },
  );
}
