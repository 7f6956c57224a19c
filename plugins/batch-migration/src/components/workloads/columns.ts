import {
  WORKLOAD_COLUMNS,
  type WorkloadColumn,
} from 'backstage-plugin-batch-migration-common';

/** The name of a workload is always shown; in an address it stands for itself alone. */
const NAME = 'name';

/** The columns beside the name that the address asks for, in their own order; all where it asks for none. */
export function readColumns(search: URLSearchParams): WorkloadColumn[] {
  const asked = search.getAll('columns');
  const known = WORKLOAD_COLUMNS.filter(column => asked.includes(column));
  return known.length > 0 || asked.includes(NAME)
    ? known
    : [...WORKLOAD_COLUMNS];
}

/** All columns need no word, so that an address stays short. */
export function writeColumns(
  search: URLSearchParams,
  columns: readonly WorkloadColumn[],
) {
  search.delete('columns');
  const shown = WORKLOAD_COLUMNS.filter(column => columns.includes(column));
  if (shown.length === WORKLOAD_COLUMNS.length) return;
  for (const column of shown.length > 0 ? shown : [NAME]) {
    search.append('columns', column);
  }
}
