/** One job of a crontab, looked into no further than somebody asks. */
import { nameOfCommand } from './runtime';
import type { CrontabIssue, ScheduleSpec } from './types';
import { readWrappers, type Wrappers } from './wrappers';

/**
 * A job of a crontab. `name` and `wrappers` are looked up when asked for, so
 * that a spread (`{ ...job }`) leaves them out.
 */
export interface CrontabJob {
  /** 1-based. */
  line: number;
  /** False for a job that is commented out. */
  enabled: boolean;
  /** A short comment above it, else taken from the command. */
  readonly name: string;
  /** The user column of a system crontab. */
  user: string | null;
  /** As written: five fields or an @word. */
  schedule: string;
  /** Shared by jobs, as are spec and environment: do not change them. */
  fields: string[];
  scheduleSpec: ScheduleSpec;
  timezone: string;
  /** As cron would run it. */
  command: string;
  /** The command's part of the line, untouched. */
  rawCommand: string;
  /** What follows the first unescaped `%`; `null` where there is none. */
  stdin: string | null;
  /** Settings in force, without cron's own defaults. */
  environment: Readonly<Record<string, string>>;
  /** The comment right above it. */
  description: string | null;
  readonly wrappers: Wrappers;
  issues: CrontabIssue[];
}

/** What reading a line gives of a job. */
export type CrontabJobParts = Omit<CrontabJob, 'name' | 'wrappers'> & {
  /** From the comment above; `null` where that has none. */
  givenName: string | null;
};

/**
 * A class, because getters of a literal cost three closures a job; its fields
 * are declared only, because others are defined one by one before they are set.
 */
class LazyJob implements CrontabJob {
  declare readonly line: number;
  declare readonly enabled: boolean;
  declare readonly user: string | null;
  declare readonly schedule: string;
  declare readonly fields: string[];
  declare readonly scheduleSpec: ScheduleSpec;
  declare readonly timezone: string;
  declare readonly command: string;
  declare readonly rawCommand: string;
  declare readonly stdin: string | null;
  declare readonly environment: Readonly<Record<string, string>>;
  declare readonly description: string | null;
  declare readonly issues: CrontabIssue[];
  private declare readonly givenName: string | null;
  private declare lookedInto: Wrappers | null;

  constructor(parts: CrontabJobParts) {
    this.line = parts.line;
    this.enabled = parts.enabled;
    this.user = parts.user;
    this.schedule = parts.schedule;
    this.fields = parts.fields;
    this.scheduleSpec = parts.scheduleSpec;
    this.timezone = parts.timezone;
    this.command = parts.command;
    this.rawCommand = parts.rawCommand;
    this.stdin = parts.stdin;
    this.environment = parts.environment;
    this.description = parts.description;
    this.issues = parts.issues;
    this.givenName = parts.givenName;
    this.lookedInto = null;
  }

  get name(): string {
    return this.givenName ?? nameOfCommand(this.wrappers.core);
  }

  get wrappers(): Wrappers {
    this.lookedInto ??= readWrappers(this.command);
    return this.lookedInto;
  }

  toJSON(): object {
    const { givenName, lookedInto, ...own } = this;
    return { ...own, name: this.name, wrappers: this.wrappers };
  }
}

export function crontabJob(parts: CrontabJobParts): CrontabJob {
  return new LazyJob(parts);
}
