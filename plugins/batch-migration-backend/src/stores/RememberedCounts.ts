import type { Knex } from 'knex';

/** So many answers are kept: each combination of filters has its own. */
const MAX_ANSWERS = 200;

/** So many rows stay where older ones are taken away. */
const KEPT_ROWS = 200;

/**
 * What was counted over the whole estate, until something that is counted
 * changes, on any replica. To count 100,000 workloads anew for each request
 * would take the database longer than all the rest of the answer.
 */
export class RememberedCounts {
  private version = '';
  private answers = new Map<string, Promise<unknown>>();
  private readonly outdated = new WeakSet<Knex>();
  private asking: Promise<string> | undefined;

  constructor(private readonly db: Knex) {}

  /** Says, in the transaction of a change, that what was counted holds no more. */
  async outdate(tx: Knex): Promise<void> {
    // Once for each transaction: it is seen when that ends.
    if (this.outdated.has(tx)) return;
    if (tx.isTransaction) this.outdated.add(tx);
    await tx('projection_changes').insert({});
  }

  /** What was counted under the key since the last change; else counts. */
  async get<T>(key: string, count: () => Promise<T>): Promise<T> {
    const version = await this.currentVersion();
    if (version !== this.version) {
      this.version = version;
      this.answers = new Map();
    }
    const { answers } = this;
    const known = answers.get(key);
    if (known) return known as Promise<T>;
    const counting = count();
    answers.set(key, counting);
    // What failed is counted again by the next one who asks.
    counting.catch(() => answers.delete(key));
    if (answers.size > MAX_ANSWERS) {
      answers.delete(answers.keys().next().value!);
    }
    return counting;
  }

  /** Takes old rows away; what is remembered is counted once more by that. */
  async trim(): Promise<void> {
    const [{ newest }] = await this.db('projection_changes').max({
      newest: 'id',
    });
    await this.db('projection_changes')
      .where('id', '<=', Number(newest ?? 0) - KEPT_ROWS)
      .delete();
  }

  /**
   * Another text whenever something that is counted changed. Who asks while
   * nobody has begun to read yet shares the answer.
   */
  currentVersion(): Promise<string> {
    this.asking ??= Promise.resolve().then(() => {
      this.asking = undefined;
      return this.readVersion();
    });
    return this.asking;
  }

  /**
   * The newest id alone would not do: a transaction that began earlier may end
   * later, and its row then comes in below.
   */
  private async readVersion(): Promise<string> {
    const [{ n, sum }] = await this.db('projection_changes')
      .count({ n: '*' })
      .sum({ sum: 'id' });
    return `${n} ${sum}`;
  }
}
