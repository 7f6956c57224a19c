import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isDone,
  STAGES,
  type Assessment,
  type EntityRef,
  type Instant,
  type InventoryResponse,
  type Plan,
  type Stage,
  type Workload,
  type WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import {
  applyFilters,
  columnsOf,
  countedWithin,
  pageAfter,
  toCursor,
  type AssessmentCondition,
  type Order,
} from './assessmentQuery';
import {
  countAssessments,
  lastStageChange,
  type AssessmentCounts,
} from './assessmentCounts';
import type { RememberedCounts } from './RememberedCounts';
import { canonicalJson, chunksOf, text } from './rows';
import { countByServerAlone } from './serverCounts';

/** Stands for what a workload has not: an owner, a strategy, a wave. */
export const NONE = 'none';

/** Of so many matching workloads it is remembered which they are. */
const FEW = 1_000;

/** So many matching workloads are sorted sooner than looked for along an index. */
const SORTED = 10_000;

/** Sorts after every instant. */
const NEVER = '9999-12-31T23:59:59.999Z';

/** What the projection of one workload is made from. */
export interface Assessed {
  workload: Workload;
  plan: Plan;
  repositories: readonly string[];
  assessment: Assessment;
}

export interface AssessmentQuery {
  filters: WorkloadFilters;
  /** What the user may read; without it everything. Totals count the rest too, but of a search. */
  readable?: PermissionCriteria<AssessmentCondition>;
  limit: number;
  cursor?: string;
  orderBy?: Order;
}

export interface AssessmentPage {
  items: Array<{ workloadId: string; assessment: Assessment }>;
  totalItems: number;
  nextCursor: string | null;
}

interface AssessmentRow {
  workload_id: string;
  kind: string;
  role_ref: string;
  owner: string;
  strategy: string;
  wave: string;
  stage: Stage;
  placement: string;
  done: boolean;
  severity_rank: number;
  stage_rank: number;
  due_at: string;
  next_run_at: string;
  name_order: string;
  server_order: string;
  search: string;
  assessment: string;
  computed_at: string;
  valid_until: string | null;
}

/** What `assess` said last of each workload, to filter, order and count in SQL. */
export class AssessmentStore {
  constructor(
    private readonly db: Knex,
    private readonly remembered: RememberedCounts,
    private readonly limits = { few: FEW, sorted: SORTED },
  ) {}

  /** An assessment whose inputs changed since `revisions` stays due. */
  async save(
    assessed: readonly Assessed[],
    computedAt: string,
    tx: Knex.Transaction,
    revisions?: ReadonlyMap<string, number>,
  ): Promise<void> {
    for (const chunk of chunksOf(assessed)) {
      const ids = chunk.map(({ workload }) => workload.id);
      // Two replicas may assess one workload at the same time: the second
      // waits, and then takes away what the first has stored.
      await tx('workloads')
        .whereIn('id', ids)
        .orderBy('id')
        .forUpdate()
        .select('id');
      const rows = chunk.map(one => toRow(one, computedAt));
      const dangers = chunk.flatMap(toDangerRows);
      const before = await countedOf(ids, tx);
      // A tick that passed changes no count: most assessments lapse by one.
      if (!isSameCount(before, { rows, dangers })) {
        await tx('assessment_dangers').whereIn('workload_id', ids).delete();
        for (const part of chunksOf(dangers)) {
          await tx('assessment_dangers').insert(part);
        }
        await this.remembered.outdate(tx);
      }
      // Fewer at once: a row has many columns, and bindings are limited.
      for (let at = 0; at < chunk.length; at += 200) {
        await tx('assessments')
          .insert(rows.slice(at, at + 200))
          .onConflict('workload_id')
          .merge();
      }
    }
    if (!revisions) return;
    const current = await this.revisions([...revisions.keys()], tx);
    const outrun = [...revisions]
      .filter(([id, revision]) => current.get(id) !== revision)
      .map(([id]) => id);
    for (const chunk of chunksOf(outrun)) {
      await tx('assessments')
        .whereIn('workload_id', chunk)
        .update({ valid_until: '' });
    }
  }

