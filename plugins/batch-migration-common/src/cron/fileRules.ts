import type { Cron, CrontabDialect } from './types';

/** What a cron does with a whole file. */
export interface FileVerdict {
  accepted: boolean;
  /** Why it is ignored, or which lines are; `null` where all of it is in force. */
  reason: string | null;
}

/** Debian counts the three lines of the header that `crontab` once wrote. */
const DEBIAN_LINES = 10_003;
/** cronie's limits hold for crontabs of users. */
const CRONIE_ENTRIES = 10_000;
const CRONIE_SETTINGS = 1000;
const CRONIE_GARBAGE = 32_768;
const SHOWN_LINES = 5;

/** Collects what makes a cron ignore a file or parts of it. */
export class FileRules {
  private fatal: { line: number; message: string } | null = null;
  private readonly skippedLines: number[] = [];
  /** A last line without a newline, which cronie does not count. */
  private lost = 0;
  private entries = 0;
  private settings = 0;
  private garbage = 0;

  constructor(
    private readonly cron: Cron,
    private readonly dialect: CrontabDialect,
  ) {}

  /** A blank line or a comment of so many bytes, its end included. */
  skipped(bytes: number): void {
    this.garbage += bytes;
    this.limitGarbage();
  }

  /** Any other line: cronie counts its indent and first character as well. */
  reached(indent: number): void {
    this.garbage += indent + 1;
    this.limitGarbage();
    this.garbage = 0;
  }

  job(line: number): void {
    this.counted(line);
    this.entries += 1;
    this.limitOfUser(line, this.entries, CRONIE_ENTRIES, 'jobs');
  }

  setting(line: number): void {
    this.counted(line);
    this.settings += 1;
    this.limitOfUser(line, this.settings, CRONIE_SETTINGS, 'settings');
  }

  refused(line: number, message: string): void {
    if (this.cron === 'debian') {
      this.ignore(line, message);
      return;
    }
    this.skippedLines.push(line);
    this.entries += 1;
    this.limitOfUser(line, this.entries, CRONIE_ENTRIES, 'jobs');
  }

  unterminated(line: number): void {
    this.lost = line;
    if (this.cron === 'debian') {
      this.ignore(line, 'the last line has no newline at its end');
    } else {
      this.skippedLines.push(line);
    }
  }

  verdict(): FileVerdict {
    if (this.fatal) {
      const { line, message } = this.fatal;
      const cron = this.cron === 'debian' ? "Debian's cron" : 'cronie';
      const where = line > 0 ? `line ${line}: ` : '';
      return {
        accepted: false,
        reason: `${cron} ignores the whole file, so none of its jobs runs. ${
          where === '' ? '' : `First cause, ${where}`
        }${message}`,
      };
    }
    if (this.skippedLines.length === 0) return { accepted: true, reason: null };
    const lines = [...new Set(this.skippedLines)];
    const shown = lines.slice(0, SHOWN_LINES).join(', ');
    const more =
      lines.length > SHOWN_LINES
        ? ` and ${lines.length - SHOWN_LINES} more`
        : '';
    return {
      accepted: true,
      reason: `cronie skips line ${shown}${more} and loads the rest.`,
    };
  }

  private counted(line: number): void {
    if (this.cron === 'debian' && line > DEBIAN_LINES) {
      this.ignore(line, 'the file has more than 10,000 lines');
    }
  }

  private limitGarbage(): void {
    if (
      this.cron === 'cronie' &&
      this.dialect === 'user' &&
      this.garbage > CRONIE_GARBAGE
    ) {
      this.ignore(
        0,
        `more than ${CRONIE_GARBAGE} bytes of comments stand in a row`,
      );
    }
  }

  private limitOfUser(
    line: number,
    count: number,
    limit: number,
    what: string,
  ): void {
    if (
      this.cron === 'cronie' &&
      this.dialect === 'user' &&
      count > limit &&
      line !== this.lost
    ) {
      this.ignore(line, `a user may have at most ${limit} ${what}`);
    }
  }

  private ignore(line: number, message: string): void {
    this.fatal ??= { line, message };
  }
}
