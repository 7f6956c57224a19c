import { type Clock, epochSeconds } from '../clock';
import { ConditionFailed, type Table } from './table';

/**
 * Longer than Slack sends anything again (three times in some minutes; an app
 * with delayed events gets them for a day) and than our queues keep a message.
 */
const KEPT_SECONDS = 15 * 86_400;

/** - `mine`: go on; `done`: was done before; `busy`: somebody is at it, or died at it a moment ago */
export type Claim = 'mine' | 'done' | 'busy';

/**
 * Things to be done once. Who claims one and dies leaves a lease that ends, so
 * that the next attempt goes on: at least once, and nearly always once.
 */
export class Claims {
  constructor(private readonly props: { table: Table; clock: Clock; leaseSeconds: number }) {}

  async take(id: string): Promise<Claim> {
    const { table, leaseSeconds } = this.props;
    const now = this.now();
    try {
      await table.put({
        item: { ...key(id), done: 'no', leaseUntil: now + leaseSeconds, expiresAt: now + KEPT_SECONDS },
        condition: { is: 'absent-or-abandoned', now },
      });
      return 'mine';
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const found = await table.get(key(id).pk, key(id).sk);
      return found?.done === 'yes' ? 'done' : 'busy';
    }
  }

  async done(id: string): Promise<void> {
    const now = this.now();
    await this.props.table.put({
      item: { ...key(id), done: 'yes', leaseUntil: now, expiresAt: now + KEPT_SECONDS },
      condition: { is: 'unchanged', attributes: { done: 'no' } },
    });
  }

  /** It could not be done: the next one need not wait for the lease. */
  async release(id: string): Promise<void> {
    const now = this.now();
    await this.props.table.put({
      item: { ...key(id), done: 'no', leaseUntil: 0, expiresAt: now + KEPT_SECONDS },
      condition: { is: 'unchanged', attributes: { done: 'no' } },
    });
  }

  private now(): number {
    return epochSeconds(this.props.clock());
  }
}

function key(id: string) {
  return { pk: `claim#${id}`, sk: 'claim' };
}