  async get(
    workloadId: string,
    tx: Knex = this.db,
  ): Promise<Assessment | undefined> {
    return (await this.getMany([workloadId], tx)).get(workloadId);
  }

  async getMany(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, Assessment>> {
    const found = new Map<string, Assessment>();
    for (const chunk of chunksOf(workloadIds)) {
      const rows = await tx<AssessmentRow>('assessments')
        .whereIn('workload_id', chunk)
        .select('workload_id', 'assessment');
      for (const row of rows) {
        found.set(row.workload_id, JSON.parse(row.assessment));
      }
    }
    return found;
  }

  /**
   * One page in a total order: ties end with the id, so that no workload is
   * shown twice or left out.
   *
   * @throws InputError if the cursor is not one of this order.
   */
  async list(query: AssessmentQuery): Promise<AssessmentPage> {
    const { limit, orderBy = 'danger' } = query;
    const { totalItems, ids } = await this.matching(
      query.filters,
      countedWithin(query.filters, query.readable),
    );
    const rows =
      totalItems <= this.limits.sorted
        ? await this.sortedPage({ ...query, ids }, orderBy)
        : await this.walkedPage(query, orderBy);
    return {
      items: rows.slice(0, limit).map(row => ({
        workloadId: row.workload_id,
        assessment: JSON.parse(row.assessment),
      })),
      totalItems,
      nextCursor:
        rows.length > limit ? toCursor(orderBy, rows[limit - 1]) : null,
    };
  }

  /** Goes along the index of the order until the page is full. */
  private walkedPage(
    { filters, readable, limit, cursor }: AssessmentQuery,
    orderBy: Order,
  ): Promise<AssessmentRow[]> {
    const page = this.db<AssessmentRow>('assessments');
    applyFilters(page, filters, readable);
    pageAfter(page, 'assessments', orderBy, cursor);
    return page.limit(limit + 1).select();
  }

  /**
   * Takes all that matches, then sorts. A database walks the order's index
   * here too if one lets it, for it thinks of what matches as spread evenly.
   */
  private sortedPage(
    query: AssessmentQuery & { ids: string[] | null },
    orderBy: Order,
  ): Promise<AssessmentRow[]> {
    const { filters, ids, readable, limit, cursor } = query;
    const first = this.db('matching').limit(limit + 1);
    pageAfter(first, 'matching', orderBy, cursor);
    const page = this.db
      .withMaterialized('matching', matching => {
        matching.from('assessments').select(columnsOf(orderBy));
        if (ids) matching.whereIn('assessments.workload_id', ids);
        applyFilters(matching, ids ? {} : filters, readable);
      })
      .with('page', first)
      .from('page')
      .join('assessments', 'assessments.workload_id', 'page.workload_id')
      .select<AssessmentRow[]>('assessments.*');
    pageAfter(page, 'page', orderBy, undefined);
    return page;
  }

  /** @param readable - what the user may read, as in `AssessmentQuery` */
  async counts(
    filters: WorkloadFilters,
    readable?: AssessmentQuery['readable'],
  ): Promise<AssessmentCounts> {
    const within = countedWithin(filters, readable);
    return this.remembered.get(
      `counts ${canonicalJson([filters, within ?? null])}`,
      () => countAssessments(this.db, filters, within),
    );
  }

  /**
   * Since when all that matches is done; `null` where no event tells.
   *
   * @param readable - what the user may read, as in `AssessmentQuery`
   */
  async doneSince(
    filters: WorkloadFilters,
    readable?: AssessmentQuery['readable'],
  ): Promise<Instant | null> {
    const within = countedWithin(filters, readable);
    return this.remembered.get(
      `done since ${canonicalJson([filters, within ?? null])}`,
      () => lastStageChange(this.db, filters, within),
    );
  }

  /** How many match, and where they are few, which: to look for them may take a walk over all. */
  private async matching(
    filters: WorkloadFilters,
    within: AssessmentQuery['readable'],
  ): Promise<{ totalItems: number; ids: string[] | null }> {
    const { few } = this.limits;
    return this.remembered.get(
      `matching ${canonicalJson([filters, within ?? null])}`,
      async () => {
        const matching = this.db<AssessmentRow>('assessments');
        applyFilters(matching, filters, within);
        const rows: Array<{ workload_id: string }> = await matching
          .clone()
          .limit(few + 1)
          .select('assessments.workload_id');
        if (rows.length <= few) {
          return { totalItems: rows.length, ids: idsOf(rows) };
        }
        const [{ n }] = await matching.count({ n: '*' });
        return { totalItems: Number(n), ids: null };
      },
    );
  }

  async countsByServer(): Promise<InventoryResponse['counts']> {
    return countByServerAlone(this.db);
  }

  /**
   * How often the inputs of each workload changed. Taken before they are read
   * and given to `save`, it tells whether they changed in between.
   */
  async revisions(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const chunk of chunksOf(workloadIds)) {
      const rows: Array<{ workload_id: string; revision: number }> = await tx(
        'assessments',
      )
        .whereIn('workload_id', chunk)
        .select('workload_id', 'revision');
      for (const row of rows) found.set(row.workload_id, row.revision);
    }
    return found;
  }

