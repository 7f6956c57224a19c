import { ConditionFailed, type Table } from '../aws/table';
import type { Thread } from '../approval/store';

/** Which thread belongs to what: written once, by whoever sent its first message. */
export class Threads {
  constructor(private readonly table: Table) {}

  async find(key: string): Promise<Thread | undefined> {
    const item = await this.table.get(`thread#${key}`, 'thread');
    return item && { channel: String(item.channel), ts: String(item.ts) };
  }

  /** The request, or whatever the thread was opened for. */
  async keyOf({ channel, ts }: Thread): Promise<string | undefined> {
    const item = await this.table.get(`at#${channel}#${ts}`, 'thread');
    return item && String(item.key);
  }

  /** The first message of a thread; a second one changes nothing. */
  async remember(key: string, { channel, ts }: Thread): Promise<void> {
    try {
      await this.table.put(
        { item: { pk: `thread#${key}`, sk: 'thread', channel, ts }, condition: { is: 'absent' } },
        { item: { pk: `at#${channel}#${ts}`, sk: 'thread', key }, condition: { is: 'absent' } },
      );
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
}
