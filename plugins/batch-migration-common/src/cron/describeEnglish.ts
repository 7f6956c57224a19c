/** Schedules in English, worded by cronstrue. */
// The build with all locales: the plain one has only English.
import cronstrue from 'cronstrue/i18n';
import { FIELDS } from './fields';
import type { VixieSchedule } from './vixie';

/** Reads the fields as they are written; dates match both day fields. */
export function words(
  cron: string,
  { sundayIsZero }: { sundayIsZero: boolean },
): string {
  return cronstrue.toString(cron, {
    locale: 'en',
    use24HourTimeFormat: true,
    dayOfWeekStartIndexZero: sundayIsZero,
    logicalAndDayFields: true,
  });
}

const PART = /^(?:\*|(\w+)(?:-(\w+))?)(?:\/(\d{1,4}))?$/;

/** Whether cronstrue says of a field what cron does with it. */
function isPlain(field: string, index: number): boolean {
  const { low, high, names } = FIELDS[index];
  const valueOf = (word: string) => {
    const named = names.indexOf(word.toLowerCase());
    return named >= 0 ? named + low : Number(word);
  };
  return field.split(',').every(part => {
    const match = PART.exec(part);
    if (!match) return false;
    const [, first, last = first, step] = match;
    // Steps start anew with the field: `*/30` is 30 minutes, `*/45` is not 45.
    const isHalf = index < 2 && Number(step) === (high + 1) / 2;
    if (Number(step) > (high - low) / 2 && !isHalf) return false;
    // A `*` in a list would be all values, and those are not asked for here.
    if (first === undefined) return step !== undefined;
    // The step of a single number is ignored, or an error.
    if (step !== undefined && !part.includes('-')) return false;
    const [from, to] = [valueOf(first), valueOf(last)];
    return from >= low && from <= to && to <= high;
  });
}

/**
 * A schedule by its five fields as they are written, as far as cron and
 * cronstrue read them alike, else by their values. An @word has no fields.
 */
export function vixieInEnglish(
  schedule: VixieSchedule,
  written: readonly string[],
): string {
  const { minutes, hours, monthDays, months, weekDays, bothDays } = schedule;
  const [minute, hour, monthDay, month, weekDay] = [
    minutes,
    hours,
    monthDays,
    months,
    weekDays,
  ].map((values, i) => {
    const { low, high, name } = FIELDS[i];
    const size = name === 'day-of-week' ? 7 : high - low + 1;
    if (values.length === size) return '*';
    return isPlain(written[i] ?? '', i) ? written[i] : values.join();
  });
  const say = (day: string, week: string) =>
    words(`${minute} ${hour} ${day} ${month} ${week}`, { sundayIsZero: true });
  // Empty is a field that matches no date; the other one decides then.
  if (bothDays || !monthDay || !weekDay) {
    return say(monthDay || '*', weekDay || '*');
  }
  // Either day matches, so that any day of one field is every day.
  if (monthDay === '*' || weekDay === '*') return say('*', '*');
  const times = words(`${minute} ${hour} * * *`, { sundayIsZero: true });
  const onWeekDay = words(`${minute} ${hour} * * ${weekDay}`, {
    sundayIsZero: true,
  }).slice(times.length);
  // cronstrue joins the two as if both had to match.
  return say(monthDay, weekDay).replace(
    onWeekDay,
    () => `, or ${onWeekDay.replace(/^, (?:only )?/, '')}`,
  );
}
