import { ConditionFailed, type Item, type Put, type Table } from '../people/aws/table';
import type { Clock } from '../people/clock';
import { isFinished } from './next';
import { happened, newSession, type NewSession, type Session, type SessionEvent } from './session';

const TRIES = 8;

/** Sessions, the seats they sit in, and the tasks that are theirs; in the table of the requests. */
export class SessionStore {
  constructor(private readonly props: { table: Table; clock: Clock }) {}

  /**
   * A session and the seat that it sits in, written as one, before anything
   * starts; `null` where all seats are taken. Asked twice with one id, it is
   * one session.
   */
  async seat(given: Omit<NewSession, 'seat'>, seats: number): Promise<Session | null> {
    for (let seat = 1; seat <= seats; seat += 1) {
      const holder = await this.holderOf(seat);
      if (holder) continue;
      const session = newSession({ ...given, seat }, this.props.clock());
      const condition: Put['condition'] = holder === undefined ? { is: 'absent' } : { is: 'unchanged', attributes: { session: '-' } };
      if (await this.tryPut(put(session, 1, { is: 'absent' }), { item: { ...seatKey(seat), session: given.id }, condition })) return session;
    }
    // Where the session is there, no seat could be taken for it again.
    return (await this.get(given.id)) ?? null;
  }

  /** A session without a seat; made twice, it is one. */
  async create(session: Session): Promise<void> {
    await this.tryPut(put(session, 1, { is: 'absent' }));
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

  /** All of them or none. */
  private async tryPut(...puts: Put[]): Promise<boolean> {
    try {
      await this.props.table.put(...puts);
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
