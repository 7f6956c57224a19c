import type { DensityResponse } from '../api/density';
import { DAY_MINUTES, nextLocal } from './localWeek';

type QuietWindow = DensityResponse['quietWindows'][number];

export const SLOT_MINUTES = 5;
const SLOTS_A_DAY = DAY_MINUTES / SLOT_MINUTES;
/** Shorter ones leave no time to settle, switch and see. */
const LEAST_SLOTS = 30 / SLOT_MINUTES;
const MAX_WINDOWS = 6;

/** What happened in each 5 minutes of the local week. */
export interface WeekSlots {
  runs: Uint32Array;
  uses: Uint32Array;
  /** A run was under way, as far as its length is known. */
  busy: Uint8Array;
}

export function emptySlots(): WeekSlots {
  const size = 7 * SLOTS_A_DAY;
  return {
    runs: new Uint32Array(size),
    uses: new Uint32Array(size),
    busy: new Uint8Array(size),
  };
}

interface Stretch {
  /** From 0, Monday. */
  days: number[];
  from: number;
  to: number;
  load: number;
}

function loadOf(slots: WeekSlots, day: number, from: number, to: number) {
  let load = 0;
  for (let i = day * SLOTS_A_DAY + from; i < day * SLOTS_A_DAY + to; i++) {
    load += slots.runs[i] + slots.uses[i] + slots.busy[i];
  }
  return load;
}

/** Stretches of one day in which nothing happens. */
function emptyStretches(slots: WeekSlots, day: number): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (let slot = 0; slot <= SLOTS_A_DAY; slot++) {
    if (slot < SLOTS_A_DAY && loadOf(slots, day, slot, slot + 1) === 0) {
      continue;
    }
    if (slot - from >= LEAST_SLOTS) {
      found.push({ days: [day], from, to: slot, load: 0 });
    }
    from = slot + 1;
  }
  return found;
}

/** Half hours, for weeks in which few stretches are empty. */
function calmStretches(slots: WeekSlots, day: number): Stretch[] {
  return Array.from({ length: SLOTS_A_DAY / LEAST_SLOTS }, (_, i) => {
    const from = i * LEAST_SLOTS;
    const to = from + LEAST_SLOTS;
    return { days: [day], from, to, load: loadOf(slots, day, from, to) };
  });
}

/** The same minutes on other days that are as calm. */
function onOtherDays(slots: WeekSlots, stretch: Stretch): Stretch {
  const days = [0, 1, 2, 3, 4, 5, 6].filter(
    day =>
      stretch.days.includes(day) ||
      loadOf(slots, day, stretch.from, stretch.to) <= stretch.load,
  );
  const load = days.reduce(
    (sum, day) => sum + loadOf(slots, day, stretch.from, stretch.to),
    0,
  );
  return { ...stretch, days, load };
}

const lengthOf = ({ days, from, to }: Stretch) => days.length * (to - from);

const overlap = (a: Stretch, b: Stretch) =>
  a.from < b.to && b.from < a.to && a.days.some(day => b.days.includes(day));

/**
 * Ranges of the local week with the fewest starts and uses, best first: the
 * emptiest, then the longest over all their days. At least half an hour long,
 * never over midnight, and no two overlap.
 */
export function quietWindows(
  slots: WeekSlots,
  options: { timezone: string; now: number; usesKnown: boolean },
): QuietWindow[] {
  const week = [0, 1, 2, 3, 4, 5, 6];
  const ranked = week
    .flatMap(day => [
      ...emptyStretches(slots, day),
      ...calmStretches(slots, day),
    ])
    .map(stretch => onOtherDays(slots, stretch))
    .sort(
      (a, b) =>
        a.load / a.days.length - b.load / b.days.length ||
        lengthOf(b) - lengthOf(a) ||
        a.days[0] - b.days[0] ||
        a.from - b.from,
    );
  const chosen: Stretch[] = [];
  for (const stretch of ranked) {
    if (chosen.length === MAX_WINDOWS) break;
    if (!chosen.some(other => overlap(other, stretch))) chosen.push(stretch);
  }
  return chosen.map(({ days, from, to }) => {
    const weekdays = days.map(day => day + 1);
    const sum = (counts: Uint32Array) =>
      days.reduce((total, day) => {
        const start = day * SLOTS_A_DAY;
        return (
          total +
          counts
            .subarray(start + from, start + to)
            .reduce((some, count) => some + count, 0)
        );
      }, 0);
    return {
      weekdays,
      fromMinute: from * SLOT_MINUTES,
      toMinute: to * SLOT_MINUTES,
      runs: sum(slots.runs),
      uses: options.usesKnown ? sum(slots.uses) : null,
      nextAt: new Date(
        nextLocal(options.timezone, weekdays, from * SLOT_MINUTES, options.now),
      ).toISOString(),
    };
  });
}
