import {
  knowAt,
  locationId,
  sidesOf,
  toHistory,
  type Assessment,
  type Basis,
  type EvidenceView,
  type LocationRef,
  type Observation,
  type Run,
  type RunView,
  type SeenView,
  type Side,
  type Standing,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import { lookedAt } from '../observation';
import type { BatchMigrationDatabase } from '../stores';

/**
 * What the ids in an assessment say, so that a page answers *why?* without
 * asking for each. An observation or a run that has been cleaned up since is
 * left out.
 */
export async function evidenceOf(
  database: BatchMigrationDatabase,
  workload: Workload,
  assessment: Assessment,
  now: Date,
): Promise<EvidenceView> {
  const { observationIds, runIds } = idsIn(assessment);
  const observations = await database.observations.history(lookedAt(workload));
  const sideOf = sidesByLocation(workload);
  const standingOf = standings(observations, now);
  const runs =
    runIds.size === 0 ? [] : await database.runs.list(workload.locations);
  return {
    observations: observations
      .filter(({ id }) => observationIds.has(id))
      .map(observation => toSeen(observation, sideOf, standingOf(observation))),
    runs: runs
      .filter(({ id }) => runIds.has(id))
      .map(run => toRunView(run, sideOf)),
  };
}

/** Every id on which a word, a blocker or a danger rests. */
function idsIn({ because, blockers, dangers }: Assessment): {
  observationIds: ReadonlySet<number>;
  runIds: ReadonlySet<number>;
} {
  const bases: Array<Partial<Basis>> = [
    ...Object.values(because ?? {}),
    ...blockers,
    ...dangers,
  ];
  return {
    observationIds: new Set(
      bases.flatMap(({ observationIds = [] }) => observationIds),
    ),
    runIds: new Set(bases.flatMap(({ runIds = [] }) => runIds)),
  };
}

/** An earlier target counts as legacy, in the evidence as in the verdict. */
function sidesByLocation(
  workload: Workload,
): (location: LocationRef) => Side | undefined {
  const { legacy, target } = sidesOf(workload);
  const sides = new Map<string, Side>([
    ...legacy.map(one => [locationId(one), 'legacy'] as const),
    ...target.map(one => [locationId(one), 'target'] as const),
  ]);
  return location => sides.get(locationId(location));
}

/** Whether each observation still speaks for its location. */
function standings(
  observations: Observation[],
  now: Date,
): (observation: Observation) => Standing {
  const history = toHistory(observations);
  const newest = new Map<string, number>();
  for (const [location, seen] of history) {
    for (const { observation } of seen) {
      newest.set(`${location}\n${observation.source}`, observation.id);
    }
  }
  return ({ id, location, source, state, freshUntil }) => {
    const known = knowAt(history, location, now.getTime());
    const isNewest = newest.get(`${locationId(location)}\n${source}`) === id;
    // A source that saw nothing says so until it sees something again.
    if (state === 'unknown') return isNewest ? 'counts' : 'superseded';
    if (known.observation?.id === id && known.state !== 'unknown') {
      return 'counts';
    }
    const isLapsed = freshUntil !== null && freshUntil < now.toISOString();
    return isNewest && isLapsed ? 'lapsed' : 'superseded';
  };
}

function toSeen(
  observation: Observation,
  sideOf: (location: LocationRef) => Side | undefined,
  standing: Standing,
): SeenView {
  const { id, location, state, detail, source, observedAt, freshUntil } =
    observation;
  return {
    id,
    ref: location.ref,
    key: location.key,
    side: sideOf(location) ?? 'host',
    state,
    observedAt,
    lastSeenAt: observation.lastSeenAt ?? observedAt,
    source,
    freshUntil,
    standing,
    detail,
  };
}

function toRunView(
  run: Run,
  sideOf: (location: LocationRef) => Side | undefined,
): RunView {
  return {
    id: run.id,
    location: run.location,
    side: sideOf(run.location) ?? 'legacy',
    scheduledFor: run.scheduledFor,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    outcome: run.outcome,
    source: run.source,
    url: run.url ?? null,
  };
}
