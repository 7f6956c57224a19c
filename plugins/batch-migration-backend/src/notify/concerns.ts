import {
  addDays,
  dayIn,
  type Assessment,
  type EntityRef,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { BatchMigrationDatabase } from '../stores';
import { NONE } from '../stores/AssessmentStore';
import { chunksOf } from '../stores/rows';
import type { Concern } from './changesSinceTold';
import { driftConcern } from './driftConcern';
import type { Topic } from './topics';
import type { Words } from './words';

/** What owners are told of, and how early. */
export interface Telling {
  topics: readonly Topic[];
  /** Days before a date at which its owners are told. */
  deadlineDays: number;
  /** Zone of the days of the estate. */
  timezone: string;
}

interface AssessedRow {
  id: string;
  name: string;
  owner: string;
  assessment: string;
}

interface Assessed {
  workload: { id: string; name: string; ownerRef: EntityRef | null };
  assessment: Assessment;
}

/** What there is to tell, as it was assessed last. */
export async function concernsNow(
  database: BatchMigrationDatabase,
  tx: Knex,
  options: Telling & { words: Words; now: Date },
): Promise<Concern[]> {
  const found: Record<Topic, () => Promise<Concern[]>> = {
    danger: () => acuteDangers(tx, options.words),
    deadline: () => deadlines(database, tx, options),
    drift: () => drifts(tx, options.words),
    exemption: () => lapsedExemptions(tx, options.words),
  };
  const concerns: Concern[] = [];
  for (const topic of options.topics) concerns.push(...(await found[topic]()));
  return concerns;
}

async function drifts(tx: Knex, words: Words): Promise<Concern[]> {
  const assessed = await withDangers(tx, of => of.where({ type: 'drift' }));
  return assessed.flatMap(({ workload, assessment }) =>
    assessment.dangers
      .filter(({ type }) => type === 'drift')
      .map(danger => driftConcern(workload, danger, words)),
  );
}

/** One concern for each workload: what is wrong with it, and not how long. */
async function acuteDangers(tx: Knex, words: Words): Promise<Concern[]> {
  const assessed = await withDangers(tx, of =>
    // Drift is told by itself, with what differs.
    of.where({ severity: 'acute' }).whereNot({ type: 'drift' }),
  );
  return assessed.flatMap(({ workload, assessment }): Concern[] => {
    const types = [
      ...new Set(
        assessment.dangers
          .filter(
            ({ type, severity }) => severity === 'acute' && type !== 'drift',
          )
          .map(({ type }) => type),
      ),
    ].sort();
    if (types.length === 0) return [];
    return [
      concernOf(workload, {
        topic: 'danger',
        severity: 'acute',
        fingerprint: types.join(' '),
        text: words.sentence(types.map(type => words.dangers[type])),
      }),
    ];
  });
}

async function lapsedExemptions(tx: Knex, words: Words): Promise<Concern[]> {
  const rows: Array<{ workload_id: string }> = await tx('exemptions')
    .whereNotNull('approved_at')
    .distinct('workload_id');
  const assessed = await assessedOf(
    tx,
    rows.map(row => row.workload_id),
  );
  return assessed
    .filter(({ assessment }) =>
      assessment.blockers.some(({ type }) => type === 'exemption-lapsed'),
    )
    .map(({ workload }) =>
      concernOf(workload, {
        topic: 'exemption',
        severity: 'pressing',
        fingerprint: 'lapsed',
        text: words.exemptionLapsed,
      }),
    );
}

/** Hard dates of servers and last days of waves that are near or over, with work left. */
async function deadlines(
  database: BatchMigrationDatabase,
  tx: Knex,
  { words, now, timezone, deadlineDays }: Telling & { words: Words; now: Date },
): Promise<Concern[]> {
  const today = dayIn(timezone, now);
  const near = addDays(today, deadlineDays);
  const said = new Map<string, Array<{ day: string; text: string }>>();
  const say = (id: string, day: string, text: string) =>
    said.set(id, [...(said.get(id) ?? []), { day, text }]);

  for (const { ref, hardDates } of await database.servers.list(tx)) {
    const days = [...new Set(hardDates.map(({ date }) => date))]
      .filter(day => day <= near)
      .sort();
    if (days.length === 0) continue;
    const rows: Array<{ workload_id: string }> = await tx('workload_servers')
      .join(
        'assessments',
        'assessments.workload_id',
        'workload_servers.workload_id',
      )
      .where({ server_ref: ref, done: false })
      .select('workload_servers.workload_id');
    for (const day of days) {
      const text = words.hardDate(ref.split('/').pop()!, day, day < today);
      for (const { workload_id } of rows) say(workload_id, day, text);
    }
  }

  const waves: Array<{ name: string; deadline: string }> = await tx('waves')
    .whereNotNull('deadline')
    .where('deadline', '<=', near)
    .orderBy('name')
    .select('name', 'deadline');
  for (const { name, deadline } of waves) {
    const rows: Array<{ workload_id: string }> = await tx('assessments')
      .where({ wave: name, done: false })
      .select('workload_id');
    const text = words.waveEnds(name, deadline, deadline < today);
    for (const { workload_id } of rows) say(workload_id, deadline, text);
  }

  const assessed = await assessedOf(tx, [...said.keys()]);
  return assessed.map(({ workload }) => {
    const dates = said.get(workload.id)!;
    return concernOf(workload, {
      topic: 'deadline',
      severity: dates.some(({ day }) => day < today) ? 'acute' : 'pressing',
      // A date is told when it is near, and once more when it is over.
      fingerprint: dates
        .map(({ day, text }) => `${day} ${day < today} ${text}`)
        .join('\n'),
      text: words.paragraph(dates.map(({ text }) => text)),
    });
  });
}

function concernOf(
  workload: Assessed['workload'],
  concern: Pick<Concern, 'topic' | 'severity' | 'fingerprint' | 'text'>,
): Concern {
  const { id, name, ownerRef } = workload;
  return { workloadId: id, name, ownerRef, ...concern };
}

async function withDangers(
  tx: Knex,
  which: (dangers: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<Assessed[]> {
  const rows: Array<{ workload_id: string }> = await which(
    tx('assessment_dangers'),
  ).distinct('workload_id');
  return assessedOf(
    tx,
    rows.map(row => row.workload_id),
  );
}

/** In the order of their ids. */
async function assessedOf(
  tx: Knex,
  workloadIds: readonly string[],
): Promise<Assessed[]> {
  const assessed: Assessed[] = [];
  for (const chunk of chunksOf([...workloadIds].sort())) {
    const rows: AssessedRow[] = await tx('assessments')
      .join('workloads', 'workloads.id', 'assessments.workload_id')
      .whereIn('workloads.id', chunk)
      .orderBy('workloads.id')
      .select('workloads.id', 'name', 'owner', 'assessment');
    for (const { id, name, owner, assessment } of rows) {
      assessed.push({
        workload: { id, name, ownerRef: owner === NONE ? null : owner },
        assessment: JSON.parse(assessment),
      });
    }
  }
  return assessed;
}
