import { isApproved } from './agreedSchedule';
import { exemptionLapsed } from './exemptionLapsed';
import type { Facts } from './facts';
import { isScheduled } from './fires';
import { newestAt } from './freshness';
import type {
  Blocker,
  BlockerType,
  Soak,
  Stage,
  WorkloadLocation,
} from './model';
import { nameLocation } from './places';
import { placementOf } from './placement';
import { knowLocationAt } from './sides';
import { isReviewOver, planGaps, type PlanGap } from './stage';

/** What the observation loop writes where no probe can look. */
export const NO_PROBE_YET = 'no probe yet';

function planBlocker(facts: Facts, gap: PlanGap): Blocker {
  const { requirements } = facts.plan;
  const unchecked = requirements
    .filter(({ check }) => check === null)
    .map(({ text, id }) => text || id);
  const messages: Record<PlanGap, string> = {
    'no-owner': 'The plan names no owner.',
    'no-strategy': 'No strategy is chosen.',
    'no-target-platform': 'No target platform is chosen.',
    'no-decision': facts.plan.decision?.candidates.some(
      ({ adopted }) => adopted,
    )
      ? `The decision record adopts a candidate without a reason, which ${facts.plan.strategy} needs.`
      : 'The decision record adopts no candidate.',
    'requirement-without-check': `Not said how to check: ${unchecked.join(
      ', ',
    )}.`,
  };
  return { type: gap, message: messages[gap] };
}

function unseen(facts: Facts): Blocker[] {
  const { evidence, states, now } = facts;
  const silent: WorkloadLocation[] = (['legacy', 'target'] as const).flatMap(
    side =>
      states[side] === 'unknown'
        ? evidence.sides[side].filter(
            location =>
              knowLocationAt(evidence, location, now).state === 'unknown',
          )
        : [],
  );
  const noProbe = silent.filter(
    location =>
      newestAt(evidence.history, location, now)?.detail.reason === NO_PROBE_YET,
  );
  const notObserved = silent.filter(location => !noProbe.includes(location));
  const names = (locations: WorkloadLocation[]) =>
    locations.map(nameLocation).join(', ');
  const blockers: Blocker[] = [];
  if (noProbe.length > 0) {
    blockers.push({
      type: 'no-probe-yet',
      message: `No probe can look at ${names(noProbe)} yet.`,
    });
  }
  if (notObserved.length > 0) {
    const reason = newestAt(evidence.history, notObserved[0], now)?.detail
      .reason;
    blockers.push({
      type: 'not-observed',
      message: `${names(notObserved)} is not seen${
        reason ? `: ${reason}` : ''
      }.`,
    });
  }
  const isNeverRead =
    states.legacy === 'unknown' && evidence.sides.legacy.length === 0;
  if (isNeverRead) {
    blockers.push({
      type: 'not-observed',
      message:
        evidence.workload.intents.length > 0
          ? 'It is declared, and was never looked for on a host.'
          : 'It is in no inventory, and was never seen on a host.',
    });
  }
  return blockers;
}

/** A new schedule is another person's to agree to. */
function scheduleBlockers({ evidence, plan }: Facts): Blocker[] {
  const intended = plan.intendedSchedule;
  if (!intended || isApproved(intended) || !isScheduled(evidence.workload)) {
    return [];
  }
  return [
    {
      type: 'schedule-not-approved',
      message:
        intended.approval === null
          ? 'Nobody has approved the intended schedule, so the legacy schedule counts.'
          : 'The intended schedule counts, and was set before approvals were asked for: nobody has approved it.',
    },
  ];
}

