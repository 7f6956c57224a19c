import {
  hostLoadOf,
  hostOf,
  hostOfServer,
  locationId,
  memoryMibOf,
  schedulesInForce,
  usualRunSeconds,
  type HostJob,
  type HostLoad,
  type LocationRef,
  type Observation,
  type Run,
  type Workload,
  type WorkloadLocation,
} from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationDatabase } from '../stores';
import { groupBy } from '../stores/rows';
import { lookedAt } from './lookedAt';
import { usesWindowMs } from './usesWindow';

/**
 * Tells each tool of which uses are known what they met on its hosts. Hosts
 * are read one after the other, and only those on which somebody used a tool.
 *
 * Everything is told as of the last look at the host, not as of now: the same
 * inputs have to give the same assessment whenever it is made.
 */
export async function withHostLoads(
  database: BatchMigrationDatabase,
  workloads: Workload[],
): Promise<Workload[]> {
  const tools = await usedTools(database, workloads);
  if (tools.length === 0) return workloads;
  const groups = await database.members.groupsAmong(
    tools.flatMap(({ serverRefs }) => serverRefs),
  );
  const windowMs = await usesWindowMs(database);
  const toolsOn = new Map<string, Workload[]>();
  for (const tool of tools) {
    for (const serverRef of tool.serverRefs) {
      // Of a group nobody tells on which of its hosts a tool was used.
      if (groups.has(serverRef)) continue;
      toolsOn.set(serverRef, [...(toolsOn.get(serverRef) ?? []), tool]);
    }
  }
  const loads = new Map<string, HostLoad[]>();
  for (const [serverRef, own] of toolsOn) {
    const found = await loadsOn(database, serverRef, own, windowMs);
    for (const [id, load] of found) {
      loads.set(id, [...(loads.get(id) ?? []), load]);
    }
  }
  return workloads.map(workload => {
    const hostLoads = loads.get(workload.id);
    return hostLoads ? { ...workload, hostLoads } : workload;
  });
}

/** Where no source ever told of a use, that is not "never used". */
async function usedTools(
  database: BatchMigrationDatabase,
  workloads: readonly Workload[],
): Promise<Workload[]> {
  const tools = workloads.filter(({ kind }) => kind === 'on-demand');
  const told = await database.runs.newestStarts(tools.flatMap(legacyOf));
  return tools.filter(tool =>
    legacyOf(tool).some(location => told.has(locationId(location))),
  );
}

function legacyOf({ locations }: Workload): WorkloadLocation[] {
  return locations.filter(({ side }) => side === 'legacy');
}

async function loadsOn(
  database: BatchMigrationDatabase,
  serverRef: string,
  tools: readonly Workload[],
  windowMs: number,
): Promise<Map<string, HostLoad>> {
  const host = hostOfServer(serverRef);
  const here = (workload: Workload) =>
    legacyOf(workload).filter(({ ref }) => hostOf(ref) === host);
  const server = await database.servers.get(serverRef);
  const jobs = await database.workloads.getMany(
    await database.workloads.idsWhere({
      serverRefs: [serverRef],
      roleRefs: [],
      kinds: ['scheduled'],
    }),
  );
  const latest = await database.observations.latest(
    unique([...tools, ...jobs].flatMap(lookedAt)),
  );
  const seenAt = lastLook([...tools, ...jobs].flatMap(here), latest);
  if (seenAt === null) return new Map();
  const since = startOfDay(seenAt.getTime() - windowMs);
  const runs = groupBy(
    await database.runs.list(unique([...tools, ...jobs].flatMap(here)), {
      from: since,
    }),
    ({ location }) => locationId(location),
  );
  const runsOf = (workload: Workload) =>
    here(workload).flatMap(location => runs.get(locationId(location)) ?? []);
  const attestations = await database.attestations.getMany(
    jobs.map(({ id }) => id),
  );
  const hostJobs = jobs.map(
    (job): HostJob =>
      toHostJob(
        { ...job, locations: here(job) },
        {
          observations: lookedAt(job).flatMap(
            location => latest.get(locationId(location)) ?? [],
          ),
          runs: runsOf(job),
          runSeconds: usualRunSeconds(
            runsOf(job),
            attestations.get(job.id) ?? [],
            seenAt,
          ),
          at: seenAt,
        },
      ),
  );
  const place = { host, memoryMib: server ? memoryMibOf(server) : null, since };
  return new Map(
    tools.map(tool => [
      tool.id,
      hostLoadOf(
        place,
        { uses: runsOf(tool), peakMib: peakOf(here(tool), latest) },
        hostJobs,
        seenAt,
      ),
    ]),
  );
}

function toHostJob(
  job: Workload,
  known: {
    observations: Observation[];
    runs: Run[];
    runSeconds: number | null;
    at: Date;
  },
): HostJob {
  const { observations, runs, runSeconds, at } = known;
  const latest = new Map(
    observations.map(one => [locationId(one.location), one]),
  );
  return {
    workloadId: job.id,
    name: job.name,
    specs: schedulesInForce(job, observations, at).legacy,
    runs,
    // Where one line has no log, what was due is all that is known of it.
    seen: job.locations.length === 1 ? job.locations[0].runRanges ?? [] : [],
    runSeconds,
    peakMib: peakOf(job.locations, latest),
  };
}

/** The largest that was measured of any of its lines. */
function peakOf(
  locations: readonly LocationRef[],
  latest: ReadonlyMap<string, Observation>,
): number | null {
  const peaks = locations.flatMap(location => {
    const peak = latest.get(locationId(location))?.detail.peakMib;
    return typeof peak === 'number' ? peak : [];
  });
  return peaks.length > 0 ? Math.max(...peaks) : null;
}

function lastLook(
  locations: readonly LocationRef[],
  latest: ReadonlyMap<string, Observation>,
): Date | null {
  const looks = locations.flatMap(location => {
    const seen = latest.get(locationId(location));
    return seen ? seen.lastSeenAt ?? seen.observedAt : [];
  });
  const last = looks.reduce((a, b) => (b > a ? b : a), '');
  return last === '' ? null : new Date(last);
}

function startOfDay(at: number): string {
  return `${new Date(at).toISOString().slice(0, 10)}T00:00:00.000Z`;
}

function unique(locations: readonly LocationRef[]): LocationRef[] {
  return [...new Map(locations.map(one => [locationId(one), one])).values()];
}
