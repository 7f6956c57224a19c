import { driftOf } from './drift';
import { notEquivalent } from './equivalence';
import {
  dueFiring,
  isScheduled,
  nextSharedTick,
  nextTick,
  sameTick,
  type Firing,
} from './fires';
import type { Facts } from './facts';
import { newestAt, statesSeen } from './freshness';
import { toInstant } from './instants';
import type { Danger, WorkloadLocation } from './model';
import { placementOf } from './placement';
import { hostOf, nameLocation } from './places';
import { knowLocationAt } from './sides';

const observationIdsOf = (firings: Firing[]): number[] => [
  ...new Set(firings.flatMap(({ observationId }) => observationId ?? [])),
];

/** Both sides would do the same due run, or the last one was seen twice. */
function runsTwice(facts: Facts): Danger | null {
  const { evidence, plan, states, now, lastTicks, at } = facts;
  const { legacyFirings, targetFirings } = facts;
  const all = [...legacyFirings, ...targetFirings];
  const acute = (message: string, nextAt: number | null): Danger => ({
    type: 'runs-twice',
    severity: 'acute',
    message,
    nextAt: toInstant(nextAt),
    observationIds: observationIdsOf(all),
  });
  const isBoth = placementOf(states.legacy, states.target) === 'both';

  if (evidence.workload.kind === 'resident') {
    return isBoth && plan.expectedActive === 1
      ? acute('Only one instance may run, and both sides are running.', null)
      : null;
  }
  if (!isScheduled(evidence.workload)) return null;

  const last = lastTicks[lastTicks.length - 1];
  const seen = (last?.runs ?? []).filter(
    ({ outcome }) => outcome !== 'skipped-duplicate',
  );
  const isActive = ({ ref, key }: { ref: string; key: string }) =>
    all.some(
      ({ location, state }) =>
        state === 'active' && location.ref === ref && location.key === key,
    );
  const wasSeenTwice =
    last?.verdict === 'twice' &&
    seen.length > 1 &&
    seen.every(({ location }) => isActive(location));
  const history = wasSeenTwice
    ? `It ran ${seen.length} times for ${at(last.at)}. `
    : '';

  if (legacyFirings.length > 0 && targetFirings.length > 0) {
    const unreadable = isBoth && all.find(({ problem }) => problem);
    if (unreadable) {
      return acute(
        `${history}Both sides are active, and when ${nameLocation(
          unreadable.location,
        )} runs is not known: ${unreadable.problem}.`,
        nextTick(all, now),
      );
    }
    const shared = nextSharedTick(legacyFirings, targetFirings, now);
    const nextLegacy = nextTick(legacyFirings, now);
    // A side that only waits for its start date is given until the next tick.
    const isNear = shared && (isBoth || shared.legacy === nextLegacy);
    if (shared && isNear && !guardHolds(facts)) {
      const when = Math.max(shared.legacy, shared.target);
      const starts =
        shared.legacy === shared.target
          ? `at ${at(when)}`
          : `at ${at(shared.legacy)} on legacy and at ${at(
              shared.target,
            )} on the target`;
      const how = isBoth
        ? 'Both sides are active'
        : 'Legacy is active and the target starts before its next run';
      return acute(`${history}${how}; the next double run is ${starts}.`, when);
    }
  }
  return wasSeenTwice ? acute(history.trim(), nextTick(all, now)) : null;
}

/**
 * Real runs go before what the sides would do: at the last due tick one of
 * them saw that the other had it, and stepped back.
 */
function guardHolds({ lastTicks }: Facts): boolean {
  const last = lastTicks[lastTicks.length - 1];
  return (
    last?.verdict === 'once' &&
    new Set(last.runs.map(({ side }) => side)).size === 2 &&
    last.runs.some(({ outcome }) => outcome === 'skipped-duplicate')
  );
}

