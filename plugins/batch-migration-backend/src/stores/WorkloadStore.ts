import {
  agreedSchedule,
  countedExemptions,
  hostOf,
  hostOfServer,
  locationId,
  type DeclaredIntent,
  type EntityRef,
  type LocationRef,
  type ObservedState,
  type Plan,
  type ScheduleSpec,
  type Side,
  type Workload,
  type WorkloadLocation,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { exemptionsOf } from './ExemptionStore';
import { undeclaredSince } from './IntentStore';
import { declaredHosts, filesRead } from './InventoryStore';
import { runRangesOf } from './RunRangeStore';
import {
  chunksOf,
  ensureLocations,
  findLocations,
  groupBy,
  text,
  textOrNull,
} from './rows';

/** What discovery knows of a workload; the rest is joined from other tables. */
export type WorkloadFacts = Omit<
  Workload,
  | 'locations'
  | 'intents'
  | 'declaredHosts'
  | 'undeclaredSince'
  | 'readFiles'
  | 'hostInstances'
  | 'exemptions'
  | 'soakPassedAt'
>;

/** A workload without what only its assessment is made from. */
export type ShownWorkload = WorkloadFacts &
  Pick<Workload, 'locations' | 'hostInstances'>;

/** A location, and the newest observation of it: `state` is `null` where there is none. */
export interface PlaceToLookAt extends LocationRef {
  id: number;
  state: ObservedState | null;
  freshUntil: string | null;
}

interface WorkloadRow {
  id: string;
  name: string;
  kind: Workload['kind'];
  role_ref: string;
  owner_ref: string | null;
  schedule: string | null;
  command: string;
  description: string | null;
  masked_secrets: string;
  soak_passed_at: string | null;
  first_seen_at: string;
}

interface ServerLink {
  workload_id: string;
  server_ref: EntityRef;
}

interface LocationRow extends LocationRef {
  workload_id: string;
  location_id: number;
  side: Side;
  position: number;
  unread_since: string | null;
}

/** What each inventory says anew; who was seen first stays. */
const DISCOVERED_COLUMNS: Array<keyof WorkloadRow> = [
  'name',
  'kind',
  'role_ref',
  'owner_ref',
  'schedule',
  'command',
  'description',
  'masked_secrets',
];

/** The units that move, with their locations and intents. */
export class WorkloadStore {
  constructor(private readonly db: Knex) {}

  async get(id: string, tx: Knex = this.db): Promise<Workload | undefined> {
    return (await this.getMany([id], tx))[0];
  }

  /** In the order of the ids; unknown ids are left out. */
  async getMany(
    ids: readonly string[],
    tx: Knex = this.db,
  ): Promise<Workload[]> {
    const found = new Map<string, Workload>();
    for (const chunk of chunksOf(ids)) {
      for (const workload of await this.getChunk(chunk, tx)) {
        found.set(workload.id, workload);
      }
    }
    return ids.flatMap(id => found.get(id) ?? []);
  }

  /** What is shown of workloads, in the order of the ids; unknown ids are left out. */
  async shown(ids: readonly string[]): Promise<ShownWorkload[]> {
    const found = new Map<string, ShownWorkload>();
    for (const chunk of chunksOf(ids)) {
      const [rows, servers, locations, instances] = await Promise.all([
        this.db<WorkloadRow>('workloads').whereIn('id', chunk),
        serversOf(this.db, chunk),
        locationsOf(this.db, chunk),
        instancesOfWorkloads(this.db, chunk),
      ]);
      const serversById = groupBy(servers, row => row.workload_id);
      const locationsById = groupBy(locations, row => row.workload_id);
      for (const row of rows) {
        const serverRefs = refsOf(serversById.get(row.id));
        found.set(row.id, {
          ...toFacts(row, serverRefs),
          locations: (locationsById.get(row.id) ?? []).map(location =>
            toLocation(location, new Map(), new Map()),
          ),
          hostInstances: toHostInstances(serverRefs, instances),
        });
      }
    }
    return ids.flatMap(id => found.get(id) ?? []);
  }

  /** Ids in their own order, for going through all of them in steps. */
  async ids(
    options: { after?: string; limit?: number; serverRef?: EntityRef } = {},
    tx: Knex = this.db,
  ): Promise<string[]> {
    const query = tx<WorkloadRow>('workloads').orderBy('id');
    if (options.after !== undefined) query.where('id', '>', options.after);
    if (options.limit !== undefined) query.limit(options.limit);
    if (options.serverRef !== undefined) {
      query.whereIn(
        'id',
        tx('workload_servers')
          .where({ server_ref: options.serverRef })
          .select('workload_id'),
      );
    }
    const rows = await query.select('id');
    return rows.map(row => row.id);
  }

  /** Ids of those on any of the servers, of any of the roles and kinds; an empty list asks for all. */
  async idsWhere(
    {
      serverRefs,
      roleRefs,
      kinds = [],
    }: {
      serverRefs: string[];
      roleRefs: string[];
      kinds?: Array<Workload['kind']>;
    },
    tx: Knex = this.db,
  ): Promise<string[]> {
    const query = tx<WorkloadRow>('workloads').orderBy('id');
    if (kinds.length > 0) query.whereIn('kind', kinds);
    if (roleRefs.length > 0) query.whereIn('role_ref', roleRefs.map(text));
    if (serverRefs.length > 0) {
      query.whereIn(
        'id',
        tx('workload_servers')
          .whereIn('server_ref', serverRefs.map(text))
          .select('workload_id'),
      );
    }
    const rows = await query.select('id');
    return rows.map(row => row.id);
  }

  async count(): Promise<number> {
    const [{ n }] = await this.db('workloads').count({ n: '*' });
    return Number(n);
  }

  /** Workloads on any of the servers. */
  async ofServers(
    serverRefs: readonly EntityRef[],
    tx: Knex = this.db,
  ): Promise<Workload[]> {
    return this.getMany(await this.idsOfServers(serverRefs, tx), tx);
  }

  async idsOfServers(
    serverRefs: readonly EntityRef[],
    tx: Knex = this.db,
  ): Promise<string[]> {
    const rows: Array<{ workload_id: string }> = await tx('workload_servers')
      .whereIn('server_ref', serverRefs)
      .distinct('workload_id')
      .orderBy('workload_id');
    return rows.map(row => row.workload_id);
  }

  /**
   * Every location of a workload and every instance of a server, with what was
   * seen there last, in steps: `after` is the id of the last one of the step
   * before.
   */
  async locations(
    options: { after: number; limit: number },
    tx: Knex = this.db,
  ): Promise<PlaceToLookAt[]> {
    return tx('locations')
      .leftJoin('observations', 'observations.id', 'locations.observation_id')
      .where('locations.id', '>', options.after)
      .where(any =>
        ['workload_locations', 'server_instances'].forEach(table =>
          any.orWhereExists(
            tx(table)
              .whereRaw('??.location_id = locations.id', [table])
              .select(tx.raw('1')),
          ),
        ),
      )
      .orderBy('locations.id')
      .limit(options.limit)
      .select('locations.id', 'ref', 'key', 'state', {
        freshUntil: 'fresh_until',
      });
  }

  /** Ids of the workloads that have any of the locations, or whose host is one of them. */
  async idsAt(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<string[]> {
    const locationIds = [...(await findLocations(tx, locations)).values()];
    const ids = new Set<string>();
    for (const chunk of chunksOf(locationIds)) {
      const rows: Array<{ workload_id: string }> = await tx(
        'workload_locations',
      )
        .whereIn('location_id', chunk)
        .distinct('workload_id');
      const onHosts: Array<{ workload_id: string }> = await tx(
        'workload_servers',
      )
        .join(
          'server_instances',
          'server_instances.server_ref',
          'workload_servers.server_ref',
        )
        .whereIn('location_id', chunk)
        .distinct('workload_id');
      for (const row of [...rows, ...onHosts]) ids.add(row.workload_id);
    }
    return [...ids];
  }

  /** Stores what discovery knows now. `firstSeenAt` stays as it was first. */
  async upsert(
    workloads: readonly WorkloadFacts[],
    tx: Knex.Transaction,
  ): Promise<void> {
    for (const chunk of chunksOf(workloads)) {
      await tx('workloads')
        .insert(chunk.map(toRow))
        .onConflict('id')
        .merge(DISCOVERED_COLUMNS);
    }
    const links = workloads.flatMap(({ id, serverRefs }) =>
      serverRefs.map(server_ref => ({ workload_id: id, server_ref })),
    );
    for (const chunk of chunksOf(links)) {
      await tx('workload_servers')
        .insert(chunk)
        .onConflict(['workload_id', 'server_ref'])
        .ignore();
    }
  }

  /** Legacy locations are only ever added: one that is gone is observed as `absent`. */
  async addLegacyLocations(
    links: ReadonlyArray<{ workloadId: string; location: LocationRef }>,
    tx: Knex.Transaction,
  ): Promise<void> {
    const ids = await ensureLocations(
      tx,
      links.map(({ location }) => location),
    );
    for (const chunk of chunksOf(links)) {
      await tx('workload_locations')
        .insert(
          chunk.map(({ workloadId, location: { ref, key } }) => ({
            workload_id: workloadId,
            location_id: ids.get(locationId({ ref, key }))!,
            side: 'legacy',
            position: 0,
          })),
        )
        .onConflict(['workload_id', 'location_id'])
        .ignore();
    }
  }

  /**
   * Records when the soak passed, or with `null` that a rollback voided it.
   *
   * @returns whether it was still at `before`: who comes second records nothing.
   */
  async recordSoak(
    soak: { workloadId: string; before: string | null; after: string | null },
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const changed = await tx('workloads')
      .where({ id: soak.workloadId, soak_passed_at: soak.before })
      .update({ soak_passed_at: soak.after });
    return changed > 0;
  }

  private async getChunk(ids: string[], tx: Knex): Promise<Workload[]> {
    // One after the other: a transaction has one connection.
    const rows = await tx<WorkloadRow>('workloads').whereIn('id', ids);
    const servers = await serversOf(tx, ids);
    const locations = await locationsOf(tx, ids);
    const intents: Array<{ workload_id: string; intent: string }> = await tx(
      'intents',
    )
      .whereIn('workload_id', ids)
      .orderBy('id')
      .select('workload_id', 'intent');
    const undeclared = await undeclaredSince(tx, ids);
    const exemptions = await exemptionsOf(tx, ids);
    const alsoServed = await this.schedulesOfOthers(locations, tx);
    const ranges = await runRangesOf(
      tx,
      locations.map(({ location_id }) => location_id),
    );
    const serverRefs = servers.map(row => row.server_ref);
    const instances = await instancesOf(tx, serverRefs);
    const hosts = await declaredHosts(tx, serverRefs);
    const serversById = groupBy(servers, row => row.workload_id);
    const ownLocations = groupBy(locations, row => row.workload_id);
    const intentsOf = groupBy(intents, row => row.workload_id);
    const declared = new Map<string, DeclaredIntent[]>(
      [...intentsOf].map(([id, links]) => [
        id,
        links.map(({ intent }) => JSON.parse(intent)),
      ]),
    );
    const unseen = serversUnseen(serversById, ownLocations, declared);
    const files = await filesRead(tx, [...unseen.values()].flat());
    return rows.map(row => ({
      ...toFacts(row, refsOf(serversById.get(row.id))),
      soakPassedAt: row.soak_passed_at,
      locations: (ownLocations.get(row.id) ?? []).map(location =>
        toLocation(location, alsoServed, ranges),
      ),
      intents: declared.get(row.id) ?? [],
      ...(unseen.has(row.id) && {
        readFiles: unseen.get(row.id)!.flatMap(ref => files.get(ref) ?? []),
      }),
      declaredHosts: refsOf(serversById.get(row.id)).flatMap(
        serverRef => hosts.get(serverRef) ?? [],
      ),
      ...(undeclared.has(row.id) && {
        undeclaredSince: undeclared.get(row.id)!,
      }),
      hostInstances: toHostInstances(
        refsOf(serversById.get(row.id)),
        instances,
      ),
      ...(exemptions.has(row.id) && {
        exemptions: countedExemptions(exemptions.get(row.id)!),
      }),
    }));
  }

  /** When each workload that shares a target location is due there, by location. */
  private async schedulesOfOthers(
    locations: readonly LocationRow[],
    tx: Knex,
  ): Promise<Map<number, ServedSchedule[]>> {
    const targets = locations
      .filter(({ side }) => side === 'target')
      .map(({ location_id }) => location_id);
    const served: ServedSchedule[] = [];
    for (const chunk of chunksOf([...new Set(targets)])) {
      const rows: Array<{
        location_id: number;
        workload_id: string;
        schedule: string | null;
        plan: string | null;
      }> = await tx('workload_locations')
        .join('workloads', 'workloads.id', 'workload_locations.workload_id')
        .leftJoin('plans', 'plans.workload_id', 'workloads.id')
        .whereIn('location_id', chunk)
        .where({ side: 'target' })
        .orderBy('workloads.id')
        .select(
          'location_id',
          'workload_locations.workload_id',
          'schedule',
          'plan',
        );
      for (const row of rows) {
        const schedule = dueOnTarget(row);
        if (schedule) served.push({ ...row, schedule });
      }
    }
    const byLocation = groupBy(served, row => String(row.location_id));
    return new Map(
      [...byLocation].map(([location, rows]) => [Number(location), rows]),
    );
  }
}

/** Servers for which a workload is declared, and on which it was never seen. */
function serversUnseen(
  serversById: ReadonlyMap<string, readonly ServerLink[]>,
  locationsById: ReadonlyMap<string, readonly LocationRow[]>,
  declared: ReadonlyMap<string, readonly DeclaredIntent[]>,
): Map<string, EntityRef[]> {
  return new Map(
    [...declared].flatMap(([id, intents]): Array<[string, EntityRef[]]> => {
      const seen = new Set(
        (locationsById.get(id) ?? [])
          .filter(({ side }) => side === 'legacy')
          .map(({ ref }) => hostOf(ref)),
      );
      const wanted = new Set(
        intents
          .map(({ location }) => hostOf(location.ref))
          .filter(host => !seen.has(host)),
      );
      const servers = refsOf(serversById.get(id)).filter(ref =>
        wanted.has(hostOfServer(ref)),
      );
      return servers.length > 0 ? [[id, servers]] : [];
    }),
  );
}

async function serversOf(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<ServerLink[]> {
  return tx<ServerLink>('workload_servers')
    .whereIn('workload_id', workloadIds)
    .orderBy('server_ref');
}

function refsOf(links: readonly ServerLink[] = []): EntityRef[] {
  return links.map(({ server_ref }) => server_ref);
}

function toHostInstances(
  serverRefs: readonly EntityRef[],
  instances: ReadonlyMap<EntityRef, LocationRef[]>,
): Workload['hostInstances'] {
  return serverRefs.flatMap(serverRef =>
    (instances.get(serverRef) ?? []).map(({ ref, key }) => ({
      host: hostOfServer(serverRef),
      location: { ref, key },
    })),
  );
}

/** The locations of the workloads, legacy side first and targets in their order. */
async function locationsOf(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<LocationRow[]> {
  return tx('workload_locations')
    .join('locations', 'locations.id', 'workload_locations.location_id')
    .leftJoin('run_gaps', 'run_gaps.location_id', 'locations.id')
    .whereIn('workload_id', workloadIds)
    .orderBy(['side', 'position', 'workload_locations.location_id'])
    .select(
      'workload_locations.*',
      'locations.ref',
      'locations.key',
      'run_gaps.unread_since',
    );
}

/** When one of the workloads that share a target location is due there. */
interface ServedSchedule {
  location_id: number;
  workload_id: string;
  schedule: ScheduleSpec;
}

/** A job that is meant to run at other times on the target is due there at those. */
function dueOnTarget(row: {
  schedule: string | null;
  plan: string | null;
}): ScheduleSpec | null {
  const plan: Partial<Plan> = row.plan === null ? {} : JSON.parse(row.plan);
  return (
    agreedSchedule(plan) ??
    (row.schedule === null ? null : JSON.parse(row.schedule))
  );
}

/** The instances behind each of the servers. */
async function instancesOf(
  tx: Knex,
  serverRefs: readonly EntityRef[],
): Promise<Map<EntityRef, LocationRef[]>> {
  const links: Array<LocationRef & { server_ref: string }> = [];
  for (const chunk of chunksOf([...new Set(serverRefs)])) {
    links.push(
      ...(await tx('server_instances')
        .join('locations', 'locations.id', 'server_instances.location_id')
        .whereIn('server_ref', chunk)
        .orderBy('locations.id')
        .select('server_ref', 'locations.ref', 'locations.key')),
    );
  }
  return groupBy(links, link => link.server_ref);
}

/** The same, of the servers of some workloads. */
async function instancesOfWorkloads(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<Map<EntityRef, LocationRef[]>> {
  const links: Array<LocationRef & { server_ref: string }> = await tx(
    'server_instances',
  )
    .join('locations', 'locations.id', 'server_instances.location_id')
    .whereIn(
      'server_ref',
      tx('workload_servers')
        .whereIn('workload_id', workloadIds)
        .select('server_ref'),
    )
    .orderBy('locations.id')
    .select('server_ref', 'locations.ref', 'locations.key');
  return groupBy(links, link => link.server_ref);
}

function toLocation(
  row: LocationRow,
  served: Map<number, ServedSchedule[]>,
  ranges: Map<number, WorkloadLocation['runRanges']>,
): WorkloadLocation {
  const runRanges = ranges.get(row.location_id);
  const others = (served.get(row.location_id) ?? []).filter(
    other => other.workload_id !== row.workload_id,
  );
  return {
    ref: row.ref,
    key: row.key,
    side: row.side,
    position: row.position,
    ...(row.side === 'target' && others.length > 0
      ? { alsoServes: others.map(({ schedule }) => schedule) }
      : {}),
    ...(runRanges && { runRanges }),
    ...(row.unread_since && { runsUnreadSince: row.unread_since }),
  };
}

function toRow(workload: WorkloadFacts): Omit<WorkloadRow, 'soak_passed_at'> {
  return {
    id: workload.id,
    name: text(workload.name),
    kind: workload.kind,
    role_ref: workload.roleRef,
    owner_ref: workload.ownerRef,
    schedule: workload.schedule && JSON.stringify(workload.schedule),
    command: text(workload.command),
    description: textOrNull(workload.description),
    masked_secrets: JSON.stringify(workload.maskedSecrets),
    first_seen_at: workload.firstSeenAt,
  };
}

function toFacts(row: WorkloadRow, serverRefs: EntityRef[]): WorkloadFacts {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    serverRefs,
    roleRef: row.role_ref,
    ownerRef: row.owner_ref,
    schedule: row.schedule === null ? null : JSON.parse(row.schedule),
    command: row.command,
    description: row.description,
    maskedSecrets: JSON.parse(row.masked_secrets),
    firstSeenAt: row.first_seen_at,
  };
}
