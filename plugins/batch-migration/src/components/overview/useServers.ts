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

export interface OverviewServers {
  /** The most urgent ones, of how many there are. */
  servers: Load<ListResponse<ServerView>>;
  /** Those with the nearest hard dates, which need not be among the most urgent ones. */
  nearest: Load<ListResponse<ServerView>>;
  /** Of each of both that is in use. */
  forecasts: Load<Pick<ForecastResponse, 'items'>>;
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
    signal => api.servers({ orderBy: 'hardDate', limit: NEAREST }, { signal }),
    `nearest ${round}`,
  );
  // One that failed keeps the other waiting for nothing.
  const isKnown = [servers, nearest].every(
    ({ value, error }) => value || error,
  );
  const refs = refsInUse([servers.value, nearest.value]);
  const forecasts = useLiveLoad(
    // One question for all of them, once it is known which there are.
    signal =>
      isKnown ? forecastsOf(api, refs, signal) : Promise.resolve({ items: [] }),
    `forecasts ${round} ${isKnown ? refs.join() : ''}`,
  );
  const showMore = useCallback(
    () => setWanted(count => (count < MORE ? MORE : count + MORE)),
    [],
  );
  return { servers, nearest, forecasts, showMore };
}

async function mostUrgent(
  api: BatchMigrationApi,
  wanted: number,
  signal: AbortSignal,
): Promise<ListResponse<ServerView>> {
  const limit = Math.min(wanted, MORE);
  const items: ServerView[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await api.servers(
      { orderBy: 'urgency', limit, cursor },
      { signal },
    );
    items.push(...page.items);
    if (!page.nextCursor || items.length >= wanted) return { ...page, items };
    cursor = page.nextCursor;
  }
}

function refsInUse(
  lists: ReadonlyArray<ListResponse<ServerView> | undefined>,
): string[] {
  const inUse = lists
    .flatMap(list => list?.items ?? [])
    .filter(({ state }) => state === 'in-use');
  return [...new Set(inUse.map(({ ref }) => ref))];
}

async function forecastsOf(
  api: BatchMigrationApi,
  refs: readonly string[],
  signal: AbortSignal,
): Promise<Pick<ForecastResponse, 'items'>> {
  const items: ForecastResponse['items'] = [];
  for (let at = 0; at < refs.length; at += FORECASTS) {
    const server = refs.slice(at, at + FORECASTS);
    items.push(...(await api.forecast({ server }, { signal })).items);
  }
  return { items };
}
