/** The lines of a unit file, as systemd.syntax(7) reads them. Never throws. */
import { findPlaceholder } from './placeholders';
import type { CrontabIssue, IssueSeverity } from './types';

/** What each line of a unit file is. */
export const UNIT_LINE_KINDS = [
  'section',
  'setting',
  'continuation',
  'comment',
  'blank',
  'unreadable',
] as const;
export type UnitLineKind = (typeof UNIT_LINE_KINDS)[number];

/** `Key=value` in a section. Line and column, of the value, are 1-based. */
export interface UnitSetting {
  section: string;
  key: string;
  value: string;
  line: number;
  column: number;
  /** The setting holds a mark of a template language. */
  placeholder: boolean;
}

export interface UnitText {
  settings: UnitSetting[];
  issues: CrontabIssue[];
  /** The kind of each line; index 0 is line 1. */
  lines: UnitLineKind[];
}

/** systemd's own limit; longer lines make it drop the whole file. */
const MAX_LINE = 1_048_576;
const LINE_END = /\r\n|\n|\r/g;
const BLANKS = /^[ \t]*/;

class UnitReading {
  readonly settings: UnitSetting[] = [];
  readonly issues: CrontabIssue[] = [];
  readonly lines: UnitLineKind[] = [];
  private section: string | null = null;
  /** Parts of a setting that goes on, with where it began. */
  private pending: { parts: string[]; line: number; column: number } | null =
    null;

  constructor(private readonly sections: readonly string[]) {}

  report(
    line: number,
    column: number,
    severity: IssueSeverity,
    code: string,
    message: string,
  ): void {
    this.issues.push({ line, column, severity, code, message });
  }

  readLine(text: string, line: number): void {
    const indent = BLANKS.exec(text)![0].length;
    const first = text[indent];
    // A comment within a continued setting does not end it.
    if (first === '#' || first === ';') {
      this.lines.push('comment');
      return;
    }
    const wrong = this.unreadable(text, line);
    if (wrong) {
      this.lines.push('unreadable');
      return;
    }
    const continues = /(?:^|[^\\])(?:\\\\)*\\$/.test(text.slice(-200));
    const part = continues ? `${text.slice(0, -1)} ` : text;
    if (this.pending) {
      this.lines.push('continuation');
      this.pending.parts.push(part);
    } else {
      const at = this.lines.push('blank') - 1;
      this.pending = { parts: [part], line, column: indent + 1 };
      if (!continues) this.lines[at] = this.finish();
      else this.lines[at] = 'setting';
      return;
    }
    if (!continues) this.finish();
  }

  end(): void {
    if (this.pending) this.finish();
  }

  private unreadable(text: string, line: number): boolean {
    if (text.length > MAX_LINE) {
      this.report(
        line,
        1,
        'error',
        'line-too-long',
        'systemd takes lines of up to 1,048,576 bytes and drops the whole file. Shorten the line.',
      );
      return true;
    }
    const nul = text.indexOf('\0');
    if (nul >= 0) {
      this.report(
        line,
        nul + 1,
        'error',
        'nul-byte',
        'The line holds a NUL byte, at which systemd breaks it. Remove it.',
      );
      return true;
    }
    const broken = text.indexOf('\uFFFD');
    if (broken >= 0) {
      this.report(
        line,
        broken + 1,
        'warning',
        'not-utf8',
        'The line holds bytes that are not UTF-8, and systemd ignores such a line. Convert the file.',
      );
      return true;
    }
    return false;
  }

  /** Reads what was collected; answers the kind of its first line. */
  private finish(): UnitLineKind {
    const { parts, line, column } = this.pending!;
    this.pending = null;
    const text = parts.join('').trim();
    if (text === '') return 'blank';
    if (text.startsWith('[')) return this.readSection(text, line, column);
    const equals = text.indexOf('=');
    if (equals <= 0) {
      const placeholder = findPlaceholder(text);
      this.report(
        line,
        column,
        'error',
        placeholder ? 'template-placeholder' : 'no-setting',
        placeholder
          ? `\`${placeholder.text}\` is a placeholder of a template (${placeholder.kind}). Use the unit as it stands on the host.`
          : `\`${text.slice(
              0,
              60,
            )}\` is no setting: systemd wants Key=value and ignores this line. Correct or remove it.`,
      );
      return 'unreadable';
    }
    if (this.section === null) {
      this.report(
        line,
        column,
        'error',
        'outside-section',
        'The setting stands above the first section, where systemd ignores it. Move it below its section, such as [Timer].',
      );
      return 'setting';
    }
    this.addSetting(text, equals, line, column);
    return 'setting';
  }

  private addSetting(
    text: string,
    equals: number,
    line: number,
    column: number,
  ): void {
    const placeholder = findPlaceholder(text);
    if (placeholder) {
      this.report(
        line,
        column + placeholder.index,
        'error',
        'template-placeholder',
        `\`${placeholder.text}\` is a placeholder of a template (${placeholder.kind}), which systemd takes for plain text. Use the unit as it stands on the host.`,
      );
    }
    const value = text.slice(equals + 1);
    const lead = value.length - value.trimStart().length;
    this.settings.push({
      section: this.section!,
      key: text.slice(0, equals).trim(),
      value: value.trim(),
      line,
      column: column + equals + 1 + lead,
      placeholder: placeholder !== null,
    });
  }

  private readSection(
    text: string,
    line: number,
    column: number,
  ): UnitLineKind {
    if (!text.endsWith(']')) {
      this.report(
        line,
        column,
        'error',
        'bad-section',
        `\`${text.slice(
          0,
          60,
        )}\` is no section: it ends with \`]\`, and no comment may follow. systemd drops the whole file.`,
      );
      return 'unreadable';
    }
    this.section = text.slice(1, -1);
    if (!this.sections.includes(this.section) && !/^X-/.test(this.section)) {
      this.report(
        line,
        column,
        'warning',
        'unknown-section',
        `systemd does not know the section ${text.slice(
          0,
          60,
        )} in such a unit and ignores it. Check its spelling; case counts.`,
      );
    }
    return 'section';
  }
}

/** Splits a unit file into settings; every line is accounted for once. */
export function readUnit(text: string, sections: readonly string[]): UnitText {
  const reading = new UnitReading(sections);
  // systemd skips a byte order mark.
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let start = 0;
  let line = 0;
  for (const match of content.matchAll(LINE_END)) {
    line += 1;
    reading.readLine(content.slice(start, match.index), line);
    start = match.index + match[0].length;
  }
  if (start < content.length) reading.readLine(content.slice(start), line + 1);
  reading.end();
  const { settings, issues, lines } = reading;
  return { settings, issues, lines };
}
