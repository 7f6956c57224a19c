/** Deep texts exhaust the YAML library, up to aborting the process. */

const MAX_NESTING = 100;
/** Columns of blanks, dashes and question marks, each of which may nest. */
const MAX_INDENT = 400;

const OPENS = new Set(['[', '{']);
const CLOSES = new Set([']', '}']);
const INDENTS = new Set([' ', '\t', '-', '?']);

/**
 * The 1-based line from which a YAML text nests deeper than any that a person
 * wrote; `null` where it does not. Brackets within quotes count, too, unless
 * they are closed again.
 */
export function lineOfDepth(source: string): number | null {
  let line = 1;
  let nesting = 0;
  let indent = 0;
  let isIndent = true;
  for (const char of source) {
    if (char === '\n' || char === '\r') {
      if (char === '\n') line += 1;
      indent = 0;
      isIndent = true;
      continue;
    }
    if (isIndent && INDENTS.has(char)) indent += 1;
    else isIndent = false;
    if (OPENS.has(char)) nesting += 1;
    else if (CLOSES.has(char) && nesting > 0) nesting -= 1;
    if (nesting > MAX_NESTING || indent > MAX_INDENT) return line;
  }
  return null;
}
