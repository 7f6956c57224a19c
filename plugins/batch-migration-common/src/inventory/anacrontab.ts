import { parseDelay, parsePeriod, type AnacronPeriod } from './anacronPeriod';

/** One job of an anacrontab. */
export interface AnacronJob {
  /** 1-based. */
  line: number;
  /** Its name in anacron's log and in `/var/spool/anacron`. */
  id: string;
  period: AnacronPeriod;
  delayMinutes: number;
  /** At most so much is added to the delay, drawn anew for each run. */
  randomDelayMinutes: number;
  /** Hours in which anacron may start it, as in `3-22`; `null` is the whole day. */
  startHours: { from: number; until: number } | null;
  command: string;
  environment: Record<string, string>;
}

export const ANACRONTAB_LINE_KINDS = [
  'job',
  'setting',
  'comment',
  'blank',
  'unreadable',
] as const;

export interface ParsedAnacrontab {
  jobs: AnacronJob[];
  issues: Array<{ line: number; message: string }>;
  /** The kind of each line; index 0 is line 1. */
  lines: Array<(typeof ANACRONTAB_LINE_KINDS)[number]>;
}

const SETTING = /^([A-Za-z_]\w*)\s*=\s*(.*)$/;
const JOB = /^(\S+)\s+(\S+)\s+(\S+)\s+(\S.*)$/;

function parseStartHours(value: string): AnacronJob['startHours'] | undefined {
  const [, from, until] = /^(\d{1,2})-(\d{1,2})$/.exec(value) ?? [];
  const hours = { from: Number(from), until: Number(until) };
  const isRange =
    from !== undefined && hours.from < hours.until && hours.until <= 24;
  return isRange ? hours : undefined;
}

/**
 * Reads `anacrontab(5)`. A setting counts for the lines below it. A backslash
 * at the end of a line joins the next one to it. Never throws.
 */
export function parseAnacrontab(text: string): ParsedAnacrontab {
  const parsed: ParsedAnacrontab = { jobs: [], issues: [], lines: [] };
  const environment: Record<string, string> = Object.create(null);
  let randomDelayMinutes = 0;
  let startHours: AnacronJob['startHours'] = null;
  const unreadable = (line: number, message: string) => {
    parsed.lines[line - 1] = 'unreadable';
    parsed.issues.push({ line, message });
  };

  const setting = (line: number, name: string, written: string) => {
    const value = written.replace(/^(["'])(.*)\1$/, '$2').trim();
    if (name === 'RANDOM_DELAY') {
      const delay = parseDelay(value);
      if (delay === null) {
        unreadable(
          line,
          `RANDOM_DELAY must be a number of minutes; got: ${value.slice(
            0,
            60,
          )}`,
        );
      } else randomDelayMinutes = delay;
    } else if (name === 'START_HOURS_RANGE') {
      const hours = parseStartHours(value);
      if (hours === undefined) {
        unreadable(
          line,
          `START_HOURS_RANGE must be two hours such as 3-22; got: ${value.slice(
            0,
            60,
          )}`,
        );
      } else startHours = hours;
    } else {
      environment[name] = value;
    }
  };

  const job = (line: number, fields: string[]) => {
    const [periodText, delayText, id, command] = fields;
    const period = parsePeriod(periodText);
    const delayMinutes = parseDelay(delayText);
    if (period === null) {
      unreadable(
        line,
        `The period must be a number of days, @daily, @weekly, @monthly or @yearly; got: ${periodText.slice(
          0,
          60,
        )}`,
      );
    } else if (delayMinutes === null) {
      unreadable(
        line,
        `The delay must be a number of minutes; got: ${delayText.slice(0, 60)}`,
      );
    } else {
      parsed.jobs.push({
        ...{ line, id, period, delayMinutes, randomDelayMinutes, startHours },
        command: command.trimEnd(),
        environment: { ...environment },
      });
    }
  };

  const lines = text.split('\n');
  // A newline ends the last line; nothing follows it.
  if (lines[lines.length - 1] === '') lines.pop();
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const parts = [lines[index].replace(/\r$/, '')];
    if (!parts[0].trimStart().startsWith('#')) {
      while (
        parts[parts.length - 1].endsWith('\\') &&
        index + 1 < lines.length
      ) {
        parts.push(parts.pop()!.slice(0, -1));
        index += 1;
        parts.push(lines[index].replace(/\r$/, ''));
      }
    }
    const content = parts.join('').trim();
    const found = SETTING.exec(content);
    const fields = JOB.exec(content);
    const kind = kindOf(content, found !== null, fields !== null);
    for (let at = line; at <= index + 1; at++) parsed.lines[at - 1] = kind;
    if (kind === 'setting') setting(line, found![1], found![2]);
    else if (kind === 'job') job(line, fields!.slice(1));
    else if (kind === 'unreadable') {
      unreadable(
        line,
        `This line is no job (period, delay, name, command) and no setting: ${content.slice(
          0,
          60,
        )}`,
      );
    }
  }
  return parsed;
}

function kindOf(
  content: string,
  isSetting: boolean,
  isJob: boolean,
): ParsedAnacrontab['lines'][number] {
  if (content === '') return 'blank';
  if (content.startsWith('#')) return 'comment';
  if (isSetting) return 'setting';
  return isJob ? 'job' : 'unreadable';
}
