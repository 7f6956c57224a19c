import { agreedSince } from './agreedSchedule';
import { becauseOf, withBasis } from './because';
import { blockersOf } from './blockers';
import { dangersOf } from './dangers';
import { toTickEvidence } from './dueTicks';
import {
  distinctFirings,
  dueFiring,
  dueSpecs,
  isScheduled,
  nextTick,
  specsOf,
} from './fires';
import { toFacts, type Facts } from './facts';
import { boundOf } from './freshness';
import { toInstant } from './instants';
import type {
  Assessment,
  Danger,
  Observation,
  Plan,
  Run,
  Workload,
} from './model';
import { locationId } from './places';
import { placementOf } from './placement';
import { RUN_LATE_MS } from './runSights';
import {
  knowLocationAt,
  lastVerifiedSides,
  toEvidence,
  wasEverSeen,
  type Evidence,
} from './sides';
import { soakOf } from './soak';
import { stageOf } from './stage';

const DAY_MS = 86_400_000;

/** Whether the target was there when it was last seen. */
function targetExists(evidence: Evidence): boolean {
  return evidence.sides.target.some(location => {
    const { observation } = knowLocationAt(evidence, location, evidence.now);
    return observation !== null && observation.state !== 'absent';
  });
}

/** The first instant after now at which the answer may be another one. */
function validUntil(
  facts: Facts,
  dangers: readonly Danger[],
  soakChangesAt: number | undefined,
): number | null {
  const { evidence, plan, now, legacyFirings, targetFirings } = facts;
  const instants: number[] = [];
  const instances = new Set(
    evidence.workload.hostInstances?.map(({ location }) =>
      locationId(location),
    ),
  );
  for (const [id, seen] of evidence.history) {
    for (const { at, until, observation } of seen) {
      // A running host says nothing about its lines, and neither does its silence.
      if (instances.has(id) && observation.state === 'active') continue;
      const { startDate, endDate } = observation.detail;
      instants.push(
        at,
        until + 1,
        boundOf(startDate, Number.POSITIVE_INFINITY),
        boundOf(endDate, Number.POSITIVE_INFINITY) + 1,
      );
    }
  }
  if (plan.strategy === 'retain' && plan.reviewDate) {
    instants.push(Date.parse(plan.reviewDate) + DAY_MS);
  }
  if (isScheduled(evidence.workload)) {
    const firings = [
      ...legacyFirings,
      ...targetFirings,
      dueFiring(dueSpecs(evidence, plan, false)),
      dueFiring(dueSpecs(evidence, plan, true)),
      // The first difference to a target that is off is one of its ticks.
      ...(dangers.some(({ type }) => type === 'not-equivalent')
        ? evidence.sides.target.flatMap(location => [
            dueFiring(specsOf(evidence, location, now)),
            dueFiring(location.alsoServes ?? []),
          ])
        : []),
    ];
    for (const firing of distinctFirings(firings)) {
      // The tick before is missed once a late run is no longer waited for.
      const last = nextTick([firing], now - RUN_LATE_MS);
      if (last === null) continue;
      const next = last > now ? last : nextTick([firing], now);
      instants.push(last + RUN_LATE_MS, next ?? last + RUN_LATE_MS);
    }
  } else if (soakChangesAt !== undefined) {
    instants.push(soakChangesAt);
  }
  const { soakPassedAt, exemptions = [], readFiles = [] } = evidence.workload;
  for (const { freshUntil } of readFiles) {
    instants.push(Date.parse(freshUntil) + 1);
  }
  instants.push(agreedSince(plan));
  if (soakPassedAt) instants.push(Date.parse(soakPassedAt));
  for (const { approval, expiresAt } of exemptions) {
    if (!approval) continue;
    instants.push(Date.parse(approval.at), Date.parse(expiresAt));
  }
  // Once it has come, a danger hurts at another instant, or no more.
  for (const { nextAt } of dangers) {
    if (nextAt) instants.push(Date.parse(nextAt));
  }
  const later = instants.filter(
    instant => instant > now && Number.isFinite(instant),
  );
  return later.length === 0
    ? null
    : later.reduce((first, instant) => Math.min(first, instant));
}

/**
 * Everything that is derived about one workload. Pure: the same inputs give
 * the same answer, and this is the only place that decides placement, stage,
 * staleness, blockers, dangers and soak, and says on what each of them rests.
 *
 * @param observations - all that is known of its locations, in any order
 * @param runs - all that is known of its locations, in any order
 * @param now - what was seen or started after it does not count
 */
export function assess(
  workload: Workload,
  plan: Plan,
  observations: Observation[],
  runs: Run[],
  now: Date,
): Assessment {
  const evidence = toEvidence(workload, observations, now);
  const ticks = toTickEvidence(evidence, plan, runs);
  const facts = toFacts(ticks, runs);
  const { states, legacyFirings, targetFirings } = facts;
  const found = soakOf(ticks);
  const soak = found?.soak ?? null;
  const dangers = dangersOf(facts);
  const verified = lastVerifiedSides(evidence);
  const stage = stageOf({
    plan,
    now,
    verified,
    hasLegacy: evidence.sides.legacy.length > 0,
    targetExists: targetExists(evidence),
    isProven: Boolean(soak?.passedAt),
  });
  const stale = (['legacy', 'target'] as const).some(
    side =>
      states[side] === 'unknown' && wasEverSeen(evidence, evidence.sides[side]),
  );
  const because = becauseOf(evidence, {
    stage,
    stale,
    isDormant: facts.isDormant,
    verified,
    hasSoak: soak !== null,
    isProven: Boolean(soak?.passedAt),
    soakRunIds: found?.runIds ?? [],
  });
  return {
    placement: placementOf(states.legacy, states.target),
    stage,
    stale,
    ...states,
    dormant: facts.isDormant,
    blockers: withBasis(evidence, blockersOf(facts, stage, soak), because.soak),
    dangers,
    soak,
    because,
    nextRunAt: isScheduled(workload)
      ? toInstant(nextTick([...legacyFirings, ...targetFirings], facts.now))
      : null,
    validUntil: toInstant(validUntil(facts, dangers, found?.changesAt)),
  };
}
