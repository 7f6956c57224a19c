/** A command as it is compared: blanks are one, ends are trimmed. */
export function normalizeCommand(command: string): string {
  return command.trim().replace(/\s+/g, ' ');
}

/** Words of a command that may tell it from others: no redirections, paths by their parts. */
function wordsOf(command: string): Set<string> {
  return new Set(
    command
      .replace(/\d?(?:>>|>|<)\s*&?[^\s|;&]*/g, ' ')
      .split(/[\s/'";|&()]+/)
      .filter(word => word !== ''),
  );
}

function frequencies(all: Iterable<Set<string>>): Map<string, number> {
  const frequency = new Map<string, number>();
  for (const words of all) {
    for (const word of words) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
    }
  }
  return frequency;
}

/** How alike commands are, from 0 to 1. */
export interface CommandSimilarity {
  of(a: string, b: string): number;
  wordsOf(command: string): ReadonlySet<string>;
}

/**
 * Compares commands of one reading with those of the one before. A word that
 * many of either share, such as `bundle`, says little; one that is in a single
 * command before and in a single one now says most.
 */
export function commandSimilarity(
  before: readonly string[],
  now: readonly string[],
): CommandSimilarity {
  const words = new Map<string, Set<string>>();
  const cached = (command: string) => {
    const known = words.get(command);
    if (known) return known;
    const found = wordsOf(command);
    words.set(command, found);
    return found;
  };
  const [frequencyBefore, frequencyNow] = [before, now].map(all =>
    frequencies(all.map(cached)),
  );
  const weigh = (word: string) =>
    1 /
    Math.max(frequencyBefore.get(word) ?? 0, frequencyNow.get(word) ?? 0, 1) **
      2;

  return {
    wordsOf: cached,
    of(a, b) {
      const wordsOfA = cached(a);
      const wordsOfB = cached(b);
      let common = 0;
      let total = 0;
      for (const word of new Set([...wordsOfA, ...wordsOfB])) {
        const weight = weigh(word);
        total += weight;
        if (wordsOfA.has(word) && wordsOfB.has(word)) common += weight;
      }
      return total === 0 ? 0 : common / total;
    },
  };
}
