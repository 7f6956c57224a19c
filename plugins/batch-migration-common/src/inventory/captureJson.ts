import { InputError } from '@backstage/errors';
import type { Fact, Instant } from '../workload/model';
import {
  instantAt,
  listAt,
  mappingAt,
  oneOfAt,
  optionalTextAt,
  optionalTimezoneAt,
  textAt,
  textsAt,
  type Mapping,
} from './fields';
import { lastUseOf, toolUsesAt, type ToolUse } from './toolUses';

/** A tool or program that people start by hand, as the collector saw it. */
export interface CapturedTool {
  name: string;
  /** Where it lies on the host. */
  path: string;
  /** Whether those who may start it can: the file is there and executable. */
  startable: boolean;
  lastUsedAt: Instant | null;
  /** Uses that the host's own logs tell of; none where nobody looked. */
  uses: ToolUse[];
}

/** The most memory that one run of something was measured to take. */
export interface CapturedPeak {
  /** Of a job, worker or tool, as the portal shows it. */
  name: string;
  mib: number;
  /** How and when it was measured; for a person. */
  source: string;
}

/** What a collector says about its own reading of a host: `capture.json`. */
export interface CaptureRecord {
  /** The host's own name. */
  host: string;
  /** Ref or name of the server that it is of; `null` where its folder alone says so. */
  server: string | null;
  /** Which host of a group was read; `null` where the server is one host. */
  member: string | null;
  /** All hosts of the group at that time; `null` where the collector does not know them. */
  members: string[] | null;
  capturedAt: Instant;
  cron: {
    flavour: 'debian' | 'cronie';
    version: string | null;
    /** `null` where the collector could not tell. */
    running: boolean | null;
  } | null;
  /** IANA zone of the host's clock. */
  timezone: string | null;
  /** Paths (files, or folders with all that is below them) that were read to the end. */
  read: string[];
  notRead: Array<{ path: string; reason: string }>;
  facts: Fact[];
  tools: CapturedTool[];
  peaks: CapturedPeak[];
}

/**
 * Reads `capture.json`.
 * @throws InputError naming the field that is wrong and what it should be.
 */
export function parseCaptureJson(text: string): CaptureRecord {
  const root = mappingAt(parseJson(text), 'capture.json');
  const capturedAt = instantAt(root.capturedAt, 'capturedAt');
  return {
    host: textAt(root.host, 'host'),
    server: optionalTextAt(root.server, 'server'),
    ...groupAt(root),
    capturedAt,
    cron: cronAt(root.cron),
    timezone: optionalTimezoneAt(root.timezone, 'timezone'),
    read: textsAt(root.read, 'read').map(withoutSlashes),
    notRead: listAt(root.notRead, 'notRead').map((entry, index) => {
      const field = `notRead[${index}]`;
      const { path, reason } = mappingAt(entry, field);
      return {
        path: withoutSlashes(textAt(path, `${field}.path`)),
        reason: textAt(reason, `${field}.reason`),
      };
    }),
    facts: listAt(root.facts, 'facts').map((entry, index) => {
      const field = `facts[${index}]`;
      const fact = mappingAt(entry, field);
      return {
        name: textAt(fact.name, `${field}.name`),
        value: optionalTextAt(fact.value, `${field}.value`),
        source: optionalTextAt(fact.source, `${field}.source`) ?? 'capture',
        observedAt: capturedAt,
      };
    }),
    tools: listAt(root.tools, 'tools').map((entry, index) =>
      toolAt(entry, `tools[${index}]`, capturedAt),
    ),
    peaks: listAt(root.peaks, 'peaks').map((entry, index) =>
      peakAt(entry, `peaks[${index}]`),
    ),
  };
}

/** Whether a path was read to the end: it or a folder above it is listed, and nothing below is excepted. */
export function wasReadCompletely(
  record: CaptureRecord,
  path: string,
): boolean {
  const isIn = (folder: string) =>
    path === folder || path.startsWith(`${folder}/`);
  return (
    record.read.some(isIn) &&
    !record.notRead.some(
      entry => isIn(entry.path) || entry.path.startsWith(`${path}/`),
    )
  );
}

/** Why a path was not read to the end, in the collector's words where it gave any. */
export function reasonNotRead(record: CaptureRecord, path: string): string {
  const said = record.notRead.find(
    entry =>
      path === entry.path ||
      path.startsWith(`${entry.path}/`) ||
      entry.path.startsWith(`${path}/`),
  );
  return said
    ? `${said.path} could not be read: ${said.reason}`
    : `The capture does not list ${path} as read completely`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `capture.json is not JSON: ${(error as Error).message}`,
    );
  }
}

/** An instance id or a host's name. */
const MEMBER = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

function memberAt(value: unknown, field: string): string {
  const name = textAt(value, field);
  if (!MEMBER.test(name)) {
    throw new InputError(
      `${field} must be an instance id or host name of letters, digits, "-", "_" and "." (at most 100); got: ${name.slice(
        0,
        120,
      )}`,
    );
  }
  return name;
}

/** Which host of which group was read. */
function groupAt(root: Mapping): Pick<CaptureRecord, 'member' | 'members'> {
  const isGiven = (value: unknown) => value !== undefined && value !== null;
  const member = isGiven(root.member) ? memberAt(root.member, 'member') : null;
  const members = isGiven(root.members)
    ? listAt(root.members, 'members').map((entry, index) =>
        memberAt(entry, `members[${index}]`),
      )
    : null;
  if (members && member === null) {
    throw new InputError(
      'member is missing: where members lists the hosts of a group, member says which of them was read',
    );
  }
  if (members && !members.includes(member!)) {
    throw new InputError(
      `members must contain member, the host that was read; got: ${member} and ${members.join(
        ', ',
      )}`,
    );
  }
  return { member, members: members && [...new Set(members)].sort() };
}

function cronAt(value: unknown): CaptureRecord['cron'] {
  if (value === undefined || value === null) return null;
  const cron = mappingAt(value, 'cron');
  return {
    flavour: oneOfAt(cron.flavour, 'cron.flavour', ['debian', 'cronie']),
    version: optionalTextAt(cron.version, 'cron.version'),
    running: typeof cron.running === 'boolean' ? cron.running : null,
  };
}

function toolAt(
  value: unknown,
  field: string,
  capturedAt: Instant,
): CapturedTool {
  const tool = mappingAt(value, field);
  if (typeof tool.startable !== 'boolean') {
    throw new InputError(`${field}.startable must be true or false`);
  }
  const uses = toolUsesAt(tool.uses, `${field}.uses`, capturedAt);
  return {
    name: textAt(tool.name, `${field}.name`),
    path: textAt(tool.path, `${field}.path`),
    startable: tool.startable,
    lastUsedAt: lastUseOf(
      tool.lastUsedAt === undefined || tool.lastUsedAt === null
        ? null
        : instantAt(tool.lastUsedAt, `${field}.lastUsedAt`),
      uses,
    ),
    uses,
  };
}

/** No host has more: 16 TiB. */
const MAX_MIB = 16 * 1024 * 1024;

function peakAt(value: unknown, field: string): CapturedPeak {
  const { name, mib, source } = mappingAt(value, field);
  const isSize = typeof mib === 'number' && mib > 0 && mib <= MAX_MIB;
  if (!isSize) {
    throw new InputError(
      `${field}.mib must be a number of MiB above 0 and at most ${MAX_MIB}; got: ${JSON.stringify(
        mib,
      )}`,
    );
  }
  return {
    name: textAt(name, `${field}.name`),
    mib: Math.ceil(mib),
    source: textAt(source, `${field}.source`),
  };
}

function withoutSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}
