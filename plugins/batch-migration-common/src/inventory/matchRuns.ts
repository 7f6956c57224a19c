import { occurrences, scheduleProblem } from '../cron';
import { RUN_LATE_MS, maskSecrets } from '../workload';
import type { InventoryItem, InventoryRun } from '../workload/inventory';
import type { LoggedRun } from './cronLog';

/** A line of a crontab, as far as its runs are found by it. */
export type CronLine = Pick<
  InventoryItem,
  'location' | 'user' | 'command' | 'schedule' | 'state'
>;

/** What is shorter may be the beginning of many commands. */
const MIN_CUT = 100;

/** Of lines with one command, more than this are not told apart. */
const MAX_EQUAL_LINES = 100;

const tickId = ({ location }: CronLine, tick: number | null) =>
  `${tick} ${location.ref} ${location.key}`;

/**
 * Finds the line of each run: the one of its user and command; of several the
 * one whose tick is the nearest before the start. The tick lies at most
 * `RUN_LATE_MS` before the start, for cron starts what it missed while the
 * host stood still; a run without one belongs to the line all the same.
 *
 * @param host - part of each run's id
 */
export function matchRuns(
  runs: readonly LoggedRun[],
  items: readonly CronLine[],
  host: string,
): { runs: InventoryRun[]; unknown: LoggedRun[] } {
  const lines = linesByCommand(items);
  const masked = new Map<string, string>();
  const found: InventoryRun[] = [];
  const unknown: LoggedRun[] = [];
  const taken = new Set<string>();
  for (const run of runs) {
    const command = masked.get(run.command) ?? comparable(run.command);
    masked.set(run.command, command);
    const id = `${run.user}\n${command}`;
    const candidates = run.isCut ? linesThatBegin(lines, id) : lines.get(id);
    if (!candidates) {
      unknown.push(run);
      continue;
    }
    const { item, tick } = dueLine(candidates, run.startedAt, taken);
    taken.add(tickId(item, tick));
    const startedAt = new Date(run.startedAt).toISOString();
    found.push({
      location: item.location,
      scheduledFor: tick === null ? null : new Date(tick).toISOString(),
      startedAt,
      endedAt:
        run.endedAt === null ? null : new Date(run.endedAt).toISOString(),
      outcome: run.outcome,
      externalId: `${host}:${run.pid}:${startedAt}`,
    });
  }
  return { runs: found, unknown };
}

function linesByCommand(items: readonly CronLine[]) {
  const lines = new Map<string, CronLine[]>();
  for (const item of items) {
    const id = `${item.user}\n${comparable(logged(item.command))}`;
    const same = lines.get(id);
    if (!same) lines.set(id, [item]);
    else if (same.length < MAX_EQUAL_LINES) same.push(item);
  }
  return lines;
}

/** As cron logs a command: what cannot be printed is escaped, byte by byte. */
function logged(command: string): string {
  return [...new TextEncoder().encode(command.replaceAll('\t', ' '))]
    .map(byte => {
      if (byte < 32) return `^${String.fromCharCode(byte + 64)}`;
      if (byte < 127) return String.fromCharCode(byte);
      return byte === 127 ? '^?' : `\\${byte.toString(8)}`;
    })
    .join('');
}

/** Masked as the line is; tabs and blanks count as one. */
export function comparable(command: string): string {
  const oneLine = command.replaceAll('^I', ' ').trim().replace(/\s+/g, ' ');
  return maskSecrets(oneLine).text;
}

/** The lines whose command begins so; `undefined` unless it is one command. */
function linesThatBegin(
  lines: ReadonlyMap<string, CronLine[]>,
  begin: string,
): CronLine[] | undefined {
  if (begin.length < MIN_CUT) return undefined;
  const fitting = [...lines].filter(([id]) => id.startsWith(begin));
  return fitting.length === 1 ? fitting[0][1] : undefined;
}

/** First what is due at all, then what is switched on, then the nearest tick that has no run yet. */
function dueLine(
  candidates: readonly CronLine[],
  startedAt: number,
  taken: ReadonlySet<string>,
): { item: CronLine; tick: number | null } {
  const ranked = candidates.map(item => {
    const tick = lastTick(item, startedAt);
    const isFree = !taken.has(tickId(item, tick));
    const rank = [
      Number(tick !== null),
      Number(item.state === 'active'),
      tick ?? 0,
      Number(isFree),
    ];
    return { item, tick, rank };
  });
  return ranked.reduce((best, one) => {
    const differs = best.rank.findIndex((part, at) => part !== one.rank[at]);
    return differs >= 0 && one.rank[differs] > best.rank[differs] ? one : best;
  });
}

function lastTick({ schedule }: CronLine, at: number): number | null {
  if (!schedule || scheduleProblem(schedule)) return null;
  let last: number | null = null;
  const near = occurrences(
    schedule,
    new Date(at - RUN_LATE_MS),
    new Date(at + 1),
  );
  for (const tick of near) last = tick.getTime();
  return last;
}
