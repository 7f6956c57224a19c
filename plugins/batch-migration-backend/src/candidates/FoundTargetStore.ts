import {
  locationId,
  type Dismissal,
  type LocationRef,
  type UnreadPlace,
} from 'backstage-plugin-batch-migration-common';
import type { FoundTarget } from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import { chunksOf, groupBy, text } from '../stores/rows';

/** A target as it is stored. */
export interface StoredTarget {
  id: number;
  finder: string;
  target: FoundTarget;
  firstSeenAt: string;
  lastSeenAt: string;
  goneAt: string | null;
}

export interface FoundTargetQuery {
  linked?: boolean;
  dismissed?: boolean;
  /** Text that name, place, command or what it starts must have. */
  text?: string;
  /** Only what is proposed for this workload, best first and without a cursor. */
  workloadId?: string;
  limit: number;
  cursor?: string;
}

interface TargetRow {
  id: number;
  finder: string;
  ref: string;
  key: string;
  name_order: string;
  search: string;
  target: string;
  first_seen_at: string;
  last_seen_at: string;
  gone_at: string | null;
}

interface PlaceRow {
  finder: string;
  place: string;
  read_at: string | null;
  failed_at: string | null;
  reason: string | null;
}

const TARGETS = 'found_targets';

/** What finders found, and what a person said of it. */
export class FoundTargetStore {
  constructor(private readonly db: Knex) {}

  /** Everything that a finder found and that is not known to be gone, by location. */
  async known(finder: string): Promise<Map<string, FoundTarget>> {
    const rows = await this.db<TargetRow>(TARGETS).where({
      finder,
      gone_at: null,
    });
    return new Map(
      rows.map(toStored).map(({ target }) => [
        // As `locationId` of the location alone.
        locationId(target.location),
        target,
      ]),
    );
  }

  /** @param at - when the look began: what it does not tell is older */
  async put(
    finder: string,
    targets: readonly FoundTarget[],
    at: string,
  ): Promise<void> {
    for (const chunk of chunksOf(targets)) {
      const rows = chunk.map(target => toRow(finder, target, at));
      for (const row of rows) {
        const { first_seen_at, ...changing } = row;
        await this.db(TARGETS)
          .insert(row)
          .onConflict(['ref', 'key'])
          .merge(changing);
      }
    }
  }

  /** What was found at a place, or below it, before `since` and not again is gone. */
  async readPlace(
    finder: string,
    place: string,
    at: { since: string; now: string },
  ): Promise<void> {
    const below = `${place}/`;
    await this.db.transaction(async tx => {
      await tx<TargetRow>(TARGETS)
        .where({ finder, gone_at: null })
        .where('last_seen_at', '<', at.since)
        .where(here =>
          here
            .where('ref', place)
            .orWhereRaw('substr(ref, 1, ?) = ?', [below.length, below]),
        )
        .update({ gone_at: at.now });
      await tx('find_places')
        .where({ finder })
        .whereRaw('substr(place, 1, ?) = ?', [below.length, below])
        .delete();
      await tx<PlaceRow>('find_places')
        .insert({
          finder,
          place,
          read_at: at.now,
          failed_at: null,
          reason: null,
        })
        .onConflict(['finder', 'place'])
        .merge();
    });
  }

  async failPlace(
    finder: string,
    failure: { place: string; reason: string; at: string },
  ): Promise<void> {
    await this.db<PlaceRow>('find_places')
      .insert({
        finder,
        place: text(failure.place),
        read_at: null,
        failed_at: failure.at,
        reason: text(failure.reason),
      })
      .onConflict(['finder', 'place'])
      .merge(['failed_at', 'reason']);
  }

  /** A look went through: what failed before it, and not in it, fails no more. */
  async forgetFailures(finder: string, since: string): Promise<void> {
    await this.db<PlaceRow>('find_places')
      .where({ finder })
      .where('failed_at', '<', since)
      .update({ failed_at: null, reason: null });
  }

  /** Places that could not be read when they were last asked. */
  async unread(finders: readonly string[]): Promise<UnreadPlace[]> {
    const rows = await this.db<PlaceRow>('find_places')
      .whereIn('finder', [...finders])
      .whereNotNull('failed_at')
      .orderBy(['finder', 'place']);
    return rows.map(row => ({
      source: row.finder,
      place: row.place,
      readAt: row.read_at,
      failedAt: row.failed_at!,
      reason: row.reason ?? '',
    }));
  }

  async get(id: number, tx: Knex = this.db): Promise<StoredTarget | undefined> {
    const row = await tx<TargetRow>(TARGETS).where({ id }).first();
    return row && toStored(row);
  }

  /** Everything that is there, in steps. */
  async *present(): AsyncGenerator<StoredTarget[]> {
    let after = 0;
    for (;;) {
      const rows = await this.db<TargetRow>(TARGETS)
        .where({ gone_at: null })
        .where('id', '>', after)
        .orderBy('id')
        .limit(1000);
      if (rows.length === 0) return;
      yield rows.map(toStored);
      after = rows[rows.length - 1].id;
    }
  }

