const PLACEHOLDER = /\*\*\*MASKED:([A-Z_][A-Z0-9_]*)\*\*\*/g;

/** Names of the credentials that were masked in a text, each once. */
export function maskedNames(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(match => match[1]))];
}

/**
 * Puts a shell variable in the place of every masked credential. Each is
 * quoted so that it expands to one word, whatever quotes stand around it:
 * `sh(1)` expands nothing between single quotes, so these are closed and
 * opened again.
 */
export function replaceMasked(command: string): string {
  let replaced = '';
  let position = 0;
  for (const match of command.matchAll(PLACEHOLDER)) {
    const before = command.slice(0, match.index);
    replaced += command.slice(position, match.index);
    replaced += shellVariable(match[1], openQuote(before));
    position = match.index + match[0].length;
  }
  return replaced + command.slice(position);
}

function shellVariable(name: string, quote: '"' | "'" | null): string {
  if (quote === '"') return `\${${name}}`;
  return quote === "'" ? `'"\${${name}}"'` : `"\${${name}}"`;
}

/** The quote that is still open at the end of a piece of shell text. */
export function openQuote(text: string): '"' | "'" | null {
  let open: '"' | "'" | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\' && open !== "'") {
      index += 1;
    } else if (open === null && (character === '"' || character === "'")) {
      open = character;
    } else if (character === open) {
      open = null;
    }
  }
  return open;
}
