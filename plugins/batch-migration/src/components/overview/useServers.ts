import { useApi } from '@backstage/core-plugin-api';
import type {
  ForecastResponse,
  ListResponse,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useCallback, useRef, useState } from 'react';
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
  /** Of those that are in use; where they could not be read, what was read of them before. */
  forecasts: ForecastResponse['items'];
  /** Why the forecasts could not be read. */
  forecastError?: Error;
}

type ForecastItem = ForecastResponse['items'][number];

/** The last forecast of each server. */
type LastForecasts = Map<string, ForecastItem>;

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
  const { current: last } = useRef<LastForecasts>(new Map());
  const servers = useLiveLoad(
    async signal =>
      withForecasts(api, last, signal, await mostUrgent(api, wanted, signal)),
    `servers ${wanted}`,
    round,
  );
  const nearest = useLiveLoad(
    async signal =>
      withForecasts(api, last, signal, await nearestDates(api, signal)),
    'nearest',
    round,
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
    if (!page.nextCursor || items.length >= wanted) {
      return { ...page, items };
    }
    cursor = page.nextCursor;
  }
}

function nearestDates(api: BatchMigrationApi, signal: AbortSignal) {
  return api.servers({ orderBy: 'hardDate', limit: NEAREST }, { signal });
}

/**
 * Asked for before anything is drawn, so that a row says at once whether it is
 * late. The servers are worth seeing without: the answer says why they have
 * none, or older ones.
 */
async function withForecasts(
  api: BatchMigrationApi,
  last: LastForecasts,
  signal: AbortSignal,
  page: ListResponse<ServerView>,
): Promise<ForecastServers> {
  const refs = page.items
    .filter(({ state }) => state === 'in-use')
    .map(({ ref }) => ref);
  const asked: Array<Promise<ForecastResponse>> = [];
  for (let at = 0; at < refs.length; at += FORECASTS) {
    const server = refs.slice(at, at + FORECASTS);
    asked.push(api.forecast({ server }, { signal }));
  }
  let forecastError: Error | undefined;
  try {
    for (const { items } of await Promise.all(asked)) {
      for (const item of items) last.set(item.subject.key ?? '', item);
    }
  } catch (error) {
    forecastError = error instanceof Error ? error : new Error(String(error));
  }
  const forecasts = refs.flatMap(ref => last.get(ref) ?? []);
  return { ...page, forecasts, forecastError };
}
