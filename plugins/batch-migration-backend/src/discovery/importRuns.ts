import {
  locationId,
  type LocationRef,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase } from '../stores';

/**
 * Stores what the logs of a capture tell of these locations. Logs overlap from
 * capture to capture: a run is stored once, by its own id, and stays with the
 * line to which it was counted first.
 */
export async function importRuns(options: {
  database: BatchMigrationDatabase;
  source: { id: string };
  inventory: Pick<ServerInventory, 'runs' | 'runRanges'>;
  locations: readonly LocationRef[];
  tx: Knex.Transaction;
}): Promise<void> {
  const { database, source, inventory, tx } = options;
  const known = new Set(options.locations.map(locationId));
  const isKnown = ({ location }: { location: LocationRef }) =>
    known.has(locationId(location));
  const runs = (inventory.runs ?? []).filter(isKnown);
  const ranges = (inventory.runRanges ?? []).filter(isKnown);
  const stored = await database.runs.locationsOf(
    runs.map(({ externalId }) => externalId),
    tx,
  );
  const own = runs.filter(({ externalId, location }) => {
    const at = stored.get(externalId);
    return !at || at.some(one => locationId(one) === locationId(location));
  });
  await database.runs.record(
    own.map(run => ({ ...run, source: source.id })),
    tx,
  );
  if (ranges.length === 0) return;
  await database.runs.loseSight(
    {
      source: source.id,
      locations: ranges.map(({ location }) => location),
      before: ranges.map(({ from }) => from).sort()[0],
    },
    tx,
  );
  await database.runRanges.record(ranges, tx);
}
