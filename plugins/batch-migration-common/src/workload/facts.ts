import type { DueTick } from '../api/contract';
import { lastTickSince, type TickEvidence } from './dueTicks';
import { agreedSince } from './agreedSchedule';
import { dueSpecs, firingsOf, isScheduled, type Firing } from './fires';
import { formatInstant } from './instants';
import type { Plan, Run, ScheduleSpec } from './model';
import { RUN_LATE_MS } from './runSights';
import {
  isDormant,
  knowLocationAt,
  sidesAt,
  type Evidence,
  type SideStates,
} from './sides';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Windows in which the last due tick is looked for, shortest first. */
const LOOK_BACK_MS = [
  2 * HOUR_MS,
  DAY_MS,
  8 * DAY_MS,
  40 * DAY_MS,
  400 * DAY_MS,
];

/** Everything that several rules ask about one workload, found once. */
export interface Facts {
  evidence: Evidence;
  plan: Plan;
  runs: Run[];
  now: number;
  states: SideStates;
  isDormant: boolean;
  /** Nobody wants to be told that it does not run: to be retired, dormant or exempt. */
  mayStandStill: boolean;
  /** What runs from now on, on either side. */
  legacyFirings: Firing[];
  targetFirings: Firing[];
  /** When the work is due from now on. */
  due: ScheduleSpec[];
  /** The last due tick that has a verdict; only of scheduled workloads. */
  lastTick: DueTick | null;
  /** Writes an instant in the zone of the workload. */
  at(instant: number | string): string;
}

/** Approved, and neither yet to be nor over. */
function isExempt({ workload: { exemptions = [] }, now }: Evidence): boolean {
  return exemptions.some(
    ({ approval, expiresAt }) =>
      approval !== null &&
      Date.parse(approval.at) <= now &&
      Date.parse(expiresAt) > now,
  );
}

function lastTickOf(ticks: TickEvidence): DueTick | null {
  const { workload, now } = ticks.evidence;
  if (!isScheduled(workload)) return null;
  for (const lookBack of LOOK_BACK_MS) {
    const last = lastTickSince(ticks, now - lookBack - RUN_LATE_MS);
    if (last) return last;
  }
  return null;
}

export function toFacts(ticks: TickEvidence, runs: Run[]): Facts {
  const { evidence, plan } = ticks;
  const { workload, sides, now } = evidence;
  const states = sidesAt(evidence, now);
  const zone = workload.schedule?.timezone ?? 'UTC';
  const dormant = isDormant(evidence);
  return {
    evidence,
    plan,
    runs,
    now,
    states,
    isDormant: dormant,
    mayStandStill: plan.strategy === 'retire' || dormant || isExempt(evidence),
    legacyFirings: firingsOf(evidence, sides.legacy),
    targetFirings: firingsOf(evidence, sides.target),
    due: dueSpecs(
      evidence,
      plan,
      states.legacy !== 'active' && agreedSince(plan) <= now,
    ),
    lastTick: lastTickOf(ticks),
    at: instant => formatInstant(instant, zone),
  };
}

/** Ids of the observations on which the two sides rest. */
export function observationIdsSeen({ evidence, now }: Facts): number[] {
  return evidence.workload.locations.flatMap(location => {
    const { observation } = knowLocationAt(evidence, location, now);
    return observation ? [observation.id] : [];
  });
}
