import { isTimezone } from './zone';

/** A zone of POSIX with one offset and no summer time, in whole hours: `JST-9`, `<+09>-09:00`. */
const FIXED =
  /^(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)([+-]?)(\d{1,2})(?::00){0,2}$/;
/** Any zone of POSIX: a name of three letters or more, then an offset. */
const POSIX = /^(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d/;
const FILES = '/usr/share/zoneinfo/';

export interface CronTzZone {
  /** As IANA names it. Of a `rule` it is the value as written, which is no zone. */
  timezone: string;
  /** `rule`: one of POSIX that no IANA zone says; `none`: neither, so UTC. */
  form: 'zone' | 'fixed' | 'rule' | 'none';
}

/**
 * What the C library makes of the value of `CRON_TZ` (tzset(3)): a zone file,
 * else a rule of POSIX, else UTC.
 */
export function cronTzZone(value: string): CronTzZone {
  const text = value.replace(/^:/, '');
  const name = text.startsWith(FILES) ? text.slice(FILES.length) : text;
  if (isTimezone(name)) return { timezone: name, form: 'zone' };
  const [, sign, digits] = FIXED.exec(text) ?? [];
  if (digits !== undefined) {
    const hours = Number(digits);
    // Etc/GMT-9 counts to the west as POSIX does.
    const timezone =
      hours === 0 ? 'UTC' : `Etc/GMT${sign === '-' ? '-' : '+'}${hours}`;
    if (isTimezone(timezone)) return { timezone, form: 'fixed' };
  }
  return POSIX.test(text)
    ? { timezone: value, form: 'rule' }
    : { timezone: 'UTC', form: 'none' };
}
