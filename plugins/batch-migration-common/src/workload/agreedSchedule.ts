import type { IntendedSchedule, Plan, ScheduleSpec } from './model';

/**
 * The schedule that is meant to take the place of the legacy one, as far as it
 * counts: an intention alone must not silence that both sides differ. One that
 * was set before approvals were asked for counts as it did.
 */
export function agreedSchedule({
  intendedSchedule,
}: Partial<Pick<Plan, 'intendedSchedule'>>): ScheduleSpec | null {
  if (!intendedSchedule || intendedSchedule.approval === null) return null;
  const { dialect, expression, timezone } = intendedSchedule;
  return { dialect, expression, timezone };
}

/**
 * From when on the agreed schedule says what is due, in milliseconds: what was
 * due before its approval stays due by the schedule of then.
 */
export function agreedSince({
  intendedSchedule,
}: Partial<Pick<Plan, 'intendedSchedule'>>): number {
  const approval = intendedSchedule?.approval;
  return approval && !approval.countedBefore
    ? Date.parse(approval.at)
    : Number.NEGATIVE_INFINITY;
}

/** A person other than who set it has agreed. */
export function isApproved(schedule: IntendedSchedule): boolean {
  return Boolean(schedule.approval);
}

/** The same times for the same reason: what was approved of one holds for the other. */
export function isSameIntention(
  one: IntendedSchedule | null,
  other: IntendedSchedule | null,
): boolean {
  if (!one || !other) return one === other;
  return (['dialect', 'expression', 'timezone', 'reason'] as const).every(
    field => one[field] === other[field],
  );
}
