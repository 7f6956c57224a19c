/** Fields of EventBridge's `cron()`, written from sets of values. */

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** What EventBridge Scheduler takes as one expression, in characters. */
export const MAX_EXPRESSION = 256;

function isRun(values: number[], step: number): boolean {
  return values.every((value, i) => i === 0 || value - values[i - 1] === step);
}

/** A field from its set of values, never from its text: whatever the source means, this says. */
export function renderField(
  values: number[],
  low: number,
  high: number,
): string {
  const [first] = values;
  const last = values[values.length - 1];
  if (values.length === high - low + 1) return '*';
  if (values.length < 3) return values.join(',');
  if (isRun(values, 1)) return `${first}-${last}`;
  const step = values[1] - first;
  if (isRun(values, step) && last + step > high) return `${first}/${step}`;
  return values.join(',');
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
