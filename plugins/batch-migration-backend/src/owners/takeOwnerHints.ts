import type {
  LocationRef,
  PlacedOwnerHint,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase } from '../stores';

interface Taking {
  database: BatchMigrationDatabase;
  source: { id: string };
  inventory: ServerInventory;
  tx: Knex.Transaction;
}

/**
 * Stores whom the comments above its lines name.
 *
 * @param locationOf - where a line stands of which the reader gave the location
 */
export async function takeLineHints(
  { database, source, inventory, tx }: Taking,
  locationOf: (location: LocationRef) => LocationRef,
): Promise<void> {
  const hints = inventory.items.flatMap(({ ownerHints = [], location }) => {
    const { ref, key } = ownerHints.length ? locationOf(location) : location;
    return ownerHints.map(
      (hint): PlacedOwnerHint => ({ ...hint, location: { ref, key } }),
    );
  });
  await database.ownerHints.replace(
    {
      ...{ source: source.id, serverRef: inventory.server.ref },
      ...{ member: inventory.member, origin: 'line' },
    },
    hints,
    tx,
  );
}

/** Stores what lies beside the files: it changes while their content is the same. */
export async function takeHintsBeside({
  database,
  source,
  inventory,
  tx,
}: Taking): Promise<void> {
  if (!inventory.ownerHints) return;
  await database.ownerHints.replace(
    {
      ...{ source: source.id, serverRef: inventory.server.ref },
      ...{ member: inventory.member, origin: 'beside' },
    },
    inventory.ownerHints,
    tx,
  );
}
