/** Reads a crontab as the host's cron would, and says what that cron does with it. */
import { readCommentedJob } from './commentedJob';
import { readDescription } from './comments';
import { crontabJob, type CrontabJob } from './crontabJob';
import { cronTzZone } from './cronTzZone';
import {
  DEBIAN_SETTING,
  readEntry,
  readEnvironment,
  splitCommand,
  type Entry,
  type EnvironmentLine,
  type EntryProblem,
  type LineReader,
} from './crontabLine';
import { explainProblem } from './explainProblem';
import { FileRules, type FileVerdict } from './fileRules';
import { reportJob, utf8Length } from './jobIssues';
import { findPlaceholder } from './placeholders';
import { settingIssue } from './settingIssue';
import type {
  Cron,
  CrontabDialect,
  CrontabIssue,
  IssueSeverity,
  ScheduleSpec,
} from './types';
import { readsByVersion } from './vixie';

export interface CrontabOptions {
  dialect: CrontabDialect;
  /** `debian` by default. */
  cron?: Cron;
  /** The package's version; the current one by default. */
  cronVersion?: string;
  /** The host's zone, an IANA name; `UTC` by default. */
  timezone?: string;
}

/** What each line of the file is. */
export const LINE_KINDS = [
  'job',
  'disabled-job',
  'environment',
  'comment',
  'blank',
  'unreadable',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export type { CrontabJob };

export interface ParsedCrontab {
  dialect: CrontabDialect;
  cron: Cron;
  jobs: CrontabJob[];
  environment: Array<{ line: number; name: string; value: string }>;
  /** Every issue, those of the jobs included, by line. */
  issues: CrontabIssue[];
  /** What the cron does with the file as a whole. */
  fileVerdict: FileVerdict;
  /** The kind of each line; index 0 is line 1. */
  lines: LineKind[];
}

/** Settings beyond this many names are reported and not kept, so that reading stays linear. */
const MAX_NAMES = 256;
const DEBIAN_COMMAND = 999;
const MAX_SPECS = 5000;
const NO_COMMENTS = { name: null, description: null };

/** How many blanks a line begins with. */
function indentOf(text: string): number {
  let i = 0;
  while (text[i] === ' ' || text[i] === '\t') i++;
  return i;
}

class Reading {
  readonly jobs: CrontabJob[] = [];
  readonly environment: ParsedCrontab['environment'] = [];
  readonly issues: CrontabIssue[] = [];
  readonly kinds: LineKind[] = [];
  readonly rules: FileRules;
  readonly reader: LineReader;
  readonly hostZone: string;
  private comments: string[] = [];
  private settings: Readonly<Record<string, string>> = {};
  /** The zone in force, of which `specs` are. */
  private timezone: string;
  private readonly specs = new Map<string, ScheduleSpec>();
  /** Where `reportOwn` reports to: one function serves all jobs. */
  private readonly own = {
    issues: [] as CrontabIssue[],
    line: 0,
    indent: 0,
  };
  private readonly reportOwn = (
    index: number,
    severity: IssueSeverity,
    code: string,
    message: string,
  ): void => {
    const { issues, line, indent } = this.own;
    const column = Math.max(index, 0) + indent + 1;
    issues.push({ line, column, severity, code, message });
  };

  constructor(options: CrontabOptions) {
    const cron = options.cron ?? 'debian';
    this.reader = {
      cron,
      version: options.cronVersion,
      dialect: options.dialect,
    };
    this.rules = new FileRules(cron, options.dialect);
    this.hostZone = options.timezone ?? 'UTC';
    this.timezone = this.hostZone;
  }

  report(
    line: number,
    column: number,
    severity: IssueSeverity,
    code: string,
    message: string,
  ): void {
    this.issues.push({ line, column, severity, code, message });
  }

  readLine(raw: string, line: number, terminated: boolean): void {
    const indent = indentOf(raw);
    const text = indent === 0 ? raw : raw.slice(indent);
    if (text === '' || text.startsWith('#')) {
      this.rules.skipped(utf8Length(raw) + 1);
      this.readComment(text, line, indent);
      return;
    }
    this.rules.reached(indent);
    if (text.includes('\0')) {
      this.refuse(line, {
        ok: false,
        code: 'nul-byte',
        message:
          'The line holds a NUL byte, at which cron breaks it. Remove it.',
        index: indent + text.indexOf('\0'),
      });
      return;
    }
    if (!terminated) {
      this.rules.unterminated(line);
      this.report(
        line,
        raw.length + 1,
        'error',
        'missing-newline',
        this.reader.cron === 'debian'
          ? "The last line has no newline at its end: Debian's cron ignores the whole file. Add one."
          : 'The last line has no newline at its end: cronie ignores this line. Add one.',
      );
    }
    const setting = readEnvironment(text, this.reader.cron);
    if (setting) {
      this.readSetting(setting, line, indent);
      this.reportPlaceholder(text, line, indent);
      return;
    }
    const entry = readEntry(text, this.reader);
    if (entry.ok) {
      this.addJob(entry, raw, indent, line, true);
      return;
    }
    this.refuse(line, explainProblem(entry, text, indent));
  }

  private refuse(line: number, problem: EntryProblem): void {
    this.forgetComments();
    this.kinds.push('unreadable');
    this.rules.refused(line, problem.message);
    this.report(
      line,
      problem.index + 1,
      'error',
      problem.code,
      problem.message,
    );
  }

  private readComment(text: string, line: number, indent: number): void {
    if (text === '') {
      this.forgetComments();
      this.kinds.push('blank');
      return;
    }
    const disabled = readCommentedJob(text, this.reader);
    if (disabled) {
      const { entry, offset } = disabled;
      this.addJob(entry, text.slice(offset), indent + offset, line, false);
      return;
    }
    this.comments.push(text);
    this.kinds.push('comment');
  }

  private readSetting(
    { name, value, cut }: EnvironmentLine,
    line: number,
    indent: number,
  ): void {
    this.forgetComments();
    this.kinds.push('environment');
    this.rules.setting(line);
    this.environment.push({ line, name, value });
    if (cut) {
      this.report(
        line,
        indent + 1,
        'warning',
        'setting-cut',
        `Debian's cron reads the first ${DEBIAN_SETTING} bytes of a setting and drops the rest. Shorten it, or set it in a script.`,
      );
    }
    if (
      !Object.hasOwn(this.settings, name) &&
      Object.keys(this.settings).length >= MAX_NAMES
    ) {
      this.report(
        line,
        indent + 1,
        'warning',
        'too-many-settings',
        `More than ${MAX_NAMES} different settings: this one is not shown with the jobs.`,
      );
      return;
    }
    // A setting named `__proto__` must become a plain key.
    this.settings = Object.fromEntries([
      ...Object.entries(this.settings),
      [name, value],
    ]);
    if (name === 'CRON_TZ') {
      this.timezone = this.timezoneInForce();
      this.specs.clear();
    }
    const issue = settingIssue(name, value, this.reader.cron, this.hostZone);
    if (issue) this.issues.push({ line, column: indent + 1, ...issue });
  }

  /** `<%= minutes %> * * * * a` is a setting to cron: its name is `<%`. */
  private reportPlaceholder(text: string, line: number, indent: number): void {
    const found = findPlaceholder(text);
    if (!found) return;
    this.report(
      line,
      indent + found.index + 1,
      'warning',
      'template-placeholder',
      `\`${found.text}\` is a placeholder of a template (${found.kind}). Use the crontab as it stands on the host.`,
    );
  }

  private forgetComments(): void {
    if (this.comments.length > 0) this.comments = [];
  }

  private timezoneInForce(): string {
    return this.hasOwnZone()
      ? cronTzZone(this.settings.CRON_TZ).timezone
      : this.hostZone;
  }

  private hasOwnZone(): boolean {
    return this.reader.cron === 'cronie' && !!this.settings.CRON_TZ;
  }

  /** Crontabs repeat their schedules: one spec serves all that are equal. */
  private specOf(expression: string): ScheduleSpec {
    let spec = this.specs.get(expression);
    if (!spec) {
      const { cron, version } = this.reader;
      spec = {
        dialect: cron === 'cronie' ? 'cronie' : 'debian-cron',
        expression,
        timezone: this.timezone,
      };
      if (this.hasOwnZone()) spec.hostTimezone = this.hostZone;
      if (version && readsByVersion(expression, cron, version)) {
        spec.cronVersion = version;
      }
      if (this.specs.size < MAX_SPECS) this.specs.set(expression, spec);
    }
    return spec;
  }

  private addJob(
    entry: Entry,
    text: string,
    indent: number,
    line: number,
    enabled: boolean,
  ): void {
    const { cron } = this.reader;
    const { rawCommand } = entry;
    const split = splitCommand(rawCommand, cron);
    const { own } = this;
    own.issues.length = 0;
    own.line = line;
    own.indent = indent;
    reportJob(
      entry,
      split,
      enabled && indent > 0 ? text.slice(indent) : text,
      cron,
      this.reportOwn,
    );
    // Copied, because an array that grew keeps room for a dozen more.
    const issues = own.issues.slice();
    if (enabled && cron === 'debian') {
      this.checkLength(entry, line, indent);
    }
    const { name, description } =
      this.comments.length > 0 ? readDescription(this.comments) : NO_COMMENTS;
    this.forgetComments();
    this.kinds.push(enabled ? 'job' : 'disabled-job');
    if (enabled) this.rules.job(line);
    this.jobs.push(
      crontabJob({
        line,
        enabled,
        givenName: name,
        user: entry.user,
        schedule: entry.expression,
        fields: entry.fields,
        scheduleSpec: this.specOf(entry.expression),
        timezone: this.timezone,
        command: split.command,
        rawCommand,
        stdin: split.stdin,
        environment: this.settings,
        description,
        issues,
      }),
    );
    for (const issue of issues) this.issues.push(issue);
  }

  private checkLength(entry: Entry, line: number, indent: number): void {
    if (entry.rawCommand.length < DEBIAN_COMMAND / 3) return;
    const length = utf8Length(entry.rawCommand);
    if (length < DEBIAN_COMMAND) return;
    const message = `The command has ${length} bytes; Debian's cron takes at most ${
      DEBIAN_COMMAND - 1
    } and ignores the whole file. Move it into a script.`;
    this.rules.refused(line, message);
    this.report(
      line,
      indent + entry.commandIndex + 1,
      'error',
      'command-too-long',
      message,
    );
  }
}

/**
 * Reads a crontab. Takes any text, never throws, and accounts for every line
 * once; time is linear in the length.
 */
export function parseCrontab(
  text: string,
  options: CrontabOptions,
): ParsedCrontab {
  const reading = new Reading(options);
  let start = 0;
  let line = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    reading.readLine(text.slice(start, end), line, newline >= 0);
    start = end + 1;
  }
  return {
    dialect: options.dialect,
    cron: reading.reader.cron,
    jobs: reading.jobs,
    environment: reading.environment,
    issues: reading.issues,
    fileVerdict: reading.rules.verdict(),
    lines: reading.kinds,
  };
}
