import { occurrenceTimes } from '../cron/occurrences';
import { problemOf } from './fires';
import type { ScheduleSpec } from './model';

const DAY_MS = 86_400_000;

/** So many ticks are passed one by one before a later one is looked up. */
const MAX_STEPS = 100;

/** How far ahead one look-up goes at most. */
const MAX_REACH_MS = 800 * DAY_MS;

/** The ticks of one schedule, for questions of which most go forward in time. */
class TickCursor {
  private ticks: Iterator<number> = [][Symbol.iterator]();
  /** The first tick from `asked` on; `Infinity` where there is none before `end`. */
  private next = Number.POSITIVE_INFINITY;
  private asked = Number.POSITIVE_INFINITY;
  private end = Number.NEGATIVE_INFINITY;
  /** Nobody may ask again: the first look-up goes no further than it must. */
  private reach = 0;

  constructor(private readonly spec: ScheduleSpec) {}

  /** Whether a tick lies between two instants, both inclusive. */
  hasTick(from: number, until: number): boolean {
    if (from < this.asked || until >= this.end) this.lookUp(from, until);
    for (let steps = 0; this.next < from; steps++) {
      if (steps < MAX_STEPS) this.take();
      else this.lookUp(from, until);
    }
    this.asked = from;
    return this.next <= until;
  }

  private lookUp(from: number, until: number): void {
    this.end = until + 1 + this.reach;
    this.reach = Math.min(Math.max(DAY_MS, 4 * this.reach), MAX_REACH_MS);
    const ticks = occurrenceTimes(this.spec, from, this.end);
    this.ticks = ticks[Symbol.iterator]();
    this.take();
  }

  private take(): void {
    const { done, value } = this.ticks.next();
    this.next = done ? Number.POSITIVE_INFINITY : value;
  }
}

/**
 * Answers again and again whether schedules start near an instant: a tick of
 * each is computed once, where the instants ascend.
 */
export class NearTicks {
  /** `null` where nobody knows when they start, so that they always may. */
  private readonly cursors: TickCursor[] | null;

  constructor(
    specs: readonly ScheduleSpec[],
    private readonly toleranceMs: number,
  ) {
    this.cursors = problemOf([...specs])
      ? null
      : specs.map(spec => new TickCursor(spec));
  }

  mayFireNear(instant: number): boolean {
    return (
      this.cursors === null ||
      this.cursors.some(cursor =>
        cursor.hasTick(instant - this.toleranceMs, instant + this.toleranceMs),
      )
    );
  }
}
