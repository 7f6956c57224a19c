import {
  type Kind,
  shellCommand,
} from 'backstage-plugin-batch-migration-common';
import type {
  FindOptions,
  FindReading,
  Probe,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import {
  type ClusterReader,
  type Namespace,
  reasonOf,
  type Resource,
} from '../clusters';
import type { PodTemplate } from '../probes/objects';

/** `kubectl` takes the container that this annotation of a pod names, else the first. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** An object of a namespace, as far as it tells what it runs. */
export interface Running {
  name: string;
  labels: Record<string, string>;
  pod: PodTemplate;
}

/** What one finder looks for. */
export interface Sought {
  id: string;
  kind: Kind;
  /** Of the refs that its probe handles. */
  scheme: string;
  resource: Resource;
  probe: Pick<Probe, 'observe'>;
  list(place: Namespace, signal?: AbortSignal): Promise<Running[]>;
}

/** Finds objects of one resource in namespaces, in the state that their probe sees. */
export class NamespaceFinder implements TargetFinder {
  readonly id: string;

  constructor(
    private readonly sought: Sought,
    private readonly places: ClusterReader['placesToFind'],
  ) {
    this.id = sought.id;
  }

  async *find(options: FindOptions): AsyncGenerator<FindReading> {
    const { scheme, resource } = this.sought;
    for (const place of this.places) {
      options.signal?.throwIfAborted();
      const ref = `${scheme}:${place.cluster.name}/${place.namespace}`;
      try {
        yield* this.inNamespace(place, ref, options);
        yield { status: 'read', place: ref };
      } catch (error) {
        options.signal?.throwIfAborted();
        const reason = reasonOf(error, resource, ref);
        yield { status: 'failed', place: ref, reason };
      }
    }
  }

  private async *inNamespace(
    place: Namespace,
    ref: string,
    { now, signal }: FindOptions,
  ): AsyncGenerator<FindReading> {
    const { kind, list, probe } = this.sought;
    const listed = await list(place, signal);
    if (listed.length === 0) return;
    const running = new Map(listed.map(one => [one.name, one]));
    for (const { location, state, detail } of await probe.observe(
      [...running.keys()].map(key => ({ ref, key })),
      { now, signal },
    )) {
      // It went since it was listed.
      if (state === 'absent') continue;
      const { name, labels, pod } = running.get(location.key)!;
      const { command, image } = workOf(pod);
      yield {
        status: 'found',
        target: {
          location,
          name,
          kind,
          state,
          detail: { ...detail, ...(command === null ? {} : { command }) },
          image,
          starts: [],
          tags: labels,
          // One list tells everything: nothing is spared by knowing it.
          version: null,
        },
      };
    }
  }
}

/** What the container does that the pod is for; `null` is what its image does by itself. */
export function workOf(pod: PodTemplate): {
  command: string | null;
  image: string | null;
} {
  const containers = pod?.spec?.containers ?? [];
  const named = pod?.metadata?.annotations?.[DEFAULT_CONTAINER];
  const main = containers.find(({ name }) => name === named) ?? containers[0];
  return {
    command: shellCommand([...(main?.command ?? []), ...(main?.args ?? [])]),
    image: main?.image ?? null,
  };
}
