import {
  groupInventory,
  readMember,
  type EntityRef,
  type MemberReading,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase, Capture } from '../stores';
import { importInventory, type Imported } from './importInventory';
import type { Taking } from './takeInventory';

/**
 * Takes the reading of one host of a group, and stores what the group has with
 * it. A reading that is older than the one that is known of the same host says
 * nothing new.
 */
export async function takeMember(
  options: Taking & {
    inventory: ServerInventory & { member: string };
    capture: Capture;
  },
): Promise<Imported> {
  const { database, source, inventory, capture, tx } = options;
  const { ref } = inventory.server;
  await database.servers.lock(ref, tx);
  const known = await database.members.list(ref, tx);
  const before = known.find(({ name }) => name === inventory.member);
  const newest =
    known.length > 0
      ? before?.readAt
      : // The whole server was read since: it is no group any more.
        (await database.inventory.newestCapture(source.id, ref, tx))
          ?.capturedAt;
  if (newest !== undefined && newest > inventory.capturedAt) {
    await database.inventory.recordCapture(capture, tx);
    return { workloadIds: [], observations: 0 };
  }
  const reading = readMember(before, inventory, source);
  const readings = [...known.filter(one => one !== before), reading];
  const group = groupInventory(readings, inventory.capturedAt);
  const imported = await importInventory({
    ...options,
    inventory: {
      ...group.inventory,
      // Those of the other members were taken with their own readings.
      runs: (inventory.runs ?? []).map(run => ({
        ...run,
        location: group.locationOf(inventory.member, run.location),
      })),
    },
    capture: asOf(capture, group.inventory, source.freshnessMs),
  });
  await database.members.save(ref, reading, tx);
  const { items, places, issues } = group.inventory;
  await database.inventory.recordCapture(
    { ...capture, items: items.length, places, issues },
    tx,
  );
  return {
    ...imported,
    locationOf: location => {
      const inGroup = group.locationOf(inventory.member, location);
      return imported.locationOf?.(inGroup) ?? inGroup;
    },
  };
}

/**
 * Takes out of a group what the readings of its members said that lapsed since.
 * Nothing becomes `absent` by that: what nobody sees any more is unknown.
 */
export async function lapseMembers(options: {
  database: BatchMigrationDatabase;
  serverRef: EntityRef;
  now: Date;
  tx: Knex.Transaction;
}): Promise<Imported> {
  const { database, serverRef, tx } = options;
  const now = options.now.toISOString();
  await database.servers.lock(serverRef, tx);
  const readings = await database.members.list(serverRef, tx);
  await database.members.noteLapses(serverRef, now, tx);
  const newest = newestOf(readings);
  const { inventory } = groupInventory(readings, now);
  if (inventory.items.length === 0) return { workloadIds: [], observations: 0 };
  const imported = await importInventory({
    ...options,
    inventory,
    // What counts still has its own time to lapse.
    source: { id: newest.source, role: 'captured', freshnessMs: 0 },
    capture: {
      source: newest.source,
      role: 'captured',
      serverRef,
      capturedAt: inventory.capturedAt,
      takenAt: now,
      contentHash: '',
      freshUntil: inventory.capturedAt,
      items: inventory.items.length,
      places: inventory.places,
      issues: inventory.issues,
    },
    isQuiet: true,
  });
  await database.assessments.invalidate(imported.workloadIds, tx);
  return imported;
}

function newestOf(readings: readonly MemberReading[]): MemberReading {
  return readings.reduce((a, b) => (b.readAt > a.readAt ? b : a));
}

/** The group is as new as the newest reading of any of its members. */
function asOf(
  capture: Capture,
  { capturedAt, items, places, issues }: ServerInventory,
  freshnessMs: number,
): Capture {
  return {
    ...capture,
    capturedAt,
    items: items.length,
    places,
    issues,
    freshUntil: new Date(Date.parse(capturedAt) + freshnessMs).toISOString(),
  };
}
