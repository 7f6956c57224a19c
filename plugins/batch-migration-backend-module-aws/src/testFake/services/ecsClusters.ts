import { AwsFault } from '../fault';
import type { FakeRegion } from '../region';

/** @throws AwsFault where there is none; one that is left out is `default` */
export function existing(region: FakeRegion, asked: string | undefined) {
  const found = clusterOf(region, asked);
  if (!found) {
    throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
  }
  return found;
}

export function tasksOf(region: FakeRegion, cluster: string | undefined) {
  return existing(region, cluster).tasks ?? [];
}

export function clusterOf(region: FakeRegion, asked: string = 'default') {
  if (asked.startsWith('arn:') && !asked.startsWith(region.arn('ecs', ''))) {
    return undefined;
  }
  return region.clusters.get(asked.split('/').pop()!);
}
