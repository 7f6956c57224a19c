import { WORKLOAD_FILTERS, WORKLOAD_ORDERS } from '../api/contract';
import { MAX_VIEW_QUERY, WORKLOAD_COLUMNS } from './model';

const FILTERS: ReadonlySet<string> = new Set(WORKLOAD_FILTERS);

const COLUMNS: ReadonlySet<string> = new Set(['name', ...WORKLOAD_COLUMNS]);

/** Rows on a page of the overview. */
const ROWS = /^\d{1,3}$/;

/**
 * The query of a view in one form: known parameters by name, each value
 * once. A place in a list means nothing later, and is refused.
 *
 * @returns the query, or what is wrong with it as the end of a sentence
 */
export function readViewQuery(
  text: string,
): { query: string } | { problem: string } {
  if (text.length > MAX_VIEW_QUERY) {
    return { problem: `must have at most ${MAX_VIEW_QUERY} characters` };
  }
  const given = new URLSearchParams(text);
  const kept = new URLSearchParams();
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name).filter(value => value !== '');
    const isKnown =
      FILTERS.has(name) ||
      (name === 'orderBy' &&
        values.every(value => WORKLOAD_ORDERS.some(one => one === value))) ||
      (name === 'rows' && values.every(value => ROWS.test(value))) ||
      (name === 'columns' && values.every(value => COLUMNS.has(value)));
    if (!isKnown) {
      return {
        problem: `must hold parameters of the overview alone (${[
          ...WORKLOAD_FILTERS,
          'orderBy',
          'rows',
          'columns',
        ].join(', ')}), got: ${name.slice(0, 50)}`,
      };
    }
    const once = name === 'orderBy' || name === 'rows';
    for (const value of once ? values.slice(0, 1) : new Set(values)) {
      kept.append(name, value);
    }
  }
  kept.sort();
  const query = kept.toString();
  // What is written in letters of other scripts grows when it is encoded.
  return query.length > MAX_VIEW_QUERY
    ? { problem: `must have at most ${MAX_VIEW_QUERY} characters encoded` }
    : { query };
}
