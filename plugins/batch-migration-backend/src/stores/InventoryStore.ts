import {
  maskSecrets,
  type EntityRef,
  type Instant,
  type InventoryIssue,
  type InventoryPlace,
  type InventoryRole,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { endedListings } from './ListingStore';
import type { RememberedCounts } from './RememberedCounts';
import { chunksOf, groupBy, text } from './rows';

/** One capture that discovery took. */
export interface Capture {
  source: string;
  role: InventoryRole;
  serverRef: EntityRef;
  capturedAt: string;
  takenAt: string;
  /** Of everything it says: the same capture is taken once. */
  contentHash: string;
  /** `null` for a declared inventory, which does not age. */
  freshUntil: string | null;
  items: number;
  places: InventoryPlace[];
  issues: InventoryIssue[];
}

/** A source or probe that gave no answer, or a server that nobody captured lately. */
export interface SilentSource {
  id: string;
  since: string | null;
  reason: string;
}

/** What of a source is not known, or not of now. */
export interface Trouble {
  source: string;
  /** `null` for the source as a whole. */
  serverRef: EntityRef | null;
  since: Instant | null;
  reason: string;
}

interface SourceRow {
  id: string;
  server_ref: string;
  answered_at: string | null;
  failing_since: string | null;
  reason: string | null;
}

interface CaptureRow {
  id: number;
  source: string;
  role: InventoryRole;
  server_ref: string;
  captured_at: string;
  taken_at: string;
  content_hash: string;
  fresh_until: string | null;
  items: number;
  places: string;
  issues: string;
}

/** What the sources answered last, and every capture that was taken. */
export class InventoryStore {
  constructor(
    private readonly db: Knex,
    private readonly remembered: RememberedCounts,
  ) {}

  /** Notes what of a source was read: servers, and `null` for the source itself. */
  async answered(
    id: string,
    serverRefs: ReadonlyArray<EntityRef | null>,
    at: string,
    tx: Knex = this.db,
  ): Promise<void> {
    await this.note(
      serverRefs.map(serverRef => ({
        id,
        server_ref: serverRef ?? '',
        answered_at: at,
        failing_since: null,
        reason: null,
      })),
      tx,
    );
  }

  /** Notes a failure; it lasts since the first one after an answer. */
  async failed(
    id: string,
    serverRef: EntityRef | null,
    reason: string,
    at: string,
    tx: Knex = this.db,
  ): Promise<void> {
    const key = { id, server_ref: serverRef ?? '' };
    const known = await tx<SourceRow>('inventory_sources').where(key).first();
    await this.note(
      [
        {
          ...key,
          answered_at: known?.answered_at ?? null,
          failing_since: known?.failing_since ?? at,
          // It may quote what a platform or a file said.
          reason: maskSecrets(text(reason)).text,
        },
      ],
      tx,
    );
  }

  /**
   * Failing sources and probes, and servers whose newest capture has lapsed
   * while something is left on them: an emptied host has nothing to say, and
   * another source may have read it since.
   */
  async silent(now: string): Promise<SilentSource[]> {
    const troubles = await this.troubles(now);
    return troubles.map(({ source, serverRef, since, reason }) => ({
      id: serverRef === null ? source : `${source} ${serverRef}`,
      since,
      reason,
    }));
  }

  /** As `silent`, apart by source and server. */
  async troubles(now: string): Promise<Trouble[]> {
    const [failing, captures, emptied] = await Promise.all([
      this.failing(),
      this.remembered.get('newest captures', () => newestCaptures(this.db)),
      this.remembered.get('emptied servers', () => this.emptied()),
    ]);
    const ofServer = groupBy(captures, row => row.server_ref);
    return [
      ...failing.map(row => ({
        source: row.id,
        serverRef: row.server_ref === '' ? null : row.server_ref,
        since: row.failing_since,
        reason: row.reason ?? 'No reason was given',
      })),
      ...captures
        .filter(({ fresh_until }) => fresh_until !== null && fresh_until < now)
        .filter(({ server_ref }) => !emptied.has(server_ref))
        .filter(
          row =>
            !ofServer
              .get(row.server_ref)!
              .some(other => isSeenSince(row, other, now)),
        )
        .map(row => ({
          source: row.source,
          serverRef: row.server_ref,
          since: row.fresh_until,
          reason: isOfPlaces(row)
            ? `The newest capture of ${row.server_ref} is of ${row.captured_at} and counted until ${row.fresh_until}. Capture the server again.`
            : `${row.source} told of ${row.server_ref} at ${row.captured_at} for the last time, and that counted until ${row.fresh_until}. Look whether it is still there, and whether the source still answers for it.`,
        })),
    ];
  }

  private async failing(): Promise<SourceRow[]> {
    return this.db<SourceRow>('inventory_sources')
      .whereNotNull('failing_since')
      .orderBy(['id', 'server_ref']);
  }

  /** Servers whose workloads are all done, as far as they were assessed. */
  private async emptied(): Promise<Set<EntityRef>> {
    const rows: Array<{
      server_ref: EntityRef;
      n: string | number;
      done: string | number;
    }> = await this.db('workload_servers')
      .leftJoin(
        'assessments',
        'assessments.workload_id',
        'workload_servers.workload_id',
      )
      .groupBy('server_ref')
      .select('server_ref')
      .count({ n: '*' })
      .count({ done: this.db.raw('case when done then 1 else null end') });
    return new Set(
      rows
        .filter(({ n, done }) => Number(n) === Number(done))
        .map(({ server_ref }) => server_ref),
    );
  }

  /** When each source or probe last answered in full, for whatever part. */
  async answers(): Promise<Map<string, Instant>> {
    const rows: Array<{ id: string; at: Instant }> = await this.db(
      'inventory_sources',
    )
      .whereNotNull('answered_at')
      // Of servers only where a source never answers as a whole, as logs do.
      .where(whole =>
        whole
          .where({ server_ref: '' })
          .orWhereNotExists(
            this.db('inventory_sources as own')
              .whereRaw('own.id = inventory_sources.id')
              .where('own.server_ref', '')
              .select(this.db.raw('1')),
          ),
      )
      .groupBy('id')
      .select('id')
      .max({ at: 'answered_at' });
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** When any source or probe last answered. */
  async lastAnsweredAt(): Promise<string | null> {
    const row = await this.db('inventory_sources')
      .max({ at: 'answered_at' })
      .first();
    return row?.at ?? null;
  }

  /** Of so many sources and servers nothing could be read. */
  async failureCount(): Promise<number> {
    const [{ n }] = await this.db('inventory_sources')
      .whereNotNull('failing_since')
      .count({ n: '*' });
    return Number(n);
  }

  /** The newest capture that a source has of a server. */
  async newestCapture(
    source: string,
    serverRef: EntityRef,
    tx: Knex = this.db,
  ): Promise<Capture | undefined> {
    const row = await tx<CaptureRow>('inventory_captures')
      .where({ source, server_ref: serverRef })
      .orderBy([
        { column: 'captured_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    return row && toCapture(row);
  }

  /** Captures of a server, of any source, that were read from the host after an instant; newest first. */
  async capturedSince(
    serverRef: EntityRef,
    after: string,
    tx: Knex = this.db,
  ): Promise<Capture[]> {
    const rows = await tx<CaptureRow>('inventory_captures')
      .where({ server_ref: serverRef, role: 'captured' })
      .where('captured_at', '>', after)
      .orderBy([
        { column: 'captured_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map(toCapture);
  }

  /** Servers of which a capture of the source still counts. */
  async freshServers(
    source: string,
    now: Instant,
    tx: Knex = this.db,
  ): Promise<Set<EntityRef>> {
    const rows = await tx<CaptureRow>('inventory_captures')
      .where({ source })
      .where(counts =>
        counts.whereNull('fresh_until').orWhere('fresh_until', '>=', now),
      )
      .distinct('server_ref');
    return new Set(rows.map(({ server_ref }) => server_ref));
  }

  /** Forgets failures of servers, but for those that still may fail. */
  async forgetFailures(
    id: string,
    but: ReadonlySet<EntityRef | ''>,
    tx: Knex = this.db,
  ): Promise<void> {
    const rows = await tx<SourceRow>('inventory_sources')
      .where({ id })
      .select('server_ref');
    const gone = rows
      .map(({ server_ref }) => server_ref)
      .filter(serverRef => !but.has(serverRef));
    for (const chunk of chunksOf(gone)) {
      await tx<SourceRow>('inventory_sources')
        .where({ id })
        .whereIn('server_ref', chunk)
        .delete();
    }
  }

  async isTaken(capture: Capture, tx: Knex = this.db): Promise<boolean> {
    const { source, server_ref, captured_at, content_hash } = toRow(capture);
    const row = await tx<CaptureRow>('inventory_captures')
      .where({ source, server_ref, captured_at, content_hash })
      .first('id');
    return row !== undefined;
  }

  async recordCapture(capture: Capture, tx: Knex.Transaction): Promise<void> {
    await tx('inventory_captures').insert(toRow(capture));
    await this.remembered.outdate(tx);
  }

  /** The newest capture was read again and says the same: it is of now. */
  async confirm(
    newest: Capture,
    { capturedAt, takenAt, freshUntil }: Capture,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { source, server_ref, captured_at, content_hash } = toRow(newest);
    await tx('inventory_captures')
      .where({ source, server_ref, captured_at, content_hash })
      .update({
        captured_at: capturedAt,
        taken_at: takenAt,
        fresh_until: freshUntil,
      });
    await this.remembered.outdate(tx);
  }

  /** Issues of the newest captures of a server. */
  async issues(serverRef: EntityRef): Promise<InventoryIssue[]> {
    const rows = await this.latest([serverRef]);
    return rows.flatMap(row => toCapture(row).issues);
  }

  private async latest(serverRefs: EntityRef[]): Promise<CaptureRow[]> {
    return latestCaptures(this.db, serverRefs);
  }

  private async note(rows: readonly SourceRow[], tx: Knex): Promise<void> {
    for (const chunk of chunksOf(rows)) {
      await tx('inventory_sources')
        .insert(chunk)
        .onConflict(['id', 'server_ref'])
        .merge();
    }
  }
}

/** Whether it says anything of what is on the server, and not of the server alone. */
function isOfPlaces(row: NewestCapture): boolean {
  return Boolean(row.of_places);
}

/** Whether another capture of the same server is newer and still counts. */
function isSeenSince(
  row: NewestCapture,
  other: NewestCapture,
  now: string,
): boolean {
  return (
    other.server_ref === row.server_ref &&
    // Where EC2 tells of an instance, its crontabs are as old as before.
    (isOfPlaces(other) || !isOfPlaces(row)) &&
    other.captured_at > row.captured_at &&
    other.fresh_until !== null &&
    other.fresh_until >= now
  );
}

/** The newest capture of each source and server, without what it says. */
type NewestCapture = Pick<
  CaptureRow,
  'source' | 'server_ref' | 'captured_at' | 'fresh_until'
> & { of_places: boolean | number };

async function newestCaptures(tx: Knex): Promise<NewestCapture[]> {
  return newestOf(tx).select(
    ...['c.source', 'c.server_ref', 'c.captured_at', 'c.fresh_until'],
    tx.raw("places <> '[]' as of_places"),
  );
}

/** The newest capture of each source and server. */
async function latestCaptures(
  tx: Knex,
  serverRefs: readonly EntityRef[],
): Promise<CaptureRow[]> {
  const rows: CaptureRow[] = [];
  for (const chunk of chunksOf([...new Set(serverRefs)])) {
    rows.push(...(await newestOf(tx).whereIn('c.server_ref', chunk)));
  }
  return rows;
}

function newestOf(tx: Knex): Knex.QueryBuilder {
  return tx<CaptureRow>('inventory_captures as c')
    .whereNotExists(
      tx('inventory_captures as newer')
        .whereRaw('newer.server_ref = c.server_ref')
        .whereRaw('newer.source = c.source')
        .whereRaw(
          '(newer.captured_at > c.captured_at or (newer.captured_at = c.captured_at and newer.id > c.id))',
        )
        .select(tx.raw('1')),
    )
    .orderBy(['c.server_ref', 'c.source']);
}

/**
 * Hosts (`default/bat000`) of which every declared place was read completely,
 * by server. The host stands in the place's ref: `declared:default/bat000/…`.
 * A source that names a server no more declares nothing of it.
 */
export async function declaredHosts(
  tx: Knex,
  serverRefs: readonly EntityRef[],
): Promise<Map<EntityRef, string[]>> {
  const captures = await latestCaptures(tx, serverRefs);
  const ended = await endedListings(tx, serverRefs);
  const declared = captures.filter(
    row =>
      row.role === 'declared' && !ended.get(row.server_ref)?.has(row.source),
  );
  const hosts = new Map<EntityRef, string[]>();
  for (const row of declared) {
    const places = groupBy(
      toCapture(row).places.filter(({ ref }) => hostOf(ref) !== null),
      ({ ref }) => hostOf(ref)!,
    );
    for (const [host, ofHost] of places) {
      if (ofHost.every(place => place.complete)) {
        hosts.set(row.server_ref, [...(hosts.get(row.server_ref) ?? []), host]);
      }
    }
  }
  return hosts;
}

/** Places of each server that its newest captures read completely, and until when that counts. */
export async function filesRead(
  tx: Knex,
  serverRefs: readonly EntityRef[],
): Promise<Map<EntityRef, Array<{ ref: string; freshUntil: Instant }>>> {
  const captures = await latestCaptures(tx, serverRefs);
  const files = captures.flatMap(row =>
    toCapture(row).places.flatMap(({ ref, complete, freshUntil }) => {
      const until = freshUntil ?? row.fresh_until;
      return complete && row.role === 'captured' && until !== null
        ? [{ serverRef: row.server_ref, ref, freshUntil: until }]
        : [];
    }),
  );
  const byServer = groupBy(files, ({ serverRef }) => serverRef);
  return new Map(
    [...byServer].map(([serverRef, own]) => [
      serverRef,
      own.map(({ ref, freshUntil }) => ({ ref, freshUntil })),
    ]),
  );
}

function hostOf(placeRef: string): string | null {
  return /^declared:([^/]+\/[^/]+)/.exec(placeRef)?.[1] ?? null;
}

function toRow(capture: Capture): Omit<CaptureRow, 'id'> {
  return {
    source: capture.source,
    role: capture.role,
    server_ref: capture.serverRef,
    captured_at: capture.capturedAt,
    taken_at: capture.takenAt,
    content_hash: capture.contentHash,
    fresh_until: capture.freshUntil,
    items: capture.items,
    places: JSON.stringify(capture.places),
    issues: JSON.stringify(capture.issues),
  };
}

function toCapture(row: CaptureRow): Capture {
  return {
    source: row.source,
    role: row.role,
    serverRef: row.server_ref,
    capturedAt: row.captured_at,
    takenAt: row.taken_at,
    contentHash: row.content_hash,
    freshUntil: row.fresh_until,
    items: row.items,
    places: JSON.parse(row.places),
    issues: JSON.parse(row.issues),
  };
}
