import { commandKey } from '../inventory/commandKey';
import { nameOfCommand } from '../cron/runtime';
import { readWrappers } from '../cron/wrappers';
import type { InventoryItem } from './inventory';
import type { EntityRef } from './model';

/**
 * A model of crontabs that people edit for years, with the true identity of
 * every line. Its edits stay decidable from capture to capture:
 *
 * - lines of one family (those that were ever made from each other, so that
 *   they look alike) see one edit between two captures;
 * - one edit changes the command, or the schedule, or the place of a line;
 * - a command keeps its script or task and gets or loses options or another
 *   directory: a line of which nothing is left is another one, and so is one
 *   that says of which of several shares it is (`--part 2`);
 * - no schedule makes two jobs of one command identical;
 * - no job gets a command that another one had that is deleted, and of equal
 *   lines that were edited apart none is restored: nobody could tell either
 *   from what was there before.
 */
export interface Line {
  /** Which job it truly is. */
  job: number;
  /** Lines that look alike because one was made from the other. */
  family: number;
  command: string;
  /** `minute hour`. */
  time: string;
  comment: string | null;
  isEnabled: boolean;
}

export interface File {
  ref: string;
  host: string;
  lines: Line[];
}

export const ROLES: Record<EntityRef, string[]> = {
  'resource:default/jobs': [
    'default/bat000',
    'default/bat001',
    'default/bat002',
  ],
  'resource:default/tools': ['default/bat900'],
};

const PATHS = ['var/spool/cron/crontabs/batch', 'etc/cron.d/news'];
const VERBS = ['send', 'build', 'sweep', 'import', 'export', 'rotate', 'count'];

export const roleOf = (host: string): EntityRef =>
  Object.keys(ROLES).find(role => ROLES[role].includes(host))!;

interface Deleted {
  line: Line;
  file: File;
}

/** The estate and how people change it. */
export class EditedEstate {
  readonly files: File[] = Object.values(ROLES)
    .flat()
    .flatMap(host =>
      PATHS.map(path => ({ host, ref: `crontab:${host}/${path}`, lines: [] })),
    );
  /** What was done, for a person who looks for the reason of a failure. */
  readonly diary: string[] = [];
  private readonly deleted: Deleted[] = [];
  private readonly commandsOf = new Map<number, Set<string>>();
  private jobs = 0;
  private families = 0;
  private words = 0;

  constructor(private readonly random: () => number) {
    for (let count = 0; count < 24; count += 1) this.addUnlike(this.anyFile());
  }

  /** One to six edits, each of another family; sometimes one of everything. */
  step(): void {
    this.diary.push('--');
    for (const { line } of this.lines()) {
      const own = this.commandsOf.get(line.job);
      if (own) own.add(line.command);
      else this.commandsOf.set(line.job, new Set([line.command]));
    }
    if (this.chance(0.03)) {
      this.moveEveryDirectory();
      return;
    }
    const touched = new Set<number>();
    const count = 1 + this.below(6);
    for (let edit = 0; edit < count; edit += 1) this.edit(touched);
  }

  /** What a reader makes of the files of one host. */
  read(host: string): InventoryItem[] {
    return this.files
      .filter(file => file.host === host)
      .flatMap(file => {
        const counts = new Map<string, number>();
        return file.lines.map((line, index) => {
          const key = commandKey(line.command);
          const count = (counts.get(key) ?? 0) + 1;
          counts.set(key, count);
          return toItem(
            line,
            file,
            count === 1 ? key : `${key}#${count}`,
            index,
          );
        });
      });
  }

  private edit(touched: Set<number>): void {
    const [kind, change] = this.pick(this.edits());
    const file = this.anyFile();
    if (kind === 'add') {
      this.addUnlike(file);
      return;
    }
    if (kind === 'reorder') {
      file.lines.sort(() => this.random() - 0.5);
      this.note(kind, file);
      return;
    }
    if (kind === 'restore') {
      const open = this.deleted.filter(({ line }) => !touched.has(line.family));
      if (open.length === 0) return;
      const one = this.pick(open);
      if (this.restore(one)) touched.add(one.line.family);
      return;
    }
    const open = file.lines.filter(({ family }) => !touched.has(family));
    if (open.length === 0) return;
    const line = this.pick(open);
    touched.add(line.family);
    change?.(line, file);
    this.note(kind, file, line);
  }

  private edits(): Array<[string, ((line: Line, file: File) => void)?]> {
    return [
      ['schedule', line => Object.assign(line, { time: this.newTime() })],
      [
        'command',
        line => Object.assign(line, { command: this.editCommand(line) }),
      ],
      [
        'command',
        line => Object.assign(line, { command: this.editCommand(line) }),
      ],
      [
        'comment',
        line =>
          Object.assign(line, {
            comment: this.chance(0.3) ? null : `note ${this.newWord()}`,
          }),
      ],
      ['switch', line => Object.assign(line, { isEnabled: !line.isEnabled })],
      ['move', (line, file) => this.move(line, file, this.otherFile(file))],
      ['twin', (line, file) => this.move(line, file, this.twinFile(file))],
      ['delete', (line, file) => this.remove(line, file)],
      ['duplicate', (line, file) => this.insert({ ...line }, file)],
      ['copy', (line, file) => this.insert({ ...line }, this.twinFile(file))],
      ['neighbour', (line, file) => this.addLike(line, file)],
      ['add'],
      ['reorder'],
      ['restore'],
      ['restore'],
    ];
  }

