import { oneLine } from './markdown';

/**
 * A label of a Mermaid flowchart, of lines that are shown as they are: each
 * sign that Mermaid, HTML or the fence around the diagram could read becomes
 * Mermaid's code for it.
 */
export function mermaidLabel(...lines: string[]): string {
  const shown = lines.map(line =>
    oneLine(line).replace(
      /[^A-Za-z0-9 .,:/_\u00a1-\u{10ffff}-]/gu,
      sign => `#${sign.codePointAt(0)};`,
    ),
  );
  return `"${shown.join('<br>')}"`;
}
