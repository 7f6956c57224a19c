/** Wall clocks of a time zone. Local times are counted in milliseconds as if they were UTC. */

const MINUTE = 60_000;
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant. */
export function localTime(timezone: string, instant: number): number {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timezone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

/** The instants at which the wall clock shows a time: none where it is skipped, two where it repeats; ascending. */
export function instantsOf(timezone: string, local: number): number[] {
  const offsets = new Set([local - DAY, local + DAY].map(near => localTime(timezone, near) - near));
  return [...offsets]
    .map(offset => local - offset)
    .filter(instant => localTime(timezone, instant) === local)
    .sort((a, b) => a - b);
}

/**
 * Turns times of one local day into instants as Scheduler does: one that does
 * not exist is skipped, one that repeats counts once, the first time.
 *
 * @param midnight - the local day, in milliseconds as if it were UTC
 */
export function instantsOfDay(timezone: string, midnight: number, minutesOfDay: number[]): number[] {
  const offsets = [midnight - DAY, midnight + 2 * DAY].map(near => localTime(timezone, near) - near);
  const isPlain = offsets[0] === offsets[1];
  return minutesOfDay
    .flatMap(minute => {
      const local = midnight + minute * MINUTE;
      // Where the clock does not change around the day, one offset serves it all.
      return isPlain ? [local - offsets[0]] : instantsOf(timezone, local).slice(0, 1);
    })
    .sort((a, b) => a - b);
}
