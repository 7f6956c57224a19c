import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRules } from '../../detector/readRules.ts';
import { actsHandler } from '../../people/approval/actsHandler';
import { isSame } from '../../people/approval/approvers';
import { s3EvidenceReader, s3LockedObjects } from '../../people/evidence/lockedObjects';
import { EvidenceStore } from '../../people/evidence/store';
import { FakeObjects } from '../../people/test/fake-objects';
import { code } from '../../people/slack/text';
import { APPROVERS, World } from '../../people/test/world';
import { canaryArrived } from '../../people/watch/canary';
import { tamperHandler } from '../../people/watch/tamper';
import { compareAndLock, type EvidenceProps, keepEvidence } from '../../session/evidence';
import type { Login, Session } from '../../session/session';
import { WAITS } from '../../session/next';
import { Sessions } from '../../session/sessions';
import { SessionStore } from '../../session/store';
import { StreamStore } from '../../session/stream/streams';
import { Watch } from '../../session/stream/watch';
import { Teller } from '../../session/tell';
import { askHandler } from '../ask';
import { streamOf } from '../aws/records';
import { CANARY } from '../canary';
import { commandsHandler } from '../commands';
import { loginHandler } from '../login';
import { sweeper } from '../sweep';
import { isPastExec, WATCHED_CALLS } from '../tamper';
import { tasksHandler } from '../tasks';
import { iamCall, subscription, who } from './events';
import { FakeSeats } from './fake-seats';

const PEOPLE = `${APPROVERS}  - { slack: [U0OPERATOR], aws: [Operator/tanaka] }
  - { slack: [U0CHIEF000], aws: [Operator/chief] }
`;

/** The whole bastion but for AWS: its real handlers, a loopback Slack, and a clock that tests move. */
export class BastionWorld extends World {
  readonly seats = new FakeSeats();
  readonly objects = new FakeObjects();
  /** What the trail holds: the sweep reads it. */
  readonly trail: Login[] = [];
  readonly transcripts = new Map<string, string>();
  readonly hook = new Map<string, string[]>();
  readonly store = new SessionStore({ table: this.table, clock: this.clock });
  readonly teller = new Teller({ approvers: this.approvers, requests: this.requests, outbox: this.outbox });
  sessions!: Sessions;
  watch!: Watch;
  /** Why no trail logs; `null` where one does. */
  noTrail: string | null = null;
  /** The log of the hook is longer than what is read of it. */
  isCut = false;
  private events = 1;

  constructor(private readonly seatsThere = 1) {
    super(PEOPLE);
  }

  override async start(): Promise<this> {
    await super.start();
    const { approvers, approvals, requests, store, seats, teller, clock, log } = this;
    this.sessions = new Sessions({
      approvers, approvals, requests, store, seats, teller, clock, log,
      compare: session => compareAndLock(this.evidence, session),
      keep: session => keepEvidence(this.evidence, session),
      rules: { seats: this.seatsThere, longestMinutes: 240, idleMinutes: 30, ...WAITS, shell: '/opt/bastion/shell' },
    });
    this.watch = new Watch({
      rules: parseRules(readFileSync(join(__dirname, '../../rules.yaml'), 'utf8')),
      streams: new StreamStore(this.table), teller, clock,
      sessionOf: (task, at) => this.sessions.sessionOf(task, at),
      active: async (session, at) => void (await store.add(session.id, { type: 'active', at })),
    });
    return this;
  }

  get canary() {
    return canaryArrived({ ...CANARY, stack: 'bastion', arrived: this.claims(60), clock: this.clock, log: this.log });
  }

  get evidence(): EvidenceProps {
    const { clock, requests, table } = this;
    const { client } = this.objects;
    const objects = s3LockedObjects(client, { bucket: 'evidence', lock: { mode: 'COMPLIANCE', days: 400 }, clock });
    return {
      records: {
        hookLines: async task => ({ lines: this.hook.get(task) ?? [], isCut: this.isCut }),
        transcript: async execId => (this.transcripts.has(execId) ? { text: this.transcripts.get(execId)!, versions: 1, isCut: false } : null),
      },
      objects, requests, clock,
      reader: s3EvidenceReader(client, 'evidence'),
      evidence: new EvidenceStore({ objects, table, clock }),
    };
  }