/** Nothing would do the next due run. */
function runsNowhere(facts: Facts): Danger | null {
  const { evidence, plan, states, now, due, at } = facts;
  const { legacyFirings, targetFirings } = facts;
  const placement = placementOf(states.legacy, states.target);
  if (plan.strategy === 'retire' || facts.isDormant) return null;
  if (placement === 'unknown') return null;

  const { kind } = evidence.workload;
  const observationIds = locationIdsSeen(facts);
  const acute = (message: string, nextAt: number | null): Danger => ({
    type: 'runs-nowhere',
    severity: 'acute',
    message,
    nextAt: toInstant(nextAt),
    observationIds,
  });
  const sides = `legacy is ${states.legacy}, the target is ${states.target}`;
  if (kind === 'on-demand') return null;
  if (kind !== 'scheduled') {
    return placement === 'neither'
      ? acute(`It runs on neither side: ${sides}.`, null)
      : null;
  }

  const all = [...legacyFirings, ...targetFirings];
  const dueLine = dueFiring(due);
  if (dueLine.problem) {
    return placement === 'neither' && all.length === 0
      ? acute(`It runs on neither side: ${sides}.`, null)
      : null;
  }
  const next = nextTick([dueLine], now);
  if (next === null) return null;
  const isCovered =
    states.legacy === 'active' ||
    all.some(firing =>
      firing.problem
        ? firing.from <= next && firing.until >= next
        : sameTick(next, [dueLine], [firing]) !== null,
    );
  if (isCovered) return null;
  if (placement === 'target') {
    return acute(
      `It is due at ${at(next)}, and the target does not run then.`,
      next,
    );
  }
  const starts = all.length > 0 ? ', and what is switched on starts later' : '';
  return acute(
    `It is due at ${at(next)} and runs on neither side: ${sides}${starts}.`,
    next,
  );
}

/** Ids of the observations on which the two sides rest. */
function locationIdsSeen({ evidence, now }: Facts): number[] {
  return evidence.workload.locations.flatMap(location => {
    const { observation } = knowLocationAt(evidence, location, now);
    return observation ? [observation.id] : [];
  });
}

