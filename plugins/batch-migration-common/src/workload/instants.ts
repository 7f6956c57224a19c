const FORMAT: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

interface Formatter {
  /** The zone that it writes: UTC, where the platform does not know the other one. */
  zone: string;
  format: Intl.DateTimeFormat;
}

function createFormatter(zone: string): Formatter {
  const of = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { ...FORMAT, timeZone });
  try {
    return { zone, format: of(zone) };
  } catch {
    // A zone that the platform does not know must not hide the danger.
    return { zone: 'UTC', format: of('UTC') };
  }
}

/** To make one takes longer than all the rest of an assessment. */
const formatters = new Map<string, Formatter>();
/** Names come from crontabs: a hostile one must not fill the memory. */
const MAX_FORMATTERS = 100;

function formatterOf(zone: string): Formatter {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = createFormatter(zone);
    if (formatters.size >= MAX_FORMATTERS) formatters.clear();
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** An instant for a sentence, for example `12 Feb 2026 04:15 (Asia/Tokyo)`. */
export function formatInstant(instant: number | string, zone: string): string {
  const { zone: name, format } = formatterOf(zone);
  const parts = format.formatToParts(new Date(instant));
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
