import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { inventoryRefreshPermission } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../api';
import { ownWords } from '../components/states/LoadError';
import { useTexts } from '../translations/useTexts';

export interface Refresh {
  refreshing: boolean;
  /** Name of the permission, where it is missing. */
  missing: string | undefined;
  refresh: () => Promise<void>;
}

/** Discovers and observes now, then calls `onDone`, so that the page reloads. */
export function useRefresh(onDone: () => void): Refresh {
  const api = useApi(batchMigrationApiRef);
  const alertApi = useApi(alertApiRef);
  const { t } = useTexts();
  const [refreshing, setRefreshing] = useState(false);
  const { allowed, loading } = usePermission({
    permission: inventoryRefreshPermission,
  });

  const refresh = async () => {
    if (refreshing) return;
    setRefreshing(true);
    try {
      const { observations, failures = [] } = await api.refresh();
      alertApi.post({
        message: failures.length
          ? t('refresh.partly', {
              failures: failures
                .map(({ source, reason }) => `${source}: ${reason}`)
                .join('; '),
            })
          : t('refresh.done', { count: observations ?? 0 }),
        severity: failures.length ? 'warning' : 'success',
        display: 'transient',
      });
      onDone();
    } catch (error) {
      alertApi.post({
        message: t('refresh.failed', { message: ownWords(error as Error) }),
        severity: 'error',
      });
    } finally {
      setRefreshing(false);
    }
  };

  return {
    refreshing,
    missing: allowed || loading ? undefined : inventoryRefreshPermission.name,
    refresh,
  };
}
