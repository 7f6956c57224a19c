import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { resolve } from 'node:path';

export interface Cluster {
  name: string;
  /** Address of the API server, without a slash at the end; `null` when replayed, or not asked by us. */
  url: string | null;
  token: string | null;
  /** Who asks: we do, or Backstage's Kubernetes backend, which knows address and credentials. */
  via: 'url' | 'kubernetes-plugin';
  /** IANA name: the zone of CronJobs that name none. */
  timezone: string;
  /** Namespaces in which targets are looked for that nobody linked. */
  findTargets: string[];
}

export interface KubernetesOptions {
  clusters: Cluster[];
  /** Directory of the recordings; `null` asks the clusters. */
  recordings: string | null;
}

/**
 * Reads `batchMigration.kubernetes`.
 *
 * @throws InputError naming the key that is wrong
 */
export function readKubernetesConfig(config: Config): KubernetesOptions {
  const kubernetes = config.getOptionalConfig('batchMigration.kubernetes');
  const mode = kubernetes?.getOptionalString('mode') ?? 'live';
  if (mode !== 'live' && mode !== 'replay') {
    throw new InputError(
      `batchMigration.kubernetes.mode: expected live or replay, got: ${mode}`,
    );
  }
  const recordings = kubernetes?.getOptionalString('recordings');
  if (mode === 'replay' && !recordings) {
    throw new InputError(
      'batchMigration.kubernetes.recordings: mode replay needs the directory of the recordings',
    );
  }
  const clusters = (kubernetes?.getOptionalConfigArray('clusters') ?? []).map(
    cluster => readCluster(cluster, mode === 'live'),
  );
  return {
    clusters,
    recordings: mode === 'replay' ? resolve(recordings!) : null,
  };
}

function readNamespaces(config: Config, cluster: string): string[] {
  const namespaces = config.getOptionalStringArray('findTargets') ?? [];
  const wrong = namespaces.find(namespace => !isNamespace(namespace));
  if (wrong !== undefined) {
    throw new InputError(
      `batchMigration.kubernetes.clusters: ${cluster} has "${wrong}" in findTargets, which is no name of a namespace`,
    );
  }
  return [...new Set(namespaces)];
}

/** The name of a namespace is a DNS label. */
export function isNamespace(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name);
}

function readCluster(config: Config, isLive: boolean): Cluster {
  const name = config.getString('name');
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(name)) {
    throw new InputError(
      `batchMigration.kubernetes.clusters: "${name}" cannot be the name of a cluster in a ref`,
    );
  }
  const url = config.getOptionalString('url')?.replace(/\/+$/, '') ?? null;
  const token = config.getOptionalString('token') ?? null;
  const via = config.getOptionalString('via') ?? 'url';
  if (via !== 'url' && via !== 'kubernetes-plugin') {
    throw new InputError(
      `batchMigration.kubernetes.clusters: ${name} has the via ${via}, expected url or kubernetes-plugin`,
    );
  }
  if (via === 'kubernetes-plugin' && (url !== null || token !== null)) {
    throw new InputError(
      `batchMigration.kubernetes.clusters: ${name} has url or token, which the Kubernetes plugin has itself. Leave them out, or via`,
    );
  }
  if (isLive && via === 'url' && (url === null || !URL.canParse(url))) {
    throw new InputError(
      `batchMigration.kubernetes.clusters: ${name} needs the url of its API server, or via: kubernetes-plugin; got: ${url}`,
    );
  }
  const timezone = config.getOptionalString('timezone') ?? 'UTC';
  try {
    Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw new InputError(
      `batchMigration.kubernetes.clusters: ${name} has no such timezone: ${timezone}`,
    );
  }
  return {
    name,
    url,
    token,
    via,
    timezone,
    findTargets: readNamespaces(config, name),
  };
}
