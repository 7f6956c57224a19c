import { ConflictError } from '@backstage/errors';
import type {
  Stage,
  StageCount,
  Wave,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { UNSEEN } from './assessmentCounts';
import { escapeLike } from './assessmentQuery';
import { groupBy, text, textOrNull } from './rows';

interface WaveRow {
  name: string;
  version: number;
  title: string;
  start: string | null;
  deadline: string | null;
  description: string | null;
  owner_ref: string | null;
}

/** What is counted of the workloads of a wave. */
export interface WaveCounts {
  workloads: number;
  /** Neither retired nor retained. */
  left: number;
  /** In no order. */
  byStage: StageCount[];
}

/** What people say of waves. Plans name them, and may name others. */
export class WaveStore {
  constructor(private readonly db: Knex) {}

  async get(name: string, tx: Knex = this.db): Promise<Wave | undefined> {
    const row = await tx<WaveRow>('waves').where({ name }).first();
    return row && toWave(row);
  }

  async all(): Promise<Wave[]> {
    return (await this.db<WaveRow>('waves').orderBy('name')).map(toWave);
  }

  /** @throws ConflictError where there is one of that name */
  async add(wave: Omit<Wave, 'version'>, tx: Knex.Transaction): Promise<Wave> {
    const first = { ...wave, version: 1 };
    const added = await tx<WaveRow>('waves')
      .insert(toRow(first))
      .onConflict('name')
      .ignore()
      .returning('name');
    if (added.length === 0) {
      throw new ConflictError(
        `There is a wave ${wave.name} already. Read it, then change that one.`,
      );
    }
    return first;
  }

  /**
   * Stores the wave as the version after `wave.version` and returns it.
   *
   * @throws ConflictError if the stored one is not at `wave.version` any more
   */
  async replace(wave: Wave, tx: Knex.Transaction): Promise<Wave> {
    const next = { ...wave, version: wave.version + 1 };
    const changed = await tx<WaveRow>('waves')
      .where({ name: wave.name, version: wave.version })
      .update(toRow(next));
    if (changed === 0) {
      throw new ConflictError(
        `The wave ${wave.name} is no longer at version ${wave.version}. Read it again, then repeat the change.`,
      );
    }
    return next;
  }

  /** @returns whether it was there */
  async delete(name: string, tx: Knex.Transaction): Promise<boolean> {
    return (await tx<WaveRow>('waves').where({ name }).delete()) > 0;
  }

  /** How many plans name it now; counts may be a moment behind. */
  async plansNaming(name: string, tx: Knex.Transaction): Promise<number> {
    // The plan is JSON as JavaScript writes it, in which quotes within texts
    // are escaped: nothing but the field itself looks like this.
    const field = `%${escapeLike(`"wave":${JSON.stringify(name)}`)}%`;
    const [{ n }] = await tx('plans')
      .whereRaw("plan like ? escape '!'", [field])
      .count({ n: '*' });
    return Number(n);
  }

  /** Of every wave that workloads were assessed in, or of one. */
  async counts(name?: string): Promise<Map<string, WaveCounts>> {
    const query = this.db('assessments').groupBy('wave', 'stage');
    if (name !== undefined) query.where({ wave: text(name) });
    const rows: Array<{
      wave: string;
      stage: Stage;
      n: string | number;
      left: string | number;
      unseen: string | number;
    }> = await query
      .select('wave', 'stage')
      .count({ n: '*' })
      // Counts without NULL: what is done is not left.
      .count({ left: this.db.raw('case when done then null else 1 end') })
      .count({ unseen: this.db.raw(UNSEEN) });
    return new Map(
      [...groupBy(rows, ({ wave }) => wave)].map(([wave, stages]) => [
        wave,
        {
          workloads: stages.reduce((sum, { n }) => sum + Number(n), 0),
          left: stages.reduce((sum, row) => sum + Number(row.left), 0),
          byStage: stages.map(({ stage, n, unseen }) => ({
            key: stage,
            count: Number(n),
            notSeen: Number(unseen),
          })),
        },
      ]),
    );
  }
}

function toRow(wave: Wave): WaveRow {
  return {
    name: wave.name,
    version: wave.version,
    title: text(wave.title),
    start: wave.start,
    deadline: wave.deadline,
    description: textOrNull(wave.description),
    owner_ref: wave.ownerRef,
  };
}

function toWave(row: WaveRow): Wave {
  return {
    name: row.name,
    version: row.version,
    title: row.title,
    start: row.start,
    deadline: row.deadline,
    description: row.description,
    ownerRef: row.owner_ref,
  };
}
