import {
  readViewQuery,
  WORKLOAD_FILTERS,
} from 'backstage-plugin-batch-migration-common';
import { readColumns, writeColumns } from '../workloads/columns';

/** What of the address a view keeps: the question, and not the place in its answer. */
const KEPT: readonly string[] = [
  ...WORKLOAD_FILTERS,
  'orderBy',
  'rows',
  'columns',
];

/** The query of a view of what the address asks now. */
export function viewOfAddress(search: URLSearchParams): string {
  const kept = new URLSearchParams(
    [...search].filter(([name]) => KEPT.includes(name)),
  );
  // In one form: what there is no column for is no reason to keep nothing.
  writeColumns(kept, readColumns(kept));
  const read = readViewQuery(kept.toString());
  return 'query' in read ? read.query : '';
}

/** Makes the address ask what a view asks. */
export function askView(search: URLSearchParams, query: string): void {
  [...KEPT, 'cursor', 'first'].forEach(name => search.delete(name));
  new URLSearchParams(query).forEach((value, name) => {
    // What a newer version of the server keeps may mean something else here.
    if (KEPT.includes(name)) search.append(name, value);
  });
}
