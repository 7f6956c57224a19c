/** Fields of EventBridge's `cron()`, written from sets of values. */

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** What EventBridge Scheduler takes as one expression, in characters. */
export const MAX_EXPRESSION = 256;

function isRun(values: number[], step: number): boolean {
  return values.every((value, i) => i === 0 || value - values[i - 1] === step);
}

/** As a list in which neighbours stand as ranges. */
function renderRanges(values: number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < values.length; ) {
    let end = i;
    while (values[end + 1] === values[end] + 1) end++;
    if (end - i < 2) end = i;
    parts.push(end > i ? `${values[i]}-${values[end]}` : `${values[i]}`);
    i = end + 1;
  }
  return parts.join(',');
}

/**
 * How a list that is neither a range nor a step is written: plainly, or `short`
 * with ranges, where an expression would be too long.
 */
export type ListForm = 'plain' | 'short';

/** A field from its set of values, never from its text: whatever the source means, this says. */
export function renderField(
  values: number[],
  low: number,
  high: number,
  form: ListForm = 'plain',
): string {
  const [first] = values;
  const last = values[values.length - 1];
  if (values.length === high - low + 1) return '*';
  if (values.length < 3) return values.join(',');
  if (isRun(values, 1)) return `${first}-${last}`;
  const step = values[1] - first;
  if (isRun(values, step) && last + step > high) return `${first}/${step}`;
  return form === 'short' ? renderRanges(values) : values.join(',');
}

export function renderWeekDays(values: number[]): string {
  // The week from Monday, so that the weekend stands together.
  const days = values.map(day => (day === 0 ? 7 : day)).sort((a, b) => a - b);
  const name = (day: number) => WEEKDAYS[day % 7];
  // SUN is 1 to EventBridge: a range may begin with it and never end with it.
  if (days.length > 2 && days[days.length - 1] < 7 && isRun(days, 1)) {
    return `${name(days[0])}-${name(days[days.length - 1])}`;
  }
  return days.map(name).join(',');
}
