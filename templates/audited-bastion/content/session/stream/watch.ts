import { detect, type Judgement, type Rules, type Tool } from '../../detector/detect.ts';
import type { Clock } from '../../people/clock';
import { code } from '../../people/slack/text';
import type { Session } from '../session';
import type { Finding, Teller } from '../tell';
import { type HookLine, type LineTool, readLine } from './line';
import { withoutSecrets } from './secrets';
import { gaps, receive, type StreamState } from './stream';
import type { StreamStore } from './streams';

const TOOLS: Record<Exclude<LineTool, 'keeper' | 'canary'>, Tool> = {
  bash: 'shell', irb: 'ruby', pry: 'ruby', node: 'node', psql: 'psql', mysql: 'mysql', 'redis-cli': 'redis',
};

/** Programs that take commands; another one at a terminal (an editor, a pager) is no finding. */
const TAKES_COMMANDS = /^(?:-?(?:ba|da|a|z|k|mk|fi|tc|c)?sh|busybox|irb|pry|ruby|rails|node|deno|bun|python[\d.]*|perl|php|lua|psql|mysql|mariadb|redis-cli|sqlite3|mongosh?)$/;

/** Lines that a batch tells one by one; of a flood the rest is counted. */
const UNPARSABLE_TOLD = 5;

const MINUTE_MS = 60_000;

export interface WatchProps {
  rules: Rules;
  streams: StreamStore;
  teller: Teller;
  /** The session of a task, by the task's id. */
  sessionOf(task: string, at: string): Promise<Session | undefined>;
  /** Somebody typed. */
  active(session: Session, at: string): Promise<void>;
  clock: Clock;
}

export interface LogEvent {
  id: string;
  timestamp: number;
  message: string;
}

/** Reads what the hook writes, and tells what is dangerous or wrong about it. */
export class Watch {
  constructor(private readonly props: WatchProps) {}

  /** Events of the log of one task. Doing one twice tells nothing twice. */
  async received(task: string, events: LogEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const session = await this.props.sessionOf(task, new Date(first.timestamp).toISOString());
    const lines: HookLine[] = [];
    const unparsable: LogEvent[] = [];
    for (const event of events) {
      const line = readLine(event.message);
      // The console's own log carries no test event: root could write one to seem watched.
      if (line === null || line.type === 'canary') unparsable.push(event);
      else lines.push(line);
    }
    await this.tellUnparsable(session, unparsable);
    for (const line of lines) {
      if (line.type === 'heartbeat') await this.props.streams.beats(task, line.at, line.terminals);
      else await this.take(task, session, line);
    }
    const typed = lines.filter(({ type }) => type === 'command').map(({ at }) => at).sort().pop();
    if (session && typed) await this.props.active(session, typed);
  }

  private async take(task: string, session: Session | undefined, line: HookLine): Promise<void> {
    const { streams } = this.props;
    // Told first, stored after: stored first, a function that died between would have told nobody.
    const { received } = receive(await streams.get(task, line.stream), line);
    const where = `${line.stream} ${line.seq}`;
    if (received.is === 'changed') {
      await this.tell(session, { kind: 'changed-line', key: `${task} ${where} ${received.text}`, what: `${code(where)} ${shown(received.text)}`, loud: true, note: { where, text: withoutSecrets(received.text) } });
    }
    if (received.is === 'line') {
      if (line.type === 'command') await this.judge(task, session, line, received.text);
      if (line.type === 'tampered') {
        await this.tell(session, { kind: 'hook-off', key: `${task} ${where}`, what: `${code(received.text)} ${by(line)}`, loud: true, note: { where, what: received.text } });
      }
    }
    await streams.change(task, line.stream, state => receive(state, line).state);
  }

