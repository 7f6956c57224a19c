import {
  STAGES,
  type Day,
  type Instant,
  type ProgressPoint,
  type ProgressSubject,
  type ScopeChange,
  type Stage,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf, groupBy, text } from '../stores/rows';
import type { ProgressCounts } from './countProgress';

type SubjectType = ProgressSubject['type'];

/** One row: what was counted last on one day. */
export interface ProgressRecord {
  subject: SubjectType;
  /** Empty for all. */
  key: string;
  date: Day;
  countedAt: Instant;
  counts: ProgressCounts;
  changes: ScopeChange[];
  moreChanges: number;
}

type StageColumn = Exclude<Stage, 'cut-over'> | 'cut_over';

type ProgressRow = Record<StageColumn, number> & {
  subject: SubjectType;
  key: string;
  date: Day;
  counted_at: Instant;
  scope: number;
  done_retired: number;
  done_retained: number;
  not_seen: number;
  changes: string;
  more_changes: number;
};

/** Fewer rows a statement than elsewhere: each has many columns. */
const ROWS = 100;

/**
 * What was counted on each day. The whole estate has a row for each day on
 * which somebody counted; a server or a wave only for those on which its
 * counts differ from the row before.
 */
export class ProgressStore {
  constructor(private readonly db: Knex) {}

  /** A later count of a day takes the place of the earlier one. */
  async save(
    records: readonly ProgressRecord[],
    tx: Knex = this.db,
  ): Promise<void> {
    const rows = records.map(toRow);
    for (let at = 0; at < rows.length; at += ROWS) {
      await tx<ProgressRow>('progress')
        .insert(rows.slice(at, at + ROWS))
        .onConflict(['subject', 'key', 'date'])
        .merge();
    }
  }

  /** Of each key the newest row before a day. */
  async newestBefore(
    subject: SubjectType,
    day: Day,
    tx: Knex = this.db,
  ): Promise<Map<string, ProgressRecord>> {
    const rows = await this.newestRows(
      subject,
      tx('progress').where({ subject }).where('date', '<', day),
      tx,
    );
    return new Map(rows.map(row => [row.key, toRecord(row)]));
  }

  /** The keys of a subject that have a row of this very day. */
  async keysOn(
    subject: SubjectType,
    day: Day,
    tx: Knex = this.db,
  ): Promise<Set<string>> {
    const rows = await tx<ProgressRow>('progress')
      .where({ subject, date: day })
      .select('key');
    return new Set(rows.map(({ key }) => key));
  }

  /**
   * The days on which somebody counted, oldest first, both bounds inclusive.
   * Of a server or a wave what did not change since is told of each of them.
   */
  async days(
    subject: ProgressSubject,
    from: Day,
    to: Day,
  ): Promise<ProgressPoint[]> {
    const [days] = await this.daysOfEach([subject], from, to);
    return days;
  }

  /** As `days`, of each subject in their order. */
  async daysOfEach(
    subjects: readonly ProgressSubject[],
    from: Day,
    to: Day,
  ): Promise<ProgressPoint[][]> {
    const counted = await this.rowsOf('all', [''], from, to);
    const own = new Map<SubjectType, Map<string, ProgressRow[]>>();
    for (const type of ['server', 'wave'] as const) {
      const keys = subjects
        .filter(subject => subject.type === type)
        .map(({ key }) => text(key ?? ''));
      if (keys.length === 0) continue;
      const rows = [
        ...(await this.rowsBefore(type, keys, from)),
        ...(await this.rowsOf(type, keys, from, to)),
      ];
      own.set(
        type,
        groupBy(rows, ({ key }) => key),
      );
    }
    return subjects.map(({ type, key }) =>
      type === 'all'
        ? counted.map(toPoint)
        : onEachDay(counted, own.get(type)?.get(text(key ?? '')) ?? []),
    );
  }

