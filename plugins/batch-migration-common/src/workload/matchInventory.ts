import { commandSimilarity, normalizeCommand } from './commandSimilarity';
import type { InventoryItem, InventoryPlace } from './inventory';
import type { EntityRef, Kind, LocationRef, ScheduleSpec } from './model';
import { hostOf, locationId, pathOf } from './places';

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

export const ITEM_CHANGES = [
  'schedule',
  'command',
  'user',
  'description',
  'file',
  'host',
] as const;
export type ItemChange = (typeof ITEM_CHANGES)[number];

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
  /** Known locations in places that were read completely, and that no item is now. */
  gone: Array<{ workloadId: string; location: LocationRef }>;
  /** Those that were missing before and were looked for again in vain. */
  stillGone: Array<{ workloadId: string; location: LocationRef }>;
}

/** From here on an edited command counts as the same job; found by the cases of the test. */
const SAME_JOB_SCORE = 0.6;

/** Pairs of changed commands that are compared at most: a bound for hostile files. */
const MAX_COMPARISONS = 250_000;

type Content = Pick<
  InventoryItem,
  'kind' | 'name' | 'command' | 'schedule' | 'user' | 'description'
> & { location: LocationRef };

const scheduleText = (schedule: ScheduleSpec | null): string =>
  schedule
    ? `${schedule.expression.trim().replace(/\s+/g, ' ')} ${schedule.timezone}`
    : '';

const sameSchedule = (a: Content, b: Content) =>
  scheduleText(a.schedule) === scheduleText(b.schedule);

const sameCommand = (a: Content, b: Content) =>
  normalizeCommand(a.command) === normalizeCommand(b.command);

const sameDescription = (a: Content, b: Content) =>
  a.description !== null && a.description === b.description;

const sameHost = (a: Content, b: Content) =>
  hostOf(a.location.ref) === hostOf(b.location.ref);

/** `crontabs/batch` in Git is the file `var/spool/cron/crontabs/batch` on the host. */
function sameFile(a: Content, b: Content): boolean {
  if (a.location.ref === b.location.ref) return true;
  const name = (ref: string) => pathOf(ref).split('/').pop();
  return sameHost(a, b) && name(a.location.ref) === name(b.location.ref);
}

function changesOf(known: Content, item: Content): ItemChange[] {
  const changed: Record<ItemChange, boolean> = {
    schedule: !sameSchedule(known, item),
    command: !sameCommand(known, item),
    user: known.user !== item.user,
    description: known.description !== item.description,
    file: sameHost(known, item) && !sameFile(known, item),
    host: !sameHost(known, item),
  };
  return ITEM_CHANGES.filter(change => changed[change]);
}

/** For items of one command: which of several known ones is it? Higher is nearer. */
function nearness(known: Content, item: Content): number {
  return (
    (sameFile(known, item) ? 16 : 0) +
    (sameSchedule(known, item) ? 8 : 0) +
    (sameDescription(known, item) ? 4 : 0) +
    (known.user === item.user ? 2 : 0) +
    (known.location.key === item.location.key ? 1 : 0)
  );
}

interface Pair {
  known: KnownLocation;
  item: InventoryItem;
  score: number;
}

/** Best pairs first; what is equally good keeps the order of the inputs. */
function takeBest(
  pairs: Pair[],
  openKnown: Set<KnownLocation>,
  openItems: Set<InventoryItem>,
  matched: MatchedItem[],
): void {
  const order = pairs.map((pair, index) => ({ pair, index }));
  order.sort(
    (a, b) =>
      Number(a.pair.known.absent ?? false) -
        Number(b.pair.known.absent ?? false) ||
      b.pair.score - a.pair.score ||
      a.index - b.index,
  );
  for (const { pair } of order) {
    const { known, item } = pair;
    if (openKnown.has(known) && openItems.has(item)) {
      openKnown.delete(known);
      openItems.delete(item);
      matched.push({
        item,
        workloadId: known.workloadId,
        previous: known.location,
        changes: changesOf(known, item),
      });
    }
  }
}