/** What stands before `built` and `cut-over`, seen from the target. */
function targetBlockers(facts: Facts, stage: Stage): Blocker[] {
  const { evidence, targetFirings, states, now, at } = facts;
  const { target } = evidence.sides;
  if (target.length === 0) {
    return stage === 'planned'
      ? [{ type: 'no-target-linked', message: 'No repository is linked yet.' }]
      : [];
  }
  const missing = target.filter(
    location => knowLocationAt(evidence, location, now).state === 'absent',
  );
  if (missing.length > 0) {
    return [
      {
        type: 'target-not-deployed',
        message: `The target is not deployed: ${missing
          .map(nameLocation)
          .join(', ')}.`,
      },
    ];
  }
  if (states.target !== 'idle' || stage === 'proven') return [];
  const starts = targetFirings
    .map(({ from }) => from)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)[0];
  return [
    {
      type: 'target-not-active',
      message: starts
        ? `The target starts at ${at(starts)}.`
        : 'The target is switched off.',
    },
  ];
}

/**
 * People who want to use a tool can do so nowhere. What no trigger starts is
 * no danger, and stands in the way whatever stage was reached.
 */
function usableNowhere({
  evidence,
  states,
  mayStandStill,
  now,
}: Facts): Blocker[] {
  const isUnusable =
    evidence.workload.kind === 'on-demand' &&
    placementOf(states.legacy, states.target) === 'neither';
  if (!isUnusable || mayStandStill) return [];
  const { target } = evidence.sides;
  const isMissing = target.some(
    location => knowLocationAt(evidence, location, now).state === 'absent',
  );
  let type: BlockerType = 'target-not-active';
  if (isMissing) type = 'target-not-deployed';
  if (target.length === 0) type = 'no-target-linked';
  return [
    {
      type,
      message: `It can be used on neither side: legacy is ${states.legacy}, the target is ${states.target}.`,
    },
  ];
}

/** What stands between a workload and its next stage, plan gaps first. */
export function blockersOf(
  facts: Facts,
  stage: Stage,
  soak: Soak | null,
): Blocker[] {
  const blockers = blockersOfStage(facts, stage, soak);
  const isNew = ({ type }: Blocker) =>
    blockers.every(blocker => blocker.type !== type);
  return [
    ...(stage === 'retired' ? [] : exemptionLapsed(facts)),
    ...blockers,
    ...usableNowhere(facts).filter(isNew),
  ];
}

function blockersOfStage(
  facts: Facts,
  stage: Stage,
  soak: Soak | null,
): Blocker[] {
  const { evidence, plan, states, now } = facts;
  if (stage === 'retired') return unseen(facts);
  const blockers: Blocker[] = planGaps(plan).map(gap =>
    planBlocker(facts, gap),
  );
  const add = (type: BlockerType, message: string) =>
    blockers.push({ type, message });

  if (plan.strategy === 'retain') {
    if (plan.reviewDate === null) {
      add('review-date-passed', 'It is retained without a review date.');
    } else if (isReviewOver(plan, new Date(now))) {
      add(
        'review-date-passed',
        `Its review date, ${plan.reviewDate}, has passed.`,
      );
    }
    return [...blockers, ...unseen(facts)];
  }
  const isRetiring = plan.strategy === 'retire' && states.target !== 'active';
  const isBeforeBuilt = stage === 'discovered' || stage === 'planned';
  if (!isRetiring) {
    const { maskedSecrets } = evidence.workload;
    if (isBeforeBuilt && maskedSecrets.length > 0) {
      add(
        'masked-secret',
        `Needs a secret reference for ${maskedSecrets.join(', ')}.`,
      );
    }
    blockers.push(...scheduleBlockers(facts));
    blockers.push(...targetBlockers(facts, stage));
    if (stage === 'cut-over' && soak && !soak.passedAt) {
      const unit = evidence.workload.kind === 'scheduled' ? 'runs' : 'days';
      add('soak-not-passed', `${soak.good} of ${soak.needed} good ${unit}.`);
    }
  }
  const isReady =
    stage === 'built' || (isRetiring && planGaps(plan).length === 0);
  if (states.legacy === 'active' && isReady) {
    add('legacy-still-active', 'The legacy side is still active.');
  }
  const isLeaving = stage === 'proven' || (isRetiring && isReady);
  if (states.legacy === 'idle' && isLeaving) {
    add('legacy-not-removed', 'It is switched off and still there: remove it.');
  }
  return [...blockers, ...unseen(facts)];
}
