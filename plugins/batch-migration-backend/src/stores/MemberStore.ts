import {
  nextLapse,
  type EntityRef,
  type MemberReading,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { chunksOf } from './rows';

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
    const groups = new Set<EntityRef>();
    for (const chunk of chunksOf([...new Set(serverRefs)])) {
      const rows = await tx<MemberRow>('member_readings')
        .whereIn('server_ref', chunk)
        .distinct('server_ref');
      for (const { server_ref } of rows) groups.add(server_ref);
    }
    return groups;
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
      .orderBy('server_ref');
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
