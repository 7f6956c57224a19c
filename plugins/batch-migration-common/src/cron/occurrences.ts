import { cronTzRuns } from './cronTzRuns';
import { eventBridgeRuns } from './eventBridgeRuns';
import { compileSchedule, type CompiledSchedule } from './schedule';
import { LAST_YEAR } from './systemdCalendar';
import { MONOTONIC_EVENTS } from './systemdExpression';
import { neverElapses, systemdRuns } from './systemdRuns';
import type { ScheduleSpec } from './types';
import { neverFires } from './vixie';
import { vixieRuns } from './vixieRuns';
import { instantsOf } from './zone';

const DAY = 86_400_000;
/** 29 February on a given weekday comes at most 40 years apart. */
const HORIZON = 41 * 366 * DAY;

/**
 * Why the runs of a schedule cannot be computed, as a sentence: it cannot be
 * read, or its times are known to nobody (`@reboot`, `~`, `every`, a `rate()`
 * without its StartDate). `null` where they can.
 */
export function scheduleProblem(spec: ScheduleSpec): string | null {
  const compiled = compileSchedule(spec);
  if (compiled.type === 'problem') return compiled.problem.message;
  if (compiled.type === 'vixie') {
    if (compiled.schedule.reboot) {
      return '`@reboot` runs when the host starts, which no schedule says.';
    }
    if (compiled.schedule.random) {
      return '`~` makes cron draw the time anew whenever it loads the file.';
    }
  }
  if (
    compiled.type === 'eventbridge' &&
    compiled.expression.type === 'rate' &&
    spec.startDate === undefined
  ) {
    return `\`${spec.expression.trim()}\` counts from when its schedule was created, which nobody told, so its times are not known.`;
  }
  if (compiled.type === 'systemd' && compiled.expression.type === 'monotonic') {
    const { setting } = compiled.expression;
    return `\`${setting}\` counts from when ${MONOTONIC_EVENTS[setting]}, so its times are not known.`;
  }
  if (compiled.type === 'sidekiq') {
    const { type } = compiled.expression;
    if (type === 'every' || type === 'interval' || type === 'in') {
      return `\`${type}\` counts from the start of each Sidekiq process, so its times are not known.`;
    }
  }
  return null;
}

function runsOf(
  compiled: CompiledSchedule,
  { timezone, hostTimezone, startDate }: ScheduleSpec,
  from: number,
  to: number,
): Iterable<number> {
  if (compiled.type === 'vixie') {
    const { schedule } = compiled;
    return hostTimezone === undefined
      ? vixieRuns(schedule, timezone, from, to, 'vixie')
      : cronTzRuns(schedule, timezone, hostTimezone, from, to);
  }
  if (compiled.type === 'eventbridge') {
    const start = startDate === undefined ? null : Date.parse(startDate);
    return eventBridgeRuns(compiled.expression, timezone, from, to, start);
  }
  if (compiled.type === 'sidekiq') {
    const { expression } = compiled;
    if (expression.type === 'cron') {
      const zone = expression.timezone ?? timezone;
      return vixieRuns(expression.schedule, zone, from, to, 'fugit');
    }
    if (expression.type === 'at') {
      const at = expression.absolute
        ? expression.local
        : instantsOf(timezone, expression.local)[0];
      return at !== undefined && at >= from && at < to ? [at] : [];
    }
  }
  if (compiled.type === 'systemd' && compiled.expression.type === 'calendar') {
    const { calendar } = compiled.expression;
    return systemdRuns(calendar, calendar.timezone ?? timezone, from, to);
  }
  return [];
}

/** As `occurrences`, in UTC milliseconds. */
export function occurrenceTimes(
  spec: ScheduleSpec,
  from: number,
  to: number,
): Iterable<number> {
  // A far-off bound must not walk through millennia.
  if (!(from < to) || !Number.isFinite(to - from)) return [];
  return runsOf(compileSchedule(spec), spec, from, to);
}

/** Written as an iterator: a generator would take most of the time of a run. */
class Dates implements IterableIterator<Date> {
  private readonly times: Iterator<number>;

  constructor(times: Iterable<number>) {
    this.times = times[Symbol.iterator]();
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Date, undefined> {
    const { done, value } = this.times.next();
    return done
      ? { done: true, value: undefined }
      : { done: false, value: new Date(value) };
  }
}

/**
 * The instants at which a schedule starts, ascending and lazily, from `from`
 * (inclusive) to `to` (exclusive). Nothing where `scheduleProblem` names a
 * problem.
 */
export function occurrences(
  spec: ScheduleSpec,
  from: Date,
  to: Date,
): IterableIterator<Date> {
  return new Dates(occurrenceTimes(spec, from.getTime(), to.getTime()));
}

/** Whether a schedule that can be read has no run at all, such as 30 February. */
export function isNever(spec: ScheduleSpec): boolean {
  const compiled = compileSchedule(spec);
  if (compiled.type === 'vixie') return neverFires(compiled.schedule);
  if (compiled.type === 'systemd') {
    return (
      compiled.expression.type === 'calendar' &&
      neverElapses(compiled.expression.calendar)
    );
  }
  return (
    compiled.type === 'sidekiq' &&
    compiled.expression.type === 'cron' &&
    neverFires(compiled.expression.schedule)
  );
}

/** The next `count` starts after `from` (exclusive). Fewer where there are no more within 41 years. */
export function nextOccurrences(
  spec: ScheduleSpec,
  count: number,
  from: Date,
): Date[] {
  const found: Date[] = [];
  if (count <= 0 || isNever(spec)) return found;
  const start = from.getTime() + 1;
  // systemd takes single years, as far as it knows any.
  const horizon =
    spec.dialect === 'systemd' ? Date.UTC(LAST_YEAR + 1, 0) : start + HORIZON;
  for (const at of occurrenceTimes(spec, start, horizon)) {
    found.push(new Date(at));
    if (found.length >= count) break;
  }
  return found;
}
