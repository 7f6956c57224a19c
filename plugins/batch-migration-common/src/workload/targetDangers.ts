import type { Facts } from './facts';
import type {
  Danger,
  Observation,
  TrafficDetail,
  WorkloadLocation,
} from './model';
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

/** Something that is wrong with a target now. */
interface Sickness {
  text: string;
  /** Customers or data feel it now, whatever the legacy side does. */
  isFelt: boolean;
  observation: Observation;
}

function sickServices(facts: Facts): Sickness[] {
  return servedTargets(facts).flatMap(({ location, service, observation }) => {
    const name = nameLocation(location);
    const { running, desired, rollout, rolloutReason } = service;
    if (rollout === 'failed') {
      const why = rolloutReason ? ` (${rolloutReason.replace(/\.$/, '')})` : '';
      const text = `The deployment of ${name} failed${why}`;
      return [{ text, isFelt: false, observation }];
    }
    if (running >= desired || rollout === 'in-progress') return [];
    const text = `Only ${running} of ${desired} of ${name} run`;
    return [{ text, isFelt: false, observation }];
  });
}

/** Only those who ask for it by a header go this way. */
const isForTesters = ({ conditions }: TrafficDetail) =>
  conditions.some(condition => condition.startsWith('header '));

function sickWays({ evidence, now }: Facts): Sickness[] {
  return evidence.sides.target.flatMap((location): Sickness[] => {
    const { state, observation } = knowLocationAt(evidence, location, now);
    const traffic = observation?.detail.traffic;
    if (state !== 'active' || !observation || !traffic) return [];
    const { weight, totalWeight, targets, alarms } = traffic;
    const name = nameLocation(location);
    if (targets?.healthy === 0) {
      const text = `None of ${targets.registered} targets is healthy behind ${name}, with weight ${weight} of ${totalWeight}`;
      return [{ text, isFelt: !isForTesters(traffic), observation }];
    }
    if (!alarms || alarms.length === 0) return [];
    const text = `${alarms.join(', ')} sounds for ${name}`;
    return [{ text, isFelt: false, observation }];
  });
}

/**
 * Fewer copies of the target run than are wanted, and no deployment is under
 * way that would bring them; or requests are sent where nothing healthy
 * answers them, or where an alarm sounds. Acute where the legacy side no
 * longer does the work, and where customers feel it now.
 */
export function targetUnhealthy(facts: Facts): Danger | null {
  const sick = [...sickServices(facts), ...sickWays(facts)].sort(
    (a, b) => Number(b.isFelt) - Number(a.isFelt),
  );
  if (sick.length === 0) return null;
  const isAlone = facts.states.legacy !== 'active';
  return {
    type: 'target-unhealthy',
    severity: isAlone || sick[0].isFelt ? 'acute' : 'pressing',
    message: `${sick.map(({ text }) => text).join('; ')}${
      isAlone ? ', and nothing on the legacy side does the work' : ''
    }.`,
    nextAt: null,
    observationIds: sick.map(({ observation }) => observation.id),
  };
}
