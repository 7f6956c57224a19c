/** Text of others inside Markdown: shown, never obeyed. */

/** Characters that a terminal or a reader obeys instead of showing them. */
const OBEYED =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
/** Renderers make links or mentions of these even where the signs around them are escaped. */
const LINK_LIKE = /:\/\/|www\.|@|(?:javascript|data|mailto|xmpp):/i;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(OBEYED, '\uFFFD');
}

/** One line in a fixed width, exactly as it is. */
export function inlineCode(text: string): string {
  const line = oneLine(text);
  if (line === '') return '` `';
  const runs = [...line.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const edge = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${edge}${line}${edge}${fence}`;
}

function escaped(word: string): string {
  return word.replace(/[\\`*_{}[\]()#+!|<>~&$-]/g, sign => {
    // Some renderers read HTML behind a backslash.
    if (sign === '<') return '&lt;';
    if (sign === '&') return '&amp;';
    return `\\${sign}`;
  });
}

/** One line of prose that means nothing to Markdown or HTML. */
export function plainProse(text: string): string {
  return oneLine(text)
    .split(' ')
    .map(word => (LINK_LIKE.test(word) ? inlineCode(word) : escaped(word)))
    .join(' ');
}
