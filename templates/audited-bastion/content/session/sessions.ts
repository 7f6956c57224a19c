import { isSame, type Identity } from '../people/approval/approvers';
import type { Approvals } from '../people/approval/approvals';
import type { RequestStore } from '../people/approval/store';
import type { ApprovalRequest } from '../people/approval/record';
import type { Approvers } from '../people/approval/approvers';
import { sha256 } from '../people/canonical';
import type { Clock, Log } from '../people/clock';
import { identityOf } from '../people/iam/identity';
import { code } from '../people/slack/text';
import { taskId } from './identity';
import { nextStep, type SessionRules, type Step } from './next';
import type { Comparison, EndReason, Login, Session } from './session';
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
  keep(session: Session): Promise<NonNullable<Session['kept']>>;
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
    const { rules, store, approvals } = this.props;
    if (reason.trim().length < 5) return { refused: 'The reason must say why: at least five characters' };
    if (!Number.isInteger(minutes) || minutes < 5 || minutes > rules.longestMinutes) return { refused: `The time limit must be from 5 to ${rules.longestMinutes} minutes` };
    const seat = await store.takeSeat(id, rules.seats);
    if (seat === null) return { refused: `All ${rules.seats} seats are taken: wait for a session to end, or stop it` };
    const session = await store.create({ id, seat, reason: reason.trim(), minutes, operator });
    const subject = { kind: 'session', sessionId: id, reason: session.reason, timeLimitMinutes: minutes } as const;
    // An answer counts whenever it comes; the follow-up asks for it after a day.
    const involved = { operator, author: null, runner: null, ...(carriedBy !== null && { carriedBy }) };
    await approvals.ask({ id, subject, involved, validHours: null });
    return { session: await this.reconcile(id) };
  }

  async stop(id: string, by: string, why: EndReason = 'by-hand'): Promise<Session> {
    await this.props.store.add(id, { type: 'end', why, by, at: this.props.clock().toISOString() });
    return this.reconcile(id);
  }

  /** A login as CloudTrail tells it: asked for or not. */
  async login(login: Login): Promise<void> {
    const { approvers, store, teller, rules, clock } = this.props;
    const session = await this.sessionOf(login.task, login.at);
    const who = `${code(login.who)} · ${code(login.sourceIp)} · ${code(taskId(login.task))}`;
    const theirs = session && isSame(identityOf(login.who), session.operator, approvers.people);
    if (session) await store.add(session.id, { type: 'login', login });
    if (session && theirs) {
      await teller.tell(session.id, { kind: 'login', key: login.id, what: who, note: { ...login } });
    } else {
      await this.unasked(login, who, session);
    }
    if (login.command !== rules.shell) {
      await teller.tell(session?.id ?? null, { kind: 'login-other-command', key: login.id, what: `${code(login.command)} · ${who}`, loud: true });
      if (session && session.ended === null) {
        await store.add(session.id, { type: 'end', why: 'by-hand', by: 'bastion', at: clock().toISOString() });
      }
    }
    if (session) await this.reconcile(session.id);
  }

  /** Nobody asked: told at once, and an approval is due all the same. */
  private async unasked(login: Login, who: string, session: Session | undefined): Promise<void> {
    const { approvals, approvers, teller } = this.props;
    const id = `login-${sha256(login.id).slice(0, 20)}`;
    const reason = SESSION_WORDS[approvers.language].reasonUnasked;
    const subject = { kind: 'session', sessionId: login.execId ?? login.id, reason, timeLimitMinutes: 0 } as const;
    await approvals.ask({ id, subject, involved: { operator: identityOf(login.who), author: null, runner: null }, validHours: null });
    await teller.tell(id, { kind: 'login-unasked', key: login.id, what: who, loud: true, note: { ...login } });
    await teller.tell(null, { kind: 'login-unasked', key: login.id, what: `${who} ${code(id)}`, loud: true });
    if (session) await teller.tell(session.id, { kind: 'login-unasked', key: login.id, what: who, loud: true });
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
    let session = (await store.get(id))!;
    const request = await requests.get(id);
    if (request?.status === 'refused' && session.ended === null) {
      session = await store.add(id, { type: 'end', why: 'refused', by: request.answer?.by ?? '', at: clock().toISOString() });
    }
    const done = new Set<string>();
    for (;;) {
      const step = nextStep(session, clock(), rules, request !== undefined && request.status !== 'requested');
      // Waiting for something: the next sweep looks again.
      if (step === null || done.has(step.type)) return session;
      done.add(step.type);
      log('session-step', { session: id, ...step });
      session = await this.take(step, session, request);
    }
  }

  private async take(step: Step, session: Session, request: ApprovalRequest | undefined): Promise<Session> {
    const { store, seats, teller, clock, approvers, compare, keep } = this.props;
    const { id, seat } = session;
    const at = clock().toISOString();
    const add = (event: Parameters<SessionStore['add']>[1]) => store.add(id, event);
    switch (step.type) {
      case 'start': {
        await seats.start(seat);
        let after = session;
        for (const task of await seats.running(seat)) {
          await store.rememberTask(taskId(task), id);
          after = await add({ type: 'task-started', task, at });
        }
        return after;
      }
      case 'end':
        return add({ type: 'end', why: step.why, by: 'bastion', at });
      case 'stop': {
        await teller.tell(id, { kind: 'ended', key: 'ended', what: SESSION_WORDS[approvers.language].ends[session.ended!.why] });
        if ((await store.holderOf(seat)) === id) {
          await seats.stop(seat);
          if ((await seats.running(seat)).length > 0) return session;
          await store.leaveSeat(id, seat);
        }
        return add({ type: 'emptied', at });
      }
      case 'compare': {
        const comparison = await compare(session);
        await this.tellComparison(session, comparison);
        if (comparison.both + comparison.onlyHook.length + comparison.onlyTranscript.length + session.logins.length === 0 && request?.status === 'requested') {
          const reason = SESSION_WORDS[approvers.language].reasonUnused;
          const { outcome, record } = await this.props.requests.apply(id, { type: 'withdraw', by: 'bastion', reason });
          await this.props.approvals.tellOutcome(record, outcome, 'bastion', 'unused', reason);
        }
        return add({ type: 'compared', comparison });
      }
      case 'keep': {
        const manifest = await keep(session);
        await teller.tell(id, { kind: 'kept', key: manifest.key, what: `${code(manifest.key)} ${code(manifest.sha256)}` });
        return add({ type: 'kept', manifest });
      }
      default:
        throw new Error(`No step is called ${JSON.stringify(step satisfies never)}`);
    }
  }

  private async tellComparison({ id }: Session, { both, onlyTranscript, onlyHook, missing }: Comparison): Promise<void> {
    const { teller } = this.props;
    for (const each of missing) await teller.tell(id, { kind: 'transcript-missing', key: each, what: code(each), loud: true });
    if (onlyTranscript.length + onlyHook.length === 0) {
      if (missing.length === 0) await teller.tell(id, { kind: 'same', key: 'same', what: String(both) });
      return;
    }
    const lines = [...onlyTranscript.map(line => `− ${code(line, 200)}`), ...onlyHook.map(line => `+ ${code(line, 200)}`)];
    const note = { onlyTranscript: onlyTranscript.slice(0, 50), onlyHook: onlyHook.slice(0, 50) };
    await teller.tell(id, { kind: 'differs', key: 'differs', what: `\n${lines.slice(0, 15).join('\n')}`, loud: onlyTranscript.length > 0, note });
  }

  /** Every few minutes: whatever a lost event or a dead function left. One that fails does not keep the others. */
  async sweep(): Promise<void> {
    const { store, seats, rules } = this.props;
    const failed: string[] = [];
    const attempt = (what: string, work: () => Promise<unknown>) => work().catch(error => failed.push(`${what}: ${error}`));
    for (const { id } of await store.open()) await attempt(id, () => this.reconcile(id));
    for (let seat = 1; seat <= rules.seats; seat += 1) {
      await attempt(`seat ${seat}`, async () => {
        if (await store.holderOf(seat)) return;
        for (const task of await seats.running(seat)) await this.vacate(seat, task);
      });
    }
    if (failed.length > 0) throw new Error(`The sweep left out ${failed.join('; ')}`);
  }
}
