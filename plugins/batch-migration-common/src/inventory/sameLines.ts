import { matchInventory, locationId } from '../workload';
import type { InventoryItem } from '../workload/inventory';
import type { LocationRef } from '../workload/model';

/** One line, worker or tool of a group, as each member has it. */
export interface SharedItem {
  location: LocationRef;
  /** By the member's name. */
  variants: Map<string, InventoryItem>;
}

/**
 * Finds which items of the members are the same, by the rules by which an
 * edited line keeps its identity: the schedule, the user or a part of the
 * command may differ.
 */
export function sameLines(
  members: ReadonlyArray<{ name: string; items: readonly InventoryItem[] }>,
): SharedItem[] {
  const groups: Array<Map<string, InventoryItem>> = [];
  for (const { name, items } of members) {
    const known = groups.map((variants, index) => {
      const [item] = variants.values();
      return {
        workloadId: String(index),
        // Only to tell the groups apart: keys of several members may be equal.
        location: { ref: item.location.ref, key: `${index}` },
        kind: item.kind,
        roleRef: item.roleRef,
        name: item.name,
        command: item.command,
        schedule: item.schedule,
        user: item.user,
        description: item.description,
      };
    });
    const { matched } = matchInventory(known, [...items]);
    const groupOf = new Map(
      matched.flatMap(({ item, previous }) =>
        previous ? [[item, groups[Number(previous.key)]] as const] : [],
      ),
    );
    for (const item of items) {
      const group = groupOf.get(item);
      // A file of one member is never a file of another name on the next one.
      const [first] = group?.values() ?? [];
      if (group && first.location.ref === item.location.ref) {
        group.set(name, item);
      } else {
        groups.push(new Map([[name, item]]));
      }
    }
  }
  return withLocations(groups);
}

/**
 * The key that most members have, so that it stays the same while single
 * members are replaced. Of two groups with one key the larger one keeps it.
 */
function withLocations(
  groups: ReadonlyArray<Map<string, InventoryItem>>,
): SharedItem[] {
  const taken = new Set<string>();
  const located = new Map<Map<string, InventoryItem>, LocationRef>();
  const largestFirst = [...groups].sort((a, b) => b.size - a.size);
  for (const variants of largestFirst) {
    const wanted = byCount(
      [...variants.values()].map(({ location }) => location),
    );
    const own = wanted.find(location => !taken.has(locationId(location)));
    const location = own ?? firstFree(wanted[0], taken);
    taken.add(locationId(location));
    located.set(variants, location);
  }
  return groups.map(variants => ({
    location: located.get(variants)!,
    variants,
  }));
}

function byCount(locations: readonly LocationRef[]): LocationRef[] {
  const counts = new Map<string, { location: LocationRef; count: number }>();
  for (const location of locations) {
    const id = locationId(location);
    const count = (counts.get(id)?.count ?? 0) + 1;
    counts.set(id, { location, count });
  }
  return [...counts]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .map(([, { location }]) => location);
}

function firstFree(
  { ref, key }: LocationRef,
  taken: ReadonlySet<string>,
): LocationRef {
  for (let count = 2; ; count += 1) {
    const location = { ref, key: `${key}~${count}` };
    if (!taken.has(locationId(location))) return location;
  }
}
