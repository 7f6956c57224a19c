import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { inventoryRefreshPermission } from 'backstage-plugin-batch-migration-common';
import { useEffect, useState } from 'react';
import { batchMigrationApiRef } from '../api';
import { useOwnWords } from '../components/states/useOwnWords';
import { useTexts } from '../translations/useTexts';
import { useLive } from './useLive';

export interface Refresh {
  refreshing: boolean;
  /** How far it is, in words; empty where nobody can say. */
  progress: string;
  /** Name of the permission, where it is missing. */
  missing: string | undefined;
  refresh: () => Promise<void>;
}

/** Remembers in this tab that it was asked for, however its page was left. */
const ASKED = 'batch-migration.refresh-asked';

/** Discovers and observes now, then calls `onDone`, so that the page reloads. */
export function useRefresh(onDone: () => void): Refresh {
  const api = useApi(batchMigrationApiRef);
  const alertApi = useApi(alertApiRef);
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const [refreshing, setRefreshing] = useState(false);
  const { round, heardAt, connection } = useLive();
  const [wasAsked, setWasAsked] = useState(
    () => window.sessionStorage.getItem(ASKED) !== null,
  );
  const isOver = heardAt !== null && round === null && !refreshing;
  useEffect(() => {
    // Asked for on a page that was left, and at its end by now.
    if (!wasAsked || !isOver) return;
    window.sessionStorage.removeItem(ASKED);
    setWasAsked(false);
  }, [wasAsked, isOver]);
  const { allowed, loading } = usePermission({
    permission: inventoryRefreshPermission,
  });

  const isRunning = refreshing || (wasAsked && round !== null);

  const refresh = async () => {
    if (isRunning) return;
    setRefreshing(true);
    window.sessionStorage.setItem(ASKED, 'yes');
    setWasAsked(true);
    connection.askNow();
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
      window.sessionStorage.removeItem(ASKED);
      setWasAsked(false);
      connection.askNow();
    }
  };

  let progress = '';
  if (round) {
    const { done, total } = round;
    const step = t(`live.round.${round.step}`);
    progress =
      done === null || total === null
        ? step
        : t('live.round.count', {
            step,
            done: String(done),
            total: String(total),
          });
  }
  return {
    refreshing: isRunning,
    progress: isRunning ? progress : '',
    missing: allowed || loading ? undefined : inventoryRefreshPermission.name,
    refresh,
  };
}
