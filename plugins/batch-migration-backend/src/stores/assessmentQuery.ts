import { InputError } from '@backstage/errors';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  WORKLOAD_ORDERS,
  WorkloadFilter,
  WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { text } from './rows';

export type Order = (typeof WORKLOAD_ORDERS)[number];

/** What a permission rule may ask of a workload in SQL. */
export interface AssessmentCondition {
  key: 'owner' | 'stage' | 'workload';
  values: string[];
}

/** Each ends with the id, so that it is total. */
const ORDER_COLUMNS: Record<Order, string[]> = {
  danger: ['severity_rank', 'due_at', 'workload_id'],
  name: ['name_order', 'workload_id'],
  server: ['server_order', 'name_order', 'workload_id'],
  stage: ['stage_rank', 'name_order', 'workload_id'],
  nextRun: ['next_run_at', 'workload_id'],
};

const FILTER_COLUMNS: Partial<Record<WorkloadFilter, string>> = {
  role: 'assessments.role_ref',
  owner: 'assessments.owner',
  kind: 'assessments.kind',
  stage: 'assessments.stage',
  placement: 'assessments.placement',
  strategy: 'assessments.strategy',
  wave: 'assessments.wave',
};

const CONDITION_COLUMNS: Record<AssessmentCondition['key'], string> = {
  owner: 'assessments.owner',
  stage: 'assessments.stage',
  workload: 'assessments.workload_id',
};

/** Values of one filter are alternatives; filters are combined. */
export function applyFilters(
  query: Knex.QueryBuilder,
  filters: WorkloadFilters,
  readable?: PermissionCriteria<AssessmentCondition>,
): void {
  for (const [filter, column] of Object.entries(FILTER_COLUMNS)) {
    const values = filters[filter as WorkloadFilter];
    if (values?.length) query.whereIn(column, values.map(text));
  }
  if (filters.server?.length) {
    const servers = filters.server.map(text);
    query.whereIn('assessments.workload_id', inner =>
      inner
        .from('workload_servers')
        .whereIn('server_ref', servers)
        .select('workload_id'),
    );
  }
  if (filters.danger?.length) {
    const dangers = filters.danger.map(text);
    query.whereIn('assessments.workload_id', inner =>
      inner
        .from('assessment_dangers')
        .whereIn('type', dangers)
        .orWhereIn('severity', dangers)
        .select('workload_id'),
    );
  }
  if (filters.text?.length) {
    const terms = filters.text;
    query.where(any => {
      for (const term of terms) {
        any.orWhereRaw("assessments.search like ? escape '!'", [
          `%${escapeLike(text(term).toLowerCase())}%`,
        ]);
      }
    });
  }
  if (readable) query.where(inner => applyCriteria(inner, readable));
}

/**
 * What is counted of what matches. Filters tell what totals tell too, so they
 * count what one may not read; a search would tell, word for word, what is in
 * it, and counts only what one may read.
 */
export function countedWithin(
  { text: terms }: WorkloadFilters,
  readable: PermissionCriteria<AssessmentCondition> | undefined,
): PermissionCriteria<AssessmentCondition> | undefined {
  return terms?.length ? readable : undefined;
}

/** `!` escapes, since a backslash means different things to the two databases. */
export function escapeLike(term: string): string {
  return term.replace(/[!%_]/g, '!$&');
}

function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<AssessmentCondition>,
): void {
  if ('allOf' in criteria) {
    for (const part of criteria.allOf) {
      query.andWhere(inner => applyCriteria(inner, part));
    }
  } else if ('anyOf' in criteria) {
    for (const part of criteria.anyOf) {
      query.orWhere(inner => applyCriteria(inner, part));
    }
  } else if ('not' in criteria) {
    query.whereNot(inner => applyCriteria(inner, criteria.not));
  } else {
    query.whereIn(CONDITION_COLUMNS[criteria.key], criteria.values.map(text));
  }
}

/**
 * Orders, and starts after the row of the cursor.
 *
 * @param table - what has the columns of the order
 */
export function pageAfter(
  query: Knex.QueryBuilder,
  table: string,
  order: Order,
  cursor: string | undefined,
): void {
  const columns = ORDER_COLUMNS[order].map(column => `${table}.${column}`);
  if (cursor !== undefined) {
    query.whereRaw(
      `(${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`,
      fromCursor(order, cursor),
    );
  }
  query.orderBy(columns.map(column => ({ column })));
}

/** All columns by which rows of an order are told apart. */
export function columnsOf(order: Order): string[] {
  return ORDER_COLUMNS[order];
}

export function toCursor(order: Order, row: object): string {
  const values = ORDER_COLUMNS[order].map(
    column => (row as Record<string, unknown>)[column],
  );
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

function fromCursor(order: Order, cursor: string): Array<string | number> {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    values = undefined;
  }
  if (Array.isArray(values) && values[0] === order) {
    const [, ...rest] = values;
    const types = ORDER_COLUMNS[order].map(column =>
      column.endsWith('_rank') ? 'number' : 'string',
    );
    const fits =
      rest.length === types.length &&
      rest.every((value, index) => typeof value === types[index]) &&
      rest.every(value => typeof value !== 'number' || isSmallInteger(value));
    if (fits) {
      return rest.map(value =>
        typeof value === 'string' ? text(value) : value,
      );
    }
  }
  throw new InputError(
    `cursor is not one of a list ordered by ${order}; take nextCursor of the page before, with the same orderBy`,
  );
}

/** PostgreSQL refuses a fraction or a large number for an integer column. */
function isSmallInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1000;
}
