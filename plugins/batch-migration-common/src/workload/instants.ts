/** An instant for a sentence, for example `12 Feb 2026 04:15 (Asia/Tokyo)`. */
export function formatInstant(instant: number | string, zone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  };
  const date = new Date(instant);
  let name = zone;
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat('en-GB', {
      ...options,
      timeZone: zone,
    }).formatToParts(date);
  } catch {
    // A zone that the platform does not know must not hide the danger.
    name = 'UTC';
    parts = new Intl.DateTimeFormat('en-GB', {
      ...options,
      timeZone: 'UTC',
    }).formatToParts(date);
  }
  const part = (type: string) =>
    parts.find(candidate => candidate.type === type)?.value;
  return `${part('day')} ${part('month')} ${part('year')} ${part(
    'hour',
  )}:${part('minute')} (${name})`;
}

/** An instant as the API writes it; `null` stays. */
export function toInstant(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
