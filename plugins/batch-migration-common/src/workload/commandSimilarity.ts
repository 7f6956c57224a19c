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

/**
 * How alike two commands are, from 0 to 1, among all that are compared: a word
 * that many of them share, such as `bundle`, says little.
 */
export function commandSimilarity(
  all: string[],
): (a: string, b: string) => number {
  const words = new Map(all.map(command => [command, wordsOf(command)]));
  const frequency = new Map<string, number>();
  for (const command of all) {
    for (const word of words.get(command)!) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
    }
  }
  const weigh = (word: string) => 1 / (frequency.get(word) ?? 1) ** 2;

  return (a, b) => {
    const wordsOfA = words.get(a) ?? wordsOf(a);
    const wordsOfB = words.get(b) ?? wordsOf(b);
    let common = 0;
    let total = 0;
    for (const word of new Set([...wordsOfA, ...wordsOfB])) {
      const weight = weigh(word);
      total += weight;
      if (wordsOfA.has(word) && wordsOfB.has(word)) common += weight;
    }
    return total === 0 ? 0 : common / total;
  };
}
