import { detect, type Judgement, type Rules, type Tool } from '../../detector/detect.ts';
import { sha256 } from '../../people/canonical';
import type { Clock } from '../../people/clock';
import { withoutSecrets } from '../../people/secrets';
import { code } from '../../people/slack/text';
import type { Session } from '../session';
import type { Finding, Teller } from '../tell';
import { type HookLine, type LineTool, readLine } from './line';
import { gaps, type HeardLine, play, type Received, type StreamState } from './stream';
import type { StreamStore } from './streams';

const TOOLS: Record<Exclude<LineTool, 'keeper' | 'canary'>, Tool> = {
  bash: 'shell', irb: 'ruby', pry: 'pry', node: 'node', psql: 'psql', mysql: 'mysql', 'redis-cli': 'redis',
};

/** Programs that take commands; another one at a terminal (an editor, a pager) is no finding. */
const TAKES_COMMANDS = /^(?:-?(?:ba|da|a|z|k|mk|fi|tc|c)?sh|busybox|irb|pry|ruby|rails|node|deno|bun|python[\d.]*|perl|php|lua|psql|mysql|mariadb|redis-cli|sqlite3|mongosh?)$/;

/** Wrong lines that a batch tells one by one; of a flood the rest is counted. */
const TOLD_SINGLY = 5;

/** The same of gaps in one stream. */
const GAPS_TOLD = 50;

/** By so much the time that a line says may differ from when CloudWatch Logs got it: both clocks are AWS's. */
const WRONG_BY_MS = 5 * 60_000;

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

/** A wrong line, by the id of its event. */
interface Found {
  id: string;
  what: string;
}

/** Reads what the hook writes, and tells what is dangerous or wrong about it. */
export class Watch {
  constructor(private readonly props: WatchProps) {}

  /** Events of the log of one task. Doing one twice tells nothing twice. */
  async received(task: string, events: LogEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const session = await this.props.sessionOf(task, new Date(first.timestamp).toISOString());
    const lines: HeardLine[] = [];
    const unparsable: Found[] = [];
    const forged: Found[] = [];
    // The process whose beats count: a second one is told.
    let keeper: string | undefined;
    for (const { id, message, timestamp } of events) {
      const line = readLine(message);
      // The console's own log carries no test event: root could write one to seem watched.
      if (line === null || line.type === 'canary') {
        unparsable.push({ id, what: code(readable(message), 300) });
        continue;
      }
      const heardAt = new Date(timestamp).toISOString();
      lines.push({ line, heardAt });
      if (Math.abs(Date.parse(line.at) - timestamp) > WRONG_BY_MS) forged.push({ id, what: code(`${line.stream} ${line.seq}: ${line.at} ≠ ${heardAt}`) });
      if (line.type !== 'heartbeat') continue;
      keeper ??= (await this.props.streams.beat(task))?.stream ?? line.stream;
      if (line.stream !== keeper) forged.push({ id: `beat ${id}`, what: code(`${line.stream} ${line.seq} ≠ ${keeper}`) });
    }
    await this.tellSome(session, 'unparsable', unparsable);
    await this.tellSome(session, 'forged', forged, true);
    await this.take(task, session, lines);
    // The last one and the one before are what is looked at.
    for (const { line, heardAt } of lines.filter(({ line: { type, stream } }) => type === 'heartbeat' && stream === keeper).slice(-2)) {
      await this.props.streams.beats(task, { at: heardAt, stream: line.stream, terminals: line.terminals });
    }
    const typed = lines.filter(({ line }) => line.type === 'command').map(({ heardAt }) => heardAt).sort().pop();
    if (session && typed) await this.props.active(session, typed);
  }

  /** Each stream is read once and stored once, however many lines of it come at once. */
  private async take(task: string, session: Session | undefined, lines: HeardLine[]): Promise<void> {
    const { streams } = this.props;
    for (const stream of new Set(lines.map(({ line }) => line.stream))) {
      const its = lines.filter(({ line }) => line.stream === stream);
      // Told first, stored after: stored first, a function that died between would have told nobody.
      await this.tellAll(task, session, its, play(await streams.get(task, stream), its).received);
      let found: Received[] = [];
      await streams.change(task, stream, state => {
        const played = play(state, its);
        found = played.received;
        return played.state;
      });
      // Another batch may have been stored since: what is another line beside that is told now.
      await this.tellAll(task, session, its, found.map(each => (each.is === 'changed' ? each : { is: 'repeated' })));
    }
  }

