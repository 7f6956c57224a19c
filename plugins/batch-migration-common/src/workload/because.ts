import { knowAt, newestAt, statesSeen } from './freshness';
import type {
  AssessmentBasis,
  Basis,
  Blocker,
  BlockerType,
  Observation,
  ObservedState,
  Stage,
  WorkloadLocation,
} from './model';
import { hostOf } from './places';
import {
  knowLocationAt,
  sidesAt,
  type Evidence,
  type VerifiedSides,
} from './sides';

const SIDES = ['legacy', 'target'] as const;

const NOTHING: Basis = { observationIds: [], runIds: [] };

function basis(
  observations: ReadonlyArray<Observation | null | undefined>,
  runIds: readonly number[] = [],
): Basis {
  const ids = observations.flatMap(observation => observation?.id ?? []);
  return {
    observationIds: [...new Set(ids)],
    runIds: [...new Set(runIds)],
  };
}

/** What speaks for the state of a location, with the end of its host where that decides. */
function witnessesOf(
  evidence: Evidence,
  location: WorkloadLocation,
  at: number,
): Array<Observation | null> {
  const { history, workload } = evidence;
  const { state, observation } = knowLocationAt(evidence, location, at);
  // Why nobody knows is said by the newest look, though it saw nothing.
  if (state === 'unknown') {
    return [observation, newestAt(history, location, at)];
  }
  // It is idle only because its hosts are stopped.
  const isStopped =
    state === 'idle' && knowAt(history, location, at).state !== 'idle';
  const host = hostOf(location.ref);
  const instances = (workload.hostInstances ?? [])
    .filter(instance => isStopped && instance.host === host)
    .map(instance => newestAt(history, instance.location, at));
  return [observation, ...instances];
}

/** What decides a side: the active locations, else the unknown ones, else all. */
function decisive(
  evidence: Evidence,
  side: (typeof SIDES)[number],
  state: ObservedState,
  at: number,
): Array<Observation | null> {
  const locations = evidence.sides[side];
  const decides = (location: WorkloadLocation) =>
    knowLocationAt(evidence, location, at).state === state;
  const witnesses = (of: WorkloadLocation[]) =>
    of.flatMap(location => witnessesOf(evidence, location, at));
  const deciding = witnesses(
    state === 'active' || state === 'unknown'
      ? locations.filter(decides)
      : locations,
  );
  // Nobody looked at the place that decides: what is known of the others stays.
  return deciding.some(Boolean) ? deciding : witnesses(locations);
}

const bothSides = (evidence: Evidence, at: number) => {
  const states = sidesAt(evidence, at);
  return SIDES.flatMap(side => decisive(evidence, side, states[side], at));
};

const lastSeen = (evidence: Evidence, side: (typeof SIDES)[number]) =>
  evidence.sides[side].map(
    location => knowLocationAt(evidence, location, evidence.now).observation,
  );

/**
 * The looks that first saw that each legacy location had let go; those at the
 * target where nobody ever looked at a legacy one.
 */
function lettingGo(evidence: Evidence): Array<Observation | null> {
  const { sides, history, now } = evidence;
  const found = sides.legacy.map(location => {
    const seen = statesSeen(history, location, now);
    const lastActive = seen.map(({ state }) => state).lastIndexOf('active');
    return (
      seen[lastActive + 1]?.observation ??
      knowLocationAt(evidence, location, now).observation
    );
  });
  return found.some(Boolean) ? found : lastSeen(evidence, 'target');
}

/** The looks that first found each line there, and the last ones at all places. */
function neverActive(evidence: Evidence): Array<Observation | null> {
  const { sides, history, now } = evidence;
  const first = sides.legacy.map(location =>
    statesSeen(history, location, now).find(({ state }) => state !== 'absent'),
  );
  return [
    ...first.map(seen => seen?.observation ?? null),
    ...SIDES.flatMap(side => lastSeen(evidence, side)),
  ];
}

interface Derived {
  stage: Stage;
  stale: boolean;
  isDormant: boolean;
  verified: VerifiedSides | null;
  hasSoak: boolean;
  isProven: boolean;
  soakRunIds: readonly number[];
}

function stageBasis(evidence: Evidence, derived: Derived): Basis {
  const { stage, verified, isProven, soakRunIds } = derived;
  const seenThen = () => (verified ? bothSides(evidence, verified.at) : []);
  switch (stage) {
    case 'retained':
      return NOTHING;
    case 'retired':
      return basis(seenThen(), isProven ? soakRunIds : []);
    case 'proven':
      return basis(lettingGo(evidence), soakRunIds);
    case 'cut-over':
      return basis(seenThen());
    case 'built':
      return basis(
        lastSeen(evidence, 'target').filter(
          observation => observation?.state !== 'absent',
        ),
      );
    default:
      return basis(lastSeen(evidence, 'legacy'));
  }
}

/** The looks of which it follows that a side is not seen. */
function silence(evidence: Evidence): Array<Observation | null> {
  const states = sidesAt(evidence, evidence.now);
  return SIDES.filter(side => states[side] === 'unknown').flatMap(side =>
    evidence.sides[side].flatMap(location =>
      witnessesOf(evidence, location, evidence.now),
    ),
  );
}

/**
 * On what the derived words rest. Ids only: what they say is in the history of
 * the workload, also when an observation has lapsed since.
 */
export function becauseOf(
  evidence: Evidence,
  derived: Derived,
): AssessmentBasis {
  const soak = derived.hasSoak
    ? basis(lettingGo(evidence), derived.soakRunIds)
    : NOTHING;
  return {
    placement: basis(bothSides(evidence, evidence.now)),
    stage: stageBasis(evidence, derived),
    // Beside what fell silent, what was seen last on the side it is on.
    stale: derived.stale ? basis(silence(evidence)) : NOTHING,
    soak,
    ...(derived.isDormant && { dormant: basis(neverActive(evidence)) }),
  };
}

/** `null` for what is missing in the plan, which nobody sees anywhere. */
function blockerBasis(
  evidence: Evidence,
  type: BlockerType,
  soak: Basis,
): Basis | null {
  const { sides, workload, now } = evidence;
  const witnesses = (side: (typeof SIDES)[number]) =>
    sides[side].flatMap(location => witnessesOf(evidence, location, now));
  switch (type) {
    case 'no-target-linked':
      // Of a tool, that it can be used nowhere; else that nobody linked one.
      return workload.kind === 'on-demand' ? basis(witnesses('legacy')) : null;
    case 'target-not-deployed':
    case 'target-not-active':
      // A tool that can be used nowhere is missed on both sides.
      return basis([
        ...(workload.kind === 'on-demand' ? witnesses('legacy') : []),
        ...witnesses('target'),
      ]);
    case 'legacy-still-active':
    case 'legacy-not-removed':
      return basis(
        decisive(evidence, 'legacy', sidesAt(evidence, now).legacy, now),
      );
    case 'soak-not-passed':
      return soak;
    case 'not-observed':
    case 'no-probe-yet':
      return basis(silence(evidence));
    case 'masked-secret':
      return basis(lastSeen(evidence, 'legacy'));
    default:
      return null;
  }
}

/** The blockers, each with what it rests on. */
export function withBasis(
  evidence: Evidence,
  blockers: readonly Blocker[],
  soak: Basis,
): Blocker[] {
  return blockers.map(blocker => ({
    ...blocker,
    ...blockerBasis(evidence, blocker.type, soak),
  }));
}
