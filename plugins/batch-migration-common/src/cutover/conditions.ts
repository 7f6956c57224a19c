/** What a probe says of a condition, from what was observed and derived. */
import { toHistory } from '../workload/freshness';
import { isScheduled } from '../workload/fires';
import type {
  Assessment,
  Instant,
  Observation,
  ObservedState,
  Side,
  Workload,
  WorkloadLocation,
} from '../workload/model';
import { placementOf } from '../workload/placement';
import { knowLocationAt, sidesOf } from '../workload/sides';
import type { ConditionSeen, StepCheck } from './model';

/** One location with what counts of it now. */
interface Known {
  state: ObservedState;
  observation: Observation | null;
  /** Since when; `null` where nothing is known. */
  since: Instant | null;
}

type ObservedCheck = Extract<StepCheck, { type: 'observation' }>;

/** Answers what is seen now of each condition that a step may have. */
export type SeeCondition = (check: ObservedCheck) => ConditionSeen;

interface Seen {
  workload: Workload;
  assessment: Assessment;
  legacy: Known[];
  target: Known[];
}

const met = (isMet: boolean): ConditionSeen['verdict'] =>
  isMet ? 'met' : 'not-met';

const UNKNOWN: ConditionSeen = {
  verdict: 'unknown',
  value: null,
  at: null,
  observationIds: [],
  runIds: [],
};

/**
 * @param observations - all that is known of its locations and instances
 * @param now - a lapsed observation counts for nothing then
 */
export function seeConditions(
  workload: Workload,
  assessment: Assessment,
  observations: Observation[],
  now: Date,
): SeeCondition {
  const context = { history: toHistory(observations), workload };
  const sides = sidesOf(workload);
  const know = (location: WorkloadLocation): Known => {
    const { state, observation } = knowLocationAt(
      context,
      location,
      now.getTime(),
    );
    return { state, observation, since: sinceOf(observation, now) };
  };
  const seen: Seen = {
    workload,
    assessment,
    legacy: sides.legacy.map(know),
    target: sides.target.map(know),
  };
  return check => see(check, seen);
}

/** A schedule is on from its start, however long before that it was seen. */
function sinceOf(observation: Observation | null, now: Date): Instant | null {
  if (!observation) return null;
  const { startDate, endDate } = observation.detail;
  return [observation.observedAt, startDate, endDate]
    .filter((at): at is string => at !== undefined)
    .filter(at => Date.parse(at) <= now.getTime())
    .reduce(
      (latest, at) => (Date.parse(at) > Date.parse(latest) ? at : latest),
      observation.observedAt,
    );
}

function see(check: ObservedCheck, seen: Seen): ConditionSeen {
  const { assessment, legacy, target } = seen;
  switch (check.condition) {
    case 'target-exists':
      return ofSide(seen, 'target', state => state !== 'absent');
    case 'target-idle':
      return ofSide(seen, 'target', state => state === 'idle');
    case 'target-active':
      return ofSide(seen, 'target', state => state === 'active');
    case 'legacy-idle':
      return ofSide(seen, 'legacy', state => state !== 'active');
    case 'legacy-absent':
      return ofSide(seen, 'legacy', state => state === 'absent');
    case 'placement-target': {
      const placement = placementOf(assessment.legacy, assessment.target);
      if (placement === 'unknown') return UNKNOWN;
      return {
        verdict: met(placement === 'target'),
        value: placement,
        ...restingOn([...legacy, ...target]),
        runIds: [],
      };
    }
    case 'one-good-target-run':
      return goodRun(seen);
    case 'soak-passed':
      return soakPassed(assessment);
    case 'queue-empty':
      return queueEmpty(seen);
    case 'legacy-weight-0':
      // A way that was removed carries nothing.
      return assessment.legacy === 'absent'
        ? ofSide(seen, 'legacy', state => state === 'absent')
        : weightOf(legacy, percent => percent === 0);
    case 'target-weight':
      return weightOf(target, percent => percent >= check.atLeast);
    default:
      return UNKNOWN;
  }
}

