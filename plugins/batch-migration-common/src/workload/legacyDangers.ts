import {
  dueFiring,
  nextCommonTick,
  nextTick,
  observationIdsOf,
  type Firing,
} from './fires';
import type { Facts } from './facts';
import { toInstant } from './instants';
import type { Danger } from './model';
import { activeMembers } from './memberDangers';
import { hostOf, nameLocation } from './places';
import { knowLocationAt } from './sides';

/** More legacy locations are active than should be: on several hosts, or twice on one. */
export function severalLegacy(facts: Facts): Danger[] {
  const { evidence, plan, legacyFirings, now, at } = facts;
  const { kind } = evidence.workload;
  if (kind !== 'scheduled' && kind !== 'resident') return [];
  const active = legacyFirings.filter(({ state }) => state === 'active');
  const byHost = new Map<string, Firing[]>();
  const names = new Set<string>();
  for (const firing of active) {
    const host = hostOf(firing.location.ref) ?? firing.location.ref;
    byHost.set(host, [...(byHost.get(host) ?? []), firing]);
    for (const name of activeMembers(facts, firing.location)) names.add(name);
  }
  const dangers: Danger[] = [];
  const add = (type: Danger['type'], message: string, firings: Firing[]) => {
    const next = kind === 'scheduled' ? nextTick(active, now) : null;
    const when = next === null ? '' : `; next at ${at(next)}`;
    dangers.push({
      type,
      severity: 'acute',
      message: `${message}${when}.`,
      nextAt: toInstant(next),
      observationIds: observationIdsOf(firings),
    });
  };
  if (names.size > plan.expectedActive) {
    add(
      'runs-on-several-hosts',
      `It is active on ${names.size} hosts where ${
        plan.expectedActive
      } is expected: ${[...names].join(', ')}`,
      active,
    );
  }
  for (const [host, firings] of byHost) {
    if (kind !== 'scheduled' || !runAtOneTick(firings, now)) continue;
    const lines = firings.map(({ location }) => nameLocation(location));
    add(
      'listed-twice',
      `${firings.length} enabled lines on ${host.replace(
        /^default\//,
        '',
      )} run it at the same time: ${lines.join(', ')}`,
      firings,
    );
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
          nextCommonTick(first, second, now) !== null,
      ),
  );
}

/** The host's cron ignores the file in which an enabled line stands. */
export function fileIgnored(facts: Facts): Danger | null {
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
