import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';

/**
 * The parts of a reading that AWS may refuse one by one: what one call does
 * not tell hides nothing of the others.
 */
export class Parts {
  private readonly failures = new Map<string, string>();

  constructor(
    private readonly place: AwsPlace,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * @param action - the IAM action, for example `ec2:DescribeInstances`
   * @param missing - what nobody knows without it
   * @returns `null` where AWS gave no answer
   */
  async read<T>(
    action: string,
    missing: string,
    ask: () => Promise<T>,
  ): Promise<T | null> {
    this.signal?.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      this.signal?.throwIfAborted();
      const { accountId, region } = this.place;
      const reason = reasonOf(error, action, `${accountId}/${region}`);
      // One sentence for a call that many hosts were asked with.
      if (!this.failures.has(action)) {
        this.failures.set(action, `${reason} Not read: ${missing}.`);
      }
      return null;
    }
  }

  /** Why the reading is not whole; `null` where it is. */
  get reason(): string | null {
    return this.failures.size === 0
      ? null
      : [...this.failures.values()].join(' ');
  }
}
