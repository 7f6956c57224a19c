import { useApi } from '@backstage/core-plugin-api';
import type {
  ForecastResponse,
  ListResponse,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useCallback, useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import type { Load } from '../../hooks/useLoad';

/** So many are asked for before somebody wants to see more. */
const FIRST = 50;

/** As many as one question to `/servers` takes; so many more with each wish. */
const MORE = 200;

/** As many as one question to `/forecast` takes. */
const FORECASTS = 100;

/** A hard date ahead belongs to the first one that is in use; the one before it may have emptied just now. */
const NEAREST = 3;

/** A page of servers. */
export interface ForecastServers extends ListResponse<ServerView> {
  /** Of each that is in use; none where they could not be read. */
  forecasts: ForecastResponse['items'];
}

export interface OverviewServers {
  /** The most urgent ones, of how many there are. */
  servers: Load<ForecastServers>;
  /** Those with the nearest hard dates, which need not be among the most urgent ones. */
  nearest: Load<ForecastServers>;
  showMore: () => void;
}

/** @param round - another one asks anew */
export function useServers(round: number): OverviewServers {
  const api = useApi(batchMigrationApiRef);
  const [wanted, setWanted] = useState(FIRST);
  const servers = useLiveLoad(
    signal => mostUrgent(api, wanted, signal),
    `servers ${round} ${wanted}`,
  );
  const nearest = useLiveLoad(
    signal => withNearestDates(api, signal),
    `nearest ${round}`,
  );
  const showMore = useCallback(
    () => setWanted(count => (count < MORE ? MORE : count + MORE)),
    [],
  );
  return { servers, nearest, showMore };
}

async function mostUrgent(
  api: BatchMigrationApi,
  wanted: number,
  signal: AbortSignal,
): Promise<ForecastServers> {
  const limit = Math.min(wanted, MORE);
  const items: ServerView[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await api.servers(
      { orderBy: 'urgency', limit, cursor },
      { signal },
    );
    items.push(...page.items);
    if (!page.nextCursor || items.length >= wanted) {
      return withForecasts(api, { ...page, items }, signal);
    }
    cursor = page.nextCursor;
  }
}

async function withNearestDates(
  api: BatchMigrationApi,
  signal: AbortSignal,
): Promise<ForecastServers> {
  const query = { orderBy: 'hardDate' as const, limit: NEAREST };
  return withForecasts(api, await api.servers(query, { signal }), signal);
}

/** Asked for before anything is drawn, so that a row says at once whether it is late. */
async function withForecasts(
  api: BatchMigrationApi,
  page: ListResponse<ServerView>,
  signal: AbortSignal,
): Promise<ForecastServers> {
  const refs = page.items
    .filter(({ state }) => state === 'in-use')
    .map(({ ref }) => ref);
  const asked: Array<Promise<ForecastResponse>> = [];
  for (let at = 0; at < refs.length; at += FORECASTS) {
    const server = refs.slice(at, at + FORECASTS);
    asked.push(api.forecast({ server }, { signal }));
  }
  try {
    const answers = await Promise.all(asked);
    return { ...page, forecasts: answers.flatMap(({ items }) => items) };
  } catch {
    // The servers are worth seeing without them, and say themselves that they have none.
    return { ...page, forecasts: [] };
  }
}