  async page(query: FoundTargetQuery): Promise<{
    items: StoredTarget[];
    totalItems: number;
    nextCursor: string | null;
  }> {
    const { limit, cursor, workloadId } = query;
    const [{ n }] = await this.matching(query).count({ n: '*' });
    const page = this.matching(query)
      .select(`${TARGETS}.*`)
      .limit(limit + 1);
    if (workloadId !== undefined) {
      page.orderBy([
        { column: 'target_proposals.score', order: 'desc' },
        { column: `${TARGETS}.id` },
      ]);
    } else {
      page.orderBy([`${TARGETS}.name_order`, `${TARGETS}.id`]);
      if (cursor !== undefined) {
        const last = () =>
          this.db(TARGETS).where({ id: cursor }).select('name_order');
        page.where(after =>
          after
            .where(`${TARGETS}.name_order`, '>', last())
            .orWhere(same =>
              same
                .where(`${TARGETS}.name_order`, last())
                .where(`${TARGETS}.id`, '>', cursor),
            ),
        );
      }
    }
    const rows: TargetRow[] = await page;
    const items = rows.slice(0, limit).map(toStored);
    return {
      items,
      totalItems: Number(n),
      nextCursor:
        rows.length > limit && workloadId === undefined
          ? String(items[items.length - 1].id)
          : null,
    };
  }

  /** Workloads that the locations serve, by location. */
  async linkedTo(
    locations: readonly LocationRef[],
    tx: Knex = this.db,
  ): Promise<Map<string, Array<{ id: string; name: string }>>> {
    const rows: Array<{ ref: string; key: string; id: string; name: string }> =
      [];
    for (const chunk of chunksOf(locations)) {
      rows.push(
        ...(await tx('workload_locations')
          .join('locations', 'locations.id', 'workload_locations.location_id')
          .join('workloads', 'workloads.id', 'workload_locations.workload_id')
          .whereIn('locations.ref', [...new Set(chunk.map(({ ref }) => ref))])
          .whereIn('locations.key', [...new Set(chunk.map(({ key }) => key))])
          .orderBy('workloads.name')
          .select(
            'locations.ref',
            'locations.key',
            'workloads.id',
            'workloads.name',
          )),
      );
    }
    const groups = groupBy(rows, ({ ref, key }) => locationId({ ref, key }));
    return new Map(
      [...groups].map(([at, all]) => [
        at,
        all.map(({ id, name }) => ({ id, name })),
      ]),
    );
  }

  async dismissals(ids: readonly number[]): Promise<Map<number, Dismissal>> {
    const found = new Map<number, Dismissal>();
    for (const chunk of chunksOf(ids)) {
      const rows = await this.db('target_dismissals').whereIn(
        'target_id',
        chunk,
      );
      for (const { target_id, reason, actor, at } of rows) {
        found.set(target_id, { reason, actor, at });
      }
    }
    return found;
  }

  /** @returns whether it was not dismissed before */
  async dismiss(
    id: number,
    dismissal: Dismissal,
    tx: Knex.Transaction,
  ): Promise<boolean> {
    const added = await tx('target_dismissals')
      .insert({ target_id: id, ...dismissal, reason: text(dismissal.reason) })
      .onConflict('target_id')
      .ignore()
      .returning('target_id');
    return added.length > 0;
  }

  /** @returns whether it was dismissed */
  async takeBack(id: number, tx: Knex.Transaction): Promise<boolean> {
    return (
      (await tx('target_dismissals').where({ target_id: id }).delete()) > 0
    );
  }

  private matching({
    linked,
    dismissed,
    text: wanted,
    workloadId,
  }: FoundTargetQuery): Knex.QueryBuilder {
    const query = this.db(TARGETS).whereNull('gone_at');
    if (workloadId !== undefined) {
      query
        .join('target_proposals', 'target_proposals.target_id', `${TARGETS}.id`)
        .where('target_proposals.workload_id', workloadId)
        // What has a target waits for none.
        .whereNotExists(
          this.db('workload_locations')
            .where({ workload_id: workloadId, side: 'target' })
            .select(this.db.raw('1')),
        );
    }
    if (linked !== undefined) {
      query[linked ? 'whereExists' : 'whereNotExists'](
        this.db('locations')
          .join(
            'workload_locations',
            'workload_locations.location_id',
            'locations.id',
          )
          .whereRaw('locations.ref = found_targets.ref')
          .whereRaw('locations.key = found_targets.key')
          .select(this.db.raw('1')),
      );
    }
    if (dismissed !== undefined) {
      query[dismissed ? 'whereExists' : 'whereNotExists'](
        this.db('target_dismissals')
          .whereRaw('target_dismissals.target_id = found_targets.id')
          .select(this.db.raw('1')),
      );
    }
    if (wanted !== undefined) {
      const pattern = wanted.toLowerCase().replace(/[\\%_]/g, '\\$&');
      query.whereRaw(`search like ? escape '\\'`, [`%${text(pattern)}%`]);
    }
    return query;
  }
}

function toRow(
  finder: string,
  target: FoundTarget,
  at: string,
): Omit<TargetRow, 'id'> {
  const { location, name, detail, starts } = target;
  return {
    finder,
    ref: text(location.ref),
    key: text(location.key),
    name_order: text(name.toLowerCase()),
    search: text(
      [name, location.ref, location.key, detail.command ?? '', ...starts]
        .join('\n')
        .toLowerCase(),
    ),
    target: JSON.stringify(target),
    first_seen_at: at,
    last_seen_at: at,
    gone_at: null,
  };
}

function toStored(row: TargetRow): StoredTarget {
  return {
    id: row.id,
    finder: row.finder,
    target: JSON.parse(row.target),
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    goneAt: row.gone_at,
  };
}
