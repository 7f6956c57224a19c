import type { DriftLine } from './driftModel';
import { differencesOf } from './equivalence';
import { problemOf } from './fires';
import type { DeclaredIntent, ScheduleSpec, WorkloadLocation } from './model';

/** A line as it was captured, and where that is stored. */
export interface CapturedLine extends DriftLine {
  location: WorkloadLocation;
  observationId: number;
}

export interface PairedLines {
  pairs: Array<[CapturedLine, DeclaredIntent]>;
  /** Lines of the host that Git has not. */
  unpaired: CapturedLine[];
  /** Lines of Git that the host has not. */
  rest: DeclaredIntent[];
}

/** Up to so many pairs each is weighed: of more, nobody wrote each by hand. */
const MAX_WEIGHED = 400;

/**
 * Says which lines of one workload on one host are which declared ones. Lines
 * that agree go first, so that two in a new order do not differ.
 */
export function pairLines(
  lines: readonly CapturedLine[],
  intents: readonly DeclaredIntent[],
  now: number,
): PairedLines {
  return lines.length * intents.length > MAX_WEIGHED
    ? pairMany(lines, intents)
    : pairFew(lines, intents, now);
}

function pairFew(
  lines: readonly CapturedLine[],
  intents: readonly DeclaredIntent[],
  now: number,
): PairedLines {
  const rest = [...intents];
  const unpaired: CapturedLine[] = [];
  const pairs: PairedLines['pairs'] = [];
  for (const line of lines) {
    const scoreOf = (intent: DeclaredIntent) =>
      (intent.location.key === line.location.key ? 4 : 0) +
      (intent.schedule && sameRuns(line.schedules, [intent.schedule], now)
        ? 2
        : 0) +
      (intent.enabled === line.isEnabled ? 1 : 0);
    const [best] = [...rest].sort((a, b) => scoreOf(b) - scoreOf(a));
    if (best) {
      rest.splice(rest.indexOf(best), 1);
      pairs.push([line, best]);
    } else {
      unpaired.push(line);
    }
  }
  return { pairs, unpaired, rest };
}

/** What both sides of a pair have in common, the strongest first. */
const IN_COMMON: Array<{
  of(line: CapturedLine): string;
  ofIntent(intent: DeclaredIntent): string;
}> = [
  {
    of: ({ location }) => location.key,
    ofIntent: ({ location }) => location.key,
  },
  {
    of: ({ schedules, isEnabled }) => `${textOf(schedules)} ${isEnabled}`,
    ofIntent: ({ schedule, enabled }) =>
      `${textOf(schedule ? [schedule] : [])} ${enabled}`,
  },
  {
    of: ({ schedules }) => textOf(schedules),
    ofIntent: ({ schedule }) => textOf(schedule ? [schedule] : []),
  },
  { of: () => '', ofIntent: () => '' },
];

/** One line ten thousand times over takes as many steps, and not their square. */
function pairMany(
  lines: readonly CapturedLine[],
  intents: readonly DeclaredIntent[],
): PairedLines {
  let unpaired = [...lines];
  let rest = [...intents];
  const pairs: PairedLines['pairs'] = [];
  for (const { of, ofIntent } of IN_COMMON) {
    const queues = new Map<string, DeclaredIntent[]>();
    for (const intent of [...rest].reverse()) {
      const key = ofIntent(intent);
      const queue = queues.get(key);
      if (queue) queue.push(intent);
      else queues.set(key, [intent]);
    }
    const taken = new Set<DeclaredIntent>();
    unpaired = unpaired.filter(line => {
      const intent = queues.get(of(line))?.pop();
      if (!intent) return true;
      taken.add(intent);
      pairs.push([line, intent]);
      return false;
    });
    rest = rest.filter(intent => !taken.has(intent));
  }
  return { pairs, unpaired, rest };
}

/** Whether two schedules start the same runs; from `now` on, over two years. */
export function sameRuns(
  a: ScheduleSpec[],
  b: ScheduleSpec[],
  now: number,
): boolean {
  if (textOf(a) === textOf(b)) return true;
  // What cannot be read is never equal to something else.
  if (problemOf(a) || problemOf(b)) return false;
  return differencesOf(a, b, now).length === 0;
}

function textOf(specs: readonly ScheduleSpec[]): string {
  return specs
    .map(
      ({ expression, timezone }) =>
        `${expression.trim().replace(/\s+/g, ' ')} ${timezone}`,
    )
    .sort()
    .join('\n');
}