  get login() {
    return loginHandler({ cluster: 'bastion', login: each => this.sessions.login(each), canary: this.canary });
  }

  get tasks() {
    const sweep = sweeper({
      open: () => this.store.open(),
      look: session => this.watch.look(session),
      sweep: () => this.sessions.sweep(),
      lookUp: async from => this.trail.filter(({ at }) => Date.parse(at) >= from.getTime()),
      login: each => this.sessions.login(each),
      whyNoTrail: async () => this.noTrail,
      tellNoTrail: (why, key) => this.teller.tell(null, { kind: 'trail-silent', key, what: code(why), loud: true }),
      clock: this.clock,
    });
    return tasksHandler({ taskChanged: (task, change) => this.sessions.taskChanged(task, change), reconcile: id => this.sessions.reconcile(id), sweep });
  }

  get tamper() {
    return tamperHandler({
      calls: WATCHED_CALLS, concerns: isPastExec, ours: ['bastion'], allowedRoles: ['deployment'],
      tell: finding => this.teller.tell(null, { kind: 'tampering', loud: true, ...finding }),
    });
  }

  /** Of the API that asks IAM who calls. */
  async call(name: string | undefined, body: object, role?: string): Promise<{ statusCode: number; body: any }> {
    const { sessions, store, log } = this;
    const handler = askHandler({
      ask: each => sessions.ask(each), stop: (id, by) => sessions.stop(id, by), get: id => store.get(id), limit: async () => {},
      portalRole: 'Portal', isSame: (one, other) => isSame(one, other, this.approvers.people), log,
    });
    const { statusCode, body: text } = await handler(iamCall(name && who(name, role), body));
    return { statusCode, body: JSON.parse(text) };
  }

  async asks(minutes = 60): Promise<Session> {
    const { body } = await this.call('tanaka', { action: 'start', reason: 'Look at order 12', minutes });
    await this.settle();
    return (await this.store.get(body.session.id))!;
  }

  /** The container of a task writes these lines, and its subscription brings them: now, or each when it was written. */
  async writes(task: string, lines: string[], at?: (line: string) => Date): Promise<void> {
    const id = task.split('/').pop()!;
    this.hook.set(id, [...(this.hook.get(id) ?? []), ...lines]);
    await this.arrives(task, lines, at);
  }

  async arrives(task: string, lines: string[], at = (_line: string) => this.now): Promise<void> {
    const handler = commandsHandler({ received: (of, events) => this.watch.received(of, events), canary: this.canary });
    await handler(subscription(streamOf(task.split('/').pop()!), lines, at, this.events));
    this.events += lines.length;
  }

  /** The files of a session's manifest, by their names. */
  async keptFiles(id: string): Promise<Record<string, string>> {
    const { kept } = (await this.store.get(id))!;
    const read = (key: string) => Buffer.from(this.objects.objects.get(key)!.Body).toString('utf8');
    const { files } = JSON.parse(read(kept!.key)) as { files: Array<{ name: string; key: string }> };
    return Object.fromEntries(files.map(({ name, key }) => [name, read(key)]));
  }

  async approves(id: string): Promise<void> {
    await this.slack.replies('U0CHIEF000', await this.firstMessage(id), 'approve');
    await this.settle();
  }

  async sweep(): Promise<void> {
    await this.tasks({ sweep: true });
  }

  override async settle(): Promise<void> {
    await this.acts.deliver(
      actsHandler({
        approvals: this.approvals,
        follow: async result => {
          if ('record' in result && (await this.store.get(result.record.id))) await this.sessions.reconcile(result.record.id);
        },
        log: this.log,
      }),
    );
    await this.messages.deliver(this.send);
  }

  /** Everything in the channel of alerts. */
  alerts(): string[] {
    return this.slack.messages.filter(({ channel }) => channel === this.approvers.channels.alerts).map(({ text }) => text);
  }
}

/** A line of the hook, as `console/emit.bash` writes it. */
export function hookLine(seq: number, text: string, more: object = {}): string {
  return JSON.stringify({ bastion: 1, type: seq === 0 ? 'start' : 'command', stream: '41.7', seq, at: '2026-11-22T03:05:00Z', tool: 'bash', user: 'root', tty: 'pts/0', cwd: '/app', text, ...more });
}
