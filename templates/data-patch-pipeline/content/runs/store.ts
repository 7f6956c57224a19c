import { ConditionFailed, type Item, type Put, type Table } from '../people/aws/table';
import type { Clock } from '../people/clock';
import type { OrderItem } from '../runner/orders';
import { happened, isFinished, type NewRun, newRun, type PatchRun, type RunEvent } from './run';

/** More at once would not be people. */
const TRIES = 8;

/** Why a build was started, as the runner reads it, of which run it is, and whether the portal started it for somebody. */
export type RunOrder = OrderItem & { run: string; carriedBy: string | null };

/**
 * Runs, and the orders of their builds, in the table of requests:
 *
 * | pk | sk | in index |
 * | `run#<id>` | `run` | `open` as `patch-run` until it is finished; `byKind` as `patch-run` |
 * | `build#<build id>` | `order` | – |
 * | `build#<build id>` | `unordered` | – : it was told and kept |
 */
export class RunStore {
  constructor(private readonly props: { table: Table; clock: Clock }) {}

  /** Asked twice with one id, it is one run. */
  async create(given: NewRun): Promise<PatchRun> {
    const run = newRun(given, this.props.clock());
    try {
      await this.props.table.put(put(run, 1, { is: 'absent' }));
      return run;
    } catch (error) {
      const found = error instanceof ConditionFailed && (await this.get(given.id));
      if (!found) throw error;
      return found;
    }
  }

  async get(id: string): Promise<PatchRun | undefined> {
    const item = await this.props.table.get(`run#${id}`, 'run');
    return item && JSON.parse(String(item.body));
  }

  /** Of two events at once the second is added to what the first one left. */
  async add(id: string, event: RunEvent): Promise<PatchRun> {
    for (let attempt = 1; ; attempt += 1) {
      const item = await this.props.table.get(`run#${id}`, 'run');
      if (!item) throw new Error(`There is no run ${id}`);
      const before: PatchRun = JSON.parse(String(item.body));
      const after = happened(before, event);
      if (after === before) return before;
      const version = Number(item.version);
      try {
        await this.props.table.put(put(after, version + 1, { is: 'unchanged', attributes: { version } }));
        return after;
      } catch (error) {
        if (!(error instanceof ConditionFailed) || attempt >= TRIES) throw error;
      }
    }
  }

  /** Runs for which something may still be due; may lag behind by a moment. */
  async open(): Promise<PatchRun[]> {
    return (await this.props.table.index('open', 'patch-run')).map(({ body }) => JSON.parse(String(body)));
  }

  /** Written once, after CodeBuild named the build: without it the build lets nothing run. */
  async order(build: string, order: RunOrder): Promise<RunOrder> {
    await this.tryPut({ pk: `build#${build}`, sk: 'order', body: JSON.stringify(order) });
    return (await this.orderOf(build))!;
  }

  async orderOf(build: string): Promise<RunOrder | undefined> {
    const item = await this.props.table.get(`build#${build}`, 'order');
    return item && JSON.parse(String(item.body));
  }

  async rememberUnordered(build: string): Promise<void> {
    await this.tryPut({ pk: `build#${build}`, sk: 'unordered', at: this.props.clock().toISOString() });
  }

  async isRememberedUnordered(build: string): Promise<boolean> {
    return (await this.props.table.get(`build#${build}`, 'unordered')) !== undefined;
  }

  private async tryPut(item: Put['item']): Promise<void> {
    await this.props.table.put({ item, condition: { is: 'absent' } }).catch(error => {
      if (!(error instanceof ConditionFailed)) throw error;
    });
  }
}

function put(run: PatchRun, version: number, condition: Put['condition']): Put {
  const { id, askedAt: requestedAt } = run;
  const item: Item & { pk: string; sk: string } = { pk: `run#${id}`, sk: 'run', kind: 'patch-run', requestedAt, version, body: JSON.stringify(run) };
  return { item: isFinished(run) ? item : { ...item, open: 'patch-run' }, condition };
}
