import { InputError } from '@backstage/errors';
import { parseDocument } from 'yaml';
import {
  KINDS,
  SCHEDULE_DIALECTS,
  type EntityRef,
  type Fact,
  type HardDate,
  type Kind,
  type LocationRef,
  type Role,
  type ScheduleSpec,
  type Server,
} from '../workload/model';
import {
  instantAt,
  listAt,
  mappingAt,
  oneOfAt,
  optionalTextAt,
  optionalTimezoneAt,
  textAt,
  textsAt,
  writtenMappingAt,
} from './fields';

/** A workload that a person wrote down because no crontab names it. */
export interface DescribedWorkload {
  name: string;
  kind: Kind;
  description: string | null;
  ownerRef: EntityRef | null;
  command: string;
  user: string | null;
  /** Where it can be seen; told from the kind unless written. */
  location: LocationRef;
  /** Text that the command line of its process contains; `null` where it is no process. */
  process: string | null;
  schedule: ScheduleSpec | null;
  /** `false` for what was switched off on purpose: it is described and not declared. */
  enabled: boolean;
}

/** A role with what belongs to it on its server. */
export interface DescribedRole {
  role: Role;
  /** Crontabs of this role: `user/<name>`, `cron.d/<name>` or `crontab` for `/etc/crontab`. */
  crontabs: string[];
  /** Files of sidekiq-scheduler, relative to the server's folder. */
  schedulers: string[];
  workloads: DescribedWorkload[];
  /** Owner of a job by its name, where somebody is known to own it. */
  jobOwners: Record<string, EntityRef>;
}

/** What people know about a server: `server.yaml`. */
export interface ServerDescription {
  server: Server;
  /** IANA zone of the host's clock; `null` where nobody wrote it down. */
  timezone: string | null;
  cron: { flavour: 'debian' | 'cronie'; version: string | null } | null;
  roles: DescribedRole[];
}

/** What a person may write in each part of `server.yaml`. */
export const FIELDS = {
  server: [
    'ref',
    'title',
    'description',
    'owner',
    'system',
    'timezone',
    'cron',
    'instances',
    'facts',
    'hardDates',
    'roles',
  ],
  cron: ['flavour', 'version'],
  location: ['ref', 'key'],
  fact: ['name', 'value', 'source', 'observedAt'],
  hardDate: ['date', 'effect', 'source'],
  role: [
    'name',
    'kind',
    'type',
    'ref',
    'title',
    'description',
    'owner',
    'system',
    'servers',
    'crontabs',
    'schedulers',
    'jobOwners',
    'workloads',
  ],
  workload: [
    'name',
    'kind',
    'description',
    'owner',
    'process',
    'command',
    'user',
    'location',
    'schedule',
    'enabled',
  ],
  schedule: ['dialect', 'expression', 'timezone'],
} as const;

/** `<namespace>/<name>` of a server, as it stands in location refs. */
export function serverPlace(serverRef: EntityRef): string {
  return serverRef.slice(serverRef.indexOf(':') + 1);
}

/**
 * Reads `server.yaml`. Role types are not checked against a list here,
 * because configuration may add some: the source that knows it does.
 * @throws InputError naming the field that is wrong and what it should be.
 */
export function parseServerYaml(
  text: string,
  options: { folder: string },
): ServerDescription {
  const root = writtenMappingAt(
    parseYaml(text, 'server.yaml'),
    'server.yaml',
    FIELDS.server,
  );
  const ref = refAt(root.ref ?? options.folder, 'ref');
  const timezone = optionalTimezoneAt(root.timezone, 'timezone');
  const server: Server = {
    ref,
    title: optionalTextAt(root.title, 'title') ?? options.folder,
    description: optionalTextAt(root.description, 'description'),
    ownerRef: optionalTextAt(root.owner, 'owner'),
    systemRef: optionalTextAt(root.system, 'system'),
    facts: listAt(root.facts, 'facts').map((entry, index) =>
      factAt(entry, `facts[${index}]`),
    ),
    hardDates: listAt(root.hardDates, 'hardDates').map((entry, index) =>
      hardDateAt(entry, `hardDates[${index}]`),
    ),
    instances: listAt(root.instances, 'instances').map((entry, index) =>
      locationAt(entry, `instances[${index}]`),
    ),
  };
  const cron =
    root.cron === undefined
      ? null
      : writtenMappingAt(root.cron, 'cron', FIELDS.cron);
  return {
    server,
    timezone,
    cron: cron && {
      flavour: oneOfAt(cron.flavour, 'cron.flavour', ['debian', 'cronie']),
      version: optionalTextAt(cron.version, 'cron.version'),
    },
    roles: listAt(root.roles, 'roles').map((entry, index) =>
      roleAt(entry, `roles[${index}]`, server),
    ),
  };
}

/** The description of a host that somebody captured before anybody described it. */
export function describeUnknownServer(folder: string): ServerDescription {
  const server: Server = {
    ref: refAt(folder, 'ref'),
    title: folder,
    description: null,
    ownerRef: null,
    systemRef: null,
    facts: [],
    hardDates: [],
    instances: [],
  };
  return { server, timezone: null, cron: null, roles: [] };
}

/** YAML as plain data; aliases are limited so that a small file cannot become a huge one. */
export function parseYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new InputError(
      `${file} is not YAML: ${document.errors[0].message.split('\n')[0]}`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError(`${file} is not YAML: ${(error as Error).message}`);
  }
}

