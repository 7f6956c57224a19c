import type { InventoryItem } from './inventory';
import {
  commandOnHost,
  fileName,
  groupBy,
  scheduleText,
  type Content,
} from './matchContent';
import type { KnownLocation } from './matchInventory';

/** What tells lines of one command from each other, the strongest first. */
const MARKS: Array<(content: Content) => string | null> = [
  fileName,
  ({ schedule }) => scheduleText(schedule),
  ({ description }) => description,
  ({ user }) => user ?? '',
  ({ location }) => location.key,
];

interface Marked<T> {
  value: T;
  group: string;
  marks: Array<string | null>;
}

function markAll<T extends Content>(
  values: Iterable<T>,
  groupOf: (content: Content) => string,
): Marked<T>[] {
  return [...values].map(value => ({
    value,
    group: groupOf(value),
    marks: MARKS.map(markOf => markOf(value)),
  }));
}

/** The marks of one mask as one string; `null` where a mark is missing, which equals nothing. */
function keyOf({ group, marks }: Marked<unknown>, mask: number): string | null {
  const parts = [group];
  for (let bit = 0; bit < marks.length; bit += 1) {
    if (mask & (1 << (marks.length - 1 - bit))) {
      const mark = marks[bit];
      if (mark === null) return null;
      parts.push(mark);
    }
  }
  return parts.join('\u0000');
}

/**
 * Pairs lines of the same command on the same host, those first that share the
 * most. Each round asks for one set of shared marks, so that ten thousand
 * lines of one command take as many steps as ten thousand different ones.
 *
 * @param groupOf - what both must have in common in any case
 */
export function pairSameCommands(
  known: Iterable<KnownLocation>,
  items: Iterable<InventoryItem>,
  take: (known: KnownLocation, item: InventoryItem) => void,
  groupOf: (content: Content) => string = commandOnHost,
): void {
  let openItems = markAll(items, groupOf);
  const wanted = new Set(openItems.map(({ group }) => group));
  let openKnown = markAll(known, groupOf).filter(({ group }) =>
    wanted.has(group),
  );
  const all = (1 << MARKS.length) - 1;
  for (let mask = all; mask >= 0; mask -= 1) {
    if (openKnown.length === 0 || openItems.length === 0) return;
    const queues = groupBy(openKnown, one => keyOf(one, mask) ?? '');
    const next = new Map<string, number>();
    const taken = new Set<Marked<KnownLocation>>();
    const rest: typeof openItems = [];
    for (const item of openItems) {
      const key = keyOf(item, mask);
      const at = key === null ? 0 : next.get(key) ?? 0;
      const found = key === null ? undefined : queues.get(key)?.[at];
      if (found) {
        next.set(key!, at + 1);
        taken.add(found);
        take(found.value, item.value);
      } else {
        rest.push(item);
      }
    }
    openItems = rest;
    if (taken.size > 0) openKnown = openKnown.filter(one => !taken.has(one));
  }
}
