import type {
  LocationRef,
  ObservedState,
  ServiceDetail,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import { type ClusterReader, type Namespace, reasonOf } from '../clusters';
import { byRef, isObjectName, unknown } from './answers';
import {
  type Autoscaler,
  autoscalerSchema,
  type Deployment,
  deploymentSchema,
  type ScaledObject,
  scaledObjectSchema,
} from './objects';

const SCHEME = 'k8s-deployment';
/** KEDA's switches that hold a ScaledObject still. */
const PAUSED = [
  'autoscaling.keda.sh/paused',
  'autoscaling.keda.sh/paused-replicas',
];

/** What may scale the deployments of a namespace; `null` where it could not be read. */
export interface Scaling {
  autoscalers: Autoscaler[] | null;
  scaledObjects: ScaledObject[] | null;
}

/**
 * State of one deployment: `active` while pods of it are ready, or while KEDA
 * may start them from zero; `idle` when it stands at zero by hand or no pod
 * came up.
 *
 * @param scaled - its ScaledObject, `undefined` where it has none, `null` where that is not known
 */
export function deploymentState(
  { metadata, spec, status }: Deployment,
  scaled: ScaledObject | null | undefined,
): { state: ObservedState; reason?: string } {
  if (metadata.deletionTimestamp) {
    return { state: 'idle', reason: 'It is being deleted' };
  }
  if ((status?.readyReplicas ?? 0) > 0) return { state: 'active' };
  const desired = spec.replicas ?? 1;
  if (desired > 0) {
    return {
      state: 'idle',
      reason: `None of its ${desired} pods is ready: look at the events of its pods`,
    };
  }
  if (scaled === null) {
    return {
      state: 'unknown',
      reason:
        'It stands at zero, and whether KEDA may start it could not be read: allow the verb list on scaledobjects.keda.sh',
    };
  }
  const isHeld = PAUSED.some(
    key => (scaled?.metadata.annotations?.[key] ?? 'false') !== 'false',
  );
  return scaled && !isHeld && (scaled.spec.maxReplicaCount ?? 100) > 0
    ? { state: 'active' }
    : { state: 'idle', reason: 'It has 0 replicas, and nothing scales it' };
}

/** The most pods that may run at once: as desired, as scaled, or as a rollout may add. */
export function atMostOf(
  { spec }: Deployment,
  maxScaled: number | null,
): ServiceDetail['atMost'] {
  if (maxScaled === null) return null;
  const desired = spec.replicas ?? 1;
  const steady = Math.max(desired, maxScaled);
  if (spec.strategy?.type !== 'Recreate') {
    // Kubernetes' default is 25 %, rounded up.
    const surge = spec.strategy?.rollingUpdate?.maxSurge ?? '25%';
    const more =
      typeof surge === 'number'
        ? surge
        : Math.ceil((steady * parseFloat(surge)) / 100);
    if (!(more <= 0)) {
      return Number.isNaN(more)
        ? null
        : {
            count: steady + more,
            because: `a rollout may start new pods before it stops old ones (maxSurge ${surge})`,
          };
    }
  }
  return steady > desired
    ? { count: steady, because: `its autoscaler allows ${steady} pods` }
    : { count: steady, because: `it has ${desired} replicas` };
}

/** Looks at Deployments of Kubernetes: whether a worker's target does its work. */
export class DeploymentProbe implements Probe {
  readonly id = 'k8s-deployment';

  constructor(private readonly reader: ClusterReader) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    const answers: ProbeAnswer[] = [];
    for (const [ref, group] of byRef(locations)) {
      answers.push(...(await this.observeNamespace(ref, group, signal)));
    }
    return answers;
  }

  private async observeNamespace(
    ref: string,
    locations: LocationRef[],
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    try {
      const place = this.reader.namespaceOf(ref, SCHEME);
      const seen = await this.reader.list(
        place,
        'deployments',
        deploymentSchema,
        signal,
      );
      const scaling = await this.scalingOf(place, signal);
      const known = new Map(seen.map(each => [each.metadata.name, each]));
      return locations.map(location => {
        if (!isObjectName(location.key)) {
          return unknown(
            location,
            `"${location.key}" is no name of a Deployment`,
          );
        }
        const deployment = known.get(location.key);
        return deployment
          ? toAnswer(location, deployment, scaling)
          : { location, state: 'absent', detail: {} };
      });
    } catch (error) {
      const reason = reasonOf(error, 'deployments', ref);
      return locations.map(location => unknown(location, reason));
    }
  }

  /** Neither is a state by itself. A cluster that knows no ScaledObjects has no KEDA. */
  private async scalingOf(
    place: Namespace,
    signal?: AbortSignal,
  ): Promise<Scaling> {
    const [autoscalers, scaledObjects] = await Promise.all([
      this.reader
        .list(place, 'horizontalpodautoscalers', autoscalerSchema, signal)
        .catch(() => null),
      this.reader
        .list(place, 'scaledobjects.keda.sh', scaledObjectSchema, signal)
        .catch(error => (error?.status === 404 ? [] : null)),
    ]);
    return { autoscalers, scaledObjects };
  }
}

function toAnswer(
  location: LocationRef,
  deployment: Deployment,
  { autoscalers, scaledObjects }: Scaling,
): ProbeAnswer {
  const { name } = deployment.metadata;
  const scales = ({ spec }: Autoscaler | ScaledObject) =>
    spec.scaleTargetRef.name === name &&
    (spec.scaleTargetRef.kind ?? 'Deployment') === 'Deployment';
  const scaled = scaledObjects && scaledObjects.find(scales);
  const maxScaled =
    autoscalers &&
    Math.max(
      0,
      autoscalers.find(scales)?.spec.maxReplicas ?? 0,
      scaled ? scaled.spec.maxReplicaCount ?? 100 : 0,
    );
  const { state, reason } = deploymentState(deployment, scaled);
  const { spec, status } = deployment;
  const desired = spec.replicas ?? 1;
  const progressing = status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  const hasFailed = progressing?.reason === 'ProgressDeadlineExceeded';
  const isComplete = (status?.updatedReplicas ?? 0) >= desired;
  const rolloutWithoutFailure = isComplete ? 'completed' : 'in-progress';
  const service: ServiceDetail = {
    desired,
    running: status?.readyReplicas ?? 0,
    atMost: atMostOf(deployment, maxScaled),
    rollout: hasFailed ? 'failed' : rolloutWithoutFailure,
    rolloutReason: hasFailed ? progressing?.message ?? null : null,
  };
  return {
    location,
    state,
    detail: { service, ...(reason ? { reason } : {}) },
  };
}
