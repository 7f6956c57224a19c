import {
  locationId,
  type Attestation,
  type LocationRef,
  type Observation,
  type Run,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import { lookedAt } from '../observation';
import type { BatchMigrationDatabase } from '../stores';
import { groupBy } from '../stores/rows';

/** What is known of some workloads, ready to be asked about each of them. */
export interface EstateSlice {
  workloads: Workload[];
  observationsOf(workload: Workload): Observation[];
  /** Of the legacy side, oldest first. */
  legacyRunsOf(workload: Workload): Run[];
  attestationsOf(workload: Workload): Attestation[];
}

/** The legacy locations: earlier targets have runs on other hardware. */
function legacyOf({ locations }: Workload): LocationRef[] {
  return locations.filter(({ side }) => side === 'legacy');
}

/**
 * @param runs - bounds of the start of the runs, in ISO 8601
 * @param sight - `latest` spares the history where only today counts
 */
export async function readSlice(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  options: { runs: { from?: string; to?: string }; sight: 'latest' | 'all' },
): Promise<EstateSlice> {
  const workloads = await database.workloads.getMany(ids);
  const locations = unique(workloads.flatMap(lookedAt));
  const observations = groupBy(
    options.sight === 'all'
      ? await database.observations.history(locations)
      : [...(await database.observations.latest(locations)).values()],
    ({ location }) => locationId(location),
  );
  const runs = groupBy(
    await database.runs.list(unique(workloads.flatMap(legacyOf)), options.runs),
    ({ location }) => locationId(location),
  );
  const attestations = await database.attestations.getMany(ids);
  return {
    workloads,
    observationsOf: workload =>
      lookedAt(workload).flatMap(
        location => observations.get(locationId(location)) ?? [],
      ),
    legacyRunsOf: workload =>
      legacyOf(workload).flatMap(
        location => runs.get(locationId(location)) ?? [],
      ),
    attestationsOf: ({ id }) => attestations.get(id) ?? [],
  };
}

function unique(locations: readonly LocationRef[]): LocationRef[] {
  return [...new Map(locations.map(one => [locationId(one), one])).values()];
}
