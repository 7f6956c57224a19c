/** Who gets which stack: what the rules say, and what was counted. */
import type {
  LocationRef,
  ObservedState,
  Side,
  TrafficDetail,
} from '../workload/model';

/** A location of a service, with what is known of it now. */
export interface SeenPlace extends LocationRef {
  side: Side;
  state: ObservedState;
  traffic: TrafficDetail | null;
}

/** One stack behind the rules. */
export interface StackView {
  /** Share by weight, in per cent; `null` is not known. */
  setPercent: number | null;
  /** Share of what was counted, in per cent; `null` is not known. */
  seenPercent: number | null;
  requestsPerSecond: number | null;
  targets: TrafficDetail['targets'];
  /** Share of all requests that its healthy targets bear, in per cent. */
  roomPercent: number | null;
  /** Names of its alarms that sound now; `null` is not known. */
  alarms: string[] | null;
}

/** A rule that sends some requests to the target whatever the weights say. */
export interface HeaderRule {
  priority: string;
  conditions: string[];
}

export interface TrafficSplit {
  legacy: StackView;
  target: StackView;
  /** Conditions of the weighted rule; none for the default one. */
  conditions: string[];
  headerRules: HeaderRule[];
  /** How far what was seen is from what is set, in points; `null` is not known. */
  apart: number | null;
}

/** More than this between what is set and what was seen is a warning, in points. */
export const SHARE_TOLERANCE = 1;

/** Requests of each side over a time that both were counted in. */
export interface CountedRequests {
  legacy: number;
  target: number;
  seconds: number;
}

const isForHeader = ({ conditions }: TrafficDetail) =>
  conditions.some(condition => condition.startsWith('header '));

/** @param counted - `null` where nobody counted */
export function trafficSplit(
  places: readonly SeenPlace[],
  counted: CountedRequests | null,
  requestsPerTarget: number | null,
): TrafficSplit {
  const waysOf = (side: Side) =>
    places.filter(
      place =>
        place.side === side && place.traffic && !isForHeader(place.traffic),
    );
  const legacy = waysOf('legacy');
  const target = waysOf('target');
  const all = counted && counted.legacy + counted.target;
  const stack = (side: Side, ways: SeenPlace[]): StackView => {
    const traffic = ways.map(way => way.traffic!);
    const targets = sumOfTargets(traffic);
    const requests = counted?.[side] ?? null;
    return {
      setPercent: setPercentOf(ways),
      seenPercent: all ? (100 * requests!) / all : null,
      requestsPerSecond: counted && requests! / counted.seconds,
      targets,
      roomPercent:
        targets && all && requestsPerTarget !== null
          ? (100 * targets.healthy * requestsPerTarget) /
            (all / counted!.seconds)
          : null,
      alarms: traffic.every(({ alarms }) => alarms !== null)
        ? traffic.flatMap(({ alarms }) => alarms!)
        : null,
    };
  };
  const stacks = {
    legacy: { ...stack('legacy', legacy), roomPercent: null },
    target: stack('target', target),
  };
  const { setPercent, seenPercent } = stacks.target;
  return {
    ...stacks,
    conditions: target[0]?.traffic!.conditions ?? [],
    headerRules: headerRulesOf(places),
    apart:
      setPercent === null || seenPercent === null
        ? null
        : Math.abs(setPercent - seenPercent),
  };
}

function setPercentOf(ways: readonly SeenPlace[]): number | null {
  if (ways.length === 0) return null;
  if (ways.some(({ state }) => state === 'unknown')) return null;
  const total = ways[0].traffic!.totalWeight;
  if (total <= 0) return null;
  const weight = ways.reduce((sum, way) => sum + way.traffic!.weight, 0);
  return Math.min(100, (100 * weight) / total);
}

function sumOfTargets(traffic: readonly TrafficDetail[]) {
  const known = traffic.flatMap(({ targets }) => targets ?? []);
  if (known.length === 0 || known.length < traffic.length) return null;
  return {
    healthy: known.reduce((sum, { healthy }) => sum + healthy, 0),
    registered: known.reduce((sum, { registered }) => sum + registered, 0),
  };
}

/** Rules by header to the target: linked ways of their own, or seen beside a linked one. */
function headerRulesOf(places: readonly SeenPlace[]): HeaderRule[] {
  const rules = places
    .filter(({ side, state }) => side === 'target' && state !== 'unknown')
    .flatMap(({ key, traffic }) => {
      if (!traffic) return [];
      const own =
        isForHeader(traffic) && traffic.weight > 0
          ? [{ priority: key, conditions: traffic.conditions }]
          : [];
      return [...own, ...(traffic.headerRules ?? [])];
    });
  return [
    ...new Map(rules.map(rule => [rule.conditions.join(), rule])).values(),
  ];
}
