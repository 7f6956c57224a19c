import type { Workload } from 'backstage-plugin-batch-migration-common';
import {
  decidesOn,
  type ApprovalPlace,
} from 'backstage-plugin-batch-migration-node';

/** The places that decide on targets of a workload. */
export function placesOf(
  places: readonly ApprovalPlace[],
  { locations }: Pick<Workload, 'locations'>,
): ApprovalPlace[] {
  return places.filter(place =>
    locations.some(
      location => location.side === 'target' && decidesOn(place, location),
    ),
  );
}
