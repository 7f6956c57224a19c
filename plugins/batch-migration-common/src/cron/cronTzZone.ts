import { isTimezone } from './zone';

/** A zone of POSIX with one offset and no summer time, in whole hours: `JST-9`, `<+09>-09:00`. */
const FIXED =
  /^(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)([+-]?)(\d{1,2})(?::00){0,2}$/;
/** Any zone of POSIX: a name of three letters or more, then an offset. */
export const POSIX_ZONE = /^(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d/;
const FILES = '/usr/share/zoneinfo/';

/**
 * What the C library makes of the value of `CRON_TZ` (tzset(3)): a zone file,
 * else a rule of POSIX, else UTC. A rule that no IANA zone says is answered as
 * written, which is no zone, so that nothing is computed from a guess.
 */
export function cronTzZone(value: string): string {
  const text = value.replace(/^:/, '');
  const name = text.startsWith(FILES) ? text.slice(FILES.length) : text;
  if (isTimezone(name)) return name;
  const [, sign, digits] = FIXED.exec(text) ?? [];
  if (digits !== undefined) {
    const hours = Number(digits);
    if (hours === 0) return 'UTC';
    // Etc/GMT-9 counts to the west as POSIX does.
    const fixed = `Etc/GMT${sign === '-' ? '-' : '+'}${hours}`;
    if (isTimezone(fixed)) return fixed;
  }
  return POSIX_ZONE.test(text) ? value : 'UTC';
}
