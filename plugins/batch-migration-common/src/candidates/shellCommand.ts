const quote = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`;

/**
 * The words of a container's command as a shell would take them, so that they
 * compare with lines of a crontab; `null` where there are none.
 */
export function shellCommand(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.map(quote).join(' ');
}
