import type {
  LocationRef,
  Workload,
} from 'backstage-plugin-batch-migration-common';

/** Its own locations, and the instances whose end is the end of what is on them. */
export function lookedAt({
  locations,
  hostInstances,
}: Pick<Workload, 'locations' | 'hostInstances'>): LocationRef[] {
  return [
    ...locations,
    ...(hostInstances ?? []).map(({ location }) => location),
  ];
}
