import { type Approvers, isSame, type Identity } from '../people/approval/approvers';
import type { Approvals } from '../people/approval/approvals';
import type { RequestStore } from '../people/approval/store';
import { sha256 } from '../people/canonical';
import type { Clock, Log } from '../people/clock';
import { identityOf } from '../people/iam/identity';
import { code } from '../people/slack/text';
import { taskId } from './identity';
import { loginsLeftOut, nextStep, type SessionRules } from './next';
import { type Comparison, type EndReason, type Kept, type Login, type Session, unaskedSession } from './session';
import { takeStep } from './steps';
import type { SessionStore } from './store';
import type { Teller } from './tell';
import { SESSION_WORDS } from './words';

/** The services of ECS in which sessions sit: one for each seat. Every call may be made twice. */
export interface Seats {
  start(seat: number): Promise<void>;
  stop(seat: number): Promise<void>;
  /** Tasks of a seat that run or are about to, as ARNs. */
  running(seat: number): Promise<string[]>;
  /** The seat of a task, also a while after its end; `null` for a task of somebody else. */
  seatOf(task: string): Promise<number | null>;
  /** Whether one task, in a seat or not, runs or is about to. */
  isRunning(task: string): Promise<boolean>;
  stopTask(task: string): Promise<void>;
}

export interface SessionsProps {
  approvers: Approvers;
  approvals: Approvals;
  requests: RequestStore;
  store: SessionStore;
  seats: Seats;
  teller: Teller;
  /** Compares the transcript with the log of the hook. */
  compare(session: Session): Promise<Comparison>;
  /** Writes the manifest. */
  keep(session: Session): Promise<Kept>;
  rules: SessionRules & { seats: number; longestMinutes: number; shell: string };
  clock: Clock;
  log: Log;
}

export type Asked = { session: Session } | { refused: string };

/** Sessions from the question to the evidence. */
export class Sessions {
  constructor(readonly props: SessionsProps) {}

  /** Opens a session: a request in Slack, then the task. The approval may come later, within its day. */
  async ask({ id, reason, minutes, operator, carriedBy = null }: { id: string; reason: string; minutes: number; operator: Identity; carriedBy?: string | null }): Promise<Asked> {
    const { rules, store } = this.props;
    if (reason.trim().length < 5) return { refused: 'The reason must say why: at least five characters' };
    if (!Number.isInteger(minutes) || minutes < 5 || minutes > rules.longestMinutes) return { refused: `The time limit must be from 5 to ${rules.longestMinutes} minutes` };
    const session = await store.seat({ id, reason: reason.trim(), minutes, operator, carriedBy }, rules.seats);
    if (session === null) return { refused: `All ${rules.seats} seats are taken: wait for a session to end, or stop it` };
    return { session: await this.reconcile(id) };
  }

  async stop(id: string, by: string, why: EndReason = 'by-hand'): Promise<Session> {
    await this.props.store.add(id, { type: 'end', why, by, at: this.props.clock().toISOString() });
    return this.reconcile(id);
  }

  /** A login as CloudTrail tells it: asked for or not. */
  async login(login: Login): Promise<void> {
    const { store, teller, rules } = this.props;
    const found = await this.sessionOf(login.task, login.at);
    const holder = found && hasRoom(found, login) ? found : undefined;
    if (holder) await store.add(holder.id, { type: 'login', login });
    const isTheirs = holder !== undefined && this.isOf(login, holder);
    if (isTheirs) await teller.tell(holder.id, { kind: 'login', key: login.id, what: shown(login), note: { ...login } });
    const session = isTheirs ? holder : await this.open(login, holder);
    if (login.command !== rules.shell) {
      const { id, ended } = holder ?? session;
      await teller.tell(id, { kind: 'login-other-command', key: login.id, what: `${code(login.command)} · ${shown(login)}`, loud: true });
      if (ended === null) await this.stop(id, 'bastion');
    }
    if (holder) await this.reconcile(holder.id);
  }

  /** Whether who asked for a session is who logged in. */
  private isOf({ who }: Login, { seat, operator }: Session): boolean {
    return seat !== null && isSame(identityOf(who), operator, this.props.approvers.people);
  }

