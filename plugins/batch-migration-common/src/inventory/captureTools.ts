import { maskSecrets } from '../workload';
import type { InventoryItem } from '../workload/inventory';
import type { CapturedTool } from './captureJson';
import { setPeak } from './captureMemory';
import type { CaptureReading } from './captureReading';
import { acceptedLoginsIn, readLast, readLastlog, type Login } from './logins';
import type { ListedProcess } from './processList';
import type { DescribedRole, DescribedWorkload } from './serverYaml';
import { sudoCommandsIn, usesThroughSudo, type SudoCommand } from './sudoUses';
import type { SyslogEntry } from './syslog';
import { lastUseOf, MAX_USES, useRuns, type ToolUse } from './toolUses';

const TOOLS = 'tools';
const LAST = 'last.txt';
const LASTLOG = 'lastlog.txt';

/** Whoever logs in on a host of this role uses it. */
const ROLE_OF_LOGINS = 'bastion';

/** A described tool is active where those who may start it can. */
export function addTools(
  reading: CaptureReading,
  processes: readonly ListedProcess[] | null,
): void {
  const { description, record, host } = reading;
  const described = description.roles.flatMap(role =>
    role.workloads
      .filter(({ location }) => location.ref === `tool:${host}`)
      .map(workload => ({ role, workload })),
  );
  if (described.length === 0) return;
  const place = reading.place(`tool:${host}`, TOOLS);
  const isOpened = described.some(({ role }) => isOfLogins(role));
  const entries = reading.logs.stretches.flatMap(one => one.entries);
  const logins = isOpened ? loginsOf(reading, entries) : null;
  const started = sudoCommandsIn(entries);
  for (const { role, workload } of described) {
    const told = record.tools.find(
      ({ name }) => name === workload.location.key,
    );
    const ofLogins = isOfLogins(role) ? logins : null;
    const path = told?.path ?? workload.command.split(/\s/, 1)[0];
    const ofSudo = usesBefore(record.capturedAt, started, path);
    if (told) {
      const uses = eachOnce([
        ...told.uses,
        ...ofSudo,
        ...(ofLogins?.uses ?? []),
      ]);
      addTool(reading, role, workload, {
        ...told,
        uses,
        lastUsedAt: latest(lastUseOf(told.lastUsedAt, uses), ofLogins?.last),
      });
    } else if (ofLogins) {
      // The collector was not asked for it, and the host tells by itself.
      reading.leaveOpen(
        place,
        `The collector did not look for ${workload.name}`,
      );
      addTool(reading, role, workload, {
        ...{ name: workload.location.key, path: 'sshd' },
        startable: processes && processes.some(isSshd) ? true : null,
        uses: ofLogins.uses,
        lastUsedAt: latest(lastUseOf(null, ofLogins.uses), ofLogins.last),
      });
    } else if (ofSudo.length > 0) {
      const reason = `The log of sudo tells who used ${workload.name}, and the collector did not look whether it can be started`;
      reading.leaveOpen(place, reason);
      const uses = { uses: ofSudo, lastUsedAt: lastUseOf(null, ofSudo) };
      const tool = { name: workload.location.key, path, startable: null };
      addTool(reading, role, workload, { ...tool, ...uses }, reason);
    }
  }
}

/** What sudo tells, as far as it may be believed: the newest of them. */
function usesBefore(
  capturedAt: string,
  started: readonly SudoCommand[],
  path: string,
): ToolUse[] {
  return usesThroughSudo(started, path)
    .filter(({ at }) => at <= capturedAt)
    .slice(-MAX_USES);
}

/** A collector may have read the same log. */
function eachOnce(uses: readonly ToolUse[]): ToolUse[] {
  const known = new Map<string, ToolUse>();
  for (const use of uses) {
    const id = `${use.at} ${use.by}`;
    if (!known.has(id)) known.set(id, use);
  }
  return [...known.values()];
}

function isOfLogins({ role }: DescribedRole): boolean {
  return role.type === ROLE_OF_LOGINS;
}

function isSshd({ command }: ListedProcess): boolean {
  return /(?:^|[/ ])sshd(?:[: ]|$)/.test(command);
}

function latest(a: string | null, b: string | null | undefined): string | null {
  if (a === null) return b ?? null;
  return b && b > a ? b : a;
}

