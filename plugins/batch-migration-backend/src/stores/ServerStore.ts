import {
  locationId,
  type EntityRef,
  type Fact,
  type HardDate,
  type LocationRef,
  type Role,
  type Server,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, ensureLocations, groupBy, text, textOrNull } from './rows';

interface ServerRow {
  ref: string;
  title: string;
  description: string | null;
  owner_ref: string | null;
  system_ref: string | null;
  facts: string;
  hard_dates: string;
}

interface RoleRow {
  ref: string;
  title: string;
  description: string | null;
  type: string;
  kind: Role['kind'];
  owner_ref: string | null;
  system_ref: string | null;
}

/** Of more servers than these, all instances are read. */
const AT_ONCE = 500;

/** Legacy servers and their roles, as the inventories describe them. */
export class ServerStore {
  constructor(private readonly db: Knex) {}

  async get(ref: string, tx: Knex = this.db): Promise<Server | undefined> {
    const row = await tx<ServerRow>('servers').where({ ref }).first();
    if (!row) return undefined;
    return (await this.withInstances([row], tx))[0];
  }

  /** Keeps other writers of the server waiting until the transaction ends. */
  async lock(ref: string, tx: Knex.Transaction): Promise<void> {
    await tx<ServerRow>('servers').where({ ref }).forUpdate().first('ref');
  }

  /** By ref. */
  async list(tx: Knex = this.db): Promise<Server[]> {
    return this.withInstances(
      await tx<ServerRow>('servers').orderBy('ref').select(),
      tx,
    );
  }

  /** Those that are stored, by ref. */
  async getMany(
    refs: readonly EntityRef[],
    tx: Knex = this.db,
  ): Promise<Server[]> {
    return this.withInstances(
      await tx<ServerRow>('servers').whereIn('ref', refs).orderBy('ref'),
      tx,
    );
  }

  /** What an order of all servers needs to know of each, by ref. */
  async hardDates(
    tx: Knex = this.db,
  ): Promise<Array<Pick<Server, 'ref' | 'hardDates'>>> {
    const rows = await tx<ServerRow>('servers')
      .orderBy('ref')
      .select('ref', 'hard_dates');
    return rows.map(({ ref, hard_dates }) => ({
      ref,
      hardDates: toHardDates(hard_dates),
    }));
  }

  /**
   * Adds what an inventory says. What it leaves open stays as it was, and
   * nothing is removed: an inventory that is silent about a fact or an
   * instance has not seen that it is gone. Of hard dates it may tell all.
   *
   * @param datesOf - the source of hard dates of which `server` has all
   */
  async upsert(
    server: Server,
    tx: Knex.Transaction,
    datesOf?: string,
  ): Promise<void> {
    const stored = await tx<ServerRow>('servers')
      .where({ ref: server.ref })
      .first();
    const known = stored && (await this.withInstances([stored], tx))[0];
    const row = toServerRow({
      ...server,
      description: server.description ?? known?.description ?? null,
      ownerRef: server.ownerRef ?? known?.ownerRef ?? null,
      systemRef: server.systemRef ?? known?.systemRef ?? null,
      facts: mergeFacts(known?.facts ?? [], server.facts),
      hardDates: [],
    });
    row.hard_dates = JSON.stringify(
      mergeDates(JSON.parse(stored?.hard_dates ?? '[]'), server, datesOf),
    );
    await tx('servers').insert(row).onConflict('ref').merge();
    const before = new Set(known?.instances.map(locationId));
    const ids = await ensureLocations(
      tx,
      server.instances.filter(instance => !before.has(locationId(instance))),
    );
    for (const chunk of chunksOf([...ids.values()])) {
      await tx('server_instances')
        .insert(
          chunk.map(location_id => ({ server_ref: server.ref, location_id })),
        )
        .onConflict(['server_ref', 'location_id'])
        .ignore();
    }
  }

  /**
   * Of roles that are named twice the last one counts.
   *
   * @param stored - a server that is known to be stored
   */
  async upsertRoles(
    roles: readonly Role[],
    tx: Knex.Transaction,
    stored?: EntityRef,
  ): Promise<void> {
    const byRef = new Map(roles.map(role => [role.ref, role]));
    for (const chunk of chunksOf([...byRef.values()])) {
      await tx('roles').insert(chunk.map(toRoleRow)).onConflict('ref').merge();
    }
    // A role may name servers that no inventory has shown yet.
    const serverRefs = new Set(roles.flatMap(role => role.serverRefs));
    if (stored !== undefined) serverRefs.delete(stored);
    for (const chunk of chunksOf([...serverRefs])) {
      await tx('servers')
        .insert(chunk.map(ref => toServerRow(unseenServer(ref))))
        .onConflict('ref')
        .ignore();
    }
    const links = roles.flatMap(({ ref, serverRefs: own }) =>
      own.map(server_ref => ({ role_ref: ref, server_ref })),
    );
    for (const chunk of chunksOf(links)) {
      await tx('role_servers')
        .insert(chunk)
        .onConflict(['role_ref', 'server_ref'])
        .ignore();
    }
  }

