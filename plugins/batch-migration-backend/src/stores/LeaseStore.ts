import type { Knex } from 'knex';

/** Who does a piece of work now, and how its last round ended. */
export interface Lease {
  /** `null` where nobody holds it. */
  holder: string | null;
  /** Counts up while the holder lives. */
  beat: number;
  /** How many rounds were started. */
  round: number;
  /** The newest round that came to its end; 0 before the first. */
  finishedRound: number;
  finishedAt: string | null;
  /** JSON: what that round answered. */
  result: string | null;
}

interface LeaseRow {
  name: string;
  holder: string | null;
  beat: number;
  round: number;
  finished_round: number;
  finished_at: string | null;
  result: string | null;
}

const FREE: Lease = {
  holder: null,
  beat: 0,
  round: 0,
  finishedRound: 0,
  finishedAt: null,
  result: null,
};

/** Work that only one replica does at a time, whatever its clock says. */
export class LeaseStore {
  constructor(private readonly db: Knex) {}

  async get(name: string): Promise<Lease> {
    const row = await this.db<LeaseRow>('leases').where({ name }).first();
    return row ? toLease(row) : FREE;
  }

  /**
   * Takes the lease as it was seen: free, or of a holder that beats no more.
   *
   * @returns the number of the round, or `null` where someone else was faster.
   */
  async take(
    name: string,
    holder: string,
    seen: Lease,
  ): Promise<number | null> {
    await this.db<LeaseRow>('leases')
      .insert({ name })
      .onConflict('name')
      .ignore();
    const round = seen.round + 1;
    const taken = await this.db<LeaseRow>('leases')
      .where({ name, holder: seen.holder, beat: seen.beat, round: seen.round })
      .update({ holder, beat: seen.beat + 1, round });
    return taken === 1 ? round : null;
  }

  /** Shows that the holder lives; `false` where the lease went to another one. */
  async beat(name: string, holder: string): Promise<boolean> {
    const beaten = await this.db<LeaseRow>('leases')
      .where({ name, holder })
      .increment('beat', 1);
    return beaten === 1;
  }

  /** Notes how the round ended, for those who wait for one. */
  async finish(
    name: string,
    holder: string,
    finished: { round: number; at: string; result: string },
  ): Promise<void> {
    await this.db<LeaseRow>('leases').where({ name, holder }).update({
      holder: null,
      finished_round: finished.round,
      finished_at: finished.at,
      result: finished.result,
    });
  }

  /** Gives the lease back without a result. */
  async release(name: string, holder: string): Promise<void> {
    await this.db<LeaseRow>('leases')
      .where({ name, holder })
      .update({ holder: null });
  }
}

function toLease(row: LeaseRow): Lease {
  return {
    holder: row.holder,
    beat: row.beat,
    round: row.round,
    finishedRound: row.finished_round,
    finishedAt: row.finished_at,
    result: row.result,
  };
}