  /**
   * Takes the transaction of the changed input; the next round recomputes
   * these and those that share a target with them.
   */
  async invalidate(
    workloadIds: readonly string[],
    tx: Knex = this.db,
  ): Promise<void> {
    if (workloadIds.length === 0) return;
    const ids = new Set(workloadIds);
    for (const chunk of chunksOf(workloadIds)) {
      const merged: Array<{ workload_id: string }> = await tx(
        'workload_locations as own',
      )
        .join(
          'workload_locations as other',
          'other.location_id',
          'own.location_id',
        )
        .whereIn('own.workload_id', chunk)
        .where({ 'own.side': 'target', 'other.side': 'target' })
        .distinct('other.workload_id');
      for (const { workload_id } of merged) ids.add(workload_id);
    }
    for (const chunk of chunksOf([...ids])) {
      await tx('assessments')
        .whereIn('workload_id', chunk)
        .update({ valid_until: '' })
        .increment('revision', 1);
    }
    // They may be on another server now, by which they are counted too.
    await this.remembered.outdate(tx);
  }

  /** Workloads that have no assessment or one that counts no more at `now`. */
  async due(now: string, limit: number, lapsedOnly = false): Promise<string[]> {
    if (lapsedOnly) return idsOf(await this.lapsed(now, limit));
    // To look for what is not there takes a walk over the whole estate.
    const [lapsed, isComplete] = await Promise.all([
      this.lapsed(now, limit),
      this.remembered.get(
        'all are assessed',
        async () => (await this.missing(1)).length === 0,
      ),
    ]);
    const missing = isComplete ? [] : await this.missing(limit);
    return [...missing.map(({ id }) => id), ...idsOf(lapsed)].slice(0, limit);
  }

  private async lapsed(
    now: string,
    limit: number,
  ): Promise<Array<{ workload_id: string }>> {
    return this.db('assessments')
      .where('valid_until', '<=', now)
      .orderBy('valid_until')
      .limit(limit)
      .select('workload_id');
  }

  private async missing(limit: number): Promise<Array<{ id: string }>> {
    return this.db('workloads')
      .whereNotExists(
        this.db('assessments')
          .whereRaw('assessments.workload_id = workloads.id')
          .select(this.db.raw('1')),
      )
      .limit(limit)
      .select('id');
  }
}

function idsOf(rows: Array<{ workload_id: string }>): string[] {
  return rows.map(({ workload_id }) => workload_id);
}

const COUNTED = [
  'workload_id',
  'kind',
  'role_ref',
  'owner',
  'strategy',
  'wave',
  'stage',
  'placement',
  'done',
  'severity_rank',
  'search',
] as const;

