/** The same measure of two sides, over the same periods. */
import type { Instant } from '../workload/model';
import type { MetricPoint } from './model';
import type { CountedRequests } from './trafficSplit';

/** Values of both sides by period; `null` where there is none. */
export interface PairedSeries {
  legacy: Array<number | null>;
  target: Array<number | null>;
}

/** What the charts show, in columns: the n-th value belongs to the n-th instant. */
export interface CanarySeries {
  periodSeconds: number;
  /** Starts of the periods, oldest first. */
  at: Instant[];
  /** Requests a second. */
  requests: PairedSeries;
  /** Milliseconds. */
  slowest: PairedSeries;
  /** Per cent of the requests. */
  errors: PairedSeries;
}

/** What was read of the traffic of one side. */
export interface SideTraffic {
  requests: readonly MetricPoint[];
  errors: readonly MetricPoint[];
  slowest: readonly MetricPoint[];
}

export const sum = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0);

const byInstant = (points: readonly MetricPoint[]) =>
  new Map(points.map(({ at, value }) => [Date.parse(at), value]));

/** @returns `null` where neither side has a request */
export function compareSeries(
  sides: { legacy: SideTraffic; target: SideTraffic },
  periodSeconds: number,
): CanarySeries | null {
  const instants = [
    ...new Set(
      [...sides.legacy.requests, ...sides.target.requests].map(({ at }) =>
        Date.parse(at),
      ),
    ),
  ].sort((a, b) => a - b);
  if (instants.length === 0) return null;
  const columns = (of: SideTraffic) => {
    const requests = byInstant(of.requests);
    const errors = byInstant(of.errors);
    const slowest = byInstant(of.slowest);
    return instants.map(at => {
      const count = requests.get(at);
      return {
        requests: count === undefined ? null : count / periodSeconds,
        slowest: slowest.get(at) ?? null,
        // Errors are told only where there are some.
        errors: count ? (100 * (errors.get(at) ?? 0)) / count : null,
      };
    });
  };
  const legacy = columns(sides.legacy);
  const target = columns(sides.target);
  const pair = (name: 'requests' | 'slowest' | 'errors'): PairedSeries => ({
    legacy: legacy.map(column => column[name]),
    target: target.map(column => column[name]),
  });
  return {
    periodSeconds,
    at: instants.map(at => new Date(at).toISOString()),
    requests: pair('requests'),
    slowest: pair('slowest'),
    errors: pair('errors'),
  };
}

/** Those that lie in a time: from its start, which is included, to its end, which is not. */
export function within(
  points: readonly MetricPoint[],
  from: Date,
  until: Date,
): MetricPoint[] {
  return points.filter(({ at }) => {
    const time = Date.parse(at);
    return time >= from.getTime() && time < until.getTime();
  });
}

/**
 * Requests of both sides in the periods that both told of.
 *
 * @returns `null` where there is no such period, or nothing came
 */
export function countRequests(
  legacy: readonly MetricPoint[],
  target: readonly MetricPoint[],
  periodSeconds: number,
): CountedRequests | null {
  const others = byInstant(target);
  const both = legacy.filter(({ at }) => others.has(Date.parse(at)));
  const counted = {
    legacy: sum(both.map(({ value }) => value)),
    target: sum(both.map(({ at }) => others.get(Date.parse(at))!)),
    seconds: both.length * periodSeconds,
  };
  return counted.legacy + counted.target > 0 ? counted : null;
}
