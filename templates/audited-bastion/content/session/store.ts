import { ConditionFailed, type Item, type Put, type Table } from '../people/aws/table';
import type { Clock } from '../people/clock';
import { isFinished } from './next';
import { happened, newSession, type NewSession, type Session, type SessionEvent } from './session';

const TRIES = 8;

/** Sessions, the seats they sit in, and the tasks that are theirs; in the table of the requests. */
export class SessionStore {
  constructor(private readonly props: { table: Table; clock: Clock }) {}

  /** Written before anything starts; asked twice with one id, it is one session. */
  async create(given: NewSession): Promise<Session> {
    const session = newSession(given, this.props.clock());
    try {
      await this.props.table.put(put(session, 1, { is: 'absent' }));
      return session;
    } catch (error) {
      const found = error instanceof ConditionFailed && (await this.get(given.id));
      if (!found) throw error;
      return found;
    }
  }

  async get(id: string): Promise<Session | undefined> {
    const item = await this.props.table.get(`session#${id}`, 'session');
    return item && JSON.parse(String(item.body));
  }

  /** Of two events at once the second is added to what the first one left. */
  async add(id: string, event: SessionEvent): Promise<Session> {
    for (let attempt = 1; ; attempt += 1) {
      const item = await this.props.table.get(`session#${id}`, 'session');
      if (!item) throw new Error(`There is no session ${id}`);
      const before: Session = JSON.parse(String(item.body));
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

  /** Sessions for which something may still be due; may lag behind by a moment. */
  async open(): Promise<Session[]> {
    return (await this.props.table.index('open', 'session')).map(({ body }) => JSON.parse(String(body)));
  }

  /** A seat that nobody sits in; `null` where all are taken. */
  async takeSeat(session: string, seats: number): Promise<number | null> {
    for (let seat = 1; seat <= seats; seat += 1) {
      const holder = await this.holderOf(seat);
      if (holder === session) return seat;
      if (holder) continue;
      const condition: Put['condition'] = holder === undefined ? { is: 'absent' } : { is: 'unchanged', attributes: { session: '-' } };
      if (await this.tryPut({ item: { ...seatKey(seat), session }, condition })) return seat;
    }
    return null;
  }

  /** Gives a seat back; only its own session can. */
  async leaveSeat(session: string, seat: number): Promise<void> {
    await this.tryPut({ item: { ...seatKey(seat), session: '-' }, condition: { is: 'unchanged', attributes: { session } } });
  }

  /** `undefined` where the seat was never taken, `null` where it is free. */
  async holderOf(seat: number): Promise<string | null | undefined> {
    const item = await this.props.table.get(seatKey(seat).pk, 'seat');
    return item && (item.session === '-' ? null : String(item.session));
  }

  async rememberTask(task: string, session: string): Promise<void> {
    await this.tryPut({ item: { pk: `task#${task}`, sk: 'task', session }, condition: { is: 'absent' } });
  }

  async sessionOf(task: string): Promise<string | undefined> {
    const item = await this.props.table.get(`task#${task}`, 'task');
    return item && String(item.session);
  }

  private async tryPut(each: Put): Promise<boolean> {
    try {
      await this.props.table.put(each);
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed) return false;
      throw error;
    }
  }
}

function seatKey(seat: number) {
  return { pk: `seat#${seat}`, sk: 'seat' };
}

function put(session: Session, version: number, condition: Put['condition']): Put {
  const { id, askedAt: requestedAt } = session;
  const item: Item & { pk: string; sk: string } = { pk: `session#${id}`, sk: 'session', kind: 'session-state', requestedAt, version, body: JSON.stringify(session) };
  return { item: isFinished(session) ? item : { ...item, open: 'session' }, condition };
}
