/** A word that more have than this finds nobody: it would be in every list. */
const MAX_FOUND_BY = 200;

/**
 * Finds what has words in common, and says how much. A word that many have
 * says little. Each look costs the words of the question, not the whole index.
 */
export class WordIndex {
  private readonly byWord = new Map<string, string[]>();
  private readonly wordsOf = new Map<string, ReadonlySet<string>>();

  add(id: string, words: readonly string[]): void {
    const different = new Set(words);
    this.wordsOf.set(id, different);
    for (const word of different) {
      const ids = this.byWord.get(word);
      if (ids) ids.push(id);
      else this.byWord.set(word, [id]);
    }
  }

  /** How alike, above 0 and up to 1, by id; what has nothing in common is left out. */
  alike(words: readonly string[]): Map<string, number> {
    const asked = new Set(words);
    const found = new Set<string>();
    for (const word of asked) {
      const ids = this.byWord.get(word) ?? [];
      if (ids.length <= MAX_FOUND_BY) ids.forEach(id => found.add(id));
    }
    return new Map([...found].map(id => [id, this.likeness(asked, id)]));
  }

  /** From 0 to 1: the weight of the words in common among that of all. */
  likeness(asked: ReadonlySet<string>, id: string): number {
    const own = this.wordsOf.get(id) ?? new Set();
    let common = 0;
    let total = 0;
    for (const word of new Set([...asked, ...own])) {
      const weight = this.weightOf(word);
      total += weight;
      if (asked.has(word) && own.has(word)) common += weight;
    }
    return total === 0 ? 0 : common / total;
  }

  private weightOf(word: string): number {
    const seen = this.byWord.get(word)?.length ?? 1;
    return Math.log(1 + (this.wordsOf.size + 1) / seen);
  }
}
