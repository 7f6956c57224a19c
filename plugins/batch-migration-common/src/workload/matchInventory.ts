import type { InventoryItem, InventoryPlace } from './inventory';
import { keepLocations } from './keepLocations';
import {
  changesOf,
  commandOnHost,
  groupBy,
  identityOf,
  isOnHostOf,
  type Content,
  type ItemChange,
} from './matchContent';
import { editedPairs } from './matchEdited';
import { pairSameCommands } from './matchSameCommand';
import type { EntityRef, Kind, LocationRef, ScheduleSpec } from './model';
import { hostOf, locationId } from './places';

export { ITEM_CHANGES, type ItemChange } from './matchContent';

/** A legacy location of a known workload with what was last read there. */
export interface KnownLocation {
  workloadId: string;
  location: LocationRef;
  kind: Kind;
  roleRef: EntityRef;
  name: string;
  command: string;
  schedule: ScheduleSpec | null;
  user: string | null;
  /** The comment above it. */
  description: string | null;
  /** Its line was already missing; it may come back. */
  absent?: boolean;
}

/** An item that is a known workload. */
export interface MatchedItem {
  item: InventoryItem;
  workloadId: string;
  /**
   * The known location that this item is now; `null` where the item is a
   * further location of the workload: an identical line, or a twin host.
   */
  previous: LocationRef | null;
  /** What differs from the known content; empty when nothing does. */
  changes: ItemChange[];
}

export interface InventoryMatch {
  matched: MatchedItem[];
  /** Each group is one new workload; identical lines share a group. */
  added: InventoryItem[][];
  /**
   * Where each item stands: a line keeps its key among lines of its command,
   * however they are ordered, and never takes that of another workload.
   */
  locations: Map<InventoryItem, LocationRef>;
  /** Known locations in places that were read completely, and that no item is now. */
  gone: Array<{ workloadId: string; location: LocationRef }>;
  /** Those that were missing before and were looked for again in vain. */
  stillGone: Array<{ workloadId: string; location: LocationRef }>;
}

/**
 * Says which items of a new reading of one server are which known locations.
 * Ids survive a changed schedule, command or comment, a new order, disabling,
 * and moves between files; a line that is also on a twin host of the same
 * role, and an identical second line, are further locations of one workload.
 * What was gone comes back by its command. Works for declared items too: their
 * refs name the same hosts and files.
 *
 * @param known - legacy locations of this server and of the hosts that share its roles
 * @param items - the reading, in the order of its files
 * @param places - what was read; without it no location is said to be gone
 */
export function matchInventory(
  known: KnownLocation[],
  items: InventoryItem[],
  places: InventoryPlace[] = [],
): InventoryMatch {
  const matched = recognise(known, items, places);
  const position = new Map(items.map((item, index) => [item, index]));
  matched.sort((a, b) => position.get(a.item)! - position.get(b.item)!);
  const locations = keepLocations(known, items, matched);

  const completeRefs = new Set(
    places.filter(place => place.complete).map(place => place.ref),
  );
  const stillThere = new Set([...locations.values()].map(locationId));
  const missing = (wasAbsent: boolean) =>
    known
      .filter(
        ({ location, absent = false }) =>
          absent === wasAbsent &&
          completeRefs.has(location.ref) &&
          !stillThere.has(locationId(location)),
      )
      .map(({ workloadId, location }) => ({ workloadId, location }));

  const isMatched = new Set(matched.map(({ item }) => item));
  const isNew = items.filter(item => !isMatched.has(item));
  return {
    matched,
    added: [...groupBy(isNew, identityOf).values()],
    locations,
    gone: missing(false),
    stillGone: missing(true),
  };
}

/** How often edited lines are looked at again: a bound for hostile files. */
const MAX_ROUNDS = 4;

/** The workload on the host where a location is. */
const workloadOnHost = (workloadId: string, { location }: Content) =>
  `${workloadId}\n${hostOf(location.ref)}`;

const sameOnHost = (content: Content) =>
  `${hostOf(content.location.ref)}\n${identityOf(content)}`;

/**
 * The first of a group that is still open. What is closed stays so, and is
 * passed once: a crontab may hold one line very often.
 */
function queueOf<T>(
  groups: ReadonlyMap<string, readonly T[]>,
  isOpen: (value: T) => boolean,
): (key: string) => T | undefined {
  const passed = new Map<string, number>();
  return key => {
    const group = groups.get(key) ?? [];
    let at = passed.get(key) ?? 0;
    while (at < group.length && !isOpen(group[at])) at += 1;
    passed.set(key, at);
    return group[at];
  };
}

