import { offsetAt } from '../cron/zone';
import type { Day } from './model';

const DAY_MS = 86_400_000;

/** Days have no zone here, so UTC counts them without daylight saving. */
function numberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

export function addDays(day: Day, days: number): Day {
  return new Date((numberOf(day) + Math.round(days)) * DAY_MS)
    .toISOString()
    .slice(0, 10);
}

/** Whole days from one to the other, negative backwards. */
export function daysFrom(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from);
}

/** The calendar day of an instant in an IANA zone. */
export function dayIn(timezone: string, at: Date): Day {
  const local = at.getTime() + offsetAt(timezone, at.getTime());
  return new Date(local).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