  /** A login that nobody asked for, or that was told too late, becomes a session of its own: told at once, and an approval is due all the same. */
  private async open(login: Login, holder: Session | undefined): Promise<Session> {
    const { store, approvers, teller, rules } = this.props;
    const isLate = holder !== undefined && this.isOf(login, holder);
    const kind = isLate ? 'login-late' : 'login-unasked';
    const operator = isLate ? holder.operator : identityOf(login.who);
    const id = `login-${sha256(login.id).slice(0, 20)}`;
    const reason = SESSION_WORDS[approvers.language].reasons[kind];
    await store.create(unaskedSession({ id, reason, operator, login, longestMinutes: rules.longestMinutes }));
    // Unless it is somebody's already: what is typed there is told in this thread from now on.
    await store.rememberTask(taskId(login.task), id);
    const session = await this.reconcile(id);
    await teller.tell(id, { kind, key: login.id, what: shown(login), loud: true, note: { ...login } });
    await teller.tell(null, { kind, key: login.id, what: `${shown(login)} ${code(id)}`, loud: true });
    if (holder) await teller.tell(holder.id, { kind, key: login.id, what: shown(login), loud: true });
    return session;
  }

  /** A task started or stopped. One in a seat where nobody sits is stopped. */
  async taskChanged(task: string, change: { type: 'task-started' | 'task-stopped'; at: string }): Promise<void> {
    const session = await this.sessionOf(task, change.at);
    if (session) {
      await this.props.store.add(session.id, { task, ...change });
      await this.reconcile(session.id);
      return;
    }
    const seat = await this.props.seats.seatOf(task);
    if (seat === null || change.type === 'task-stopped') return;
    await this.vacate(seat, task);
  }

  private async vacate(seat: number, task: string): Promise<void> {
    await this.props.teller.tell(null, { kind: 'task-unasked', key: task, what: code(taskId(task)), loud: true });
    await this.props.seats.stop(seat);
  }

  /** Whose task it is; a task that is new is its seat's holder's. */
  async sessionOf(task: string, at: string): Promise<Session | undefined> {
    const { store, seats } = this.props;
    const known = await store.sessionOf(taskId(task));
    if (known) return store.get(known);
    const seat = await seats.seatOf(task);
    const holder = seat === null ? null : await store.holderOf(seat);
    const session = holder ? await store.get(holder) : undefined;
    if (!session || at < session.askedAt) return undefined;
    await store.rememberTask(taskId(task), session.id);
    return session;
  }

  /** Does what is due for a session, step by step, until nothing is. */
  async reconcile(id: string): Promise<Session> {
    const { store, requests, rules, clock, log } = this.props;
    let session = await this.lookAtTasks((await store.get(id))!);
    const done = new Set<string>();
    for (;;) {
      const request = await requests.get(id);
      for (const login of loginsLeftOut(session, request?.status)) await this.open(login, session);
      const step = nextStep(session, clock(), rules, request?.status);
      // Waiting for something: the next sweep looks again.
      if (step === null || done.has(step.type)) return session;
      done.add(step.type);
      log('session-step', { session: id, ...step });
      session = await takeStep(this.props, step, session, request);
    }
  }

  /** Without a seat, no event says that its task is gone. */
  private async lookAtTasks(session: Session): Promise<Session> {
    const { store, seats, clock } = this.props;
    if (session.seat !== null || session.ended !== null) return session;
    let after = session;
    for (const [task, { stoppedAt }] of Object.entries(session.tasks)) {
      if (stoppedAt !== null || (await seats.isRunning(task))) continue;
      after = await store.add(session.id, { type: 'task-stopped', task, at: clock().toISOString() });
    }
    return after;
  }

  /** Every few minutes: whatever a lost event or a dead function left. One that fails does not keep the others. */
  async sweep(): Promise<void> {
    const { store, rules } = this.props;
    const failed: string[] = [];
    const attempt = (what: string, work: () => Promise<unknown>) => work().catch(error => failed.push(`${what}: ${error}`));
    for (const { id } of await store.open()) await attempt(id, () => this.reconcile(id));
    for (let seat = 1; seat <= rules.seats; seat += 1) await attempt(`seat ${seat}`, () => this.sweepSeat(seat));
    if (failed.length > 0) throw new Error(`The sweep left out ${failed.join('; ')}`);
  }

  private async sweepSeat(seat: number): Promise<void> {
    const { store, seats } = this.props;
    const holder = await store.holderOf(seat);
    const session = holder ? await store.get(holder) : undefined;
    if (session?.seat === seat && session.emptiedAt === null) return;
    // Held for nothing, it would be closed for good.
    if (holder) await store.leaveSeat(holder, seat);
    for (const task of await seats.running(seat)) await this.vacate(seat, task);
  }
}

/** An item of the table holds 400 KB; no person steps in so often, and who does needs an approval for each. */
function hasRoom({ logins }: Session, { id }: Login): boolean {
  return logins.length < 200 || logins.some(each => each.id === id);
}

function shown({ who, sourceIp, task }: Login): string {
  return `${code(who)} · ${code(sourceIp)} · ${code(taskId(task))}`;
}
