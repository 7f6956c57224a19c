import { shellCommand } from 'backstage-plugin-batch-migration-common';

/** What is deeper is no input that a person wrote. */
const MAX_DEPTH = 8;
const MAX_NODES = 2_000;

/**
 * The first value under a key of this name, as text or as a list of texts, in
 * the JSON that a schedule hands to what it starts, or in a state machine.
 */
export function findIn(json: unknown, name: RegExp): string | string[] | null {
  const queue: Array<{ value: unknown; depth: number }> = [
    { value: json, depth: 0 },
  ];
  for (let at = 0; at < queue.length && at < MAX_NODES; at++) {
    const { value, depth } = queue[at];
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
      continue;
    }
    for (const [key, part] of Object.entries(value)) {
      if (!Array.isArray(value) && name.test(key)) {
        if (typeof part === 'string' && part !== '') return part;
        const isText =
          Array.isArray(part) &&
          part.length > 0 &&
          part.every(word => typeof word === 'string');
        if (isText) return part;
      }
      queue.push({ value: part, depth: depth + 1 });
    }
  }
  return null;
}

/** `containerOverrides[].command`, `Parameters.commands` or a plain `command`. */
export function commandIn(json: unknown): string | null {
  const found = findIn(json, /^command$/i);
  if (found !== null) {
    return typeof found === 'string' ? found : shellCommand(found);
  }
  const lines = findIn(json, /^commands$/i);
  return Array.isArray(lines) ? lines.join('; ') : lines;
}

/** `undefined` where the text is no JSON. */
export function parseInput(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