/** What of some assessments is counted or filtered on. */
interface Counted {
  rows: Array<Pick<AssessmentRow, (typeof COUNTED)[number]>>;
  dangers: Array<ReturnType<typeof toDangerRows>[number]>;
}

async function countedOf(ids: string[], tx: Knex): Promise<Counted> {
  return {
    rows: await tx<AssessmentRow>('assessments')
      .whereIn('workload_id', ids)
      .select(...COUNTED),
    dangers: await tx('assessment_dangers')
      .whereIn('workload_id', ids)
      .select(),
  };
}

function isSameCount(a: Counted, b: Counted): boolean {
  const asText = ({ rows, dangers }: Counted) =>
    [
      ...rows.map(row =>
        // SQLite has 0 and 1 for booleans.
        JSON.stringify(COUNTED.map(column => String(valueOf(row[column])))),
      ),
      ...dangers.map(({ workload_id, type, severity }) =>
        JSON.stringify([workload_id, type, severity]),
      ),
    ]
      .sort()
      .join();
  return asText(a) === asText(b);
}

function valueOf(value: string | number | boolean): string | number {
  return typeof value === 'boolean' ? Number(value) : value;
}

function toRow(
  { workload, plan, repositories, assessment }: Assessed,
  computedAt: string,
): AssessmentRow {
  const owner = plan.ownerRef ?? workload.ownerRef;
  const isAcute = assessment.dangers.some(
    ({ severity }) => severity === 'acute',
  );
  return {
    workload_id: workload.id,
    kind: workload.kind,
    role_ref: workload.roleRef,
    owner: owner ?? NONE,
    strategy: plan.strategy ?? NONE,
    wave: plan.wave ?? NONE,
    stage: assessment.stage,
    placement: assessment.placement,
    done: isDone(assessment),
    severity_rank: severityRank(assessment),
    stage_rank: STAGES.indexOf(assessment.stage),
    due_at: dueAt(assessment, isAcute) ?? assessment.nextRunAt ?? NEVER,
    next_run_at: assessment.nextRunAt ?? NEVER,
    name_order: orderText(workload.name),
    server_order: orderText(firstOf(workload.serverRefs)),
    search: searchText(workload, owner, repositories),
    assessment: JSON.stringify(assessment),
    computed_at: computedAt,
    valid_until: assessment.validUntil,
  };
}

function severityRank({ dangers }: Assessment): number {
  if (dangers.some(({ severity }) => severity === 'acute')) return 0;
  return dangers.length > 0 ? 1 : 2;
}

/** When the worst danger hurts first. */
function dueAt({ dangers }: Assessment, isAcute: boolean): string | undefined {
  return dangers
    .filter(({ severity }) => !isAcute || severity === 'acute')
    .flatMap(({ nextAt }) => nextAt ?? [])
    .sort()[0];
}

function firstOf(refs: readonly EntityRef[]): string {
  return [...refs].sort()[0] ?? '';
}

/** Short enough for an index of PostgreSQL, whatever a name holds. */
function orderText(value: string): string {
  return text(value.toLowerCase()).slice(0, 200);
}

/** Lower case here and not in SQL: SQLite folds only ASCII. */
function searchText(
  workload: Workload,
  owner: EntityRef | null,
  repositories: readonly string[],
): string {
  return text(
    [
      workload.id,
      workload.name,
      workload.command,
      workload.description,
      workload.schedule?.expression,
      owner,
      workload.roleRef,
      ...workload.serverRefs,
      ...repositories,
    ]
      .filter(Boolean)
      .join('\n')
      .toLowerCase(),
  );
}

function toDangerRows({ workload, assessment }: Assessed) {
  const rows = assessment.dangers.map(({ type, severity }) => ({
    workload_id: workload.id,
    type,
    severity,
  }));
  return [
    ...new Map(rows.map(row => [`${row.type} ${row.severity}`, row])).values(),
  ];
}
