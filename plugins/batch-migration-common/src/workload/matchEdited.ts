import { commandSimilarity } from './commandSimilarity';
import type { InventoryItem } from './inventory';
import {
  identityOf,
  isOnHostOf,
  scheduleText,
  type Content,
} from './matchContent';
import type { KnownLocation } from './matchInventory';

/** From here on an edited command counts as the same job; found by the cases of the tests. */
const SAME_JOB_SCORE = 0.6;

/** A word that so many open lines share leads to none of them. */
const MAX_SHARING = 64;

export interface EditedPair {
  known: KnownLocation;
  item: InventoryItem;
  score: number;
}

/** Identical lines are one job. */
const distinct = (contents: readonly Content[]) => [
  ...new Map(contents.map(one => [identityOf(one), one])).values(),
];

/** A name that was taken from a command is its script, with arguments: `backup full`. */
const scriptOf = (name: string) => name.split(' ', 1)[0];

const scriptAtTime = ({ name, schedule }: Content) =>
  `${scriptOf(name)} at ${scheduleText(schedule)}`;

/** The same script, and one name has all the words of the other. */
function saysMoreOrLess(a: string, b: string): boolean {
  if (scriptOf(a) !== scriptOf(b)) return false;
  const [fewer, more] = [a.split(' '), b.split(' ')].sort(
    (one, other) => one.length - other.length,
  );
  return fewer.every(word => more.includes(word));
}

/**
 * Lines whose command itself was edited: on the same host, alike enough, helped
 * by name and comment. Only lines that share a rare word, a name or a comment
 * are compared, so that a crontab that was rewritten as a whole costs no more
 * than its length.
 *
 * @param background - all jobs that are there, known and read: a word, a name
 * or a comment that many of them share says little
 */
export function editedPairs(
  openKnown: Iterable<KnownLocation>,
  openItems: Iterable<InventoryItem>,
  background: { known: Iterable<Content>; read: Iterable<Content> },
): EditedPair[] {
  const similarity = commandSimilarity(
    [...background.known].map(({ command }) => command),
    distinct([...background.read]).map(({ command }) => command),
  );
  const comments = sharing(background, ({ description }) => description);
  const open = { known: [...openKnown], read: [...openItems] };
  const jobs = { known: distinct(open.known), read: distinct(open.read) };
  const names = sharing(jobs, ({ name }) => scriptOf(name));
  const dates = sharing(jobs, scriptAtTime);
  const tracesOf = ({ name, description, command }: Content) => [
    `name ${scriptOf(name)}`,
    ...(description === null ? [] : [`comment ${description}`]),
    ...[...similarity.wordsOf(command)].map(word => `word ${word}`),
  ];
  const byTrace = new Map<string, KnownLocation[]>();
  for (const known of open.known) {
    for (const trace of tracesOf(known)) {
      const found = byTrace.get(trace);
      if (found) found.push(known);
      else byTrace.set(trace, [known]);
    }
  }

  const pairs: EditedPair[] = [];
  for (const item of open.read) {
    const candidates = new Set<KnownLocation>();
    for (const trace of tracesOf(item)) {
      const found = byTrace.get(trace) ?? [];
      if (found.length > MAX_SHARING) continue;
      for (const known of found) candidates.add(known);
    }
    for (const known of candidates) {
      if (known.kind !== item.kind || !isOnHostOf(known, item)) continue;
      const isOwnComment =
        item.description !== null &&
        known.description === item.description &&
        comments(item.description) === 1;
      const isNamesake = saysMoreOrLess(known.name, item.name);
      const time = scheduleText(item.schedule);
      const isInTime = scheduleText(known.schedule) === time;
      // The only line of its name that changed, at its time, is that line.
      const isOnlyOne =
        isNamesake && isInTime && dates(scriptAtTime(item)) === 1;
      let nameScore = -0.4;
      if (isOnlyOne) nameScore = 0.45;
      else if (isNamesake) nameScore = 0.3 / names(scriptOf(item.name));
      else if (scriptOf(known.name) === scriptOf(item.name)) nameScore = 0;
      const score =
        similarity.of(known.command, item.command) +
        (isInTime ? 0.15 : 0) +
        (isOwnComment ? 0.85 : 0) +
        nameScore;
      if (score >= SAME_JOB_SCORE) pairs.push({ known, item, score });
    }
  }
  return pairs.sort((a, b) => b.score - a.score);
}

/** How many jobs of the side that has more of them share a value; at least one. */
function sharing(
  background: { known: Iterable<Content>; read: Iterable<Content> },
  valueOf: (content: Content) => string | null,
): (value: string) => number {
  const [known, read] = [background.known, background.read].map(contents => {
    const counts = new Map<string, number>();
    for (const content of contents) {
      const value = valueOf(content);
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  });
  return value => Math.max(known.get(value) ?? 0, read.get(value) ?? 0, 1);
}
