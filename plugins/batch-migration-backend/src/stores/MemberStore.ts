import {
  nextLapse,
  type EntityRef,
  type MemberReading,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';

interface MemberRow {
  server_ref: EntityRef;
  member: string;
  read_at: string;
  lapses_at: string | null;
  reading: string;
}

/** What was last read on each host of a group of hosts that is one server. */
export class MemberStore {
  constructor(private readonly db: Knex) {}

  /** All members that were ever read since the server is a group, by name. */
  async list(
    serverRef: EntityRef,
    tx: Knex = this.db,
  ): Promise<MemberReading[]> {
    const rows = await tx<MemberRow>('member_readings')
      .where({ server_ref: serverRef })
      .orderBy('member');
    return rows.map(({ reading }) => JSON.parse(reading));
  }

  /** Which of the servers are groups of hosts. */
  async groupsAmong(
    serverRefs: readonly EntityRef[],
    tx: Knex = this.db,
  ): Promise<Set<EntityRef>> {
    if (serverRefs.length === 0) return new Set();
    const rows = await tx<MemberRow>('member_readings')
      .distinct('server_ref')
      .select('server_ref');
    const groups = new Set(rows.map(({ server_ref }) => server_ref));
    return new Set(serverRefs.filter(ref => groups.has(ref)));
  }

  async save(
    serverRef: EntityRef,
    reading: MemberReading,
    tx: Knex.Transaction,
  ): Promise<void> {
    await tx<MemberRow>('member_readings')
      .insert({
        server_ref: serverRef,
        member: reading.name,
        read_at: reading.readAt,
        lapses_at: nextLapse(reading, ''),
        reading: JSON.stringify(reading),
      })
      .onConflict(['server_ref', 'member'])
      .merge();
  }

  /** A capture of the whole server goes before what was read of single members until then. */
  async forget(
    serverRef: EntityRef,
    readUntil: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    await tx<MemberRow>('member_readings')
      .where({ server_ref: serverRef })
      .where('read_at', '<=', readUntil)
      .delete();
  }

  /** Groups of which a place of a member lapsed since the last look. */
  async lapsed(now: string): Promise<EntityRef[]> {
    const rows = await this.db<MemberRow>('member_readings')
      .where('lapses_at', '<', now)
      .distinct('server_ref')
      .orderBy('server_ref')
      .select('server_ref');
    return rows.map(({ server_ref }) => server_ref);
  }

  /** Notes that what lapsed until now is known. */
  async noteLapses(
    serverRef: EntityRef,
    now: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    for (const reading of await this.list(serverRef, tx)) {
      await tx<MemberRow>('member_readings')
        .where({ server_ref: serverRef, member: reading.name })
        .update({ lapses_at: nextLapse(reading, now) });
    }
  }
}
