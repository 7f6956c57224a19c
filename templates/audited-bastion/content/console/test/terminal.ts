import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HookLine, readLine } from '../../session/stream/line';

/** A prompt behind which nothing stands: the rest of its row is cleared, or the cursor waits there. */
// eslint-disable-next-line no-control-regex
const PROMPT = /(?:[#$>*|]|\.\.\.) *(?:\x1b\[K|(?:\x1b\[\d*G)?$)/;

export function has(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

/** Why a test of a program does not run here; `false` where it does. */
export function without(...programs: string[]): string | false {
  const missing = ['bash', 'script', ...programs].filter(program => !has(program));
  return missing.length > 0 ? `NOT RUN: no ${missing.join(', ')} here` : false;
}

/** When CloudWatch Logs would have got a line. */
export const writtenAt = (line: string): Date => new Date(readLine(line)!.at);

/** The hook as it is in the image, with a file in the place of the container's log; and a person at a terminal. */
export class Terminal {
  readonly folder = mkdtempSync(join(tmpdir(), 'console-'));
  shown = '';
  private readonly child: ChildProcess;

  constructor(command: (folder: string) => string, env: Record<string, string> = {}) {
    cpSync(join(__dirname, '..'), this.folder, { recursive: true });
    writeFileSync(this.logFile, '');
    symlinkSync(this.logFile, join(this.folder, 'out'));
    const clean = { PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`, HOME: this.folder, LANG: 'C.UTF-8', TERM: 'dumb' };
    this.child = spawn('script', ['-qfec', command(this.folder), '/dev/null'], { env: { ...clean, ...env }, stdio: ['pipe', 'pipe', 'pipe'], cwd: this.folder });
    this.child.stdout!.on('data', chunk => {
      this.shown += chunk;
      // Editors of lines ask the terminal where the cursor stands.
      if (String(chunk).includes('\x1b[6n')) this.child.stdin!.write('\x1b[1;1R');
    });
  }

  get logFile(): string {
    return join(this.folder, 'log');
  }

  /** Everything the container's log got. */
  log(): string[] {
    return readFileSync(this.logFile, 'utf8').split('\n').filter(line => line !== '');
  }

  lines(): HookLine[] {
    return this.log().flatMap(line => readLine(line) ?? []);
  }

  commands(): string[] {
    return this.lines().filter(({ type }) => type === 'command').map(({ text }) => text);
  }

  type(text: string): void {
    // As the key does; the terminal makes a newline of it where a program wants one.
    this.child.stdin!.write(`${text}\r`);
  }

  /**
   * Keys one after the other, each once the terminal shows what the one before
   * did and somebody waits for the next: of what is typed ahead, the terminal
   * itself shows a part, and Ctrl-C throws it away.
   */
  async presses(keys: string): Promise<void> {
    for (const key of keys) {
      const before = this.shown.length;
      const endsLine = key === '\r' || key === '\x03';
      this.child.stdin!.write(key);
      const answer = () => this.shown.slice(before);
      const isTaken = () => (endsLine ? PROMPT.test(answer()) : answer() !== '');
      await this.until(() => this.ended || (isTaken() && this.isRead), `what ${JSON.stringify(key)} of ${JSON.stringify(keys)} shows`);
    }
  }

  /** Whether a program reads the terminal key by key just now, as editors of lines do. */
  private get isRead(): boolean {
    const { stdout } = spawnSync('stty', ['-F', `/dev/${this.lines()[0].tty}`, '-a'], { encoding: 'utf8' });
    return stdout.includes('-icanon');
  }

  /** Types a line once what it waits for is there. */
  async types(text: string, after: () => boolean): Promise<void> {
    await this.until(after, `before ${JSON.stringify(text)}`);
    this.type(text);
  }

  /** Waits long enough for a machine that does much else. */
  async until(is: () => boolean, what: string): Promise<void> {
    const end = Date.now() + 60_000;
    while (!is()) {
      if (Date.now() > end) throw new Error(`Waited in vain for ${what}. Log:\n${this.log().join('\n')}\nTerminal:\n${this.shown}`);
      await sleep(10);
    }
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async close(): Promise<void> {
    this.child.stdin!.end();
    if (!this.ended) {
      this.child.kill('SIGKILL');
      await new Promise(resolve => this.child.once('exit', resolve));
    }
    await sleep(100);
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
  }
}
