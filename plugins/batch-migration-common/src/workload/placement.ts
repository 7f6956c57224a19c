import type { ObservedState, Placement } from './model';

/** Where a workload runs. A stale observation comes in as `unknown`. */
export function placementOf(
  legacy: ObservedState,
  target: ObservedState,
): Placement {
  if (legacy === 'unknown' || target === 'unknown') return 'unknown';
  if (legacy === 'active') return target === 'active' ? 'both' : 'legacy';
  return target === 'active' ? 'target' : 'neither';
}
