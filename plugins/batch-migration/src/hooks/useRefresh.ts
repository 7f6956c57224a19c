import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { inventoryRefreshPermission } from 'backstage-plugin-batch-migration-common';
import { useEffect, useState } from 'react';
import { batchMigrationApiRef } from '../api';
import { useOwnWords } from '../components/states/useOwnWords';
import { useNumberText } from '../translations/useNumberText';
import { useTexts } from '../translations/useTexts';
import { useLive } from './useLive';
import { useLongWork } from './useLongWork';

export interface Refresh {
  refreshing: boolean;
  /** How far it is, in words; empty where nobody can say. */
  progress: string;
  /** Name of the permission, where it is missing. */
  missing: string | undefined;
  refresh: () => void;
}

/** Remembers in this tab when it was asked for, also when the page is loaded anew. */
const ASKED = 'batch-migration.refresh-asked';

/** A round begins within this time after it was asked for, in milliseconds. */
const BEGINS_WITHIN_MS = 15_000;

function storedAskedAt(): number | null {
  const stored = window.sessionStorage.getItem(ASKED);
  return stored === null ? null : Number(stored);
}

/**
 * What was asked for on a page that was loaded anew: nobody waits for the
 * answer any more, so the rounds tell.
 *
 * @param isWaiting - the answer will still come
 */
function useAskedBefore(isWaiting: boolean) {
  const { round, heardAt } = useLive();
  const [askedAt, setAskedAt] = useState(storedAskedAt);
  const isQuiet = !isWaiting && heardAt !== null && round === null;
  useEffect(() => {
    if (askedAt === null || !isQuiet) return undefined;
    // That none runs yet may mean that it is about to begin.
    const timer = setTimeout(() => {
      window.sessionStorage.removeItem(ASKED);
      setAskedAt(null);
    }, Math.max(0, askedAt + BEGINS_WITHIN_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [askedAt, isQuiet]);
  return askedAt !== null && round !== null;
}

/** Discovers and observes now, then calls `onDone`, so that the page reloads. */
export function useRefresh(onDone: () => void): Refresh {
  const api = useApi(batchMigrationApiRef);
  const alertApi = useApi(alertApiRef);
  const { t } = useTexts();
  const numberText = useNumberText();
  const ownWords = useOwnWords();
  const { round, connection } = useLive();
  const work = useLongWork<void>('refresh', outcome => {
    if ('value' in outcome) onDone();
  });
  const wasAsked = useAskedBefore(work.isRunning);
  const { allowed, loading } = usePermission({
    permission: inventoryRefreshPermission,
  });

  const isRunning = work.isRunning || wasAsked;

  const look = async () => {
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
    } catch (error) {
      alertApi.post({
        message: t('refresh.failed', { message: ownWords(error as Error) }),
        severity: 'error',
      });
      throw error;
    } finally {
      window.sessionStorage.removeItem(ASKED);
      connection.askNow();
    }
  };
  const refresh = () => {
    if (isRunning) return;
    window.sessionStorage.setItem(ASKED, String(Date.now()));
    work.start(look);
    connection.askNow();
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
            done: numberText(done),
            total: numberText(total),
          });
  }
  return {
    refreshing: isRunning,
    progress: isRunning ? progress : '',
    missing: allowed || loading ? undefined : inventoryRefreshPermission.name,
    refresh,
  };
}
