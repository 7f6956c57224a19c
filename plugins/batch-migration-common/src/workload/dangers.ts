import { contention } from './contention';
import { driftOf } from './drift';
import { runsNowhere, runsTwice } from './dueDangers';
import { notEquivalent } from './equivalence';
import { dueFiring, nextTick } from './fires';
import { observationIdsSeen, type Facts } from './facts';
import { newestAt, statesSeen } from './freshness';
import { toInstant } from './instants';
import { fileIgnored, severalLegacy } from './legacyDangers';
import type { Danger, Observation, WorkloadLocation } from './model';
import { membersDiffer } from './memberDangers';
import { nameLocation } from './places';
import { knowLocationAt } from './sides';
import { singletonCanRunTwice, targetUnhealthy } from './targetDangers';

/** What the runs at the last due tick tell. */
function lastRun(facts: Facts): Danger[] {
  const { plan, lastTick: last, due, now, at, states } = facts;
  const isOver = plan.strategy === 'retire' && states.legacy === 'absent';
  if (!last || facts.isDormant || isOver) return [];
  const next = () => {
    const dueLine = dueFiring(due);
    return dueLine.problem ? null : nextTick([dueLine], now);
  };
  if (last.verdict === 'missed' && !facts.mayStandStill) {
    return [
      {
        type: 'run-missed',
        severity: 'acute',
        message: `Nothing ran for ${at(last.at)}.`,
        nextAt: toInstant(next()),
        observationIds: observationIdsSeen(facts),
      },
    ];
  }
  const ended = last.runs.filter(
    ({ outcome }) =>
      outcome !== 'running' &&
      outcome !== 'unknown' &&
      outcome !== 'skipped-duplicate',
  );
  const bad = ended[ended.length - 1];
  if (bad?.outcome !== 'failed' && bad?.outcome !== 'timed-out') return [];
  const how = bad.outcome === 'failed' ? 'failed' : 'timed out';
  return [
    {
      type: 'run-failed',
      severity: 'acute',
      message: `The run for ${at(last.at)} ${how} on the ${bad.side} side.`,
      nextAt: toInstant(next()),
      observationIds: observationIdsSeen(facts),
      ...(bad.id !== undefined && { runIds: [bad.id] }),
    },
  ];
}

/**
 * A place that was seen before has fallen silent: also one beside which
 * another is active, for it may run there too.
 */
function stale(facts: Facts): Danger | null {
  const { evidence, now, at } = facts;
  const { legacy, target } = evidence.sides;
  const silent: WorkloadLocation[] = [...legacy, ...target].filter(
    location =>
      knowLocationAt(evidence, location, now).state === 'unknown' &&
      statesSeen(evidence.history, location, now).length > 0,
  );
  if (silent.length === 0) return null;
  const lookedAt = ({ lastSeenAt, observedAt }: Observation) =>
    lastSeenAt ?? observedAt;
  const lastSeen = silent
    .map(location => knowLocationAt(evidence, location, now).observation!)
    .sort((a, b) => lookedAt(a).localeCompare(lookedAt(b)));
  const reason = newestAt(evidence.history, silent[0], now)?.detail.reason;
  return {
    type: 'stale',
    severity: 'pressing',
    message: `${silent.map(nameLocation).join(', ')} was last seen ${at(
      lookedAt(lastSeen[0]),
    )}${
      reason ? ` (${reason.replace(/\.$/, '')})` : ''
    }; what it does now is not known.`,
    nextAt: null,
    observationIds: lastSeen.map(({ id }) => id),
  };
}

/** All dangers of a workload, acute ones first. At most one of each type. */
export function dangersOf(facts: Facts): Danger[] {
  const found = [
    runsTwice(facts),
    runsNowhere(facts),
    ...severalLegacy(facts),
    fileIgnored(facts),
    membersDiffer(facts),
    driftOf(facts),
    notEquivalent(facts),
    ...lastRun(facts),
    singletonCanRunTwice(facts),
    targetUnhealthy(facts),
    contention(facts),
    stale(facts),
  ].filter((danger): danger is Danger => danger !== null);
  return [
    ...found.filter(({ severity }) => severity === 'acute'),
    ...found.filter(({ severity }) => severity === 'pressing'),
  ];
}
