/** Renderers make links of these even where the signs around them are escaped. */
const LINK_LIKE = /:\/\/|www\.|@/i;
/** Characters that a terminal or a reader obeys instead of showing them. */
const OBEYED =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line of text that means nothing to Markdown or HTML. */
export function plain(text: string): string {
  return (
    oneLine(text)
      .split(' ')
      .map(word => (LINK_LIKE.test(word) ? inlineCode(word) : escaped(word)))
      .join(' ')
      // Signs that mean something only where a block begins.
      .replace(/^(\d*)([#+\-.=])/, '$1\\$2')
  );
}

/** One line in a fixed width, as it is; fits the cell of a table. */
export function inlineCode(text: string): string {
  // A pipe would end the cell, and template syntax must not be in any file.
  const line = oneLine(text).replaceAll('|', '\\|').replaceAll('${{', '$ {{');
  if (line === '') return '';
  const fence = longerFence(line, 0);
  const edge = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${edge}${line}${edge}${fence}`;
}

/**
 * A block that shows a text exactly. The fence is longer than any run of
 * backticks in it; template syntax needs character references instead, which
 * do not work inside a fence.
 */
export function codeBlock(text: string, language = 'text'): string {
  if (text.includes('${{')) {
    const html = text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('${{', '&#36;{{');
    return `<pre><code>${html}</code></pre>`;
  }
  const fence = longerFence(text, 2);
  return `${fence}${language}\n${text}\n${fence}`;
}

export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function escaped(word: string): string {
  return word.replace(/[\\`*_{}[\]()!|<>~&$]/g, character =>
    // A backslash keeps the text readable in the raw file.
    character === '<' || character === '&'
      ? { '<': '&lt;', '&': '&amp;' }[character]
      : `\\${character}`,
  );
}

/** One line in which nothing is obeyed instead of shown. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(OBEYED, '\uFFFD');
}

function longerFence(text: string, atLeast: number): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  return '`'.repeat(Math.max(atLeast, ...runs) + 1);
}
