import {
  locationId,
  type EntityRef,
  type LocationRef,
  type OwnerHint,
  type PlacedOwnerHint,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { canonicalJson, chunksOf, text, textOrNull } from '../stores/rows';

/** Whose word the hints are; they replace what the same said before. */
export interface HintOrigin {
  source: string;
  serverRef: EntityRef;
  /** Of a group of hosts: the one that was read. */
  member?: string;
  /** `line`: the content of the inventory; `beside`: what lies beside its files. */
  origin: 'line' | 'beside';
}

interface HintRow {
  id: number;
  source: string;
  server_ref: string;
  member: string;
  origin: string;
  location_ref: string;
  location_key: string | null;
  hint: string;
}

/** What inventories told of owners. Proposed to people, and nothing else reads it. */
export class OwnerHintStore {
  constructor(private readonly db: Knex) {}

  /** Writes nothing where it is what was said before: that is the rule. */
  async replace(
    from: HintOrigin,
    hints: readonly PlacedOwnerHint[],
    tx: Knex.Transaction,
  ): Promise<void> {
    const key = {
      source: from.source,
      server_ref: from.serverRef,
      member: from.member ?? '',
      origin: from.origin,
    };
    const rows = hints.map(({ location, ...hint }) => ({
      ...key,
      location_ref: text(location.ref),
      location_key: textOrNull(location.key),
      hint: text(canonicalJson(hint)),
    }));
    const before = await tx<HintRow>('owner_hints').where(key).orderBy('id');
    const isSame =
      before.length === rows.length &&
      rows.every(
        (row, index) =>
          row.location_ref === before[index].location_ref &&
          row.location_key === before[index].location_key &&
          row.hint === before[index].hint,
      );
    if (isSame) return;
    await tx<HintRow>('owner_hints').where(key).delete();
    for (const chunk of chunksOf(rows)) {
      await tx('owner_hints').insert(chunk);
    }
  }

  /** Hints of these lines, and of the places in which they stand. */
  async of(locations: readonly LocationRef[]): Promise<OwnerHint[]> {
    const wanted = new Set(locations.map(locationId));
    const refs = [...new Set(locations.map(({ ref }) => ref))];
    const hints: OwnerHint[] = [];
    for (const chunk of chunksOf(refs)) {
      const rows = await this.db<HintRow>('owner_hints')
        .whereIn('location_ref', chunk)
        .orderBy('id');
      for (const { location_ref: ref, location_key: key, hint } of rows) {
        if (key === null || wanted.has(locationId({ ref, key }))) {
          hints.push(JSON.parse(hint));
        }
      }
    }
    return hints;
  }

  /** Everybody who owns a workload, by plan or inventory. */
  async ownersInUse(): Promise<EntityRef[]> {
    const rows = await this.db<{ owner: string }>('assessments')
      .distinct('owner')
      .whereLike('owner', '%:%')
      .orderBy('owner');
    return rows.map(({ owner }) => owner);
  }
}
