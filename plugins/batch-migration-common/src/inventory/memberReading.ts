import type {
  InventoryItem,
  InventoryPlace,
  RunRange,
  ServerInventory,
} from '../workload/inventory';
import type { Instant } from '../workload/model';

/** What was last read in one place of one member. */
export interface MemberPlace {
  place: InventoryPlace;
  items: InventoryItem[];
  freshUntil: Instant;
}

/** What is known of one host of a group, each place as it was last read. */
export interface MemberReading {
  /** Instance id, or the host's name. */
  name: string;
  source: string;
  readAt: Instant;
  /** All members of the group at that time; `null` where nobody said. */
  members: string[] | null;
  server: ServerInventory['server'];
  roles: ServerInventory['roles'];
  places: MemberPlace[];
  issues: ServerInventory['issues'];
  runRanges: RunRange[];
}

/**
 * Takes a new reading of one member. A place of which it tells nothing stays
 * as it was read before, and lapses in its own time.
 *
 * @param inventory - with its `member`
 */
export function readMember(
  before: MemberReading | undefined,
  inventory: ServerInventory & { member: string },
  source: { id: string; freshnessMs: number },
): MemberReading {
  const freshUntil = new Date(
    Date.parse(inventory.capturedAt) + source.freshnessMs,
  ).toISOString();
  const places = new Map(
    (before?.places ?? []).map(one => [one.place.ref, one]),
  );
  for (const place of inventory.places) {
    places.set(place.ref, { place, items: [], freshUntil });
  }
  for (const item of inventory.items) {
    places.get(item.location.ref)?.items.push(item);
  }
  return {
    name: inventory.member,
    source: source.id,
    readAt: inventory.capturedAt,
    members: inventory.members ?? null,
    server: inventory.server,
    roles: inventory.roles,
    places: [...places.values()],
    issues: inventory.issues,
    runRanges: inventory.runRanges ?? [],
  };
}

/** When the next of its places lapses, from an instant on; `null` where none does. */
export function nextLapse(
  { places }: MemberReading,
  from: Instant,
): Instant | null {
  const lapses = places.map(({ freshUntil }) => freshUntil);
  return lapses.filter(at => at >= from).sort()[0] ?? null;
}
