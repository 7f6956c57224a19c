import { ConditionFailed, type Item, type Page, type Put, type Table } from '../aws/table';
import type { Clock } from '../clock';
import { type Head, nextEvent, type RequestEvent } from './chain';
import { type Act, type ApprovalRequest, decide, type Decision, type NewRequest, newRequest } from './record';
import type { Kind } from './subject';

export interface Thread {
  channel: string;
  ts: string;
}

export type Stored = Decision & {
  /** The last event, which `outcome` wrote unless nothing changed. */
  head: Head;
};

/** More at once would not be people. */
const TRIES = 8;

/**
 * Requests and what happened to them. The request is one versioned item; each
 * change writes it and one more event in one transaction.
 */
export class RequestStore {
  constructor(private readonly props: { table: Table; clock: Clock }) {}

  /** Asked twice with one id, it is one request: the second call answers what is there. */
  async create(given: NewRequest): Promise<Stored & { created: boolean }> {
    const record = newRequest(given, this.props.clock());
    const event = nextEvent(null, record, { act: { type: 'request', ...given }, outcome: 'requested', at: record.requestedAt });
    try {
      await this.props.table.put(...puts(record, event, { is: 'absent' }));
      return { outcome: 'noted', record, head: event, created: true };
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const found = await this.load(given.id);
      if (!found) throw error;
      return { outcome: 'replayed', ...found, created: false };
    }
  }

  async get(id: string): Promise<ApprovalRequest | undefined> {
    return (await this.load(id))?.record;
  }

  /**
   * Does one act, or names why not. Of two at once the second decides again on
   * what the first one left.
   */
  async apply(id: string, act: Act): Promise<Stored> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await this.load(id);
      if (!found) throw new Error(`There is no request ${id}`);
      const now = this.props.clock();
      const decision = decide(found.record, act, now);
      if (decision.record === found.record) return { ...decision, head: found.head };
      const event = nextEvent(found.head, decision.record, { act, outcome: decision.outcome, at: now.toISOString() });
      try {
        const { sequence, hash } = found.head;
        await this.props.table.put(
          ...puts(decision.record, event, { is: 'unchanged', attributes: { version: sequence, head: hash } }),
        );
        return { ...decision, head: event };
      } catch (error) {
        if (!(error instanceof ConditionFailed) || attempt >= TRIES) throw error;
      }
    }
  }

  /** Everything that happened, in order: `chainProblems` says whether it is whole. */
  async events(id: string): Promise<RequestEvent[]> {
    const items = await this.props.table.list(partition(id), 'event#');
    return items.map(({ body }) => JSON.parse(String(body)));
  }

  /** Requests that wait for an answer, oldest first. May lag behind by a moment. */
  async open(): Promise<ApprovalRequest[]> {
    return (await this.props.table.index('open', 'yes')).map(toRecord);
  }

  /** Requests by the time at which they were made (ISO, both bounds belong to it). May lag behind by a moment. */
  async ofKind(kind: Kind, page: Page = {}): Promise<ApprovalRequest[]> {
    return (await this.props.table.index('byKind', kind, page)).map(toRecord);
  }

  private async load(id: string): Promise<{ record: ApprovalRequest; head: Head } | undefined> {
    const item = await this.props.table.get(partition(id), 'request');
    return item && { record: toRecord(item), head: { sequence: Number(item.version), hash: String(item.head) } };
  }
}

function partition(id: string): string {
  return `request#${id}`;
}

function puts(record: ApprovalRequest, event: RequestEvent, condition: Put['condition']): Put[] {
  const pk = partition(record.id);
  const { kind, status, requestedAt } = record;
  // By `changedAt` the portal finds what was answered long after it was asked.
  const item = { pk, sk: 'request', kind, status, requestedAt, changedAt: event.at, version: event.sequence, head: event.hash, body: JSON.stringify(record) };
  const sk = `event#${String(event.sequence).padStart(6, '0')}`;
  return [
    // In the index only while it waits for an answer.
    { item: status === 'requested' ? { ...item, open: 'yes' } : item, condition },
    { item: { pk, sk, body: JSON.stringify(event) }, condition: { is: 'absent' } },
  ];
}

function toRecord({ body }: Item): ApprovalRequest {
  return JSON.parse(String(body));
}