/** Ids, and since when all of it is so. */
function restingOn(known: readonly Known[]) {
  const instants = known.flatMap(({ since }) => since ?? []).sort();
  return {
    at: instants[instants.length - 1] ?? null,
    observationIds: known.flatMap(({ observation }) => observation?.id ?? []),
  };
}

function ofSide(
  { assessment, ...sides }: Seen,
  side: Side,
  isMet: (state: ObservedState) => boolean,
): ConditionSeen {
  const state = assessment[side];
  // A side without a place is nothing that a probe has looked at.
  if (state === 'unknown') return UNKNOWN;
  const places = sides[side];
  if (places.length === 0) return { ...UNKNOWN, verdict: 'not-met' };
  // Of a side that is active, what makes it so; else all of it.
  const deciding =
    state === 'active'
      ? places.filter(place => place.state === 'active')
      : places;
  return {
    verdict: met(isMet(state)),
    value: state,
    ...restingOn(deciding),
    runIds: [],
  };
}

/** Of what has no schedule nobody knows a due run. */
function goodRun({ workload, assessment }: Seen): ConditionSeen {
  const { soak, because } = assessment;
  if (!isScheduled(workload) || !soak) return UNKNOWN;
  const isGood = soak.good >= 1;
  const runIds = because?.soak.runIds ?? [];
  return {
    ...UNKNOWN,
    verdict: met(isGood),
    value: `${soak.good}/${soak.needed}`,
    runIds: isGood ? runIds.slice(0, 1) : [],
  };
}

function soakPassed({ soak, because }: Assessment): ConditionSeen {
  if (!soak) return UNKNOWN;
  return {
    verdict: met(soak.passedAt !== null),
    value: `${soak.good}/${soak.needed}`,
    at: soak.passedAt,
    observationIds: because?.soak.observationIds ?? [],
    runIds: because?.soak.runIds ?? [],
  };
}

/**
 * The old side's queues; where it tells of none, as a worker on a host does,
 * those of the target, which works on the same. What is not due yet counts as
 * waiting.
 */
function queueEmpty({ legacy, target }: Seen): ConditionSeen {
  const telling = (known: Known[]) =>
    known.filter(({ observation }) => observation?.detail.queue);
  const places = telling(legacy).length > 0 ? telling(legacy) : telling(target);
  const isSeen =
    places.length > 0 && places.every(({ state }) => state !== 'unknown');
  if (!isSeen) return UNKNOWN;
  const waiting = places
    .map(({ observation }) => observation!.detail.queue!)
    .reduce(
      (sum, { visible, inFlight, delayed }) =>
        sum + visible + inFlight + delayed,
      0,
    );
  // It is empty now; since when nobody has noted.
  return {
    ...UNKNOWN,
    verdict: met(waiting === 0),
    value: String(waiting),
    observationIds: restingOn(places).observationIds,
  };
}

/**
 * Share of one side in its weighted rule. A way that asks for a header is for
 * testers, and carries no share of everybody's requests.
 */
function weightOf(
  side: readonly Known[],
  isMet: (percent: number) => boolean,
): ConditionSeen {
  const ways = side.filter(({ observation }) => {
    const traffic = observation?.detail.traffic;
    return (
      traffic &&
      !traffic.conditions.some(condition => condition.startsWith('header '))
    );
  });
  if (ways.length === 0) return UNKNOWN;
  if (ways.some(({ state }) => state === 'unknown')) return UNKNOWN;
  const traffic = ways.map(({ observation }) => observation!.detail.traffic!);
  const total = traffic[0].totalWeight;
  const weight = traffic.reduce((sum, way) => sum + way.weight, 0);
  // Of nothing at all, nobody gets a share.
  if (total <= 0) return UNKNOWN;
  const percent = Math.min(100, (100 * weight) / total);
  return {
    verdict: met(isMet(percent)),
    value: String(Math.round(percent * 10) / 10),
    ...restingOn(ways),
    runIds: [],
  };
}
