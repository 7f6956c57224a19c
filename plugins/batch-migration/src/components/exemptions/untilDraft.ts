/** The end of an exemption, as a form of a browser writes it. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** `YYYY-MM-DDTHH:mm` of an instant on the clocks of a zone. */
export function localMinute(at: Date, timezone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = parts;
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The instant at which the clocks of a zone show it; `undefined` for what is no time. */
export function instantOf(local: string, timezone: string): Date | undefined {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)
    ? Date.parse(`${local}Z`)
    : Number.NaN;
  if (Number.isNaN(asUtc)) return undefined;
  const offsetAt = (at: number) =>
    Date.parse(`${localMinute(new Date(at), timezone)}Z`) - at;
  // Twice, since the offset at the first guess may be that of another season.
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess));
}

/** Whether it is ahead, and not further than so many days. */
export function isWithin(
  until: Date | undefined,
  now: Date,
  longestDays: number,
): boolean {
  if (!until) return false;
  const ahead = until.getTime() - now.getTime();
  return ahead > 0 && ahead <= longestDays * DAY_MS;
}

/** What the form proposes: in 30 days, or as long as is allowed. */
export function proposedUntil(now: Date, longestDays: number): Date {
  const days = Math.min(30, longestDays);
  return new Date(now.getTime() + days * DAY_MS - MINUTE_MS);
}