  /** All roles, or those of one server, by ref. */
  async roles(
    options: { serverRef?: string } = {},
    tx: Knex = this.db,
  ): Promise<Role[]> {
    const query = tx<RoleRow>('roles').orderBy('ref');
    if (options.serverRef !== undefined) {
      query.whereIn(
        'ref',
        tx('role_servers')
          .where({ server_ref: options.serverRef })
          .select('role_ref'),
      );
    }
    const rows: RoleRow[] = await query.select();
    const links: Array<{ role_ref: string; server_ref: string }> = await tx(
      'role_servers',
    ).orderBy('server_ref');
    const serversOf = groupBy(links, link => link.role_ref);
    return rows.map(row =>
      toRole(
        row,
        (serversOf.get(row.ref) ?? []).map(link => link.server_ref),
      ),
    );
  }

  private async withInstances(rows: ServerRow[], tx: Knex): Promise<Server[]> {
    const query = tx('server_instances')
      .join('locations', 'locations.id', 'server_instances.location_id')
      .orderBy('locations.id');
    if (rows.length <= AT_ONCE) {
      query.whereIn(
        'server_ref',
        rows.map(({ ref }) => ref),
      );
    }
    const links: Array<LocationRef & { server_ref: string }> =
      await query.select('server_ref', 'locations.ref', 'locations.key');
    const instancesOf = groupBy(links, link => link.server_ref);
    return rows.map(row =>
      toServer(
        row,
        (instancesOf.get(row.ref) ?? []).map(({ ref, key }) => ({ ref, key })),
      ),
    );
  }
}

/** A fact of the same name and source is replaced; sources may contradict each other. */
function mergeFacts(known: readonly Fact[], seen: readonly Fact[]): Fact[] {
  const replaced = new Set(seen.map(fact => `${fact.name}\n${fact.source}`));
  return [
    ...known.filter(fact => !replaced.has(`${fact.name}\n${fact.source}`)),
    ...seen,
  ];
}

/** A hard date as it is stored: with the source that tells all of its kind, where one does. */
type StoredDate = HardDate & { of?: string };

function mergeDates(
  known: readonly StoredDate[],
  { hardDates }: Server,
  datesOf: string | undefined,
): StoredDate[] {
  if (datesOf !== undefined) {
    return [
      ...known.filter(date => date.of !== datesOf),
      ...hardDates.map(date => ({ ...date, of: datesOf })),
    ];
  }
  if (hardDates.length === 0) return [...known];
  return [...hardDates, ...known.filter(date => date.of !== undefined)];
}

function unseenServer(ref: string): Server {
  return {
    ref,
    title: ref.slice(ref.indexOf('/') + 1),
    description: null,
    ownerRef: null,
    systemRef: null,
    facts: [],
    hardDates: [],
    instances: [],
  };
}

function toServerRow(server: Server): ServerRow {
  return {
    ref: server.ref,
    title: text(server.title),
    description: textOrNull(server.description),
    owner_ref: server.ownerRef,
    system_ref: server.systemRef,
    facts: JSON.stringify(server.facts),
    hard_dates: JSON.stringify(server.hardDates),
  };
}

function toHardDates(stored: string): HardDate[] {
  return (JSON.parse(stored) as StoredDate[]).map(
    ({ date, effect, source }) => ({ date, effect, source }),
  );
}

function toServer(row: ServerRow, instances: LocationRef[]): Server {
  return {
    ref: row.ref,
    title: row.title,
    description: row.description,
    ownerRef: row.owner_ref,
    systemRef: row.system_ref,
    facts: JSON.parse(row.facts),
    hardDates: toHardDates(row.hard_dates),
    instances,
  };
}

function toRoleRow(role: Role): RoleRow {
  return {
    ref: role.ref,
    title: text(role.title),
    description: textOrNull(role.description),
    type: role.type,
    kind: role.kind,
    owner_ref: role.ownerRef,
    system_ref: role.systemRef,
  };
}

function toRole(row: RoleRow, serverRefs: string[]): Role {
  return {
    ref: row.ref,
    title: row.title,
    description: row.description,
    type: row.type,
    kind: row.kind,
    ownerRef: row.owner_ref,
    systemRef: row.system_ref,
    serverRefs,
  };
}
