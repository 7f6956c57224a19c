/** Marks of template languages: a crontab that holds them is not yet one. */
const PLACEHOLDERS: Array<{ kind: string; pattern: RegExp }> = [
  { kind: 'ERB', pattern: /<%[=-]?.{0,200}?%>/ },
  // `{{.Names}}` is Go's own, common in docker commands.
  { kind: 'Jinja', pattern: /\{\{(?!\s*\.).{0,200}?\}\}|\{%.{0,200}?%\}/ },
  { kind: 'Python', pattern: /%\([A-Za-z_]\w{0,60}\)[sd]/ },
  { kind: 'percent', pattern: /%%[A-Z][A-Z0-9_]{0,60}%%/ },
  { kind: 'autoconf', pattern: /@[A-Z][A-Z0-9_]{1,60}@/ },
];

const MARK = /<%|\{[{%]|%[(%]|@[A-Z]/;

/** The first placeholder of a line, with its 0-based index. */
export function findPlaceholder(
  text: string,
): { text: string; index: number; kind: string } | null {
  if (!MARK.test(text)) return null;
  let first: { text: string; index: number; kind: string } | null = null;
  for (const { kind, pattern } of PLACEHOLDERS) {
    const match = pattern.exec(text);
    if (match && (first === null || match.index < first.index)) {
      first = { text: match[0], index: match.index, kind };
    }
  }
  return first;
}