  private addUnlike(file: File): void {
    this.jobs += 1;
    this.families += 1;
    const task = `${this.pick(VERBS)}_${this.newWord()}`;
    const command = this.pick([
      `cd /srv/app && bundle exec rake ${task} RAILS_ENV=production`,
      `/usr/local/bin/${task}.sh --all >> /var/log/batch.log 2>&1`,
      `cd /srv/app && php artisan ${task} --queue=default`,
      `flock -n /tmp/${task}.lock /opt/news/bin/${task} -c /etc/news.yml`,
    ]);
    const line: Line = {
      job: this.jobs,
      family: this.families,
      command,
      time: this.newTime(),
      comment: this.pick([null, 'nightly', `about ${task}`]),
      isEnabled: this.chance(0.9),
    };
    this.insert(line, file);
    this.note('add', file, line);
  }

  /** Another job that looks like one that stays as it is. */
  private addLike(line: Line, file: File): void {
    this.jobs += 1;
    const like: Line = {
      ...line,
      job: this.jobs,
      isEnabled: true,
      ...(this.chance(0.4) && !this.isOfDeleted(line.command, line.job)
        ? { time: this.newTime() }
        : { command: `${line.command} --part ${this.newWord()}` }),
    };
    this.insert(like, file);
  }

  /** Whether a job that was deleted ever had the command: who has it now may be that job. */
  private isOfDeleted(command: string, except: number): boolean {
    return this.deleted.some(
      ({ line: { job } }) =>
        job !== except && this.commandsOf.get(job)?.has(command),
    );
  }

  private editCommand({ command, job }: Line): string {
    const edited = this.anyEdit(command);
    return this.isOfDeleted(edited, job) ? command : edited;
  }

  private anyEdit(command: string): string {
    const word = this.newWord();
    return this.pick([
      `${command} --limit ${word}`,
      command.replace(/ --(limit|tag) \w+$/, ''),
      command.replace(/\/(srv|opt|usr)[\w]*\//, `/$1${word}/`) +
        (/\/(srv|opt|usr)/.test(command) ? '' : ` --tag ${word}`),
      `nice -n 10 ${command} --tag ${word}`,
    ]);
  }

  /** A deploy to another directory edits every line at once; each keeps its own words. */
  private moveEveryDirectory(): void {
    const to = `/srv/app-${this.newWord()}`;
    for (const { line } of this.lines()) {
      Object.assign(line, {
        command: line.command.replace(/\/srv\/app[\w-]*/, to),
      });
    }
    this.note('every directory', this.files[0]);
  }

  private remove(line: Line, file: File): void {
    file.lines.splice(file.lines.indexOf(line), 1);
    this.deleted.push({ line, file });
  }

  private restore(one: Deleted): boolean {
    const { line, file } = one;
    const isApart = this.lines().some(
      other =>
        other.line.job === line.job &&
        (other.line.command !== line.command || other.line.time !== line.time),
    );
    if (isApart) return false;
    this.deleted.splice(this.deleted.indexOf(one), 1);
    const isOnly =
      !this.isOfDeleted(line.command, line.job) &&
      this.lines().every(other => other.line.command !== line.command);
    this.insert(
      isOnly && this.chance(0.3) ? { ...line, time: this.newTime() } : line,
      file,
    );
    this.note('restore', file, line);
    return true;
  }

  private move(line: Line, from: File, to: File): void {
    from.lines.splice(from.lines.indexOf(line), 1);
    this.insert(line, to);
  }

  private insert(line: Line, { lines }: File): void {
    lines.splice(this.below(lines.length + 1), 0, line);
  }

  private lines(): Array<{ line: Line; file: File }> {
    return this.files.flatMap(file => file.lines.map(line => ({ line, file })));
  }

  private anyFile = () => this.pick(this.files);

  private otherFile = (file: File) =>
    this.files.find(({ host, ref }) => host === file.host && ref !== file.ref)!;

  private twinFile(file: File): File {
    const twins = ROLES[roleOf(file.host)].filter(host => host !== file.host);
    if (twins.length === 0) return this.otherFile(file);
    const host = this.pick(twins);
    return this.pick(this.files.filter(one => one.host === host));
  }

  /** A word, an argument or a minute that was never there before. */
  private newWord(): string {
    this.words += 1;
    return `n${this.words}`;
  }

  private newTime(): string {
    this.words += 1;
    return `${this.words % 60} ${Math.floor(this.words / 60) % 24} ${
      1 + (Math.floor(this.words / 1440) % 28)
    }`;
  }

  private note(what: string, { ref }: File, line?: Line): void {
    this.diary.push(
      `${what} ${ref}${
        line ? ` job ${line.job}: ${line.time} ${line.command}` : ''
      }`,
    );
  }

  private chance = (share: number) => this.random() < share;

  private below = (count: number) => Math.floor(this.random() * count);

  private pick = <T>(values: readonly T[]): T =>
    values[this.below(values.length)];
}

function toItem(
  line: Line,
  { ref, host }: File,
  key: string,
  index: number,
): InventoryItem {
  return {
    kind: 'scheduled',
    name: nameOfCommand(readWrappers(line.command).core),
    roleRef: roleOf(host),
    ownerRef: null,
    description: line.comment,
    schedule: {
      dialect: 'debian-cron',
      expression: `${line.time} * *`,
      timezone: 'Asia/Tokyo',
    },
    command: line.command,
    user: 'batch',
    location: { ref, key },
    state: line.isEnabled ? 'active' : 'idle',
    detail: { line: index + 1 },
    maskedSecrets: [],
    where: `${ref}, line ${index + 1}`,
  };
}
