import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import { lineOfDepth } from '../cron/yamlDepth';

/** What is wrong in a file, and where. Lines and columns count from 1. */
export interface FileIssue {
  line: number;
  column: number;
  message: string;
}

export type YamlPath = ReadonlyArray<string | number>;

/** A YAML text as data, with the place of each value. */
export interface PlainYaml {
  /** `undefined` where nothing could be read. */
  value: unknown;
  issues: FileIssue[];
  /** Where the value of a path stands, or its key; of what is not there, its parent. */
  placeOf(
    path: YamlPath,
    part?: 'key' | 'value',
  ): Pick<FileIssue, 'line' | 'column'>;
}

/** Enough to mend a file by; a file that is none has as many as it has lines. */
export const MAX_ISSUES = 50;

/** A thousand plans with five candidates each have some 45,000 lines. */
const MAX_LINES = 60_000;
const MAX_OPENED = 20_000;
const MAX_PARTS = 100_000;

class Reader {
  readonly issues: FileIssue[] = [];
  private readonly keys = new Map<string, number>();
  private readonly values = new Map<string, number>();

  constructor(private readonly lines: LineCounter) {}

  report(offset: number, message: string): void {
    if (this.issues.length >= MAX_ISSUES) return;
    this.issues.push({ ...this.place(offset), message });
  }

  placeOf(path: YamlPath, part: 'key' | 'value' = 'value') {
    for (let length = path.length; length > 0; length -= 1) {
      const id = JSON.stringify(path.slice(0, length));
      const known = part === 'key' ? this.keys : this.values;
      const offset = known.get(id) ?? this.values.get(id);
      if (offset !== undefined) return this.place(offset);
    }
    return this.place(this.values.get('[]') ?? 0);
  }

  plain(node: Node | null, path: YamlPath): unknown {
    if (node === null) return null;
    const offset = node.range?.[0] ?? 0;
    this.values.set(JSON.stringify(path), offset);
    if (isAlias(node)) {
      this.report(offset, 'is an alias (*): write the value out');
      return null;
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
      this.report(offset, 'has an anchor (&): write the value out');
    }
    if (node.tag) {
      this.report(offset, `has the tag ${node.tag}, which is not read here`);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) =>
        this.plain(item as Node | null, [...path, index]),
      );
    }
    if (isMap(node)) return this.plainMap(node.items, path);
    return isScalar(node) ? node.value : null;
  }

  private plainMap(
    items: ReadonlyArray<{ key: unknown; value: unknown }>,
    path: YamlPath,
  ): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    for (const { key, value } of items) {
      const offset = (key as Node | null)?.range?.[0] ?? 0;
      if (!isScalar(key) || typeof key.value !== 'string') {
        this.report(offset, 'must be the name of a field');
        continue;
      }
      const name = key.value;
      const within = [...path, name];
      if (key.anchor || key.tag) {
        this.report(offset, `${name} must be a plain name of a field`);
      }
      if (entries.has(name)) {
        this.report(offset, `${name} is there twice`);
        continue;
      }
      this.keys.set(JSON.stringify(within), offset);
      this.values.set(JSON.stringify(within), offset);
      entries.set(name, this.plain(value as Node | null, within));
    }
    // Defines each as its own, `__proto__` too.
    return Object.fromEntries(entries);
  }

  private place(offset: number): Pick<FileIssue, 'line' | 'column'> {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/**
 * Reads YAML 1.2 as plain data: no anchors, tags, directives and merges, which
 * a file of records needs nowhere, and by which small files become large ones.
 * Answers all that is wrong, not only the first.
 */
export function readYaml(text: string): PlainYaml {
  const deep = lineOfDepth(text);
  if (deep !== null) {
    return unreadable(deep, 'nests deeper than any file of plans');
  }
  if (isCrowded(text)) {
    return unreadable(1, 'has more lines and lists than any file of plans');
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    merge: false,
    // The library compares each key with all others; a set is as good.
    uniqueKeys: false,
    // Pretty ones quote the text around each error, which adds up.
    prettyErrors: false,
    // With 'silent' it says nothing of a second document.
    logLevel: 'error',
  });
  const reader = new Reader(lines);
  for (const { pos, message } of document.errors.slice(0, MAX_ISSUES)) {
    reader.report(pos[0], `is not YAML: ${message}`);
  }
  if (hasDirective(document)) {
    reader.report(0, 'begins with a directive, which is not read here');
  }
  const value =
    reader.issues.length === 0
      ? reader.plain(document.contents, [])
      : undefined;
  return {
    value,
    issues: reader.issues,
    placeOf: (path, part) => reader.placeOf(path, part),
  };
}

/** The library takes microseconds for each of them, and megabytes hold many. */
function isCrowded(text: string): boolean {
  let lines = 0;
  let opened = 0;
  let parts = 0;
  for (const char of text) {
    if (char === '\n' || char === '\r') lines += 1;
    else if (char === '[' || char === '{') opened += 1;
    else if (char === ',') parts += 1;
  }
  return lines > MAX_LINES || opened > MAX_OPENED || parts > MAX_PARTS;
}

function unreadable(line: number, message: string): PlainYaml {
  return {
    value: undefined,
    issues: [{ line, column: 1, message }],
    placeOf: () => ({ line, column: 1 }),
  };
}

function hasDirective({ directives }: Document.Parsed): boolean {
  return Boolean(
    directives.yaml.explicit || Object.keys(directives.tags).length > 1,
  );
}
