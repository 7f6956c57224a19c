import {
  knowAt,
  statesSeen,
  toHistory,
  type Knowledge,
  type ObservationHistory,
} from './freshness';
import type {
  Observation,
  ObservedState,
  Workload,
  WorkloadLocation,
} from './model';
import { hostOf } from './places';

export interface SideStates {
  legacy: ObservedState;
  target: ObservedState;
}

/** The locations of a workload by the side on which they count. */
export interface Sides {
  legacy: WorkloadLocation[];
  target: WorkloadLocation[];
}

/**
 * Targets are linked in order: those of the last link are the target, those
 * of earlier links count as legacy. A job that was split into two schedules
 * has two locations of one position.
 */
export function sidesOf({ locations }: Pick<Workload, 'locations'>): Sides {
  const last = Math.max(
    ...locations.map(({ side, position }) =>
      side === 'target' ? position : -1,
    ),
    -1,
  );
  const isTarget = ({ side, position }: WorkloadLocation) =>
    side === 'target' && position === last;
  return {
    legacy: locations.filter(location => !isTarget(location)),
    target: locations.filter(isTarget),
  };
}

/**
 * A side is `active` if any of its locations is, else `unknown` if any is
 * unknown, `absent` if all are, and `idle` otherwise. No location is `absent`.
 */
export function sideState(states: ObservedState[]): ObservedState {
  if (states.includes('active')) return 'active';
  if (states.includes('unknown')) return 'unknown';
  return states.every(state => state === 'absent') ? 'absent' : 'idle';
}

/** A workload and all that was seen of it, ready to be asked about any instant. */
export interface Evidence {
  workload: Workload;
  sides: Sides;
  history: ObservationHistory;
  /** Milliseconds since the epoch; nothing seen later counts. */
  now: number;
}

export function toEvidence(
  workload: Workload,
  observations: Observation[],
  now: Date,
): Evidence {
  return {
    workload,
    sides: sidesOf(workload),
    history: toHistory(observations),
    now: now.getTime(),
  };
}

/** The newest look until an instant that showed what the observation says. */
function lastLookUpTo(
  { observedAt, lastSeenAt = observedAt }: Observation,
  at: number,
): string {
  return Date.parse(lastSeenAt) <= at ? lastSeenAt : observedAt;
}

/** What is known of one location of the workload, the fate of its host included. */
export function knowLocationAt(
  {
    history,
    workload,
  }: {
    history: ObservationHistory;
    workload: Pick<Workload, 'hostInstances'>;
  },
  location: WorkloadLocation,
  at: number,
): Knowledge {
  const own = knowAt(history, location, at);
  const { hostInstances = [] } = workload;
  if (location.side !== 'legacy' || hostInstances.length === 0) return own;
  const host = hostOf(location.ref);
  const instances = hostInstances.filter(instance => instance.host === host);
  if (instances.length === 0) return own;

  const seen = instances.map(instance =>
    knowAt(history, instance.location, at),
  );
  if (seen.every(({ state }) => state === 'absent')) {
    const newest = seen
      .map(({ observation }) => observation!)
      .sort((a, b) => a.observedAt.localeCompare(b.observedAt))
      .pop()!;
    // A later reading of the host means that it lives on elsewhere, and that
    // reading's silence does not bring its end back.
    const isRead =
      own.observation !== null &&
      own.observation.state !== 'absent' &&
      lastLookUpTo(own.observation, at) > newest.observedAt;
    return isRead ? own : { state: 'absent', observation: newest };
  }
  const isStopped = seen.every(
    ({ state }) => state === 'idle' || state === 'absent',
  );
  if (!isStopped) return own;
  // Nobody can read a stopped host. What was there does nothing as long as it
  // is seen stopped; what was gone is not said to be there again.
  const wasThere =
    own.state === 'unknown' &&
    own.observation !== null &&
    own.observation.state !== 'absent';
  return own.state === 'active' || wasThere ? { ...own, state: 'idle' } : own;
}

/**
 * Nobody has looked for it on a host: it is only declared, or it left Git
 * before it was ever seen. What only ever lived on a target has no legacy side.
 */
export function wasNeverLookedFor({ sides, workload }: Evidence): boolean {
  return (
    sides.legacy.length === 0 &&
    (workload.intents.length > 0 || sides.target.length === 0)
  );
}

/** Both sides as they were known at an instant. */
export function sidesAt(evidence: Evidence, at: number): SideStates {
  const stateOf = (location: WorkloadLocation) =>
    knowLocationAt(evidence, location, at).state;
  const { legacy, target } = evidence.sides;
  return {
    legacy: wasNeverLookedFor(evidence)
      ? 'unknown'
      : sideState(legacy.map(stateOf)),
    target: sideState(target.map(stateOf)),
  };
}

/** Instants at which what is known can change, oldest first, up to now. */
export function turningPoints(evidence: Evidence): number[] {
  const points = new Set<number>();
  for (const seen of evidence.history.values()) {
    for (const { at, until, observation } of seen) {
      const { startDate, endDate } = observation.detail;
      points
        .add(at)
        .add(at - 1)
        .add(until)
        .add(until + 1);
      if (startDate) points.add(Date.parse(startDate));
      if (endDate) points.add(Date.parse(endDate) + 1);
    }
  }
  return [...points]
    .filter(point => point <= evidence.now)
    .sort((a, b) => a - b);
}

/** Both sides at an instant at which both were known. */
export interface VerifiedSides extends SideStates {
  at: number;
}

/** The sides at the last instant at which both were known; `null` if they never were. */
export function lastVerifiedSides(evidence: Evidence): VerifiedSides | null {
  const verifiedAt = (at: number): VerifiedSides | null => {
    const { legacy, target } = sidesAt(evidence, at);
    return legacy === 'unknown' || target === 'unknown'
      ? null
      : { legacy, target, at };
  };
  const current = verifiedAt(evidence.now);
  if (current) return current;
  const points = turningPoints(evidence);
  for (let i = points.length - 1; i >= 0; i--) {
    const verified = verifiedAt(points[i]);
    if (verified) return verified;
  }
  return null;
}

/** Whether anything was ever seen at one of these locations. */
export function wasEverSeen(
  evidence: Evidence,
  locations: WorkloadLocation[],
): boolean {
  return locations.some(
    location => statesSeen(evidence.history, location, evidence.now).length > 0,
  );
}

/**
 * Disabled when first seen, and never active since, on either side. A line
 * that is written out but stands in a file that cron ignores is not dormant.
 */
export function isDormant(evidence: Evidence): boolean {
  const { legacy, target } = evidence.sides;
  let hasIdleLine = false;
  for (const location of [...legacy, ...target]) {
    const seen = statesSeen(evidence.history, location, evidence.now);
    if (seen.some(({ state }) => state === 'active')) return false;
    const first = seen.find(({ state }) => state !== 'absent');
    if (location.side === 'legacy' && first) {
      const { enabled, fileIgnored } = first.observation.detail;
      if (enabled === true || (fileIgnored && enabled !== false)) return false;
      hasIdleLine = true;
    }
  }
  return hasIdleLine;
}
