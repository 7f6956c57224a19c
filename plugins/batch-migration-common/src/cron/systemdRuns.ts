/** The instants at which systemd's timers elapse. */
import {
  daysOfMonth,
  FIRST_YEAR,
  LAST_YEAR,
  type SystemdCalendar,
} from './systemdCalendar';
import { zoneSegments } from './zone';

const MINUTE = 60_000;
const DAY = 86_400_000;

type DateTest = (localMidnight: number) => boolean;

interface DayPlan {
  /** Whether no date ever matches; found out when asked for. */
  isNever?: boolean;
  /** Minutes of the day, in milliseconds. */
  minutes: number[];
  matches: DateTest;
}

const plans = new WeakMap<SystemdCalendar, DayPlan>();

function dateTest(calendar: SystemdCalendar): DateTest {
  const years = calendar.years && new Set(calendar.years);
  const months = new Set(calendar.months);
  const weekDays = calendar.weekDays && new Set(calendar.weekDays);
  // A month has 28 to 31 days: four sets serve every date.
  const days = new Map<number, Set<number>>();
  for (let length = 28; length <= 31; length++) {
    days.set(length, new Set(daysOfMonth(calendar, length)));
  }
  return midnight => {
    const date = new Date(midnight);
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth() + 1;
    if (years && !years.has(year)) return false;
    if (!months.has(month)) return false;
    if (weekDays && !weekDays.has(date.getUTCDay())) return false;
    if (!calendar.days) return true;
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return days.get(length)!.has(date.getUTCDate());
  };
}

function planOf(calendar: SystemdCalendar): DayPlan {
  let plan = plans.get(calendar);
  if (!plan) {
    const { hours, minutes } = calendar;
    plan = {
      minutes: hours.flatMap(hour =>
        minutes.map(minute => (hour * 60 + minute) * MINUTE),
      ),
      matches: dateTest(calendar),
    };
    plans.set(calendar, plan);
  }
  return plan;
}

/** Whether a calendar allows a date, given as its midnight as if in UTC. */
export function matchesDate(
  calendar: SystemdCalendar,
  localMidnight: number,
): boolean {
  return planOf(calendar).matches(localMidnight);
}

function yearsOf({ years }: SystemdCalendar): { start: number; end: number } {
  const first = years ? years[0] : FIRST_YEAR;
  const last = years ? years[years.length - 1] : LAST_YEAR;
  return { start: Date.UTC(first, 0, 1), end: Date.UTC(last + 1, 0, 1) };
}

/**
 * Times at which the timer elapses in [from, to), ascending, in UTC
 * milliseconds, without the delays of `AccuracySec=` and `RandomizedDelaySec=`.
 *
 * Where clocks jump, systemd looks for the next local time that matches
 * (`calendar_spec_next_usec` in its source, seen with `systemd-analyze
 * calendar` of version 252): a local time in a gap does not exist and is
 * skipped; where an hour repeats, only its first pass counts, for `*` hours
 * too, so that an hourly timer pauses for two hours.
 */
export function* systemdRuns(
  calendar: SystemdCalendar,
  timezone: string,
  from: number,
  to: number,
): Generator<number> {
  const { minutes, matches } = planOf(calendar);
  const { milliseconds } = calendar;
  const years = yearsOf(calendar);
  const start = Math.max(from, years.start - DAY);
  const end = Math.min(to, years.end + DAY);
  if (!(start < end)) return;
  let reached = Number.NEGATIVE_INFINITY;
  // A day earlier, so that a change of offset right before `from` is seen.
  for (const segment of zoneSegments(timezone, start - DAY, end)) {
    const { offset } = segment;
    const localEnd = segment.end + offset;
    // What an earlier pass has reached does not count again.
    const localStart = Math.max(
      segment.start + offset,
      reached,
      start + offset,
    );
    reached = Math.max(reached, localEnd);
    for (
      let midnight = Math.floor(localStart / DAY) * DAY;
      midnight < localEnd;
      midnight += DAY
    ) {
      if (!matches(midnight)) continue;
      for (const minute of minutes) {
        const time = midnight + minute;
        if (time >= localEnd) break;
        if (time + MINUTE <= localStart) continue;
        for (const millisecond of milliseconds) {
          const local = time + millisecond;
          if (local >= localStart && local < localEnd) yield local - offset;
        }
      }
    }
  }
}

/** Whether no date ever matches, such as 30 February. */
export function neverElapses(calendar: SystemdCalendar): boolean {
  const plan = planOf(calendar);
  plan.isNever ??= hasNoDate(calendar);
  return plan.isNever;
}

function hasNoDate(calendar: SystemdCalendar): boolean {
  const first = calendar.years?.[0] ?? FIRST_YEAR;
  const last = calendar.years?.[calendar.years.length - 1] ?? LAST_YEAR;
  const years = calendar.years ? new Set(calendar.years) : null;
  // Years of one length that begin with the same weekday have the same dates.
  const seen = new Set<string>();
  for (let year = first; year <= last; year++) {
    if (years && !years.has(year)) continue;
    const start = Date.UTC(year, 0, 1);
    const end = Date.UTC(year + 1, 0, 1);
    const kind = `${end - start} ${new Date(start).getUTCDay()}`;
    if (seen.has(kind)) continue;
    seen.add(kind);
    for (let midnight = start; midnight < end; midnight += DAY) {
      if (matchesDate(calendar, midnight)) return false;
    }
  }
  return true;
}
