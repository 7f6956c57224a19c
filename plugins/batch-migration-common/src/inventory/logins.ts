import { instantsOf } from '../cron/zone';
import { latestInstant, type SyslogEntry } from './syslog';

/** Somebody was logged in on the host. */
export interface Login {
  /** Account on the host. */
  user: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** `null` where nobody knows, or it lasts. */
  seconds: number | null;
  /** 1-based; `null` in a log of several files. */
  line: number | null;
}

export interface Logins {
  logins: Login[];
  /** 1-based numbers of lines that are no login and nothing else that `last` writes. */
  unread: number[];
}

/** Of `last`, what is no person. */
const NO_LOGIN =
  /^(?:reboot|shutdown|runlevel|LOGIN|\(unknown)\s|^(?:wtmp|btmp|utmp)\S* begins |^Username\s+Port/;

const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const TIME = '(\\d{2}):(\\d{2})(?::(\\d{2}))?';

const START = new RegExp(
  `\\s${DAY}\\s+(${MONTH})\\s+(\\d{1,2})\\s+${TIME}(?:\\s+(\\d{4})\\b)?`,
);

/** `(1+02:03)`, `(00:30)`, `(00:30:12)`. */
const LENGTH = /\((?:(\d{1,5})\+)?(\d{2}):(\d{2})(?::(\d{2}))?\)\s*$/;

/** Of `lastlog`: `Mon Feb  9 10:00:00 +0900 2026`. */
const LAST_LOG = new RegExp(
  `^(\\S+)\\s.*?\\b${DAY}\\s+(${MONTH})\\s+(\\d{1,2})\\s+${TIME}\\s+([+-]\\d{4})\\s+(\\d{4})\\s*$`,
);

/** Sessions that a clock that was wrong makes longer say nothing. */
const MAX_SECONDS = 31 * 24 * 60 * 60;

/**
 * Reads what `last` wrote, newest first, with full times (`-F`) or without a
 * year: then each is the latest instant not later than the one above.
 *
 * @param capturedAt - in milliseconds; nothing is later
 */
export function readLast(
  text: string,
  options: { capturedAt: number; timezone: string },
): Logins {
  const read: Logins = { logins: [], unread: [] };
  let next = options.capturedAt + 60_000;
  text.split('\n').forEach((written, index) => {
    const row = written.replace(/\r$/, '').slice(0, 1000);
    if (row.trim() === '' || NO_LOGIN.test(row)) return;
    const line = index + 1;
    const start = START.exec(row);
    const at = start && instantOf(start, next, options.timezone);
    const user = /^(\S+)\s/.exec(row)?.[1];
    if (at === null || user === undefined || at > next) {
      read.unread.push(line);
      return;
    }
    next = at + 60_000;
    read.logins.push({ user, at, seconds: lengthOf(row), line });
  });
  return read;
}

function instantOf(
  [, month, day, hour, minute, second = '00', year]: RegExpExecArray,
  next: number,
  timezone: string,
): number | null {
  if (year === undefined) {
    return latestInstant(
      ['', month, day, hour, minute, second],
      next,
      timezone,
    );
  }
  const local = Date.UTC(
    Number(year),
    MONTH.split('|').indexOf(month),
    ...([day, hour, minute, second].map(Number) as [
      number,
      number,
      number,
      number,
    ]),
  );
  return instantsOf(timezone, local).pop() ?? null;
}

function lengthOf(row: string): number | null {
  const [, days = '0', hours, minutes, seconds = '0'] = LENGTH.exec(row) ?? [];
  if (hours === undefined) return null;
  const length =
    Number(days) * 86_400 +
    Number(hours) * 3600 +
    Number(minutes) * 60 +
    Number(seconds);
  return length <= MAX_SECONDS ? length : null;
}

/** Reads what `lastlog` wrote: the last login of each account. */
export function readLastlog(text: string): Logins {
  const read: Logins = { logins: [], unread: [] };
  text.split('\n').forEach((written, index) => {
    const row = written.trimEnd().slice(0, 1000);
    if (
      row === '' ||
      NO_LOGIN.test(row) ||
      /\*\*Never logged in\*\*$/.test(row)
    )
      return;
    const found = LAST_LOG.exec(row);
    const [, user, month, day, hour, minute, second = '00', offset, year] =
      found ?? [];
    const monthNumber = MONTH.split('|').indexOf(month ?? '') + 1;
    const two = (value: number | string) => String(value).padStart(2, '0');
    const at = found
      ? Date.parse(
          `${year}-${two(monthNumber)}-${two(
            day,
          )}T${hour}:${minute}:${second}${offset}`,
        )
      : NaN;
    if (Number.isNaN(at)) read.unread.push(index + 1);
    else read.logins.push({ user, at, seconds: null, line: index + 1 });
  });
  return read;
}

/** Logins that sshd took, newest first; its log does not say how long they lasted. */
export function acceptedLoginsIn(entries: readonly SyslogEntry[]): Login[] {
  return entries
    .flatMap(({ at, program, message }) => {
      if (!/^sshd(?:-session)?$/.test(program)) return [];
      const user = /^Accepted [a-z/-]{1,40} for (\S{1,64}) from /.exec(message);
      return user ? [{ user: user[1], at, seconds: null, line: null }] : [];
    })
    .sort((a, b) => b.at - a.at);
}
