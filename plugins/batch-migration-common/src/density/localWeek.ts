import { instantsOf, zoneSegments, type ZoneSegment } from '../cron/zone';

export const MINUTE = 60_000;
export const DAY_MINUTES = 1440;
export const WEEK_MINUTES = 7 * DAY_MINUTES;
const DAY = DAY_MINUTES * MINUTE;
/** 1970-01-01 was a Thursday, and weeks here begin on Monday. */
const EPOCH_DAY = 3;

/** Tells instants of one range as local minutes of the week, Monday 00:00 first. */
export class LocalWeek {
  private readonly segments: ZoneSegment[];
  private last = 0;

  /** UTC milliseconds; `to` is exclusive. */
  constructor(readonly timezone: string, from: number, to: number) {
    this.segments = [...zoneSegments(timezone, from, to)];
  }

  /** 0 to 10,079; fast for instants in ascending order. */
  minuteOf(at: number): number {
    const { segments } = this;
    if (at < segments[this.last].start) this.last = 0;
    while (this.last < segments.length - 1 && at >= segments[this.last].end) {
      this.last++;
    }
    const local = Math.floor((at + segments[this.last].offset) / MINUTE);
    const minute = (local + EPOCH_DAY * DAY_MINUTES) % WEEK_MINUTES;
    return minute < 0 ? minute + WEEK_MINUTES : minute;
  }
}

/** The first instant after `now` at which the zone shows that minute on one of the weekdays (1 is Monday). */
export function nextLocal(
  timezone: string,
  weekdays: readonly number[],
  minuteOfDay: number,
  now: number,
): number {
  const today = Math.floor(now / DAY) - 1;
  for (let day = today; ; day++) {
    const weekday = ((day + EPOCH_DAY) % 7) + 1;
    if (!weekdays.includes(weekday)) continue;
    const at = instantsOf(timezone, day * DAY + minuteOfDay * MINUTE).find(
      instant => instant > now,
    );
    if (at !== undefined) return at;
  }
}
