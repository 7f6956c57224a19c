import { firingsOf, isScheduled, specsOf, type Firing } from './fires';
import { formatInstant } from './instants';
import type { Observation, ScheduleSpec, Workload } from './model';
import { knowLocationAt, toEvidence } from './sides';

/** When the two sides of a workload start it, as far as that was seen. */
export interface SchedulesInForce {
  /** One for each active line. */
  legacy: ScheduleSpec[];
  /** Where the active lines stand, each place once. */
  places: string[];
  /** Of the linked targets as last seen, switched on or not. */
  target: ScheduleSpec[];
  /** Why not every start of the legacy side is known; `null` where it is. */
  problem: string | null;
}

/**
 * The schedules of the active legacy locations, and those of the linked
 * targets. Nothing is active that was not seen lately.
 */
export function schedulesInForce(
  workload: Workload,
  observations: Observation[],
  now: Date,
): SchedulesInForce {
  const evidence = toEvidence(workload, observations, now);
  const { legacy, target } = evidence.sides;
  const firings = firingsOf(evidence, legacy);
  const at = now.getTime();
  return {
    legacy: firings.flatMap(({ problem, specs }) => (problem ? [] : specs)),
    places: [...new Set(firings.map(({ location }) => location.ref))],
    target: target.flatMap(location => specsOf(evidence, location, at)),
    problem: isScheduled(workload)
      ? problemOfFirings(firings) ??
        problemOfSilence(
          legacy.map(location => knowLocationAt(evidence, location, at)),
          workload.schedule?.timezone ?? 'UTC',
        )
      : null,
  };
}

function problemOfFirings(firings: readonly Firing[]): string | null {
  const problem = firings.find(firing => firing.problem !== null)?.problem;
  return problem ? `${problem[0].toUpperCase()}${problem.slice(1)}` : null;
}

/** An active line says enough of a job; where none is, a silent one may be. */
function problemOfSilence(
  known: ReadonlyArray<{ state: string; observation: Observation | null }>,
  zone: string,
): string | null {
  if (known.some(({ state }) => state === 'active')) return null;
  const silent = known.find(({ state }) => state === 'unknown');
  if (!silent) return null;
  const { observation } = silent;
  return observation
    ? `It was last seen ${observation.state} at ${formatInstant(
        observation.lastSeenAt ?? observation.observedAt,
        zone,
      )}, and nobody has looked since.`
    : 'Nobody has seen it yet.';
}
