import { useApi } from '@backstage/core-plugin-api';
import type { DayView } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import type { Load } from '../../hooks/useLoad';
import { useLiveLoad } from '../../hooks/useLiveLoad';

const DAYS = 7;
/** As many as the API works days out for at once. */
const PAGE = 50;
/** As many pages as the tab shows jobs. */
const PAGES = 4;

/**
 * The last days of the jobs of a role, by id. They are worked out from runs,
 * so the jobs do not wait for them.
 */
export function useLastDays(
  roleRef: string,
  round: number,
): Load<Map<string, DayView[]>> {
  const api = useApi(batchMigrationApiRef);
  return useLiveLoad(
    async signal => {
      const days = new Map<string, DayView[]>();
      let cursor: string | undefined;
      for (let page = 0; page < PAGES; page++) {
        const { items, nextCursor } = await api.workloads(
          { role: [roleRef], orderBy: 'name', limit: PAGE, days: DAYS, cursor },
          { signal },
        );
        for (const item of items) if (item.days) days.set(item.id, item.days);
        if (!nextCursor) break;
        cursor = nextCursor;
      }
      return days;
    },
    `days ${roleRef}`,
    round,
  );
}
