/** What the form of an attestation takes; the server checks again. */

export interface AttestationDraft {
  seconds: string;
  reason: string;
  /** `YYYY-MM-DD` in the zone of the estate. */
  expires: string;
}

const DAY_MS = 86_400_000;
/** A run longer than a week is a mistake in the unit. */
const MAX_SECONDS = 604_800;
const MAX_DAYS = 365;

/** `YYYY-MM-DD`, so many days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)
    .toISOString()
    .slice(0, 10);
}

/** The fields that cannot be sent as they are. */
export function checkAttestation(
  { seconds, reason, expires }: AttestationDraft,
  today: string,
): Partial<Record<keyof AttestationDraft, true>> {
  const problems: Partial<Record<keyof AttestationDraft, true>> = {};
  if (
    !/^\d{1,6}$/.test(seconds.trim()) ||
    Number(seconds) < 1 ||
    Number(seconds) > MAX_SECONDS
  ) {
    problems.seconds = true;
  }
  if (reason.trim() === '') problems.reason = true;
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(expires) ||
    expires <= today ||
    expires > dayAfter(today, MAX_DAYS)
  ) {
    problems.expires = true;
  }
  return problems;
}

/** The start of a day in a zone, as an instant: the attestation holds until then. */
export function expiryOf(day: string, timezone: string): string {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const offsetAt = (at: number) => {
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
        .formatToParts(new Date(at))
        .map(({ type, value }) => [type, value]),
    );
    return (
      Date.parse(
        `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:00Z`,
      ) - at
    );
  };
  // Twice, since the offset at the first guess may be that of another season.
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess)).toISOString();
}
