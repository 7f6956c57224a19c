import type { LocationView } from 'backstage-plugin-batch-migration-common';
import { percentOf } from '../facts/factsOf';

/** How much of a service goes to the target, in per cent, whole numbers. */
export interface Share {
  /** As the weights of the rule say. */
  weight: number;
  /** Of the requests that were seen in a quarter of an hour; `null` is not known. */
  seen: number | null;
}

/**
 * The target's part of a weighted rule; `undefined` for what has no weights,
 * or where nobody sees them now. A way that asks for a header is for testers,
 * and carries no share of everybody's requests.
 */
export function shareOf(locations: readonly LocationView[]): Share | undefined {
  const ways = locations.flatMap(({ side, state, detail: { traffic } }) =>
    traffic &&
    state !== 'unknown' &&
    !traffic.conditions.some(condition => condition.startsWith('header '))
      ? [{ side, ...traffic }]
      : [],
  );
  const target = ways.filter(({ side }) => side === 'target');
  const [rule] = target;
  if (!rule) return undefined;
  const weight = percentOf(
    target.reduce((sum, way) => sum + way.weight, 0),
    rule.totalWeight,
  );
  if (weight === null) return undefined;
  const requestsOf = (of: typeof ways) =>
    of.reduce<number | null>(
      (sum, { requests }) =>
        sum === null || requests === null ? null : sum + requests,
      0,
    );
  const isWhole = ways.length > target.length;
  const all = isWhole ? requestsOf(ways) : null;
  const there = requestsOf(target);
  return {
    weight: Math.min(100, weight),
    seen: all === null || there === null ? null : percentOf(there, all),
  };
}
