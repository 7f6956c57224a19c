import {
  hostOf,
  hostOfServer,
  locationId,
  type CrontabDialect,
  type DescribedWorkload,
  type EntityRef,
  type LocationRef,
  type Role,
  type ScheduleSpec,
  type Server,
  type ServerDescription,
  type Workload,
} from 'backstage-plugin-batch-migration-common';

/** What is known of a server without its `server.yaml`: from what was seen on it. */
export interface KnownServer {
  server: Server;
  roles: Role[];
  /** On this server and on those that share its roles. */
  workloads: Workload[];
}

const PLACE = /^([a-z-]+):[^/]+\/[^/]+(?:\/(.+))?$/;

/** The file of the host in which something stands; `null` where it stands in none. */
function pathOf({ ref, key }: LocationRef): string | null {
  const [, kind, path = ''] = PLACE.exec(ref) ?? [];
  switch (kind) {
    case 'crontab':
    case 'anacron':
      return path || null;
    case 'run-parts':
      return `${path}/${key}`;
    case 'systemd':
      return `etc/systemd/system/${key}`;
    case 'supervisor':
      return 'etc/supervisord.conf';
    default:
      return null;
  }
}

interface Line {
  path: string;
  roleRef: EntityRef;
  schedule: ScheduleSpec | null;
}

function linesOn({ server, workloads }: KnownServer): Line[] {
  const host = hostOfServer(server.ref);
  return workloads.flatMap(({ locations, roleRef, schedule }) =>
    locations
      .filter(({ ref, side }) => side === 'legacy' && hostOf(ref) === host)
      .flatMap(location => {
        const path = pathOf(location);
        return path === null ? [] : { path, roleRef, schedule };
      }),
  );
}

/** Paths of the files of jobs that were ever seen on the server. */
export function knownPaths(known: KnownServer): string[] {
  return [...new Set(linesOn(known).map(({ path }) => path))];
}

function mostCommon<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

/** A crontab as roles name it: `user/batch`, `cron.d/news` or `crontab`. */
function crontabName(path: string): string | null {
  if (path === 'etc/crontab') return 'crontab';
  if (/^etc\/cron\.d\/[^/]+$/.test(path)) return path.slice('etc/'.length);
  const user = /^var\/spool\/cron\/(?:crontabs\/)?([^/]+)$/.exec(path)?.[1];
  return user === undefined ? null : `user/${user}`;
}

/** A file of jobs as roles name it, of which cron may know nothing. */
function roleName(path: string): string | null {
  if (path === 'etc/anacrontab') return 'anacrontab';
  const script = /^etc\/(cron\.(?:hourly|daily|weekly|monthly)\/.+)$/.exec(
    path,
  );
  if (script) return script[1];
  const timer = /\/systemd\/system\/(.+\.timer)$/.exec(path);
  return timer ? `systemd/${timer[1]}` : crontabName(path);
}

/** How cron reads a file there; `null` where it reads none. */
export function dialectOfPath(path: string): CrontabDialect | null {
  const name = crontabName(path);
  if (name === null) return null;
  return name.startsWith('user/') ? 'user' : 'system';
}

/**
 * Describes a server by what was last seen on it: each file belongs to the
 * role of most of its jobs, and the cron and zone are those of most lines.
 * Facts and dates are left out, so that nothing is overwritten by them.
 */
export function describeKnownServer(known: KnownServer): ServerDescription {
  const lines = linesOn(known);
  const cronLines = lines.flatMap(({ schedule }) =>
    schedule?.dialect === 'debian-cron' || schedule?.dialect === 'cronie'
      ? schedule
      : [],
  );
  const dialect = mostCommon(cronLines.map(schedule => schedule.dialect));
  const roleOf = new Map(
    knownPaths(known).map(path => [
      path,
      mostCommon(
        lines.filter(line => line.path === path).map(({ roleRef }) => roleRef),
      ),
    ]),
  );
  const isSidekiq = (path: string) =>
    lines.some(
      line =>
        line.path === path && line.schedule?.dialect === 'sidekiq-scheduler',
    );
  return {
    server: { ...known.server, facts: [], hardDates: [], instances: [] },
    timezone: mostCommon(cronLines.map(({ timezone }) => timezone)),
    cron:
      dialect === null
        ? null
        : {
            flavour: dialect === 'cronie' ? 'cronie' : 'debian',
            version: null,
          },
    roles: known.roles.map(role => {
      const paths = [...roleOf].flatMap(([path, ref]) =>
        ref === role.ref ? path : [],
      );
      return {
        role,
        crontabs: paths.flatMap(path => roleName(path) ?? []),
        schedulers: paths.filter(
          path => crontabName(path) === null && isSidekiq(path),
        ),
        workloads: [],
        jobOwners: {},
      };
    }),
  };
}

/**
 * What people wrote down of workers, tools and services on the server, as the
 * declared inventories last told it: each at the place where it would be seen.
 */
export function describedWorkloads(
  { server, workloads }: KnownServer,
  roleRef: EntityRef,
): DescribedWorkload[] {
  const host = hostOfServer(server.ref);
  const described = new Map<string, DescribedWorkload>();
  for (const { intents, ...workload } of workloads) {
    if (workload.roleRef !== roleRef) continue;
    for (const { location, process, ...intent } of intents) {
      const isHere =
        !location.ref.startsWith('declared:') && hostOf(location.ref) === host;
      if (!isHere || described.has(locationId(location))) continue;
      described.set(locationId(location), {
        name: workload.name,
        kind: workload.kind,
        description: workload.description,
        ownerRef: workload.ownerRef,
        command: intent.command,
        user: intent.user,
        location,
        process: process ?? null,
        schedule: intent.schedule,
        enabled: intent.enabled,
      });
    }
  }
  return [...described.values()];
}

/** Workers among the processes of the server of which nobody knows how to find them. */
export function undescribedWorkers({
  server,
  workloads,
}: KnownServer): string[] {
  const place = `process:${hostOfServer(server.ref)}`;
  return workloads
    .filter(({ locations, intents }) => {
      const here = [
        ...locations.filter(({ side }) => side === 'legacy'),
        ...intents.map(({ location }) => location),
      ].filter(({ ref }) => ref === place);
      return here.some(
        one =>
          !intents.some(
            ({ location, process }) =>
              process !== undefined && locationId(location) === locationId(one),
          ),
      );
    })
    .map(({ name }) => name);
}
