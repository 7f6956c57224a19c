import type { HistoryEvent } from '../api/contract';
import { isSameIntention } from '../workload/agreedSchedule';
import type { IntendedSchedule, Plan } from '../workload/model';

/** Fields of a plan that people write, in the order in which files have them. */
export const PLAN_FIELDS = [
  'ownerRef',
  'strategy',
  'targetPlatform',
  'decision',
  'requirements',
  'wave',
  'intendedSchedule',
  'expectedActive',
  'reviewDate',
  'notes',
  'steps',
  'canary',
] as const satisfies ReadonlyArray<Exclude<keyof Plan, 'version'>>;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** The fields in which two plans differ; version and approval are none. */
export function differingPlanFields(one: Plan, other: Plan): PlanField[] {
  return PLAN_FIELDS.filter(field => !isSameField(field, one, other));
}

/** Each field that differs, before and after as text. */
export function planChanges(
  before: Plan,
  after: Plan,
): HistoryEvent['changes'] {
  return (Object.keys(after) as Array<keyof Plan>)
    .filter(field => field !== 'version')
    .map(field => ({
      field,
      before: asText(before[field]),
      after: asText(after[field]),
    }))
    .filter(change => change.before !== change.after);
}

/**
 * A plan as somebody wrote it, with what is not theirs to write: an intended
 * schedule keeps its approval as long as it stays as it was, and waits for a
 * new one otherwise.
 */
export function withIntention<T extends Omit<Plan, 'version'>>(
  written: T,
  before: Pick<Plan, 'intendedSchedule'>,
  actor: string,
): T {
  const { intendedSchedule } = written;
  if (isSameIntention(intendedSchedule, before.intendedSchedule)) {
    return { ...written, intendedSchedule: before.intendedSchedule };
  }
  if (!intendedSchedule) return written;
  const next: IntendedSchedule = {
    dialect: intendedSchedule.dialect,
    expression: intendedSchedule.expression,
    timezone: intendedSchedule.timezone,
    reason: intendedSchedule.reason,
    setBy: actor,
    approval: null,
  };
  return { ...written, intendedSchedule: next };
}

export interface MergedPlan {
  /** `theirs` with what changed from `base` to `yours`. */
  plan: Plan;
  /** Fields that both changed, and not alike: none of the two can be kept for both. */
  clashes: PlanField[];
}

/** Brings the changes of one who read `base` into what others made of it since. */
export function mergePlans(base: Plan, yours: Plan, theirs: Plan): MergedPlan {
  const mine = differingPlanFields(base, yours);
  const clashes = mine.filter(
    field =>
      !isSameField(field, base, theirs) && !isSameField(field, yours, theirs),
  );
  const plan = {
    ...theirs,
    ...Object.fromEntries(mine.map(field => [field, yours[field]])),
  };
  return { plan, clashes };
}

function isSameField(field: PlanField, one: Plan, other: Plan): boolean {
  if (field === 'intendedSchedule') {
    return isSameIntention(one.intendedSchedule, other.intendedSchedule);
  }
  return canonical(one[field]) === canonical(other[field]);
}

/** Keys in one order: a database and a file need not have the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
