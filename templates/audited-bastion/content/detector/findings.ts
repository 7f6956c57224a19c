import type { RuleId, Rules, Severity } from './rules.ts';

/** What was found, and on which piece of the command, as it reads once quotes, variables and encodings are undone. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  why: string;
  at: string;
}

export const LANGUAGES = ['shell', 'sql', 'ruby', 'node', 'redis'] as const;
export type Language = (typeof LANGUAGES)[number];
export type SqlDialect = 'psql' | 'mysql' | 'either';

export interface NestedText {
  language: Language;
  text: string;
  dialect?: SqlDialect;
}

const LONGEST_EXCERPT = 100;
const DEEPEST = 12;
/** Steps of work for one command: loops and functions that call each other end here. */
const MOST_STEPS = 200_000;

/** Thrown where a command asks for more work than any honest one. */
export class TooMuch extends Error {}

/** Collects the findings of one command, and judges text inside text. */
export class Judge {
  readonly rules: Rules;
  readonly cwd: string | undefined;
  readonly findings: Finding[] = [];
  private readonly read: (judge: Judge, nested: NestedText) => void;
  private depth = 0;
  private steps = 0;
  private reason: string | undefined;

  constructor(rules: Rules, cwd: string | undefined, read: (judge: Judge, nested: NestedText) => void) {
    this.rules = rules;
    this.cwd = cwd;
    this.read = read;
  }

  get notUnderstood(): string | undefined {
    return this.reason;
  }

  report(rule: RuleId, at: string): void {
    const excerpt = shorten(at);
    if (this.findings.some(finding => finding.rule === rule && finding.at === excerpt)) return;
    const { severity, why } = this.rules[rule];
    this.findings.push({ rule, severity, why, at: excerpt });
  }

  /** What cannot be read is told, never passed over. */
  giveUp(reason: string, at: string): void {
    this.reason ??= reason;
    this.report('cannot-be-judged', at);
  }

  /** Judges a text that the command hands to a shell, database or console. */
  nested(nested: NestedText): void {
    if (this.depth >= DEEPEST) {
      this.giveUp('commands are nested too deeply', nested.text);
      return;
    }
    this.depth += 1;
    try {
      this.read(this, nested);
    } finally {
      this.depth -= 1;
    }
  }

  /** @throws TooMuch when the command has used up its share */
  work(steps = 1): void {
    this.steps += steps;
    if (this.steps > MOST_STEPS) throw new TooMuch('the command repeats itself too often');
  }
}

function shorten(text: string): string {
  const line = readable(text).trim().replace(/\s+/g, ' ');
  return line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT)}…` : line;
}

function readable(text: string): string {
  return text
    .slice(0, 4 * LONGEST_EXCERPT)
    .replace(/[\uE000\uE001]/g, '…')
    .replace(/[\uE010-\uE015]/g, mark => '*?[{,}'[mark.charCodeAt(0) - 0xe010] ?? '')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '');
}
