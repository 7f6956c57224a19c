import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useEffect, useRef, useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../../api';
import { useLoad, type Load } from '../../hooks/useLoad';
import { isMissing } from '../states/absence';
import { isDenied } from '../states/LoadError';
import type { TakenKind } from './takeable';

const PAGE = 200;
/** Of more than this, what is typed is searched on the server. */
const MOST_PAGES = 10;
/** Options drawn at once. */
export const MOST_SHOWN = 50;
/** So many are looked up by their ids at a time. */
const AT_ONCE = 8;
const AFTER_LAST_KEY_MS = 400;

interface Found {
  items: WorkloadView[];
  totalItems: number;
}

export interface Pickable {
  /** The first of them by name. */
  read: Load<Found>;
  /** There are more than were read. */
  isCut: boolean;
  /** `null` is refused by the server; `undefined` is not known yet. */
  find: (id: string) => WorkloadView | null | undefined;
  /** Chosen ones that are not among those read. */
  others: Load<ReadonlyMap<string, WorkloadView | null>>;
  /** What the server finds; `null` where it is not asked. */
  search: Load<Found | null>;
  /** The server is, or is about to be, asked for what was typed. */
  isSearching: boolean;
}

async function readFirst(
  api: BatchMigrationApi,
  taken: TakenKind,
  signal: AbortSignal,
): Promise<Found> {
  const items: WorkloadView[] = [];
  let totalItems = 0;
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await api.workloads(
      {
        kind: [taken],
        orderBy: 'name',
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      },
      { signal },
    );
    items.push(...answer.items);
    totalItems = answer.totalItems;
    if (!answer.nextCursor) return { items, totalItems: items.length };
    cursor = answer.nextCursor;
  }
  return { items, totalItems: Math.max(totalItems, items.length + 1) };
}

async function lookUp(
  api: BatchMigrationApi,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, WorkloadView | null>> {
  const found = new Map<string, WorkloadView | null>();
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    await Promise.all(
      ids.slice(first, first + AT_ONCE).map(async id => {
        try {
          found.set(id, await api.workload(id, { signal }));
        } catch (caught) {
          const error = toError(caught);
          // Anything else says nothing about the workload.
          if (!isDenied(error) && !isMissing(error)) throw error;
          found.set(id, null);
        }
      }),
    );
  }
  return found;
}

/** Workloads to choose from: read while they are few, searched where they are many. */
export function usePickable(
  taken: TakenKind,
  ids: readonly string[],
  typed: string,
): Pickable {
  const api = useApi(batchMigrationApiRef);
  const read = useLoad(
    signal => readFirst(api, taken, signal),
    `picker ${taken}`,
  );
  const known = new Map(read.value?.items.map(one => [one.id, one]));
  /** What was found is not looked up once more when it is chosen. */
  const { current: seen } = useRef(new Map<string, WorkloadView>());
  const isCut =
    read.value !== undefined && read.value.totalItems > read.value.items.length;
  const missing = read.value
    ? ids.filter(id => !known.has(id) && !seen.has(id))
    : [];
  const others = useLoad(
    signal => lookUp(api, missing, signal),
    `picked ${missing.join(' ')}`,
  );

  const wanted = isCut ? typed.trim() : '';
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), AFTER_LAST_KEY_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const search = useLoad<Found | null>(async signal => {
    if (asked === '') return null;
    const query = { kind: [taken], text: [asked], orderBy: 'name' as const };
    const found = await api.workloads({ ...query, limit: PAGE }, { signal });
    for (const one of found.items) seen.set(one.id, one);
    return found;
  }, `search ${taken} ${asked}`);
  const isSearching =
    wanted !== '' && (wanted !== asked || (search.loading && !search.error));
  const find = (id: string) =>
    known.get(id) ?? seen.get(id) ?? others.value?.get(id);
  return { read, isCut, find, others, search, isSearching };
}
