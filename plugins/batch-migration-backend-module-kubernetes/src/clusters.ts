import { InputError, toError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ClusterAccess, ClusterAccesses } from './access';
import { type Cluster, isNamespace, type KubernetesOptions } from './config';

/** Paths below the API server, by the name that `kubectl get` uses. */
const RESOURCES = {
  cronjobs: 'apis/batch/v1',
  jobs: 'apis/batch/v1',
  deployments: 'apis/apps/v1',
  horizontalpodautoscalers: 'apis/autoscaling/v2',
  'scaledobjects.keda.sh': 'apis/keda.sh/v1alpha1',
} as const;
export type Resource = keyof typeof RESOURCES;

/** What `kubectl` asks for at once too: its `--chunk-size`. */
const PAGE = 500;
const ATTEMPTS = 3;
const TIMEOUT_MS = 10_000;

const page = z.object({
  items: z.array(z.unknown()),
  metadata: z.object({ continue: z.string().optional() }).optional(),
});

/** A namespace of a configured cluster. */
export interface Namespace {
  cluster: Cluster;
  namespace: string;
}

/** A call that the API server refused; `status` is HTTP's. */
export class ClusterError extends Error {
  readonly name = 'ClusterError';

  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** Lists what is in namespaces, from the clusters or from recordings. */
export class ClusterReader {
  constructor(
    private readonly options: KubernetesOptions,
    private readonly accesses: Pick<ClusterAccesses, 'of'>,
  ) {}

  /** Where finders look. */
  get placesToFind(): Namespace[] {
    return this.options.clusters.flatMap(cluster =>
      cluster.findTargets.map(namespace => ({ cluster, namespace })),
    );
  }

  /**
   * Reads a location's ref, for example `k8s-cronjob:production/batch`.
   *
   * @throws InputError naming the ref and what is wrong with it
   */
  namespaceOf(ref: string, scheme: string): Namespace {
    const [name, namespace, ...rest] = ref.slice(scheme.length + 1).split('/');
    if (rest.length > 0 || !isNamespace(namespace ?? '')) {
      throw new InputError(
        `The ref "${ref}" is not of the form ${scheme}:<cluster>/<namespace>`,
      );
    }
    const cluster = this.options.clusters.find(each => each.name === name);
    if (!cluster) {
      throw new InputError(
        `Cluster ${name} is not listed in batchMigration.kubernetes.clusters`,
      );
    }
    return { cluster, namespace };
  }

  /** All objects of one resource in a namespace, whole: what is not in it is not there. */
  async list<T>(
    { cluster, namespace }: Namespace,
    resource: Resource,
    schema: z.ZodType<T, z.ZodTypeDef, unknown>,
    signal?: AbortSignal,
  ): Promise<T[]> {
    const items: T[] = [];
    let token: string | undefined;
    do {
      const json =
        this.options.recordings === null
          ? await ask(
              await this.accesses.of(cluster),
              namespace,
              resource,
              token,
              signal,
            )
          : await this.replay(cluster.name, namespace, resource);
      const read = page.safeParse(json);
      if (!read.success) {
        throw new Error('the answer is no list of Kubernetes');
      }
      for (const item of read.data.items) items.push(parse(schema, item));
      token = read.data.metadata?.continue || undefined;
      if (token && this.options.recordings !== null) {
        throw new Error('the recording is cut: it has a continue token');
      }
    } while (token);
    return items;
  }

  private async replay(cluster: string, namespace: string, resource: string) {
    const { recordings } = this.options;
    const path = join(recordings!, cluster, namespace, `${resource}.json`);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      throw new Error(`nothing is recorded: ${toError(error).message}`);
    }
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new Error(
        `the recording ${path} is not JSON: ${toError(error).message}`,
      );
    }
  }
}

function parse<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  item: unknown,
): T {
  const result = schema.safeParse(item);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw new Error(
    `an object is not as expected: ${path.join('.')}: ${message}`,
  );
}

/** One page. Waits with jitter where the server is busy, as its priority and fairness ask for. */
async function ask(
  { url, headers }: ClusterAccess,
  namespace: string,
  resource: Resource,
  from: string | undefined,
  signal?: AbortSignal,
): Promise<unknown> {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (from) query.set('continue', from);
  const [plural] = resource.split('.');
  const address = `${url}/${RESOURCES[resource]}/namespaces/${namespace}/${plural}?${query}`;
  for (let attempt = 1; ; attempt += 1) {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(address, {
      headers: { accept: 'application/json', ...headers },
      // A token must not follow to another host.
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    if (response.ok) return response.json();
    const text = (await response.text()).slice(0, 200);
    const isBusy = response.status === 429 || response.status >= 500;
    if (!isBusy || attempt === ATTEMPTS) {
      throw new ClusterError(response.status, text);
    }
    await sleep(Math.random() * 200 * 2 ** attempt, undefined, { signal });
  }
}

/** Why a call told nothing, and what a person can do about it. */
export function reasonOf(
  error: unknown,
  resource: Resource,
  ref: string,
): string {
  const { message, cause } = toError(error) as Error & { cause?: Error };
  const status = error instanceof ClusterError ? error.status : null;
  if (status === 401) {
    return `The cluster of ${ref} refused the token: check batchMigration.kubernetes.clusters. ${message}`;
  }
  if (status === 403) {
    return `The cluster refused to list ${resource} for ${ref}: allow the verb list for the service account. ${message}`;
  }
  if (status === 404) {
    return `The cluster of ${ref} knows no ${resource}: check its url and version. ${message}`;
  }
  const why = cause?.message ? `${message}: ${cause.message}` : message;
  return `Listing ${resource} failed for ${ref}: ${why}`;
}
