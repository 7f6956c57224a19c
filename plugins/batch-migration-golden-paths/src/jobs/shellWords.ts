/** One word of a command, without its quotes. */
export interface ShellWord {
  text: string;
  /** Operator before it, such as `>>`; `;` where a new command begins. */
  after: string;
}

const TOKEN =
  /(?<operator>\d*>>?&?|&>>?|<<?<?|\|\|?|&&?|;;?|[()\n])|(?<word>(?:\\[^]|'[^']*'|"(?:\\[^]|[^"\\])*"|[^\s;&|<>()'"\\])+)/g;
const DEEPEST = 3;

/**
 * Words of a shell command with the operator before each: enough to see which
 * paths it names, never to run it. A quoted command (`sh -c '…'`) is read too.
 */
export function shellWords(command: string, depth = 0): ShellWord[] {
  const words: ShellWord[] = [];
  let after = ';';
  for (const { groups } of command.matchAll(TOKEN)) {
    if (groups?.operator) {
      after = groups.operator === '\n' ? ';' : groups.operator;
      continue;
    }
    const text = unquoted(groups?.word ?? '');
    const isCommand = /\s/.test(text) && depth < DEEPEST;
    words.push(
      ...(isCommand
        ? shellWords(text, depth + 1)
        : [{ text, after } satisfies ShellWord]),
    );
    after = '';
  }
  return words;
}

function unquoted(word: string): string {
  return word.replace(
    /\\([^])|'([^']*)'|"((?:\\[^]|[^"\\])*)"/g,
    (_, escaped, single, double) =>
      escaped ?? single ?? double.replace(/\\(["\\$`])/g, '$1'),
  );
}
