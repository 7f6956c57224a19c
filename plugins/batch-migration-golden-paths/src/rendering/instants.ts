/** An instant as a clock on the wall of its zone shows it. */
export function localTime(at: string, timezone: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(at));
  return `${local} ${timezone}`;
}

export function utcTime(at: string): string {
  return new Date(at).toISOString();
}

export function inZone(at: string, timezone: string): string {
  return `${localTime(at, timezone)} (${utcTime(at)})`;
}
