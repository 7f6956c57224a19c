import { ConditionFailed, type Table } from '../../people/aws/table';
import { NEW_STREAM, type StreamState } from './stream';

const TRIES = 8;

/** What the container of a task said last of itself. */
export interface Beat {
  at: string;
  /** The keeper's process: a task has one, and it was there before anybody could log in. */
  stream: string;
  /** Of this beat and of the one before: a program in both has had time to announce itself. */
  terminals: string[];
  before: string[];
}

/** The streams of the tasks, in the table of the requests. */
export class StreamStore {
  constructor(private readonly table: Table) {}

  async get(task: string, stream: string): Promise<StreamState> {
    return (await this.load(task, `stream#${stream}`))?.body ?? NEW_STREAM;
  }

  async all(task: string): Promise<Map<string, StreamState>> {
    const items = await this.table.list(`streams#${task}`, 'stream#');
    return new Map(items.map(({ sk, body }) => [String(sk).slice('stream#'.length), JSON.parse(String(body))]));
  }

  async beat(task: string): Promise<Beat | undefined> {
    return (await this.load(task, 'beat'))?.body;
  }

  /** Changes a stream by what is stored now: of two batches at once the second decides again. */
  async change(task: string, stream: string, by: (state: StreamState) => StreamState): Promise<void> {
    await this.save(task, `stream#${stream}`, found => by(found ?? NEW_STREAM));
  }

  /** The newest beat of the keeper; an older one that comes late, or one of another process, changes nothing. */
  async beats(task: string, { at, stream, terminals }: Omit<Beat, 'before'>): Promise<void> {
    await this.save(task, 'beat', (found: Beat | undefined) => {
      if (found && (found.at >= at || found.stream !== stream)) return found;
      return { at, stream, terminals, before: found?.terminals ?? [] };
    });
  }

  private async load(task: string, sk: string): Promise<{ body: any; version: number } | undefined> {
    const item = await this.table.get(`streams#${task}`, sk);
    return item && { body: JSON.parse(String(item.body)), version: Number(item.version) };
  }

  private async save(task: string, sk: string, by: (found: any) => unknown): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await this.load(task, sk);
      const after = by(found?.body);
      if (found && after === found.body) return;
      const version = found?.version ?? 0;
      try {
        await this.table.put({
          item: { pk: `streams#${task}`, sk, version: version + 1, body: JSON.stringify(after) },
          condition: found ? { is: 'unchanged', attributes: { version } } : { is: 'absent' },
        });
        return;
      } catch (error) {
        if (!(error instanceof ConditionFailed) || attempt >= TRIES) throw error;
      }
    }
  }
}