/** From the surest sign of identity to the weakest; what one takes, no later one gets. */
function recognise(
  known: KnownLocation[],
  items: InventoryItem[],
  places: InventoryPlace[],
): MatchedItem[] {
  const hosts = new Set(items.map(({ location }) => hostOf(location.ref)));
  for (const { ref } of places) hosts.add(hostOf(ref));
  const own = known.filter(({ location }) => hosts.has(hostOf(location.ref)));
  const live = own.filter(({ absent }) => !absent);
  const liveOnHost = groupBy(live, one => workloadOnHost(one.workloadId, one));
  const isOnHost = (workloadId: string, content: Content) =>
    liveOnHost.has(workloadOnHost(workloadId, content));
  // What an edit or a move left behind is not gone: its workload is elsewhere on the host.
  const isFormer = (one: KnownLocation) =>
    one.absent === true && isOnHost(one.workloadId, one);
  const gone = own.filter(one => one.absent && !isFormer(one));

  const matched: MatchedItem[] = [];
  const openItems = new Set(items);
  const openKnown = new Set(own);
  const open = (all: readonly KnownLocation[]) =>
    all.filter(one => openKnown.has(one));
  const take = (one: KnownLocation, item: InventoryItem) => {
    if (!openKnown.has(one) || !openItems.has(item)) return;
    openKnown.delete(one);
    openItems.delete(item);
    matched.push({
      item,
      workloadId: one.workloadId,
      previous: one.location,
      changes: changesOf(one, item),
    });
  };

  pairSameCommands(live, openItems, take);
  // What came back just as it was; anything else may still be a twin.
  pairSameCommands(gone, openItems, take, sameOnHost);
  for (const { item, twin } of twins(known, openItems, openKnown, isOnHost)) {
    openItems.delete(item);
    matched.push({
      item,
      workloadId: twin.workloadId,
      previous: null,
      changes: changesOf(twin, item),
    });
  }

  // An edit that was taken back: the line is what it was before.
  const former = groupBy(own.filter(isFormer), commandOnHost);
  const lines = queueOf(liveOnHost, one => openKnown.has(one));
  const workloads = queueOf(
    new Map(
      [...former].map(([command, ones]) => [
        command,
        [...new Set(ones.map(one => workloadOnHost(one.workloadId, one)))],
      ]),
    ),
    workload => lines(workload) !== undefined,
  );
  for (const item of openItems) {
    const workload = workloads(commandOnHost(item));
    if (workload !== undefined) take(lines(workload)!, item);
  }
  // What a sure pair leaves over may be the only one that is left.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const openLive = open(live);
    const before = openItems.size;
    if (openLive.length === 0 || before === 0) break;
    const jobs = jobsThere(live, openLive, openItems, matched);
    for (const pair of editedPairs(openLive, openItems, jobs)) {
      take(pair.known, pair.item);
    }
    if (openItems.size === before) break;
  }
  // What was gone everywhere and is none of those that changed is back, at another time.
  const there = new Set(
    known.flatMap(({ absent, workloadId }) => (absent ? [] : workloadId)),
  );
  const lost = open(gone).filter(({ workloadId }) => !there.has(workloadId));
  pairSameCommands(lost, openItems, take);
  return matched;
}

/** Items that are identical to a known or just matched line, on whatever host of the role. */
function twins(
  known: readonly KnownLocation[],
  openItems: ReadonlySet<InventoryItem>,
  openKnown: ReadonlySet<KnownLocation>,
  isOnHost: (workloadId: string, content: Content) => boolean,
): Array<{ item: InventoryItem; twin: KnownLocation }> {
  if (openItems.size === 0) return [];
  const identities = groupBy(known, identityOf);
  return [...openItems].flatMap(item => {
    const alike = (identities.get(identityOf(item)) ?? []).filter(
      one =>
        one.roleRef === item.roleRef &&
        !openKnown.has(one) &&
        // What a workload was here before it was edited may be another job.
        !(
          one.absent &&
          isOnHostOf(one, item) &&
          isOnHost(one.workloadId, item)
        ),
    );
    const twin = alike.find(({ absent }) => !absent) ?? alike[0];
    return twin ? [{ item, twin }] : [];
  });
}

/** Each job once, as it was and as it is: what an edited line is compared against. */
function jobsThere(
  live: readonly KnownLocation[],
  openLive: readonly KnownLocation[],
  openItems: ReadonlySet<InventoryItem>,
  matched: readonly MatchedItem[],
): { known: Content[]; read: Content[] } {
  const known = new Map(live.map(one => [one.workloadId, one]));
  const isOpen = new Set(openLive.map(({ workloadId }) => workloadId));
  const read = new Map<string, Content>();
  for (const { workloadId, item } of matched) {
    // Of two equal lines one may be edited: the other one is no neighbour.
    if (!isOpen.has(workloadId)) read.set(workloadId, item);
  }
  return {
    known: [...known.values()],
    read: [...read.values(), ...openItems],
  };
}
