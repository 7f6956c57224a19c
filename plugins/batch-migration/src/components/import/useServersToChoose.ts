import { useApi } from '@backstage/core-plugin-api';
import type { ServerView } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLoad, type Load } from '../../hooks/useLoad';

const PAGE = 200;
/** A list of more than this is no help: other servers are reached from their pages. */
const MOST_PAGES = 10;

export interface ServersToChoose {
  items: ServerView[];
  /** There are more than these. */
  isCut: boolean;
}

/** The servers whose crontab may be imported. */
export function useServersToChoose(): Load<ServersToChoose> {
  const api = useApi(batchMigrationApiRef);
  return useLoad(async signal => {
    const items: ServerView[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await api.servers({ limit: PAGE, cursor }, { signal });
      items.push(...answer.items);
      if (!answer.nextCursor) return { items, isCut: false };
      cursor = answer.nextCursor;
    }
    return { items, isCut: true };
  }, 'servers');
}
