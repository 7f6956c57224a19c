/** One line of text that means nothing to Markdown or HTML. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, character =>
      // A backslash keeps the text readable in the raw file.
      character === '<' || character === '&'
        ? { '<': '&lt;', '&': '&amp;' }[character]
        : `\\${character}`,
    );
}

/**
 * A block that shows a text exactly. The fence is longer than any run of
 * backticks in it; template syntax needs character references instead, which
 * do not work inside a fence.
 */
export function codeBlock(text: string, language = 'text'): string {
  if (text.includes('${{')) {
    const escaped = text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('${{', '&#36;{{');
    return `<pre><code>${escaped}</code></pre>`;
  }
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
