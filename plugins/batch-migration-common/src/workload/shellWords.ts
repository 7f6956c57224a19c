/**
 * As much of a shell's grammar as is needed to see where a credential ends.
 * The awk program of scripts/capture-inventory.sh has the same functions: a
 * change here is a change there.
 */

/** What a place within a line lies in: between no quotes, or between these. */
export type Quote = '' | '"' | "'";

/** Where a line is read to: which quotes are open, and which tools the command at this place names. */
export interface LinePlace {
  quote: Quote;
  /** Within double quotes, between two `\"`. */
  inEscaped: boolean;
  tools: ReadonlySet<string>;
}

const ENDS_WORD = /[ \t\r|&;<>()]/;
const PLACEHOLDER = /^\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*/;
/** `$3cret` is the third argument and `cret`. */
const VARIABLE = /^\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!])/;
const BRACED = /^\$\{[A-Za-z0-9_]+\}/;
const PERCENTS = /^%[A-Za-z0-9_]+%/;
const BETWEEN = /^[:/.,@_%-]/;

/** Characters to the end of `$(…)`, which may hold others; to the end of the text where it stays open. */
function substitutionSize(text: string): number {
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Characters of `"…"` or `'…'` at the start of a text, 0 where it stays open. */
function quotedSize(text: string): number {
  const quote = text[0];
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at + 1;
  }
  return 0;
}

/** Characters of `\"…\"` at the start of a text, 0 where it stays open or is none. */
function escapedSize(text: string): number {
  if (!text.startsWith('\\"')) return 0;
  for (let at = 2; at < text.length; at++) {
    if (text.startsWith('\\\\\\"', at)) at += 3;
    else if (text.startsWith('\\"', at)) return at + 2;
    else if (text[at] === '"') return 0;
  }
  return 0;
}

/** Characters of one piece of a word, 0 where quotes stay open. */
export function pieceSize(text: string): number {
  if (text[0] === '"' || text[0] === "'") return quotedSize(text);
  if (text.startsWith('$(')) return substitutionSize(text);
  let end = 0;
  if (text.startsWith('${')) end = text.indexOf('}');
  else if (text[0] === '`') end = text.indexOf('`', 1);
  return Math.max(0, end) + 1;
}

/** Characters before the quotes end in which the text lies. */
export function sizeToQuote(
  text: string,
  { quote, inEscaped }: Pick<LinePlace, 'quote' | 'inEscaped'>,
): number {
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('$(', at)) {
      at += substitutionSize(text.slice(at)) - 1;
    } else if (text[at] === '\\' && quote === '"') {
      if (inEscaped && text[at + 1] === '"') return at;
      at++;
    } else if (text[at] === quote) return at;
  }
  return text.length;
}

/** Characters of the shell word at the start of a text, its quotes included. */
export function wordSize(
  text: string,
  { quote, inEscaped }: Pick<LinePlace, 'quote' | 'inEscaped'>,
): number {
  if (!inEscaped) {
    const escaped = escapedSize(text);
    if (escaped) return escaped;
  }
  // The end of the quotes around: there is no value.
  if (quote && text[0] === quote && /^(?:[ \t\r;|&)]|$)/.test(text.slice(1, 2)))
    return 0;
  let at = 0;
  while (at < text.length && !ENDS_WORD.test(text[at])) {
    if (text[at] === '\\') {
      if (text[at + 1] === quote && (quote === "'" || inEscaped)) break;
      at += 2;
      continue;
    }
    if (at > 0 && text[at] === quote) break;
    const size = pieceSize(text.slice(at));
    // Open to the end: all of it, rather than a piece of a credential.
    if (!size) {
      if (at > 0 && quote) break;
      const rest = text.slice(at + 1);
      return quote && quote !== text[at]
        ? at + 1 + sizeToQuote(rest, { quote, inEscaped })
        : text.length;
    }
    at += size;
  }
  return Math.min(at, text.length);
}

/** A substitution that only prints what it says: `$(echo secret)`. */
const TELLS_ITSELF = /^(?:\$\(|`)[ \t]*(?:echo|printf)[ \t][^$]*$/;

/** A value that other places hold: `$X`, `${X}`, `$(cat x)`, several of them; not `${X:-default}`. */
export function isReference(value: string): boolean {
  let rest = value;
  let found = false;
  while (rest !== '') {
    const known =
      VARIABLE.exec(rest) ??
      BRACED.exec(rest) ??
      PERCENTS.exec(rest) ??
      PLACEHOLDER.exec(rest);
    let size = known?.[0].length ?? 0;
    if (!size && /^(?:\$\(|`)/.test(rest)) {
      size = pieceSize(rest);
      const piece = rest.slice(0, size);
      if (!/^(?:\$\(.*\)|`.*`)$/.test(piece) || TELLS_ITSELF.test(piece))
        return false;
    }
    if (size) found = true;
    else if (BETWEEN.test(rest)) size = 1;
    else return false;
    rest = rest.slice(size);
  }
  return found;
}

/** The quotes around a value, where it lies in one pair of them, and what is between. */
export function unquoteWord(value: string): [string, string, string] {
  if (escapedSize(value) === value.length && value !== '')
    return ['\\"', value.slice(2, -2), '\\"'];
  if (value[0] !== '"' && value[0] !== "'") return ['', value, ''];
  const size = quotedSize(value);
  if (size === value.length) return [value[0], value.slice(1, -1), value[0]];
  return size === 0 ? [value[0], value.slice(1), ''] : ['', value, ''];
}

/** Where `separator` first stands in a word outside of substitutions, -1 where it does not. */
export function indexInWord(word: string, separator: string): number {
  for (let at = 0; at < word.length; at++) {
    if (word[at] === separator) return at;
    if (/^(?:\$[({]|`)/.test(word.slice(at, at + 2)))
      at += pieceSize(word.slice(at)) - 1;
  }
  return -1;
}