function roleAt(value: unknown, field: string, server: Server): DescribedRole {
  const entry = writtenMappingAt(value, field, FIELDS.role);
  const name = textAt(entry.name, `${field}.name`);
  const kind = oneOfAt(entry.kind, `${field}.kind`, KINDS);
  const serverName = serverPlace(server.ref).split('/')[1];
  const servers = textsAt(entry.servers, `${field}.servers`).map(
    (text, index) => refAt(text, `${field}.servers[${index}]`),
  );
  const ownerRef = optionalTextAt(entry.owner, `${field}.owner`);
  const owners =
    entry.jobOwners === undefined
      ? {}
      : mappingAt(entry.jobOwners, `${field}.jobOwners`);
  return {
    role: {
      ref: refAt(entry.ref ?? `${serverName}-${name}`, `${field}.ref`),
      title: optionalTextAt(entry.title, `${field}.title`) ?? name,
      description: optionalTextAt(entry.description, `${field}.description`),
      type: textAt(entry.type ?? name, `${field}.type`),
      kind,
      ownerRef: ownerRef ?? server.ownerRef,
      systemRef:
        optionalTextAt(entry.system, `${field}.system`) ?? server.systemRef,
      serverRefs: servers.length > 0 ? servers : [server.ref],
    },
    crontabs: textsAt(entry.crontabs, `${field}.crontabs`),
    schedulers: textsAt(entry.schedulers, `${field}.schedulers`),
    workloads: listAt(entry.workloads, `${field}.workloads`).map(
      (workload, index) =>
        workloadAt(workload, `${field}.workloads[${index}]`, kind, server),
    ),
    jobOwners: Object.fromEntries(
      Object.entries(owners).map(([job, owner]) => [
        job,
        textAt(owner, `${field}.jobOwners.${job}`),
      ]),
    ),
  };
}

function workloadAt(
  value: unknown,
  field: string,
  roleKind: Kind,
  server: Server,
): DescribedWorkload {
  const entry = writtenMappingAt(value, field, FIELDS.workload);
  const name = textAt(entry.name, `${field}.name`);
  const kind =
    entry.kind === undefined
      ? roleKind
      : oneOfAt(entry.kind, `${field}.kind`, KINDS);
  const process = optionalTextAt(entry.process, `${field}.process`);
  return {
    name,
    kind,
    description: optionalTextAt(entry.description, `${field}.description`),
    ownerRef: optionalTextAt(entry.owner, `${field}.owner`),
    command: optionalTextAt(entry.command, `${field}.command`) ?? process ?? '',
    user: optionalTextAt(entry.user, `${field}.user`),
    location:
      entry.location === undefined
        ? {
            ref: `${placeScheme(kind, process)}:${serverPlace(server.ref)}`,
            key: name,
          }
        : locationAt(entry.location, `${field}.location`),
    process,
    schedule:
      entry.schedule === undefined
        ? null
        : scheduleAt(entry.schedule, `${field}.schedule`),
    enabled: entry.enabled !== false,
  };
}

function placeScheme(kind: Kind, process: string | null): string {
  if (process !== null || kind === 'resident') return 'process';
  return kind === 'on-demand' ? 'tool' : 'service';
}

function scheduleAt(value: unknown, field: string): ScheduleSpec {
  const entry = writtenMappingAt(value, field, FIELDS.schedule);
  return {
    dialect: oneOfAt(entry.dialect, `${field}.dialect`, SCHEDULE_DIALECTS),
    expression: textAt(entry.expression, `${field}.expression`),
    timezone: optionalTimezoneAt(entry.timezone, `${field}.timezone`) ?? 'UTC',
  };
}

function factAt(value: unknown, field: string): Fact {
  const entry = writtenMappingAt(value, field, FIELDS.fact);
  return {
    name: textAt(entry.name, `${field}.name`),
    value: optionalTextAt(entry.value, `${field}.value`),
    source: textAt(entry.source, `${field}.source`),
    observedAt:
      entry.observedAt === undefined
        ? null
        : instantAt(entry.observedAt, `${field}.observedAt`),
  };
}

function hardDateAt(value: unknown, field: string): HardDate {
  const entry = writtenMappingAt(value, field, FIELDS.hardDate);
  const date = textAt(entry.date, `${field}.date`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw new InputError(`${field}.date must be YYYY-MM-DD; got: ${date}`);
  }
  return {
    date,
    effect: textAt(entry.effect, `${field}.effect`),
    source: textAt(entry.source, `${field}.source`),
  };
}

function locationAt(value: unknown, field: string): LocationRef {
  const entry = writtenMappingAt(value, field, FIELDS.location);
  return {
    ref: textAt(entry.ref, `${field}.ref`),
    key: textAt(entry.key, `${field}.key`),
  };
}

/** A full ref as it is, or a name as a resource of the default namespace. */
function refAt(value: unknown, field: string): EntityRef {
  const text = textAt(value, field);
  const ref = text.includes(':') ? text : `resource:default/${text}`;
  // The catalog's own limits: https://backstage.io/docs/features/software-catalog/descriptor-format#name-required
  if (
    !/^resource:[a-z0-9-]{1,63}\/[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/.test(
      ref,
    )
  ) {
    throw new InputError(
      `${field} must be a name of letters, digits, "-", "_" and "." (at most 63), or resource:<namespace>/<name>; got: ${text}`,
    );
  }
  return ref.toLocaleLowerCase('en-US');
}
