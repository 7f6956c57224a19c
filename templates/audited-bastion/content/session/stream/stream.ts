import { sha256 } from '../../people/canonical';
import type { HookLine, LineTool } from './line';

/** What was seen of the lines of one process. */
export interface StreamState {
  tool: LineTool | null;
  /** Numbers that were seen, as ranges with both ends, in order. */
  seen: Array<[from: number, to: number]>;
  /** Number → the start of its line's hash, of the last ones. */
  hashes: Record<string, string>;
  /** Number → parts that have come; whole ones are gone. */
  parts: Record<string, Record<string, string>>;
  lastAt: string | null;
  ended: boolean;
}

export const NEW_STREAM: StreamState = { tool: null, seen: [], hashes: {}, parts: {}, lastAt: null, ended: false };

const HASHES_KEPT = 300;

export type Received =
  /** A whole line that is new. */
  | { is: 'line'; text: string }
  /** More parts are to come. */
  | { is: 'part' }
  /** Came before. */
  | { is: 'repeated' }
  /** Its number came before, with another text. */
  | { is: 'changed'; text: string };

/** A stream after one more line, and what that line is. Lines may come twice and in any order. */
export function receive(state: StreamState, line: HookLine): { state: StreamState; received: Received } {
  const lastAt = state.lastAt !== null && state.lastAt > line.at ? state.lastAt : line.at;
  const base = { ...state, tool: state.tool ?? line.tool, lastAt, ended: state.ended || line.type === 'end' };
  const key = String(line.seq);
  let { text } = line;
  let parts = state.parts;
  if (line.parts > 1 && !isSeen(state, line.seq)) {
    const have: Record<string, string> = { ...state.parts[key], [line.part]: line.text };
    if (Object.keys(have).length < line.parts) return { state: { ...base, parts: { ...parts, [key]: have } }, received: { is: 'part' } };
    text = Array.from({ length: line.parts }, (_, index) => have[index + 1]).join('');
    parts = Object.fromEntries(Object.entries(parts).filter(([each]) => each !== key));
  }
  const hash = sha256(`${line.type}\n${text}`).slice(0, 12);
  if (isSeen(state, line.seq)) {
    // A part that comes again has no whole to be compared with.
    const known = line.parts > 1 ? undefined : state.hashes[key];
    return { state, received: known === undefined || known === hash ? { is: 'repeated' } : { is: 'changed', text } };
  }
  const hashes = Object.fromEntries([...Object.entries(state.hashes), [key, hash]].slice(-HASHES_KEPT));
  return { state: { ...base, parts, hashes, seen: withNumber(state.seen, line.seq) }, received: { is: 'line', text } };
}

/** Numbers that are missing up to the last one seen, as ranges with both ends. Each stream begins with 0. */
export function gaps({ seen }: StreamState): Array<[from: number, to: number]> {
  let next = 0;
  const missing: Array<[number, number]> = [];
  for (const [from, to] of seen) {
    if (from > next) missing.push([next, from - 1]);
    next = to + 1;
  }
  return missing;
}

function isSeen({ seen }: StreamState, number: number): boolean {
  return seen.some(([from, to]) => from <= number && number <= to);
}

function withNumber(seen: StreamState['seen'], number: number): StreamState['seen'] {
  const all = [...seen, [number, number] as [number, number]].sort((a, b) => a[0] - b[0]);
  const merged: StreamState['seen'] = [];
  for (const [from, to] of all) {
    const last = merged[merged.length - 1];
    if (last && from <= last[1] + 1) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}
