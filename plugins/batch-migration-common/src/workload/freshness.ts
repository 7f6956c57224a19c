import type { LocationRef, Observation, ObservedState } from './model';
import { locationId } from './places';

/** What is known of one location at one instant. */
export interface Knowledge {
  /** `unknown` once every observation has lapsed. */
  state: ObservedState;
  /** What it rests on: the newest that still counts, else the last that said anything. */
  observation: Observation | null;
}

interface Seen {
  observation: Observation;
  /** Milliseconds since the epoch. */
  at: number;
  /** The last millisecond at which it counts. */
  until: number;
  /** How many sources had looked by then. */
  sources: number;
}

/** Observations by location, oldest first. */
export type ObservationHistory = Map<string, Seen[]>;

export function toHistory(observations: Observation[]): ObservationHistory {
  const history: ObservationHistory = new Map();
  for (const observation of observations) {
    const id = locationId(observation.location);
    const seen = history.get(id) ?? [];
    seen.push({
      observation,
      at: Date.parse(observation.observedAt),
      until: observation.freshUntil
        ? Date.parse(observation.freshUntil)
        : Number.POSITIVE_INFINITY,
      sources: 0,
    });
    history.set(id, seen);
  }
  for (const seen of history.values()) {
    seen.sort((a, b) => a.at - b.at || a.observation.id - b.observation.id);
    const sources = new Set<string>();
    for (const one of seen) {
      one.sources = sources.add(one.observation.source).size;
    }
  }
  return history;
}

/** The newest look until an instant, by index; -1 where there is none. */
function lastIndexAt(seen: readonly Seen[], at: number): number {
  let low = 0;
  let high = seen.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (seen[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A bound of a schedule in milliseconds, or `otherwise` where there is none. */
export function boundOf(value: string | undefined, otherwise: number): number {
  const parsed = value ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? otherwise : parsed;
}

/**
 * The state that an observation means at a later instant: an enabled schedule
 * becomes active at its start date and idle after its end date, without
 * anybody looking again.
 */
export function stateMeantAt(
  { state, detail }: Observation,
  at: number,
): ObservedState {
  const isOn =
    state === 'active' ||
    (state === 'idle' && detail.enabled === true && !detail.fileIgnored);
  if (!isOn) return state;
  const starts = boundOf(detail.startDate, Number.NEGATIVE_INFINITY);
  const ends = boundOf(detail.endDate, Number.POSITIVE_INFINITY);
  // Switched on and idle without bounds has another reason, which stays.
  if (state === 'idle' && !detail.startDate && !detail.endDate) return 'idle';
  return at >= starts && at <= ends ? 'active' : 'idle';
}

/** Whether it says that the thing is gone for good, for example a terminated instance. */
const isFinal = ({ state, freshUntil }: Observation) =>
  state === 'absent' && freshUntil === null;

/**
 * What is known of a location at an instant. Each source speaks with its
 * newest observation; of those that have not lapsed the newest counts. A
 * source that says `unknown` silences itself but no other source, and does not
 * take back that something is gone for good.
 */
export function knowAt(
  history: ObservationHistory,
  location: LocationRef,
  at: number,
): Knowledge {
  const seen = history.get(locationId(location));
  const newest = seen ? lastIndexAt(seen, at) : -1;
  if (!seen || newest < 0) return { state: 'unknown', observation: null };
  const { observation: latest, until } = seen[newest];
  // Mostly the newest look counts, and nobody has to be heard beside it.
  if (latest.state !== 'unknown' && until >= at) {
    return { state: stateMeantAt(latest, at), observation: latest };
  }
  const silent = new Set<string>();
  const spoken = new Set<string>();
  let last: Observation | null = null;
  // A history may be long: nothing is left to find once each source has spoken.
  for (let i = newest; i >= 0 && spoken.size < seen[newest].sources; i--) {
    const { observation } = seen[i];
    if (spoken.has(observation.source)) continue;
    if (observation.state === 'unknown') {
      silent.add(observation.source);
      continue;
    }
    last ??= observation;
    spoken.add(observation.source);
    if (silent.has(observation.source) && !isFinal(observation)) continue;
    if (seen[i].until >= at) {
      return { state: stateMeantAt(observation, at), observation };
    }
  }
  return { state: 'unknown', observation: last };
}

/**
 * What the platform's own dates tell of the time before anybody looked: a
 * schedule was not there before it was made, and since its last change it was
 * as it was then first seen. `unknown` where they do not reach back so far.
 */
export function stateBeforeFirstLook(
  history: ObservationHistory,
  location: LocationRef,
  at: number,
): ObservedState {
  const [first] = history.get(locationId(location)) ?? [];
  if (!first || first.at <= at || first.observation.state === 'unknown') {
    return 'unknown';
  }
  const { createdAt, modifiedAt } = first.observation.detail;
  if (boundOf(createdAt, Number.NEGATIVE_INFINITY) > at) return 'absent';
  return boundOf(modifiedAt, Number.POSITIVE_INFINITY) <= at
    ? stateMeantAt(first.observation, at)
    : 'unknown';
}

/** The newest observation of a location, whatever it says. */
export function newestAt(
  history: ObservationHistory,
  location: LocationRef,
  at: number,
): Observation | null {
  const seen = history.get(locationId(location)) ?? [];
  return seen[lastIndexAt(seen, at)]?.observation ?? null;
}

/** The states that were really seen at a location until an instant, oldest first. */
export function statesSeen(
  history: ObservationHistory,
  location: LocationRef,
  until: number,
): Array<{ at: number; state: ObservedState; observation: Observation }> {
  return (history.get(locationId(location)) ?? [])
    .filter(
      ({ at, observation }) => at <= until && observation.state !== 'unknown',
    )
    .map(({ at, observation }) => ({
      at,
      state: stateMeantAt(observation, at),
      observation,
    }));
}
