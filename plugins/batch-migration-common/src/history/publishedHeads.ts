import type { HistoryHead, HistoryProblem } from './model';

/** What the walk found at the position of a published head. */
export interface Passed {
  /** Hash of the event there; `null` where the walk did not come so far. */
  hash: string | null;
  /** Id of the event behind it. */
  nextId: number | null;
}

/** Compares what was published with what is there now. */
export function compareHeads(
  published: readonly HistoryHead[],
  passed: ReadonlyMap<number, Passed>,
  {
    events,
    lastId,
    isWhole,
  }: { events: number; lastId: number | null; isWhole: boolean },
): { matched: number; problems: HistoryProblem[] } {
  const heads = [...published].sort((a, b) => a.sequence - b.sequence);
  const within = heads.filter(({ sequence }) => sequence <= events);
  const isSame = ({ sequence, hash }: HistoryHead) =>
    passed.get(sequence)?.hash === hash;
  const problems: HistoryProblem[] = [];

  const other = within.find(head => !isSame(head));
  if (other) {
    const good = within
      .slice(0, within.indexOf(other))
      .map(({ sequence }) => sequence)
      .pop();
    const since = passed.get(good ?? 0)?.nextId ?? null;
    problems.push({
      type: 'rewritten',
      eventId: since,
      message: `The head published at ${
        other.at
      } is of another history: number ${
        other.sequence
      } had another hash then. ${
        good === undefined
          ? 'Everything up to it'
          : `Something behind number ${good}`
      } was rewritten; event ${since} is the first that may be`,
    });
  }
  const beyond = heads[heads.length - 1];
  if (isWhole && beyond && beyond.sequence > events) {
    const last = lastId === null ? 'no event' : `event ${lastId}`;
    problems.push({
      type: 'truncated',
      eventId: lastId,
      message: `The head published at ${beyond.at} counts ${beyond.sequence} events, and there are ${events}: ${last} is the last one left`,
    });
  }
  return { matched: within.filter(isSame).length, problems };
}

export interface HeadsIssue {
  /** Counted from 1. */
  line: number;
  message: string;
}

/** Reads published heads, one JSON object a line as the file has them. */
export function parseHistoryHeads(text: string): {
  heads: HistoryHead[];
  issues: HeadsIssue[];
} {
  const heads: HistoryHead[] = [];
  const issues: HeadsIssue[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const head = toHead(line);
    if (head) heads.push(head);
    else {
      issues.push({
        line: index + 1,
        message: `Line ${
          index + 1
        } is no published head: it must be JSON with sequence, count, hash and at`,
      });
    }
  });
  return { heads, issues };
}

function toHead(line: string): HistoryHead | null {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null) return null;
  const { sequence, count, hash, at } = read as Record<string, unknown>;
  const isCount = (value: unknown): value is number =>
    Number.isSafeInteger(value) && (value as number) >= 0;
  return isCount(sequence) &&
    isCount(count) &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at))
    ? { sequence, count, hash, at }
    : null;
}
