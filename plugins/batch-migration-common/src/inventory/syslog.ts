import { instantsOf } from '../cron/zone';

/** One line of a log of syslogd, rsyslog or syslog-ng. */
export interface SyslogEntry {
  /** Milliseconds since the epoch. */
  at: number;
  /** Without a path, for example `CRON`. */
  program: string;
  pid: number | null;
  message: string;
}

export interface SyslogFile {
  /** Oldest first, in the order of the file. */
  entries: SyslogEntry[];
  /** 1-based numbers of lines that are no syslog lines, or whose time cannot be. */
  unread: number[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Longer lines are cut by every syslog; what is longer here is no log. */
const MAX_LINE = 16_384;

/** Lines of one second may be written in another order than they were timed. */
const DISORDER_MS = 60_000;

/** No log is silent for so long: its host's clock was wrong for a while. */
const MAX_SILENCE_MS = 180 * DAY_MS;

/** A clock may be a little ahead; a line later than that is of another year. */
const FIRST_SLACK_MS = DAY_MS;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Feb  2 10:17:01`: no year, no zone. */
const BSD =
  /^(?:<\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})? /;

/** `2026-02-12T10:20:01.123456+09:00`, as newer rsyslogs write it. */
const ISO =
  /^(?:<\d{1,3}>\d? ?)?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})) /;

/** Host, program and pid, then the message. */
const REST = /^\S+ ([^\s[\]:]{1,64})(?:\[(\d{1,10})\])?: ?/;

/**
 * Reads one log file. Lines without a year get it from what comes after them:
 * read from the end, each is at the latest instant that is not later than the
 * next one, so that a new year and a repeated hour fall into place. A host that
 * came up with a wrong clock leaves lines in between that would throw all
 * before them back by a year: where nothing else explains half a year of
 * silence, the file's own end bounds them again.
 *
 * @param until - nothing in the file is later: when it was captured, or the
 *   first entry of the file that follows it, in milliseconds
 * @param timezone - IANA zone of the host's clock, for lines that name none
 */
export function readSyslog(
  text: string,
  options: { until: number; timezone: string },
): SyslogFile {
  const lines = text.split('\n');
  const entries: SyslogEntry[] = [];
  const unread: number[] = [];
  const end = options.until + FIRST_SLACK_MS;
  let next = end;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index].replace(/\r$/, '');
    if (line.trim() === '') continue;
    const readBefore = (bound: number) =>
      line.length <= MAX_LINE ? readLine(line, bound, options.timezone) : null;
    let entry = readBefore(next);
    if (entry && entry !== 'mark' && next - entry.at > MAX_SILENCE_MS) {
      entry = readBefore(end);
    }
    if (!entry) {
      unread.push(index + 1);
    } else if (entry !== 'mark') {
      entries.push(entry);
      next = entry.at + DISORDER_MS;
    }
  }
  return { entries: entries.reverse(), unread: unread.reverse() };
}

/**
 * `null` is no line of a syslog. `mark` says nothing of a program, for example
 * `last message repeated 2 times`: cron's lines each have a pid of their own,
 * so a repeated one is never another run.
 */
function readLine(
  line: string,
  next: number,
  timezone: string,
): SyslogEntry | 'mark' | null {
  const iso = ISO.exec(line);
  const bsd = iso ? null : BSD.exec(line);
  const stamp = iso ?? bsd;
  if (!stamp) return null;
  const at = iso ? Date.parse(iso[1]) : latestInstant(bsd!, next, timezone);
  if (at === null || Number.isNaN(at)) return null;
  const body = line.slice(stamp[0].length);
  const rest = REST.exec(body);
  if (!rest) {
    return /(?:^|\s)(?:last message|message repeated|-- MARK --)/.test(body)
      ? 'mark'
      : null;
  }
  const message = body.slice(rest[0].length);
  return {
    at,
    program: rest[1].slice(rest[1].lastIndexOf('/') + 1),
    pid: rest[2] === undefined ? null : Number(rest[2]),
    message: /^message repeated \d+ times: \[/.test(message) ? '' : message,
  };
}

/** The latest instant up to `next` at which the zone's clocks show `Feb  2 10:17:01`. */
export function latestInstant(
  [, monthName, ...numbers]: readonly string[],
  next: number,
  timezone: string,
): number | null {
  const month = MONTHS.indexOf(monthName);
  const [day, hours, minutes, seconds] = numbers.map(Number);
  if (month < 0 || hours > 23 || minutes > 59 || seconds > 60) return null;
  const latest = new Date(next).getUTCFullYear() + 1;
  // 29 February is at most eight years from the next.
  for (let year = latest; year > latest - 10; year--) {
    const isDay = new Date(Date.UTC(year, month, day)).getUTCDate() === day;
    const local = Date.UTC(year, month, day, hours, minutes, seconds);
    if (!isDay) continue;
    const shown = instantsOf(timezone, local);
    const fitting = shown.filter(at => at <= next);
    if (fitting.length > 0) return fitting[fitting.length - 1];
    // No clock of the zone showed that hour: the line is wrong, not a year older.
    if (shown.length === 0 && instantsOf(timezone, local - DAY_MS)[0] <= next) {
      return null;
    }
  }
  return null;
}