  private async judge(task: string, session: Session | undefined, line: HookLine, text: string): Promise<void> {
    const key = `${task} ${line.stream} ${line.seq}`;
    if (line.unrecorded) {
      await this.tell(session, { kind: 'unrecorded', key, what: by(line), loud: true });
      return;
    }
    const { findings, notUnderstood } = this.judgement(line, text);
    if (findings.length === 0) return;
    const grave = findings.some(({ severity }) => severity === 'stop-and-ask');
    const why = findings.map(({ rule, why: reason, at }) => `• ${code(rule)} ${reason} ${code(withoutSecrets(at), 150)}`);
    const kind = notUnderstood !== undefined && findings.every(({ rule }) => rule === 'cannot-be-judged') ? 'not-understood' : 'danger';
    await this.tell(session, {
      kind,
      key,
      what: `${by(line)}\n${shown(text)}\n${why.slice(0, 8).join('\n')}`,
      loud: grave,
      note: { key, tool: line.tool, rules: findings.map(({ rule }) => rule), text: withoutSecrets(text).slice(0, 1000) },
    });
  }

  private judgement(line: HookLine, text: string): Judgement {
    const tool = line.tool === 'keeper' || line.tool === 'canary' ? 'auto' : TOOLS[line.tool];
    return detect(text, { tool, cwd: line.cwd, user: line.user }, this.props.rules);
  }

  private async tellUnparsable(session: Session | undefined, events: LogEvent[]): Promise<void> {
    for (const { id, message } of events.slice(0, UNPARSABLE_TOLD)) {
      await this.tell(session, { kind: 'unparsable', key: id, what: code(withoutSecrets(message), 300) });
    }
    const more = events[UNPARSABLE_TOLD];
    if (more) await this.tell(session, { kind: 'unparsable', key: `more ${more.id}`, what: `+${events.length - UNPARSABLE_TOLD}` });
  }

  /** What only time shows: missing numbers, silence, and programs that never announced themselves. */
  async look(session: Session): Promise<void> {
    const { streams, clock } = this.props;
    const now = clock().getTime();
    const isOld = (at: string | null, minutes: number) => at !== null && now - Date.parse(at) >= minutes * MINUTE_MS;
    for (const [task, { startedAt, stoppedAt }] of Object.entries(session.tasks)) {
      const id = task.split('/').pop()!;
      const all = await streams.all(id);
      for (const [stream, state] of all) if (isOld(state.lastAt, 2)) await this.tellGaps(session, id, stream, state);
      const beat = await streams.beat(id);
      const last = beat?.at ?? startedAt;
      if (session.ended === null && stoppedAt === null && isOld(last, 5)) {
        await this.tell(session, { kind: 'silent', key: `${id} ${last}`, what: code(String(last)), loud: true, note: { task: id, since: last } });
      }
      for (const each of beat?.terminals ?? []) {
        const [name, program = ''] = each.split(' ');
        if (!beat!.before.includes(each) || all.has(name) || !TAKES_COMMANDS.test(program)) continue;
        await this.tell(session, { kind: 'unwatched', key: `${id} ${each}`, what: code(each), loud: true, note: { task: id, program: each } });
      }
      const shells = [...all.values()].filter(({ tool, lastAt }) => tool === 'bash' && isOld(lastAt, 0));
      // CloudTrail may take some minutes.
      if (shells.length > 0 && session.logins.length === 0 && isOld(startedAt, 20)) {
        await this.tell(session, { kind: 'login-unseen', key: id, what: code(id), loud: true, note: { task: id } });
      }
    }
  }

  private async tellGaps(session: Session, task: string, stream: string, state: StreamState): Promise<void> {
    for (const [from, to] of gaps(state)) {
      const what = `${stream} ${from}–${to}`;
      await this.tell(session, { kind: 'gap', key: `${task} ${what}`, what: code(what), loud: true, note: { task, stream, from, to } });
    }
    for (const seq of Object.keys(state.parts)) {
      await this.tell(session, { kind: 'gap', key: `${task} ${stream} part ${seq}`, what: code(`${stream} ${seq}: parts`), loud: true });
    }
  }

  private async tell(session: Session | undefined, finding: Finding): Promise<void> {
    await this.props.teller.tell(session?.id ?? null, finding);
  }
}

function by({ tool, user, cwd }: HookLine): string {
  return code(`${tool} ${user} ${cwd}`, 120);
}

function shown(text: string): string {
  return code(withoutSecrets(text), 400);
}