  private async tellAll(task: string, session: Session | undefined, lines: HeardLine[], received: Received[]): Promise<void> {
    for (const [index, { line }] of lines.entries()) await this.tellOf(task, session, line, received[index]);
  }

  private async tellOf(task: string, session: Session | undefined, line: HookLine, received: Received): Promise<void> {
    if (received.is === 'part' || received.is === 'repeated') return;
    const where = `${line.stream} ${line.seq}`;
    if (received.is === 'too-long') {
      await this.tell(session, { kind: 'too-long', key: `${task} ${where}`, what: `${code(where)} ${by(line)}`, loud: true, note: { where, parts: line.parts } });
      return;
    }
    const { text } = received;
    if (received.is === 'changed') {
      const what = [text, ...line.terminals].join(' ');
      await this.tell(session, { kind: 'changed-line', key: `${task} ${where} ${what}`, what: `${code(where)} ${shown(what)}`, loud: true, note: { where, text: readable(what) } });
    }
    // Also under a number that came before: it may have been taken to hide this one.
    if (line.type === 'command') await this.judge(task, session, line, text);
    if (line.type === 'tampered') {
      await this.tell(session, { kind: 'hook-off', key: `${task} ${where} ${text}`, what: `${code(text)} ${by(line)}`, loud: true, note: { where, what: text } });
    }
  }

  private async judge(task: string, session: Session | undefined, line: HookLine, text: string): Promise<void> {
    const key = `${task} ${line.stream} ${line.seq} ${sha256(text)}`;
    if (line.unrecorded) {
      await this.tell(session, { kind: 'unrecorded', key, what: by(line), loud: true });
      return;
    }
    const { findings, notUnderstood } = this.judgement(line, text);
    if (findings.length === 0) return;
    const grave = findings.some(({ severity }) => severity === 'stop-and-ask');
    const why = findings.map(({ rule, why: reason, at }) => `• ${code(rule)} ${reason} ${code(readable(at), 150)}`);
    const kind = notUnderstood !== undefined && findings.every(({ rule }) => rule === 'cannot-be-judged') ? 'not-understood' : 'danger';
    await this.tell(session, {
      kind,
      key,
      what: `${by(line)}\n${shown(text)}\n${why.slice(0, 8).join('\n')}`,
      loud: grave,
      note: { where: `${line.stream} ${line.seq}`, tool: line.tool, rules: findings.map(({ rule }) => rule), text: readable(text).slice(0, 1000) },
    });
  }

  private judgement(line: HookLine, text: string): Judgement {
    const tool = line.tool === 'keeper' || line.tool === 'canary' ? 'auto' : TOOLS[line.tool];
    return detect(text, { tool, cwd: line.cwd, user: line.user }, this.props.rules);
  }

  /** Of a flood the first ones, and how many more. */
  private async tellSome(session: Session | undefined, kind: 'unparsable' | 'forged', found: Found[], loud = false): Promise<void> {
    for (const { id, what } of found.slice(0, TOLD_SINGLY)) await this.tell(session, { kind, key: id, what, loud });
    const more = found[TOLD_SINGLY];
    if (more) await this.tell(session, { kind, key: `more ${more.id}`, what: `+${found.length - TOLD_SINGLY}`, loud });
  }

  /** What only time shows: missing numbers, silence, and programs that never announced themselves. */
  async look(session: Session): Promise<void> {
    const { streams, clock } = this.props;
    const now = clock().getTime();
    const isOld = (at: string | null, minutes: number) => at !== null && now - Date.parse(at) >= minutes * MINUTE_MS;
    for (const [task, { startedAt, stoppedAt }] of Object.entries(session.tasks)) {
      const id = task.split('/').pop()!;
      const all = await streams.all(id);
      for (const [stream, state] of all) {
        if (isOld(state.waitingSince, 2)) await this.tellGaps(session, id, stream, state);
        // Lines that are lost before it are no gap.
        if (state.tool === 'bash' && !state.ended && isOld(stoppedAt ?? session.emptiedAt, 2)) await this.tell(session, { kind: 'unfinished', key: `${id} ${stream}`, what: code(stream), note: { task: id, stream } });
      }
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
    const all = gaps(state);
    if (all.length > GAPS_TOLD) await this.tell(session, { kind: 'gap', key: `${task} ${stream} more`, what: code(`${stream}: +${all.length - GAPS_TOLD}`), loud: true });
    for (const [from, to] of all.slice(0, GAPS_TOLD)) {
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
  return code(readable(text), 400);
}

/** Cut first, so that masking takes no time that who typed it could choose; what is cut off after that was masked. */
function readable(text: string): string {
  return withoutSecrets(text.slice(0, 4000));
}
