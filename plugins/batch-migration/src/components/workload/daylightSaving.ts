const DAY_MS = 86_400_000;

/** Clocks are looked at once a month: daylight saving lasts longer than that. */
const MONTHS = 24;

/** Hours that a zone's clocks are ahead of UTC at an instant. */
function offsetOf(at: Date, timezone: string): string {
  return (
    new Intl.DateTimeFormat('en', {
      timeZone: timezone,
      timeZoneName: 'longOffset',
    })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  );
}

/** Whether clocks of a zone are put forward or back within two years from an instant. */
export function changesClocks(timezone: string, from: Date): boolean {
  const offsets = new Set<string>();
  for (let month = 0; month <= MONTHS; month += 1) {
    offsets.add(
      offsetOf(new Date(from.getTime() + month * 30 * DAY_MS), timezone),
    );
  }
  return offsets.size > 1;
}
