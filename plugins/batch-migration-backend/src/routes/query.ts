import { InputError } from '@backstage/errors';
import {
  DANGER_SEVERITIES,
  DANGER_TYPES,
  isDay,
  KINDS,
  PLACEMENTS,
  STAGES,
  STRATEGIES,
  WORKLOAD_FILTERS,
  type Day,
  type WorkloadFilter,
  type WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import type { Request } from 'express';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;
const MAX_VALUES = 100;
const MAX_LENGTH = 1000;

/** Filters whose values come from a closed set. */
const FILTER_VALUES: Partial<Record<WorkloadFilter, readonly string[]>> = {
  kind: KINDS,
  stage: STAGES,
  placement: PLACEMENTS,
  strategy: [...STRATEGIES, 'none'],
  danger: [...DANGER_TYPES, ...DANGER_SEVERITIES],
};

/**
 * The query of a request, read here and not by Express: its parser makes
 * objects of `a[b]=c`, and drops what comes after a number of values.
 *
 * @throws InputError naming a parameter that the call does not take: a
 * mistyped filter must not show everything
 */
export function readQuery(
  request: Request,
  known: readonly string[],
): URLSearchParams {
  const { searchParams } = new URL(request.url, 'http://localhost');
  for (const [name, value] of searchParams) {
    if (!known.includes(name)) {
      throw new InputError(
        `${name} is no parameter of this call; it takes ${known.join(', ')}`,
      );
    }
    if (value.length > MAX_LENGTH) {
      throw new InputError(
        `${name} must have at most ${MAX_LENGTH} characters`,
      );
    }
  }
  return searchParams;
}

/** @throws InputError naming the filter, the value and what it may be */
export function readFilters(query: URLSearchParams): WorkloadFilters {
  const filters: WorkloadFilters = {};
  for (const name of WORKLOAD_FILTERS) {
    const values = readValues(query, name);
    if (values.length === 0) continue;
    const allowed = FILTER_VALUES[name];
    const wrong = allowed && values.find(value => !allowed.includes(value));
    if (wrong !== undefined) {
      throw new InputError(
        `${name} must be one of ${allowed!.join(', ')}, got: ${wrong}`,
      );
    }
    filters[name] = values;
  }
  return filters;
}

/** Alternatives: the parameter may be repeated, and an empty one is none. */
export function readValues(query: URLSearchParams, name: string): string[] {
  const values = query.getAll(name).filter(value => value !== '');
  if (values.length > MAX_VALUES) {
    throw new InputError(`${name} must be given at most ${MAX_VALUES} times`);
  }
  return values;
}

export function readLimit(query: URLSearchParams): number {
  return readInteger(query, 'limit', {
    max: MAX_LIMIT,
    otherwise: DEFAULT_LIMIT,
  });
}

/** @throws InputError unless the value is a whole number from 1 to `max` */
export function readInteger(
  query: URLSearchParams,
  name: string,
  { max, otherwise }: { max: number; otherwise: number },
): number {
  const text = readOnce(query, name);
  if (text === undefined) return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= max)) {
    throw new InputError(
      `${name} must be a whole number from 1 to ${max}, got: ${text}`,
    );
  }
  return value;
}

/** @throws InputError naming the orders that there are */
export function readOrder<T extends string>(
  query: URLSearchParams,
  orders: readonly T[],
): T | undefined {
  const text = readOnce(query, 'orderBy');
  if (text === undefined) return undefined;
  const order = orders.find(known => known === text);
  if (!order) {
    throw new InputError(
      `orderBy must be one of ${orders.join(', ')}, got: ${text}`,
    );
  }
  return order;
}

/** @throws InputError unless `from` and `to` are days, where they are given, in this order */
export function readDays(query: URLSearchParams): { from?: Day; to?: Day } {
  const [from, to] = ['from', 'to'].map(name => {
    const text = readOnce(query, name);
    if (text !== undefined && !(isDay(text) && /^20/.test(text))) {
      throw new InputError(
        `${name} must be a day such as 2026-02-12, from 2000 to 2099, got: ${text}`,
      );
    }
    return text;
  });
  if (from && to && to < from) {
    throw new InputError('from must not be after to');
  }
  return { from, to };
}

export function readOnce(
  query: URLSearchParams,
  name: string,
): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw new InputError(`${name} must be given once`);
  return values[0];
}

/** @throws InputError unless the value is `true` or `false` */
export function readFlag(
  query: URLSearchParams,
  name: string,
): boolean | undefined {
  const value = readOnce(query, name);
  if (value === undefined || value === '') return undefined;
  if (value !== 'true' && value !== 'false') {
    throw new InputError(`${name} must be true or false, got: ${value}`);
  }
  return value === 'true';
}
