/** The name and identity of an operating system as `os-release(5)` gives them. */
export interface OsRelease {
  /** `PRETTY_NAME`, else `NAME` with `VERSION_ID`; `null` where the file has neither. */
  name: string | null;
  id: string | null;
  versionId: string | null;
}

/** Reads `os-release(5)`: shell assignments, values with or without quotes. */
export function parseOsRelease(text: string): OsRelease {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (match) values.set(match[1], unquote(match[2].trim()));
  }
  const name = values.get('NAME');
  const versionId = values.get('VERSION_ID') || null;
  return {
    name:
      values.get('PRETTY_NAME') ||
      (name ? [name, versionId].filter(Boolean).join(' ') : null),
    id: values.get('ID') || null,
    versionId,
  };
}

function unquote(value: string): string {
  const quote = value[0];
  if ((quote === '"' || quote === "'") && value.endsWith(quote)) {
    return value.slice(1, -1).replace(/\\(["'$`\\])/g, '$1');
  }
  return value;
}
