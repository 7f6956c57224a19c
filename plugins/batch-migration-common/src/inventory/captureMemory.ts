import { maskSecrets } from '../workload';
import type { InventoryItem, InventoryRun } from '../workload/inventory';
import type { Fact } from '../workload/model';
import type { CaptureReading } from './captureReading';
import { INTERPRETERS } from './interpreters';
import { memoryKillsIn, type MemoryKill } from './memoryKills';
import {
  MEMORY_PEAKS,
  peakOfProcesses,
  readMemoryPeaks,
  type MemoryPeaks,
} from './memoryPeaks';
import { processesOf } from './processMatch';
import type { ListedProcess } from './processList';

/** Fact of a server: what its kernel killed last for want of memory. */
export const LAST_KILL_FACT = 'last-oom-kill';

/** More of them say nothing new to a person. */
const MAX_KILLS_TOLD = 20;

/** The kernel keeps no more of a name. */
const MAX_PROCESS_NAME = 15;

/** A run that is older is another one under the same pid. */
const MAX_RUN_MS = 24 * 60 * 60 * 1000;

/** The most that something was seen to take stands beside it; what was less does not. */
export function setPeak(
  item: InventoryItem,
  mib: number,
  source: string,
): void {
  const { peakMib } = item.detail;
  if (typeof peakMib === 'number' && peakMib >= mib) return;
  const peakSource = maskSecrets(source).text;
  item.detail = { ...item.detail, peakMib: mib, peakSource };
}

/**
 * Adds what the kernel tells of memory: the most that workers took since they
 * started, and what it killed. A process that nobody can tell the worker of
 * says nothing of one.
 */
export function addMemory(
  reading: CaptureReading,
  processes: readonly ListedProcess[] | null,
): void {
  const text = reading.optionalTextOf(MEMORY_PEAKS);
  if (text === null) return;
  const peaks = readMemoryPeaks(text);
  const { unread } = peaks;
  if (unread.length > 0) {
    reading.issue(
      MEMORY_PEAKS,
      unread[0],
      'info',
      'unreadable-line',
      unread.length === 1
        ? 'This line tells of no process and no service'
        : `${unread.length} lines tell of no process and no service`,
    );
  }
  for (const item of reading.items) {
    addOfService(item, peaks);
    addOfProcesses(reading, item, peaks, processes ?? []);
  }
}

function addOfService(item: InventoryItem, { services }: MemoryPeaks): void {
  if (!item.location.ref.startsWith('systemd:')) return;
  const { activates } = item.detail;
  const unit = typeof activates === 'string' ? activates : item.location.key;
  const kib = services.get(unit);
  if (!kib) return;
  setPeak(
    item,
    Math.ceil(kib / 1024),
    `The control group of ${unit}, with the files that it had cached (${MEMORY_PEAKS})`,
  );
}

function addOfProcesses(
  reading: CaptureReading,
  item: InventoryItem,
  peaks: MemoryPeaks,
  processes: readonly ListedProcess[],
): void {
  const own =
    reading.processesOf.get(item) ??
    (item.kind === 'resident' &&
    /^(?:systemd|supervisor):/.test(item.location.ref)
      ? processesOf(item.command, processes)
      : []);
  const mib = peakOfProcesses(
    peaks,
    own.map(({ pid }) => pid),
  );
  if (mib === null) return;
  const whose =
    own.length === 1
      ? 'its process'
      : `its ${own.length} processes together, where shared memory counts for each`;
  setPeak(item, mib, `VmHWM of ${whose} (${MEMORY_PEAKS})`);
}

/**
 * What the kernel killed for want of memory, as the host's logs tell: an issue
 * for each kill, and a fact of the last one. What it had in memory then is
 * the least that it needs.
 *
 * @param runs - of the host, for the job whose shell has the pid
 */
export function addMemoryKills(
  reading: CaptureReading,
  runs: readonly InventoryRun[],
): Fact[] {
  const capturedAt = Date.parse(reading.record.capturedAt);
  const kills = memoryKillsIn(
    reading.logs.stretches.flatMap(({ entries }) => entries),
  ).filter(({ at }) => at <= capturedAt);
  if (kills.length === 0) return [];
  const left = kills.length - MAX_KILLS_TOLD;
  for (const kill of kills.slice(-MAX_KILLS_TOLD)) {
    const item = itemOf(reading, kill, runs);
    if (item && kill.mib !== null && kill.mib > 0) {
      setPeak(
        item,
        kill.mib,
        `What it had when the kernel killed it at ${instantOf(
          kill,
        )}: the least that it needs`,
      );
    }
    reading.issue(
      'var/log',
      null,
      'warning',
      'killed-for-memory',
      `The kernel killed ${
        item ? `${item.name} (${wordsOf(kill)})` : wordsOf(kill)
      } at ${instantOf(
        kill,
      )}: the host had no memory left. Look what ran there at that time, and move one of the two.`,
    );
  }
  if (left > 0) {
    reading.issue(
      'var/log',
      null,
      'warning',
      'killed-for-memory',
      `The kernel killed ${left} more processes before that, since ${instantOf(
        kills[0],
      )}.`,
    );
  }
  const last = kills[kills.length - 1];
  return [
    {
      name: LAST_KILL_FACT,
      value: `${wordsOf(last)} at ${instantOf(last)}, ${
        kills.length
      } since ${instantOf(kills[0])}`,
      source: 'var/log',
      observedAt: reading.record.capturedAt,
    },
  ];
}

function instantOf({ at }: MemoryKill): string {
  return new Date(at).toISOString();
}

function wordsOf({ process, pid, mib }: MemoryKill): string {
  return `process ${pid}, ${process}${mib === null ? '' : `, ${mib} MiB`}`;
}

/** The job whose shell had the pid, or the one thing on the host that is called so. */
function itemOf(
  reading: CaptureReading,
  kill: MemoryKill,
  runs: readonly InventoryRun[],
): InventoryItem | null {
  const prefix = `${reading.name}:${kill.pid}:`;
  const run = runs
    .filter(({ externalId, startedAt }) => {
      const age = kill.at - Date.parse(startedAt);
      return externalId.startsWith(prefix) && age >= 0 && age < MAX_RUN_MS;
    })
    .pop();
  const { items } = reading;
  if (run) {
    const { ref, key } = run.location;
    const own = items.find(
      ({ location }) => location.ref === ref && location.key === key,
    );
    if (own) return own;
  }
  if (INTERPRETERS.test(kill.process)) return null;
  const called = items.filter(item => namesOf(item).includes(kill.process));
  return called.length === 1 ? called[0] : null;
}

/** Names that a process of it may have. */
function namesOf({ name, command, detail }: InventoryItem): string[] {
  const [program = ''] = command.split(/\s/, 1);
  const { path } = detail;
  return [name, program, typeof path === 'string' ? path : '']
    .map(text => text.slice(text.lastIndexOf('/') + 1))
    .map(text => text.slice(0, MAX_PROCESS_NAME))
    .filter(text => text !== '');
}