function addTool(
  reading: CaptureReading,
  role: DescribedRole,
  workload: DescribedWorkload,
  tool: Omit<CapturedTool, 'startable'> & { startable: boolean | null },
  /** Why nobody knows whether it can be started. */
  unknownBecause = 'The capture tells of logins, and not whether the host takes new ones: no process of sshd is listed',
): void {
  const command = maskSecrets(workload.command || tool.path);
  const seen = stateOf(tool.startable, unknownBecause);
  reading.items.push({
    kind: workload.kind,
    name: workload.name,
    roleRef: role.role.ref,
    ownerRef: workload.ownerRef,
    description: workload.description,
    schedule: workload.schedule,
    command: command.text,
    user: workload.user,
    location: workload.location,
    state: seen.state,
    detail: {
      command: command.text,
      path: tool.path,
      ...(tool.lastUsedAt && { lastUsedAt: tool.lastUsedAt }),
      ...(seen.reason !== null && { reason: seen.reason }),
    },
    maskedSecrets: command.names,
    where: tool.path,
  });
  reading.runs.push(...useRuns(tool.uses, workload.location, reading.name));
}

function stateOf(
  startable: boolean | null,
  unknownBecause: string,
): {
  state: InventoryItem['state'];
  reason: string | null;
} {
  if (startable === null) return { state: 'unknown', reason: unknownBecause };
  return startable
    ? { state: 'active', reason: null }
    : { state: 'idle', reason: 'nobody can start it' };
}

/** Logins as uses; `null` where the capture tells of none. */
function loginsOf(
  reading: CaptureReading,
  entries: readonly SyslogEntry[],
): { uses: ToolUse[]; last: string | null } | null {
  const sessions = reading.optionalTextOf(LAST);
  const lasts = reading.optionalTextOf(LASTLOG);
  // The same logins, without how long they took.
  const accepted = sessions === null ? acceptedLoginsIn(entries) : [];
  if (sessions === null && lasts === null && accepted.length === 0) return null;
  const capturedAt = Date.parse(reading.record.capturedAt);
  const ofLast =
    sessions === null
      ? { logins: accepted, unread: [] }
      : readLast(sessions, { capturedAt, timezone: reading.timezone });
  const ofLastlog =
    lasts === null ? { logins: [], unread: [] } : readLastlog(lasts);
  tellUnread(reading, LAST, ofLast.unread);
  tellUnread(reading, LASTLOG, ofLastlog.unread);
  if (ofLast.logins.length > MAX_USES) {
    reading.issue(
      LAST,
      null,
      'warning',
      'too-many-logins',
      `It tells of ${ofLast.logins.length} logins; the newest ${MAX_USES} are taken.`,
    );
  }
  const told = [...ofLast.logins, ...ofLastlog.logins].filter(
    ({ at }) => at <= capturedAt,
  );
  const newest = Math.max(...told.map(({ at }) => at));
  return {
    uses: ofLast.logins
      .filter(({ at }) => at <= capturedAt)
      .slice(0, MAX_USES)
      .map(toUse),
    last: told.length > 0 ? new Date(newest).toISOString() : null,
  };
}

function toUse({ user, at, seconds }: Login): ToolUse {
  return {
    at: new Date(at).toISOString(),
    by: maskSecrets(user).text,
    seconds,
  };
}

function tellUnread(
  reading: CaptureReading,
  path: string,
  unread: readonly number[],
): void {
  if (unread.length === 0) return;
  reading.issue(
    path,
    unread[0],
    'info',
    'unreadable-line',
    unread.length === 1
      ? 'This line tells of no login'
      : `${unread.length} lines tell of no login`,
  );
}

/** The most that each was measured to take stands beside what was seen of it. */
export function addPeaks(reading: CaptureReading): void {
  for (const { name, mib, source } of reading.record.peaks) {
    const named = reading.items.filter(item => item.name === name);
    if (named.length === 0) {
      reading.issue(
        'capture.json',
        null,
        'warning',
        'peak-of-no-item',
        `peaks names ${name}, and nothing on the host has that name. Name the job or tool as the portal shows it.`,
      );
    }
    for (const item of named) {
      setPeak(item, mib, source);
    }
  }
}
