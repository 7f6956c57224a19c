import type { Plan, Stage } from './model';
import { placementOf } from './placement';
import type { SideStates } from './sides';

/** Plan fields that `planned` asks for and that are missing, in the order of the form. */
export type PlanGap =
  | 'no-owner'
  | 'no-strategy'
  | 'no-target-platform'
  | 'no-decision'
  | 'requirement-without-check';

const hasText = (value: string | null | undefined) =>
  typeof value === 'string' && value.trim() !== '';

/** What stays as it is needs a reason that the next reader can weigh. */
const NEEDS_REASON: ReadonlyArray<Plan['strategy']> = ['rehost', 'retain'];

/** Whether the adopted candidate must say why. */
export function needsReason(strategy: Plan['strategy']): boolean {
  return NEEDS_REASON.includes(strategy);
}

function isDecided({ strategy, decision }: Plan): boolean {
  return Boolean(
    decision?.candidates.some(
      ({ adopted, reason }) =>
        adopted && (hasText(reason) || !needsReason(strategy)),
    ),
  );
}

/** What `planned` still asks for. What is retired or retained needs no target platform. */
export function planGaps(plan: Plan): PlanGap[] {
  const staysWithoutTarget =
    plan.strategy === 'retire' || plan.strategy === 'retain';
  const missing: Record<PlanGap, boolean> = {
    'no-owner': !hasText(plan.ownerRef),
    'no-strategy': plan.strategy === null,
    'no-target-platform': !staysWithoutTarget && !hasText(plan.targetPlatform),
    'no-decision': !isDecided(plan),
    'requirement-without-check': plan.requirements.some(
      ({ check }) => check === null,
    ),
  };
  return (Object.keys(missing) as PlanGap[]).filter(gap => missing[gap]);
}

/** Retained by a complete decision whose review date (in UTC) is not over. */
export function isRetained(plan: Plan, now: Date): boolean {
  return (
    plan.strategy === 'retain' &&
    planGaps(plan).length === 0 &&
    !isReviewOver(plan, now)
  );
}

/** The review date counts until its end in UTC. */
export function isReviewOver({ reviewDate }: Plan, now: Date): boolean {
  return reviewDate !== null && reviewDate < now.toISOString().slice(0, 10);
}

export interface StageEvidence {
  plan: Plan;
  now: Date;
  /** Both sides at the last instant at which both were known. */
  verified: SideStates | null;
  hasLegacy: boolean;
  /** The target was there when it was last seen. */
  targetExists: boolean;
  /** The soak passed, and no rollback voided it. */
  isProven: boolean;
}

/**
 * The furthest stage that was observed.
 *
 * `retired` asks that every legacy location is absent, and that the work is
 * either proven on the target or was meant to end: with strategy `retire` the
 * target must not be active. A line that vanished before the target was
 * proven is `cut-over` (or less), never `retired`: otherwise deleting a
 * crontab would look like progress. A proven target that is switched off
 * later keeps its stage and raises a danger.
 */
export function stageOf(evidence: StageEvidence): Stage {
  const { plan, now, verified, hasLegacy, targetExists, isProven } = evidence;
  if (isRetained(plan, now)) return 'retained';
  if (verified?.legacy === 'absent' && hasLegacy) {
    const isMeantToEnd =
      plan.strategy === 'retire' && verified.target !== 'active';
    if (isProven || isMeantToEnd) return 'retired';
  }
  if (isProven) return 'proven';
  if (verified && placementOf(verified.legacy, verified.target) === 'target') {
    return 'cut-over';
  }
  if (targetExists) return 'built';
  return planGaps(plan).length === 0 ? 'planned' : 'discovered';
}
