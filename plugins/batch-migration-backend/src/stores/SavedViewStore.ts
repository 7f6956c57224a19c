import { ConflictError, InputError } from '@backstage/errors';
import type { SavedView } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { text } from './rows';

export interface SavedViewPage {
  items: SavedView[];
  totalItems: number;
  nextCursor: string | null;
}

interface SavedViewRow {
  id: string;
  version: number;
  owner_ref: string;
  title: string;
  query: string;
  shared: boolean | number;
  updated_at: string;
}

/** One's own come first. */
const RANK = 'case when owner_ref = ? then 0 else 1 end';

/** Questions to the table of workloads that people keep. */
export class SavedViewStore {
  constructor(private readonly db: Knex) {}

  async get(id: string, tx: Knex = this.db): Promise<SavedView | undefined> {
    const row = await tx<SavedViewRow>('saved_views').where({ id }).first();
    return row && toView(row);
  }

  async countOf(ownerRef: string, tx: Knex.Transaction): Promise<number> {
    const [{ n }] = await tx('saved_views')
      .where({ owner_ref: ownerRef })
      .count({ n: '*' });
    return Number(n);
  }

  async add(view: SavedView, tx: Knex.Transaction): Promise<void> {
    await tx<SavedViewRow>('saved_views').insert(toRow(view));
  }

  /**
   * Stores the view as the version after `view.version` and returns it.
   *
   * @throws ConflictError if the stored one is not at `view.version` any more
   */
  async replace(view: SavedView, tx: Knex.Transaction): Promise<SavedView> {
    const next = { ...view, version: view.version + 1 };
    const changed = await tx<SavedViewRow>('saved_views')
      .where({ id: view.id, version: view.version })
      .update(toRow(next));
    if (changed === 0) {
      throw new ConflictError(
        `The view ${view.title} is no longer at version ${view.version}. Read it again, then repeat the change.`,
      );
    }
    return next;
  }

  /** @returns whether it was there */
  async delete(id: string, tx: Knex.Transaction): Promise<boolean> {
    return (await tx<SavedViewRow>('saved_views').where({ id }).delete()) > 0;
  }

  /**
   * Those of a user and those that others share: one's own first, then by
   * title.
   *
   * @throws InputError for a cursor of another list
   */
  async list(options: {
    ownerRef: string;
    limit: number;
    cursor?: string;
  }): Promise<SavedViewPage> {
    const { ownerRef, limit, cursor } = options;
    const matching = () =>
      this.db('saved_views').where(any =>
        any.where({ owner_ref: ownerRef }).orWhere({ shared: true }),
      );
    const page = matching()
      .orderByRaw(`${RANK}, title, id`, [ownerRef])
      .limit(limit + 1);
    if (cursor !== undefined) {
      page.whereRaw(`(${RANK}, title, id) > (?, ?, ?)`, [
        ownerRef,
        ...fromCursor(cursor),
      ]);
    }
    const rows: SavedViewRow[] = await page.select();
    const [{ n }] = await matching().count({ n: '*' });
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(toView),
      totalItems: Number(n),
      nextCursor:
        rows.length > limit
          ? toCursor(last.owner_ref === ownerRef ? 0 : 1, last)
          : null,
    };
  }
}

function toCursor(rank: number, { title, id }: SavedViewRow): string {
  return Buffer.from(JSON.stringify([rank, title, id])).toString('base64url');
}

function fromCursor(cursor: string): [number, string, string] {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    values = undefined;
  }
  if (Array.isArray(values) && values.length === 3) {
    const [rank, title, id] = values;
    const isPlace =
      (rank === 0 || rank === 1) &&
      typeof title === 'string' &&
      typeof id === 'string';
    if (isPlace) return [rank, text(title), text(id)];
  }
  throw new InputError(
    'cursor is not one of this list; take nextCursor of the page before',
  );
}

function toRow(view: SavedView): SavedViewRow {
  return {
    id: view.id,
    version: view.version,
    owner_ref: view.ownerRef,
    title: text(view.title),
    query: view.query,
    shared: view.shared,
    updated_at: view.updatedAt,
  };
}

function toView(row: SavedViewRow): SavedView {
  return {
    id: row.id,
    title: row.title,
    query: row.query,
    shared: Boolean(row.shared),
    ownerRef: row.owner_ref,
    updatedAt: row.updated_at,
    version: row.version,
  };
}
