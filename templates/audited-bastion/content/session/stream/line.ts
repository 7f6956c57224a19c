/** What a line of the hook says; `type` and `tool` are closed sets, everything else is a person's text. */
export const LINE_TYPES = ['start', 'command', 'tampered', 'end', 'heartbeat', 'canary'] as const;
export type LineType = (typeof LINE_TYPES)[number];

export const LINE_TOOLS = ['bash', 'irb', 'pry', 'node', 'psql', 'mysql', 'redis-cli', 'keeper', 'canary'] as const;
export type LineTool = (typeof LINE_TOOLS)[number];

/** One line that `console/` wrote; see `console/emit.bash`. */
export interface HookLine {
  type: LineType;
  /** A process: its id and when it started. */
  stream: string;
  seq: number;
  at: string;
  tool: LineTool;
  user: string;
  tty: string;
  cwd: string;
  text: string;
  part: number;
  parts: number;
  /** The shell kept the line out of its history. */
  unrecorded: boolean;
  /** Of a heartbeat: `pid.start name` of what sits at a terminal. */
  terminals: string[];
}

/** More would be no command of a person. */
const MOST_PARTS = 2000;

/** Reads one line of the container's log; `null` where no hook wrote it. */
export function readLine(message: string): HookLine | null {
  let given: Record<string, unknown>;
  try {
    given = JSON.parse(message);
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null || given.bastion !== 1) return null;
  const { type, tool, stream, seq, at, part = 1, parts = 1, terminals = [] } = given;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isCount = (value: unknown, least: number, most: number): value is number => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  if (!LINE_TYPES.some(each => each === type) || !LINE_TOOLS.some(each => each === tool)) return null;
  if (!isText(stream) || !/^[\w.-]{1,60}$/.test(stream) || !isCount(seq, 0, 1e9)) return null;
  if (!isText(at) || Number.isNaN(Date.parse(at))) return null;
  if (!isCount(parts, 1, MOST_PARTS) || !isCount(part, 1, parts)) return null;
  if (!Array.isArray(terminals) || !terminals.every(isText)) return null;
  const text = (name: string) => (isText(given[name]) ? (given[name] as string) : '');
  return {
    type: type as LineType,
    tool: tool as LineTool,
    stream,
    seq,
    at: new Date(at).toISOString(),
    user: text('user'),
    tty: text('tty'),
    cwd: text('cwd'),
    text: text('text'),
    part,
    parts,
    unrecorded: given.unrecorded === true,
    terminals,
  };
}