  /** Which inventory was taken last of each server. */
  async tellers(
    serverRefs: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, { source: string; takenAt: Instant }>> {
    const tellers = new Map<string, { source: string; takenAt: Instant }>();
    for (const chunk of chunksOf(serverRefs)) {
      const rows: Array<{ server_ref: string; source: string; at: Instant }> =
        await tx('inventory_captures')
          .whereIn('server_ref', chunk)
          .groupBy('server_ref', 'source')
          .select('server_ref', 'source')
          .max({ at: 'taken_at' });
      for (const { server_ref, source, at } of rows) {
        const known = tellers.get(server_ref);
        if (!known || known.takenAt < at) {
          tellers.set(server_ref, { source, takenAt: at });
        }
      }
    }
    return tellers;
  }

  private async rowsOf(
    subject: SubjectType,
    keys: readonly string[],
    from: Day,
    to: Day,
  ): Promise<ProgressRow[]> {
    return this.db<ProgressRow>('progress')
      .where({ subject })
      .whereIn('key', keys)
      .whereBetween('date', [from, to])
      .orderBy('date')
      .select();
  }

  /** Of each key the newest row before a day. */
  private async rowsBefore(
    subject: SubjectType,
    keys: readonly string[],
    day: Day,
  ): Promise<ProgressRow[]> {
    return this.newestRows(
      subject,
      this.db('progress')
        .where({ subject })
        .whereIn('key', keys)
        .where('date', '<', day),
      this.db,
    );
  }

  /** Of each key among `rows` the newest one. */
  private async newestRows(
    subject: SubjectType,
    rows: Knex.QueryBuilder,
    tx: Knex,
  ): Promise<ProgressRow[]> {
    return tx<ProgressRow>('progress as own')
      .join(
        rows
          .groupBy('key')
          .select({ newest_key: 'key' })
          .max({ newest: 'date' })
          .as('last'),
        join =>
          join
            .on('last.newest_key', 'own.key')
            .andOn('last.newest', 'own.date'),
      )
      .where('own.subject', subject)
      .select('own.*');
  }
}

/** What did not change since is told of each day on which somebody counted. */
function onEachDay(
  counted: readonly ProgressRow[],
  own: readonly ProgressRow[],
): ProgressPoint[] {
  let at = -1;
  return counted.flatMap(({ date, counted_at }) => {
    while (at + 1 < own.length && own[at + 1].date <= date) at += 1;
    if (at < 0) return [];
    const row = own[at];
    if (row.date === date) return [toPoint(row)];
    const same = { ...row, date, counted_at, changes: '[]', more_changes: 0 };
    return [toPoint(same)];
  });
}

const columnOf = (stage: Stage) => stage.replace('-', '_') as StageColumn;

function toRow(record: ProgressRecord): ProgressRow {
  const { counts } = record;
  const byStage = Object.fromEntries(
    STAGES.map(stage => [columnOf(stage), counts.byStage[stage]]),
  ) as Record<StageColumn, number>;
  return {
    ...byStage,
    subject: record.subject,
    key: text(record.key),
    date: record.date,
    counted_at: record.countedAt,
    scope: counts.scope,
    done_retired: counts.retired,
    done_retained: counts.retained,
    not_seen: counts.notSeen,
    changes: JSON.stringify(record.changes),
    more_changes: record.moreChanges,
  };
}

function toRecord(row: ProgressRow): ProgressRecord {
  return {
    subject: row.subject,
    key: row.key,
    date: row.date,
    countedAt: row.counted_at,
    counts: {
      scope: row.scope,
      byStage: Object.fromEntries(
        STAGES.map(stage => [stage, row[columnOf(stage)]]),
      ) as Record<Stage, number>,
      retired: row.done_retired,
      retained: row.done_retained,
      notSeen: row.not_seen,
    },
    changes: JSON.parse(row.changes),
    moreChanges: row.more_changes,
  };
}

function toPoint(row: ProgressRow): ProgressPoint {
  const { counts, ...record } = toRecord(row);
  const { byStage, retired, retained } = counts;
  return {
    date: record.date,
    countedAt: record.countedAt,
    scope: counts.scope,
    retired,
    retained,
    staleDone: byStage.retired + byStage.retained - retired - retained,
    byStage: STAGES.filter(stage => byStage[stage] > 0).map(key => ({
      key,
      count: byStage[key],
    })),
    notSeen: counts.notSeen,
    changes: record.changes,
    moreChanges: record.moreChanges,
  };
}
