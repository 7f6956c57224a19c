import {
  dueFiring,
  firesAt,
  isScheduled,
  nextSharedTick,
  nextTick,
  observationIdsOf,
  sameTick,
  startsAt,
  type Firing,
} from './fires';
import { observationIdsSeen, type Facts } from './facts';
import { toInstant } from './instants';
import type { Danger } from './model';
import { locationId, nameLocation } from './places';
import { placementOf } from './placement';

/**
 * Schedules of the target that have its next tick in common: one that was
 * linked anew beside its forerunner. Halves that meet on some later day are
 * told when that day is the next one.
 */
function doubledOnTarget(facts: Facts): { tick: number; by: Firing[] } | null {
  const { targetFirings, plan, runs, now, due } = facts;
  if (targetFirings.length < 2) return null;
  const tick = nextTick(targetFirings, now);
  if (tick === null) return null;
  const isOfAnother = ({ location: { alsoServes = [] } }: Firing) =>
    firesAt(alsoServes, tick) && !firesAt(due, tick);
  const by = targetFirings.filter(
    firing => startsAt(firing, tick) && !isOfAnother(firing),
  );
  const places = new Set(by.map(({ location }) => locationId(location)));
  const isGuarded = runs.some(
    ({ outcome, location }) =>
      outcome === 'skipped-duplicate' && places.has(locationId(location)),
  );
  return by.length > Math.max(1, plan.expectedActive) && !isGuarded
    ? { tick, by }
    : null;
}

/**
 * Both sides would do the same due run, or the target would do it twice, or
 * the last one was seen twice.
 */
export function runsTwice(facts: Facts): Danger | null {
  const { evidence, plan, states, now, lastTick: last, at } = facts;
  const { legacyFirings, targetFirings } = facts;
  const all = [...legacyFirings, ...targetFirings];
  let runIds: number[] = [];
  const acute = (message: string, nextAt: number | null): Danger => ({
    type: 'runs-twice',
    severity: 'acute',
    message,
    nextAt: toInstant(nextAt),
    observationIds: observationIdsOf(all),
    ...(runIds.length > 0 && { runIds }),
  });
  const isBoth = placementOf(states.legacy, states.target) === 'both';

  if (evidence.workload.kind === 'resident') {
    return isBoth && plan.expectedActive === 1
      ? acute('Only one instance may run, and both sides are running.', null)
      : null;
  }
  if (!isScheduled(evidence.workload)) return null;

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
  if (wasSeenTwice) runIds = seen.flatMap(({ id }) => id ?? []);
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
  const doubled = doubledOnTarget(facts);
  if (doubled) {
    const { tick, by } = doubled;
    const names = by.map(({ location }) => nameLocation(location)).join(', ');
    return acute(
      `${history}${by.length} schedules of the target start it at ${at(
        tick,
      )}: ${names}.`,
      tick,
    );
  }
  return wasSeenTwice ? acute(history.trim(), nextTick(all, now)) : null;
}

/**
 * Real runs go before what the sides would do: at the last due tick one of
 * them saw that the other had it, and stepped back.
 */
function guardHolds({ lastTick: last }: Facts): boolean {
  return (
    last?.verdict === 'once' &&
    new Set(last.runs.map(({ side }) => side)).size === 2 &&
    last.runs.some(({ outcome }) => outcome === 'skipped-duplicate')
  );
}

/** Nothing would do the next due run. */
export function runsNowhere(facts: Facts): Danger | null {
  const { evidence, states, now, due, at } = facts;
  const { legacyFirings, targetFirings } = facts;
  const placement = placementOf(states.legacy, states.target);
  if (facts.mayStandStill) return null;
  if (placement === 'unknown') return null;

  const { kind } = evidence.workload;
  const observationIds = observationIdsSeen(facts);
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
  // An old line that is on defines what is due; only its own end stops it.
  const isOnLegacy = (firing: Firing) =>
    firing.state === 'active' && legacyFirings.includes(firing);
  const isCovered = all.some(firing =>
    isOnLegacy(firing) || firing.problem
      ? firing.from <= next && firing.until >= next
      : sameTick(next, [dueLine], [firing]) !== null,
  );
  if (isCovered) return null;
  if (placement === 'legacy' || placement === 'both') {
    return acute(
      `It is due at ${at(
        next,
      )}, and the legacy side has ended by then; the target is ${
        states.target
      }.`,
      next,
    );
  }
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