/** More legacy locations are active than should be: on several hosts, or twice on one. */
function severalLegacy(facts: Facts): Danger[] {
  const { evidence, plan, legacyFirings, now, at } = facts;
  const { kind } = evidence.workload;
  if (kind !== 'scheduled' && kind !== 'resident') return [];
  const active = legacyFirings.filter(({ state }) => state === 'active');
  const byHost = new Map<string, Firing[]>();
  for (const firing of active) {
    const host = hostOf(firing.location.ref) ?? firing.location.ref;
    byHost.set(host, [...(byHost.get(host) ?? []), firing]);
  }
  const next = kind === 'scheduled' ? nextTick(active, now) : null;
  const when = next === null ? '' : `; next at ${at(next)}`;
  const dangers: Danger[] = [];

  if (byHost.size > plan.expectedActive) {
    const names = [...byHost.keys()].map(host =>
      host.replace(/^default\//, ''),
    );
    dangers.push({
      type: 'runs-on-several-hosts',
      severity: 'acute',
      message: `It is active on ${byHost.size} hosts where ${
        plan.expectedActive
      } is expected: ${names.join(', ')}${when}.`,
      nextAt: toInstant(next),
      observationIds: observationIdsOf(active),
    });
  }
  for (const [host, firings] of byHost) {
    if (kind !== 'scheduled' || !runAtOneTick(firings, now)) continue;
    dangers.push({
      type: 'listed-twice',
      severity: 'acute',
      message: `${firings.length} enabled lines on ${host.replace(
        /^default\//,
        '',
      )} run it at the same time: ${firings
        .map(({ location }) => nameLocation(location))
        .join(', ')}${when}.`,
      nextAt: toInstant(next),
      observationIds: observationIdsOf(firings),
    });
    break;
  }
  return dangers;
}

/** Whether at least two of these would start together; unreadable ones may. */
function runAtOneTick(firings: Firing[], now: number): boolean {
  return firings.some((first, index) =>
    firings
      .slice(index + 1)
      .some(
        second =>
          first.problem ||
          second.problem ||
          nextSharedTick([first], [second], now) !== null,
      ),
  );
}

/** The host's cron ignores the file in which an enabled line stands. */
function fileIgnored(facts: Facts): Danger | null {
  const { evidence, plan, states, now, due, at } = facts;
  for (const location of evidence.sides.legacy) {
    const { state, observation } = knowLocationAt(evidence, location, now);
    const detail = observation?.detail;
    const isIgnored =
      state === 'idle' && detail?.fileIgnored && detail.enabled !== false;
    if (!isIgnored) continue;
    const runsElsewhere =
      states.target === 'active' ||
      states.legacy === 'active' ||
      plan.strategy === 'retire';
    const dueLine = dueFiring(due);
    const next = dueLine.problem ? null : nextTick([dueLine], now);
    const reason = detail.reason
      ? ` (${detail.reason.replace(/\.$/, '')})`
      : '';
    const effect = runsElsewhere
      ? 'once the file is mended it starts again'
      : `so it does not run${
          next === null ? '' : `; it is due at ${at(next)}`
        }`;
    return {
      type: 'file-ignored',
      severity: runsElsewhere ? 'pressing' : 'acute',
      message: `The line is enabled, but cron ignores the whole of ${nameLocation(
        location,
      )}${reason}: ${effect}.`,
      nextAt: runsElsewhere ? null : toInstant(next),
      observationIds: [observation!.id],
    };
  }
  return null;
}

/** What the runs at the last due tick tell. */
function lastRun(facts: Facts): Danger[] {
  const { plan, lastTicks, due, now, at, states } = facts;
  const last = lastTicks[lastTicks.length - 1];
  const isOver = plan.strategy === 'retire' && states.legacy === 'absent';
  if (!last || facts.isDormant || isOver) return [];
  const dueLine = dueFiring(due);
  const next = dueLine.problem ? null : nextTick([dueLine], now);
  const observationIds = locationIdsSeen(facts);
  if (last.verdict === 'missed' && plan.strategy !== 'retire') {
    return [
      {
        type: 'run-missed',
        severity: 'acute',
        message: `Nothing ran for ${at(last.at)}.`,
        nextAt: toInstant(next),
        observationIds,
      },
    ];
  }
  const ended = last.runs.filter(
    ({ outcome }) => outcome !== 'running' && outcome !== 'skipped-duplicate',
  );
  const bad = ended[ended.length - 1];
  if (bad?.outcome !== 'failed' && bad?.outcome !== 'timed-out') return [];
  const how = bad.outcome === 'failed' ? 'failed' : 'timed out';
  return [
    {
      type: 'run-failed',
      severity: 'acute',
      message: `The run for ${at(last.at)} ${how} on the ${bad.side} side.`,
      nextAt: toInstant(next),
      observationIds,
    },
  ];
}

/** A side that was seen before has fallen silent. */
function stale(facts: Facts): Danger | null {
  const { evidence, states, now, at } = facts;
  const silent: WorkloadLocation[] = [];
  for (const side of ['legacy', 'target'] as const) {
    if (states[side] !== 'unknown') continue;
    for (const location of evidence.sides[side]) {
      const isSilent =
        knowLocationAt(evidence, location, now).state === 'unknown' &&
        statesSeen(evidence.history, location, now).length > 0;
      if (isSilent) silent.push(location);
    }
  }
  if (silent.length === 0) return null;
  const lastSeen = silent
    .map(location => knowLocationAt(evidence, location, now).observation!)
    .sort((a, b) => a.observedAt.localeCompare(b.observedAt));
  const reason = newestAt(evidence.history, silent[0], now)?.detail.reason;
  return {
    type: 'stale',
    severity: 'pressing',
    message: `${silent.map(nameLocation).join(', ')} was last seen ${at(
      lastSeen[0].observedAt,
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
    driftOf(facts),
    notEquivalent(facts),
    ...lastRun(facts),
    stale(facts),
  ].filter((danger): danger is Danger => danger !== null);
  return [
    ...found.filter(({ severity }) => severity === 'acute'),
    ...found.filter(({ severity }) => severity === 'pressing'),
  ];
}
