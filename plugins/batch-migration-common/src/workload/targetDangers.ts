import type { Facts } from './facts';
import type { Danger, Observation, WorkloadLocation } from './model';
import { nameLocation } from './places';
import { knowLocationAt } from './sides';

interface ServedTarget {
  location: WorkloadLocation;
  observation: Observation;
  service: NonNullable<Observation['detail']['service']>;
}

/** Targets that are known now and of which the platform tells how many copies run. */
function servedTargets({ evidence, now }: Facts): ServedTarget[] {
  return evidence.sides.target.flatMap(location => {
    const { state, observation } = knowLocationAt(evidence, location, now);
    const service = observation?.detail.service;
    const isThere = state === 'active' || state === 'idle';
    return isThere && service
      ? [{ location, observation: observation!, service }]
      : [];
  });
}

/**
 * A worker of which only one may run has a target that allows more. Two copies
 * that are wanted now are acute; two that a deployment could bring are not yet.
 */
export function singletonCanRunTwice(facts: Facts): Danger | null {
  const { evidence, plan } = facts;
  if (evidence.workload.kind !== 'resident' || plan.expectedActive !== 1) {
    return null;
  }
  const several = servedTargets(facts).filter(
    ({ service }) => (service.atMost?.count ?? service.desired) > 1,
  );
  if (several.length === 0) return null;
  const runsNow = several.some(({ service }) => service.desired > 1);
  const [{ location, service }] = several;
  const because =
    service.atMost?.because ?? `its desired count is ${service.desired}`;
  return {
    type: 'singleton-can-run-twice',
    severity: runsNow ? 'acute' : 'pressing',
    message: `Only one may run, but ${
      service.atMost?.count ?? service.desired
    } of ${nameLocation(location)} can run at once: ${because}.`,
    nextAt: null,
    observationIds: several.map(({ observation }) => observation.id),
  };
}

/**
 * Fewer copies of the target run than are wanted, and no deployment is under
 * way that would bring them. Acute where the legacy side no longer does the work.
 */
export function targetUnhealthy(facts: Facts): Danger | null {
  const sick = servedTargets(facts).filter(
    ({ service }) =>
      service.rollout === 'failed' ||
      (service.running < service.desired && service.rollout !== 'in-progress'),
  );
  if (sick.length === 0) return null;
  const [{ location, service }] = sick;
  const rollout = service.rolloutReason
    ? ` (${service.rolloutReason.replace(/\.$/, '')})`
    : '';
  const what =
    service.rollout === 'failed'
      ? `The deployment of ${nameLocation(location)} failed${rollout}`
      : `Only ${service.running} of ${service.desired} of ${nameLocation(
          location,
        )} run`;
  const isAlone = facts.states.legacy !== 'active';
  return {
    type: 'target-unhealthy',
    severity: isAlone ? 'acute' : 'pressing',
    message: `${what}${
      isAlone ? ', and nothing on the legacy side does the work' : ''
    }.`,
    nextAt: null,
    observationIds: sick.map(({ observation }) => observation.id),
  };
}
