import type {
  EntityRef,
  Instant,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf } from './rows';

/** A source names a server, or did. */
export interface Listing {
  serverRef: EntityRef;
  lastListedAt: Instant;
  /** The first complete answer that does not name it; `null` while it is named. */
  missingSince: Instant | null;
}

/** What a source has listed. */
export interface ListingCounts {
  source: string;
  /** Servers that count as named by it. */
  listed: number;
  /** Of them, those that its last answer left out and that were kept. */
  missing: number;
  missingSince: Instant | null;
}

interface ListingRow {
  source: string;
  server_ref: EntityRef;
  last_listed_at: Instant;
  missing_since: Instant | null;
  unlisted_at: Instant | null;
}

/** Which source names which server. Of what ended the row stays, with its end. */
export class ListingStore {
  constructor(private readonly db: Knex) {}

  /** Notes that a source named servers; a later answer that did not goes before. */
  async name(
    source: string,
    serverRefs: readonly EntityRef[],
    at: Instant,
    tx: Knex.Transaction,
  ): Promise<void> {
    for (const chunk of chunksOf(serverRefs)) {
      await tx('server_listings')
        .insert(
          chunk.map(server_ref => ({
            source,
            server_ref,
            last_listed_at: at,
            missing_since: null,
            unlisted_at: null,
          })),
        )
        .onConflict(['source', 'server_ref'])
        .merge()
        .where('server_listings.last_listed_at', '<=', at);
    }
  }

  /** Servers that a source counts as naming. */
  async open(source: string, tx: Knex = this.db): Promise<Listing[]> {
    const rows = await tx<ListingRow>('server_listings')
      .where({ source, unlisted_at: null })
      .orderBy('server_ref');
    return rows.map(toListing);
  }

  /** Which of these a source ever named. */
  async everNamed(
    source: string,
    serverRefs: readonly EntityRef[],
    tx: Knex = this.db,
  ): Promise<EntityRef[]> {
    const named: EntityRef[] = [];
    for (const chunk of chunksOf(serverRefs)) {
      const rows = await tx<ListingRow>('server_listings')
        .where({ source })
        .whereIn('server_ref', chunk)
        .select('server_ref');
      named.push(...rows.map(({ server_ref }) => server_ref));
    }
    return named;
  }

  /**
   * Notes what an answer left out, and ends it where `ends` is set.
   *
   * @returns those that ended by it
   */
  async miss(
    source: string,
    serverRefs: readonly EntityRef[],
    { at, ends }: { at: Instant; ends: boolean },
    tx: Knex.Transaction,
  ): Promise<EntityRef[]> {
    const missed: EntityRef[] = [];
    for (const chunk of chunksOf(serverRefs)) {
      const rows = await tx<ListingRow>('server_listings')
        .where({ source, unlisted_at: null })
        // Another replica may have been told of it later.
        .where('last_listed_at', '<', at)
        .whereIn('server_ref', chunk)
        .update({
          missing_since: tx.raw('coalesce(missing_since, ?)', [at]),
          ...(ends && { unlisted_at: at }),
        })
        .returning('server_ref');
      missed.push(...rows.map(({ server_ref }) => server_ref));
    }
    return ends ? missed : [];
  }

  /** Which of these a source named, and does not any more. */
  async ended(
    source: string,
    serverRefs: readonly EntityRef[],
    tx: Knex = this.db,
  ): Promise<EntityRef[]> {
    const ended = await endedListings(tx, serverRefs);
    return serverRefs.filter(ref => ended.get(ref)?.has(source));
  }

  /** What each source has listed, by its id; those without any are left out. */
  async counts(tx: Knex = this.db): Promise<ListingCounts[]> {
    const rows: Array<{
      source: string;
      listed: string | number;
      missing: string | number;
      since: Instant | null;
    }> = await tx('server_listings')
      .where({ unlisted_at: null })
      .groupBy('source')
      .orderBy('source')
      .select('source')
      .count({ listed: '*', missing: 'missing_since' })
      .min({ since: 'missing_since' });
    return rows.map(({ source, listed, missing, since }) => ({
      source,
      listed: Number(listed),
      missing: Number(missing),
      missingSince: since,
    }));
  }

  /** The first servers, by ref, that the last answer left out and that were kept. */
  async missing(source: string, limit: number): Promise<EntityRef[]> {
    const rows = await this.db<ListingRow>('server_listings')
      .where({ source, unlisted_at: null })
      .whereNotNull('missing_since')
      .orderBy('server_ref')
      .limit(limit);
    return rows.map(({ server_ref }) => server_ref);
  }

  /** Of these servers, those that another source than the given one names. */
  async namedByOthers(
    source: string,
    tx: Knex = this.db,
  ): Promise<Set<EntityRef>> {
    const rows = await tx<ListingRow>('server_listings')
      .where({ unlisted_at: null, missing_since: null })
      .whereNot({ source })
      .distinct('server_ref');
    return new Set(rows.map(({ server_ref }) => server_ref));
  }

  /**
   * Servers that count as there: a source names them, or none ever did and a
   * role of one that is named has them.
   */
  async listed(tx: Knex = this.db): Promise<Set<EntityRef>> {
    const named = await tx<ListingRow>('server_listings')
      .where({ unlisted_at: null })
      .distinct('server_ref');
    const ofRoles: Array<{ server_ref: EntityRef }> = await tx(
      'role_servers as own',
    )
      .join('role_servers as mate', 'mate.role_ref', 'own.role_ref')
      .join('server_listings as l', 'l.server_ref', 'mate.server_ref')
      .whereNull('l.unlisted_at')
      .whereNotExists(
        tx('server_listings as ever')
          .whereRaw('ever.server_ref = own.server_ref')
          .select(tx.raw('1')),
      )
      .distinct('own.server_ref');
    return new Set([...named, ...ofRoles].map(({ server_ref }) => server_ref));
  }

  /** Of servers that no source names any more: since when. */
  async unlistedSince(
    serverRefs: readonly EntityRef[],
    tx: Knex = this.db,
  ): Promise<Map<EntityRef, Instant>> {
    const since = new Map<EntityRef, Instant>();
    for (const chunk of chunksOf(serverRefs)) {
      const rows: Array<{ server_ref: EntityRef; since: Instant }> = await tx(
        'server_listings',
      )
        .whereIn('server_ref', chunk)
        .groupBy('server_ref')
        .havingRaw('count(unlisted_at) = count(*)')
        .select('server_ref')
        .max({ since: 'missing_since' });
      for (const row of rows) since.set(row.server_ref, row.since);
    }
    return since;
  }
}

/** Which sources named each of the servers, and do not any more. */
export async function endedListings(
  tx: Knex,
  serverRefs: readonly EntityRef[],
): Promise<Map<EntityRef, Set<string>>> {
  const ended = new Map<EntityRef, Set<string>>();
  for (const chunk of chunksOf([...new Set(serverRefs)])) {
    const rows = await tx<ListingRow>('server_listings')
      .whereIn('server_ref', chunk)
      .whereNotNull('unlisted_at')
      .select('source', 'server_ref');
    for (const { source, server_ref } of rows) {
      ended.set(server_ref, (ended.get(server_ref) ?? new Set()).add(source));
    }
  }
  return ended;
}

function toListing(row: ListingRow): Listing {
  return {
    serverRef: row.server_ref,
    lastListedAt: row.last_listed_at,
    missingSince: row.missing_since,
  };
}
