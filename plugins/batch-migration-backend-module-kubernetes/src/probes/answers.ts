import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type { ProbeAnswer } from 'backstage-plugin-batch-migration-node';

/** @param reason - a sentence that tells a person what to mend */
export function unknown(location: LocationRef, reason: string): ProbeAnswer {
  return { location, state: 'unknown', detail: { reason } };
}

/** Whether a text can be the name of an object: a DNS subdomain. */
export function isObjectName(name: string): boolean {
  return (
    name.length <= 253 &&
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(
      name,
    )
  );
}

/** Locations by the place that they are in, each in its order. */
export function byRef(
  locations: readonly LocationRef[],
): Map<string, LocationRef[]> {
  const places = new Map<string, LocationRef[]>();
  for (const location of locations) {
    const group = places.get(location.ref);
    if (group) group.push(location);
    else places.set(location.ref, [location]);
  }
  return places;
}
