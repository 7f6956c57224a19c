import type { InventoryItem, ServerInventory } from './inventory';
import type {
  InventoryMatch,
  KnownLocation,
  MatchedItem,
} from './matchInventory';
import type { LocationRef } from './model';
import { locationId } from './places';

/** The key of a line without the number that its place among equal commands gave it. */
const baseOf = (key: string) => key.replace(/#\d+$/, '');

/** Only lines of files are numbered by their order; a process has a name of its own. */
const isNumbered = ({ ref }: LocationRef) =>
  ref.startsWith('crontab:') || ref.startsWith('declared:');

/**
 * Says where each item of a reading stands. A reader numbers lines of one
 * command in their order, so that the second one becomes the first when that
 * is removed. Here a line keeps the key that it had, and a line of another
 * workload never gets it: else its observations would speak for that one.
 */
export function keepLocations(
  known: readonly KnownLocation[],
  items: readonly InventoryItem[],
  matched: readonly MatchedItem[],
): Map<InventoryItem, LocationRef> {
  const owners = new Map<string, Set<string>>();
  for (const { location, workloadId } of known) {
    const id = locationId(location);
    const own = owners.get(id);
    if (own) own.add(workloadId);
    else owners.set(id, new Set([workloadId]));
  }
  const kept = new Map<InventoryItem, LocationRef>();
  const taken = new Set<string>();
  const workloadOf = new Map<InventoryItem, string>();
  const keep = (item: InventoryItem, location: LocationRef) => {
    kept.set(item, location);
    taken.add(locationId(location));
  };
  for (const { item, previous, workloadId } of matched) {
    workloadOf.set(item, workloadId);
    if (
      previous &&
      isNumbered(previous) &&
      previous.ref === item.location.ref &&
      baseOf(previous.key) === baseOf(item.location.key) &&
      !taken.has(locationId(previous))
    ) {
      keep(item, previous);
    }
  }
  const lastNumber = new Map<string, number>();
  for (const item of items) {
    if (kept.has(item)) continue;
    if (!isNumbered(item.location)) {
      keep(item, item.location);
      continue;
    }
    const { ref, key } = item.location;
    const isFree = (location: LocationRef) => {
      const id = locationId(location);
      if (taken.has(id)) return false;
      const own = owners.get(id);
      const workloadId = workloadOf.get(item);
      return !own || (workloadId !== undefined && own.has(workloadId));
    };
    if (isFree(item.location)) {
      keep(item, item.location);
      continue;
    }
    const base = baseOf(key);
    const counter = locationId({ ref, key: base });
    for (let number = lastNumber.get(counter) ?? 1; ; number += 1) {
      const location = { ref, key: number === 1 ? base : `${base}#${number}` };
      if (isFree(location)) {
        keep(item, location);
        break;
      }
      // What is taken or another's now stays so; what waits for its owner is passed once.
      lastNumber.set(counter, number);
    }
  }
  return kept;
}

/**
 * The inventory and its match with every item, run and range at the location
 * that the match says; everything else stays as it is.
 */
export function atKeptLocations(
  inventory: ServerInventory,
  match: InventoryMatch,
): {
  inventory: ServerInventory;
  match: InventoryMatch;
  /** Where a location of the reading stands. */
  locationOf(location: LocationRef): LocationRef;
} {
  const moved = new Map<string, LocationRef>();
  const copies = new Map<InventoryItem, InventoryItem>();
  for (const [item, location] of match.locations) {
    const { ref, key } = item.location;
    if (key === location.key && ref === location.ref) continue;
    moved.set(locationId({ ref, key }), location);
    copies.set(item, { ...item, location });
  }
  const locationOf = (location: LocationRef) =>
    moved.get(locationId(location)) ?? location;
  if (copies.size === 0) return { inventory, match, locationOf };
  const copyOf = (item: InventoryItem) => copies.get(item) ?? item;
  const move = <T extends { location: LocationRef }>(one: T): T => ({
    ...one,
    location: locationOf(one.location),
  });
  return {
    locationOf,
    inventory: {
      ...inventory,
      items: inventory.items.map(copyOf),
      ...(inventory.runs && { runs: inventory.runs.map(move) }),
      ...(inventory.runRanges && {
        runRanges: inventory.runRanges.map(move),
      }),
    },
    match: {
      ...match,
      matched: match.matched.map(one => ({ ...one, item: copyOf(one.item) })),
      added: match.added.map(group => group.map(copyOf)),
      locations: new Map(
        [...match.locations].map(([item, location]) => [
          copyOf(item),
          location,
        ]),
      ),
    },
  };
}
