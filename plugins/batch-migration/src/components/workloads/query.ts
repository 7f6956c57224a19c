import {
  WORKLOAD_FILTERS,
  WORKLOAD_ORDERS,
  type WorkloadFilters,
  type WorkloadQuery,
} from 'backstage-plugin-batch-migration-common';

export const PAGE_SIZES = [10, 25, 100];

export type Order = (typeof WORKLOAD_ORDERS)[number];

/** What the address says about the table. Anything unknown in it is ignored. */
export interface TableView {
  filters: WorkloadFilters;
  orderBy: Order;
  limit: number;
  cursor: string | undefined;
  /** 1-based position of the first row; only for the words below the table. */
  first: number;
}

export function readView(search: URLSearchParams): TableView {
  const filters: WorkloadFilters = {};
  for (const filter of WORKLOAD_FILTERS) {
    const values = search.getAll(filter).filter(value => value !== '');
    if (values.length > 0) filters[filter] = values;
  }
  const order = search.get('orderBy');
  const rows = Number(search.get('rows'));
  const first = Number(search.get('first'));
  return {
    filters,
    orderBy: WORKLOAD_ORDERS.find(known => known === order) ?? 'danger',
    limit: PAGE_SIZES.includes(rows) ? rows : PAGE_SIZES[0],
    cursor: search.get('cursor') ?? undefined,
    first: Number.isInteger(first) && first > 0 ? first : 1,
  };
}

/** A cursor belongs to one question; with another question it means nothing. */
function restart(search: URLSearchParams) {
  search.delete('cursor');
  search.delete('first');
}

export function writeFilter(
  search: URLSearchParams,
  filter: keyof WorkloadFilters,
  values: string[],
) {
  search.delete(filter);
  values.forEach(value => search.append(filter, value));
  restart(search);
}

export function clearFilters(search: URLSearchParams) {
  WORKLOAD_FILTERS.forEach(filter => search.delete(filter));
  restart(search);
}

export function writeOrder(search: URLSearchParams, order: Order) {
  search.set('orderBy', order);
  restart(search);
}

export function writeLimit(search: URLSearchParams, limit: number) {
  search.set('rows', String(limit));
  restart(search);
}

export function writePage(
  search: URLSearchParams,
  cursor: string,
  first: number,
) {
  search.set('cursor', cursor);
  search.set('first', String(first));
}

export function firstPage(search: URLSearchParams) {
  restart(search);
}

export function toQuery(view: TableView): WorkloadQuery {
  return {
    ...view.filters,
    orderBy: view.orderBy,
    limit: view.limit,
    ...(view.cursor ? { cursor: view.cursor } : {}),
  };
}
