import type { Instant, Observation, WorkloadLocation } from './model';
import { statesSeen, type ObservationHistory } from './freshness';

/**
 * Since when a place is seen to be as it is now in one respect. A look that
 * saw nothing neither begins nor ends it.
 *
 * @param of - the respect; what is equal by it is the same
 * @returns `null` where nothing was ever seen there
 */
export function seenSince(
  history: ObservationHistory,
  location: WorkloadLocation,
  now: number,
  of: (observation: Observation) => string,
): Instant | null {
  const looks = statesSeen(history, location, now);
  let since: Instant | null = null;
  let value: string | undefined;
  for (let index = looks.length - 1; index >= 0; index -= 1) {
    const { observation } = looks[index];
    const was = of(observation);
    if (value !== undefined && was !== value) break;
    value = was;
    since = observation.observedAt;
  }
  return since;
}

/** A difference begins with the later of two changes; `null` where either is not known. */
export function later(...instants: Array<Instant | null>): Instant | null {
  const known = instants.filter((at): at is Instant => at !== null);
  if (known.length < instants.length || known.length === 0) return null;
  return known.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}
