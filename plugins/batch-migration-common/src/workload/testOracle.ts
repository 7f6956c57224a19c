/**
 * What the tables of the design say of one point of the space, written from
 * their words and not from the code that they judge. Not exported from the
 * package.
 */
import type { ObservedState, Placement, Stage } from './model';
import type { Point, Sight } from './testSpace';

export interface Verdict {
  legacy: ObservedState;
  target: ObservedState;
  placement: Placement;
  stage: Stage;
  stale: boolean;
  dormant: boolean;
  soakPassed: boolean;
  /** `acute runs-twice`, in the order of the alphabet. */
  dangers: string[];
}

const stateOf = (sight: Sight, isSilent: boolean): ObservedState =>
  sight === 'never' || isSilent ? 'unknown' : sight;

/** "A side is active if any of its locations is, absent if all are." */
function sideOf(states: ObservedState[]): ObservedState {
  if (states.some(state => state === 'active')) return 'active';
  if (states.some(state => state === 'unknown')) return 'unknown';
  return states.some(state => state === 'idle') ? 'idle' : 'absent';
}

/** The table of placements. */
function placed(legacy: ObservedState, target: ObservedState): Placement {
  if (legacy === 'unknown' || target === 'unknown') return 'unknown';
  const table: Record<string, Placement> = {
    'true true': 'both',
    'true false': 'legacy',
    'false true': 'target',
    'false false': 'neither',
  };
  return table[`${legacy === 'active'} ${target === 'active'}`];
}

export function verdictOf(point: Point): Verdict {
  const { kind, strategy, target: targets, silent } = point;
  const isLegacySilent = silent === 'legacy' || silent === 'both';
  const isTargetSilent = silent === 'target' || silent === 'both';
  // Of targets that were linked in order only the last one is the target.
  const earlier =
    point.earlier !== null && targets.length > 0 ? [point.earlier] : [];
  const olds = [...point.legacy, ...earlier];
  const isListedNowhere = olds.length === 0 && targets.length === 0;

  const statesOf = (sights: readonly Sight[], isSilent: boolean) =>
    sights.map(sight => stateOf(sight, isSilent));
  // What stands in no inventory any more was never looked for.
  const legacy = isListedNowhere
    ? 'unknown'
    : sideOf(statesOf(olds, isLegacySilent));
  const target = sideOf(statesOf(targets, isTargetSilent));
  const placement = placed(legacy, target);

  // "When a side falls silent the last verified stage stays visible."
  const lastLegacy = isListedNowhere
    ? 'unknown'
    : sideOf(statesOf(olds, false));
  const lastTarget = sideOf(statesOf(targets, false));
  const verified = placed(lastLegacy, lastTarget);

  const ranBefore =
    point.past === 'was active' &&
    point.legacy.some(sight => sight !== 'never');
  const everActive =
    ranBefore || [...olds, ...targets].some(sight => sight === 'active');
  const dormant = !everActive && point.legacy.includes('idle');

  // "A rollback voids it": any legacy location seen active since.
  const soakPassed =
    point.soak === 'recorded' && targets.length > 0 && !olds.includes('active');

  const isPlanned = strategy !== null && point.plan !== 'no owner';
  const isBuilt = targets.some(sight => sight === 'active' || sight === 'idle');
  const isGone = olds.length > 0 && lastLegacy === 'absent';
  const endsHere =
    strategy === 'retire' && verified !== 'unknown' && lastTarget !== 'active';
  const isRetired =
    isGone && (endsHere || (soakPassed && verified !== 'unknown'));
  let stage: Stage = isPlanned ? 'planned' : 'discovered';
  if (isBuilt) stage = 'built';
  if (verified === 'target') stage = 'cut-over';
  if (soakPassed) stage = 'proven';
  if (isRetired) stage = 'retired';
  if (strategy === 'retain' && isPlanned && point.plan !== 'review over') {
    stage = 'retained';
  }

  const fellSilent = (side: ObservedState, sights: readonly Sight[]) =>
    side === 'unknown' && sights.some(sight => sight !== 'never');
  const stale = fellSilent(legacy, olds) || fellSilent(target, targets);

  const dangers: string[] = [];
  if (placement === 'both' && (kind === 'scheduled' || kind === 'resident')) {
    dangers.push('acute runs-twice');
  }
  const isMissing = placement === 'neither' && kind !== 'on-demand';
  // Of a split job only the half from Monday to Friday has the next tick, a Friday.
  const misses =
    kind === 'scheduled' &&
    placement === 'target' &&
    targets.length === 2 &&
    (targets[0] !== 'active' || isTargetSilent);
  if ((isMissing || misses) && strategy !== 'retire' && !dormant) {
    dangers.push('acute runs-nowhere');
  }
  const activeOlds = statesOf(olds, isLegacySilent).filter(
    state => state === 'active',
  ).length;
  if (activeOlds > 1 && (kind === 'scheduled' || kind === 'resident')) {
    dangers.push('acute runs-on-several-hosts');
  }
  // A half that was never seen, or is not there, leaves its ticks out.
  const lacks = (half: number) =>
    targets.length === 2 &&
    (targets[half] === 'never' || targets[half] === 'absent');
  if (kind === 'scheduled' && target === 'active') {
    if (lacks(0)) dangers.push('acute not-equivalent');
    else if (lacks(1)) dangers.push('pressing not-equivalent');
  }
  const isSilent = (
    side: ObservedState,
    sights: readonly Sight[],
    is: boolean,
  ) => side === 'unknown' && is && sights.some(sight => sight !== 'never');
  if (
    isSilent(legacy, olds, isLegacySilent) ||
    isSilent(target, targets, isTargetSilent)
  ) {
    dangers.push('pressing stale');
  }
  return {
    legacy,
    target,
    placement,
    stage,
    stale,
    dormant,
    soakPassed,
    dangers: dangers.sort(),
  };
}