function groupBy<T>(values: Iterable<T>, keyOf: (value: T) => string) {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    // A crontab may hold one line very often: copying would be quadratic.
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

const identityOf = (content: Content) =>
  [
    content.kind,
    normalizeCommand(content.command),
    scheduleText(content.schedule),
    // A process has no schedule: its name tells it from its neighbours.
    content.schedule ? '' : content.name,
  ].join('\n');

/**
 * Says which items of a new reading of one server are which known locations.
 * Ids survive a changed schedule, command or comment, a new order, disabling,
 * and moves between files; a line that is also on a twin host of the same
 * role, and an identical second line, are further locations of one workload.
 * Works for declared items too: their refs name the same hosts and files.
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
  const matched: MatchedItem[] = [];
  const openItems = new Set(items);
  const hosts = new Set(items.map(({ location }) => hostOf(location.ref)));
  for (const { ref } of places) hosts.add(hostOf(ref));
  const openKnown = new Set(
    known.filter(({ location }) => hosts.has(hostOf(location.ref))),
  );

  // The same command on the same host: schedule, comment or file may differ.
  const commandOf = ({ kind, command, location }: Content) =>
    [kind, hostOf(location.ref), normalizeCommand(command)].join('\n');
  const byCommand = groupBy(openItems, commandOf);
  const sameCommands: Pair[] = [];
  for (const [key, candidates] of groupBy(openKnown, commandOf)) {
    const alike = byCommand.get(key) ?? [];
    const isHuge = candidates.length * alike.length > MAX_COMPARISONS;
    candidates.forEach((candidate, i) => {
      // A file of one line ten thousand times over is paired in its order.
      for (const item of isHuge ? alike.slice(i, i + 1) : alike) {
        // Two processes of one command are told apart by their names.
        if (!item.schedule && item.name !== candidate.name) continue;
        const score = nearness(candidate, item);
        sameCommands.push({ known: candidate, item, score });
      }
    });
  }
  takeBest(sameCommands, openKnown, openItems, matched);

  // A further location: identical to a known or just matched one.
  const identities = new Map<string, KnownLocation>();
  for (const candidate of known) {
    const key = identityOf(candidate);
    const first = identities.get(key);
    if (!first || (first.absent && !candidate.absent)) {
      identities.set(key, candidate);
    }
  }
  for (const item of [...openItems]) {
    const twin = identities.get(identityOf(item));
    if (twin && twin.roleRef === item.roleRef && !openKnown.has(twin)) {
      openItems.delete(item);
      const changes = changesOf(twin, item);
      const { workloadId } = twin;
      matched.push({ item, workloadId, previous: null, changes });
    }
  }

  takeBest(editedPairs(openKnown, openItems), openKnown, openItems, matched);

  const completeRefs = new Set(
    places.filter(place => place.complete).map(place => place.ref),
  );
  const stillThere = new Set(
    matched.map(({ item }) => locationId(item.location)),
  );
  const missing = (wasAbsent: boolean) =>
    known
      .filter(
        ({ location, absent = false }) =>
          absent === wasAbsent &&
          completeRefs.has(location.ref) &&
          !stillThere.has(locationId(location)),
      )
      .map(({ workloadId, location }) => ({ workloadId, location }));

  const position = new Map(items.map((item, index) => [item, index]));
  matched.sort((a, b) => position.get(a.item)! - position.get(b.item)!);
  return {
    matched,
    added: [...groupBy(openItems, identityOf).values()],
    gone: missing(false),
    stillGone: missing(true),
  };
}

/** The command itself was edited: same host, alike enough, helped by name and comment. */
function editedPairs(
  openKnown: Set<KnownLocation>,
  openItems: Set<InventoryItem>,
): Pair[] {
  if (openKnown.size * openItems.size > MAX_COMPARISONS) return [];
  const similarity = commandSimilarity(
    [...openKnown, ...openItems].map(({ command }) => command),
  );
  const pairs: Pair[] = [];
  for (const known of openKnown) {
    for (const item of openItems) {
      if (known.kind !== item.kind || !sameHost(known, item)) continue;
      const score =
        similarity(known.command, item.command) +
        (sameSchedule(known, item) ? 0.15 : 0) +
        (sameDescription(known, item) ? 0.35 : 0) +
        (known.name === item.name ? 0.3 : -0.2);
      if (score >= SAME_JOB_SCORE) pairs.push({ known, item, score });
    }
  }
  return pairs;
}
