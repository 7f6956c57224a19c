import { sha256 } from '../../people/canonical';
import type { HookLine, LineTool } from './line';

/** A line, and when CloudWatch Logs got it. */
export interface HeardLine {
  line: HookLine;
  heardAt: string;
}

/** What was seen of the lines of one process. */
export interface StreamState {
  tool: LineTool | null;
  /** Numbers that were seen, as ranges with both ends, in order. */
  seen: Array<[from: number, to: number]>;
  /** Number → the start of its line's hash, of the last ones. */
  hashes: Record<string, string>;
  /** Number → parts that have come; whole ones are gone. */
  parts: Record<string, Record<string, string>>;
  /** When CloudWatch Logs got the newest one: what a line says of its time, root could have written. */
  lastAt: string | null;
  /** Since when numbers or parts are missing; `null` where nothing is. */
  waitingSince: string | null;
  ended: boolean;
}

export const NEW_STREAM: StreamState = { tool: null, seen: [], hashes: {}, parts: {}, lastAt: null, waitingSince: null, ended: false };

// Together far below the 400 KB of an item; no person types more.
const HASHES_KEPT = 300;
const GAPS_KEPT = 500;
const MOST_BYTES_HELD = 150_000;

/** In the place of a hash: the command was too long to be put together. */
const TOO_LONG = 'too-long';

export type Received =
  /** A whole line that is new. */
  | { is: 'line'; text: string }
  /** More parts are to come. */
  | { is: 'part' }
  /** With this part, more waits to be put together than is held: those of its number are let go. */
  | { is: 'too-long' }
  /** Came before. */
  | { is: 'repeated' }
  /** Its number came before, with a text that is not kept any more. */
  | { is: 'again'; text: string }
  /** Its number came before, with another text. */
  | { is: 'changed'; text: string };

/**
 * A stream after one more line, and what that line is. Lines may come twice and
 * in any order, and some of them may be written by who wants to hide another
 * one: under its number, before it comes.
 *
 * @param heardAt - when CloudWatch Logs got the line
 */
export function receive(state: StreamState, line: HookLine, heardAt = line.at): { state: StreamState; received: Received } {
  const key = String(line.seq);
  const { [key]: held = {}, ...others } = state.parts;
  const inParts = line.parts > 1;
  if (inParts && state.hashes[key] === TOO_LONG) return { state, received: { is: 'repeated' } };
  if (inParts && held[line.part] !== undefined && held[line.part] !== line.text) return { state, received: { is: 'changed', text: line.text } };
  const lastAt = state.lastAt !== null && state.lastAt > heardAt ? state.lastAt : heardAt;
  const base = { ...state, tool: state.tool ?? line.tool, lastAt, ended: state.ended || line.type === 'end' };
  const have: Record<string, string> = { ...held, [line.part]: line.text };
  if (inParts && Object.keys(have).length < line.parts) {
    const parts = { ...others, [key]: have };
    if (Buffer.byteLength(JSON.stringify(parts)) <= MOST_BYTES_HELD) return { state: waiting({ ...base, parts }, heardAt), received: { is: 'part' } };
    return { state: waiting({ ...base, parts: others, ...seenAs(state, line.seq, TOO_LONG) }, heardAt), received: { is: 'too-long' } };
  }
  const text = inParts ? Array.from({ length: line.parts }, (_, index) => have[index + 1] ?? '').join('') : line.text;
  const hash = sha256([line.type, text, ...line.terminals].join('\n')).slice(0, 12);
  const parts = inParts ? others : state.parts;
  if (isSeen(state, line.seq)) {
    const known = state.hashes[key];
    if (known === hash && !inParts) return { state, received: { is: 'repeated' } };
    return { state: waiting({ ...base, parts }, heardAt), received: known === hash ? { is: 'repeated' } : { is: known === undefined ? 'again' : 'changed', text } };
  }
  return { state: waiting({ ...base, parts, ...seenAs(state, line.seq, hash) }, heardAt), received: { is: 'line', text } };
}

function seenAs({ hashes, seen }: StreamState, number: number, hash: string): Pick<StreamState, 'hashes' | 'seen'> {
  return { hashes: Object.fromEntries([...Object.entries(hashes), [String(number), hash]].slice(-HASHES_KEPT)), seen: withNumber(seen, number) };
}

/** With the time since when something is missing: of what goes on missing it is the first one. */
function waiting(state: StreamState, heardAt: string): StreamState {
  const isWhole = gaps(state).length === 0 && Object.keys(state.parts).length === 0;
  return { ...state, waitingSince: isWhole ? null : state.waitingSince ?? heardAt };
}

/** A stream after several lines, and what each of them is. */
export function play(state: StreamState, lines: HeardLine[]): { state: StreamState; received: Received[] } {
  const all: Received[] = [];
  let after = state;
  for (const { line, heardAt } of lines) {
    const { state: next, received } = receive(after, line, heardAt);
    after = next;
    all.push(received);
  }
  return { state: after, received: all };
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
  // Of a flood of gaps the lowest ones are forgotten: by then they were told, or so many were.
  if (merged.length > GAPS_KEPT) merged.splice(0, 2, [merged[0][0], merged[1][1]]);
  return merged;
}
