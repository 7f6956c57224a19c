/**
 * `assess` for kind `scheduled` over every combination of both sides, start
 * date, freshness, fate of the instance and strategy, against an oracle that
 * says the rules of the design again in plain words.
 */
import { assess } from './assess';
import type {
  Observation,
  ObservedState,
  Placement,
  Stage,
  Strategy,
} from './model';
import {
  INSTANCE,
  LEGACY,
  NOW,
  TARGET,
  days,
  minutes,
  plan,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const LEGACY_SIDES = ['active', 'idle', 'absent', 'never seen'] as const;
const TARGET_SIDES = [
  'none',
  'absent',
  'idle',
  'active',
  'never seen',
] as const;
const STARTS = ['none', 'before next tick', 'after next tick'] as const;
const SILENCES = ['none', 'legacy', 'target', 'both'] as const;
const INSTANCES = ['not known', 'running', 'terminated'] as const;
const STRATEGIES = [null, 'replatform', 'retire', 'retain'] as const;

interface Case {
  legacy: (typeof LEGACY_SIDES)[number];
  target: (typeof TARGET_SIDES)[number];
  start: (typeof STARTS)[number];
  silent: (typeof SILENCES)[number];
  instance: (typeof INSTANCES)[number];
  strategy: Strategy | null;
}

const startDateOf = {
  none: undefined,
  'before next tick': '2026-02-12T12:00:00Z',
  'after next tick': '2026-02-13T12:00:00Z',
};

function observationsOf({ legacy, target, start, silent, instance }: Case) {
  const observations: Observation[] = [];
  if (legacy !== 'never seen') {
    const until = ['legacy', 'both'].includes(silent)
      ? minutes(-10)
      : minutes(60);
    // It ran once, so that it is not dormant.
    observations.push(
      seen(LEGACY, 'active', { at: days(-20), until: days(-13) }),
    );
    observations.push(seen(LEGACY, legacy, { at: minutes(-60), until }));
  }
  if (target !== 'never seen' && target !== 'none') {
    const until = ['target', 'both'].includes(silent)
      ? minutes(-5)
      : minutes(60);
    const startDate = startDateOf[start];
    const detail =
      target === 'absent'
        ? {}
        : { enabled: target === 'active' || start !== 'none', startDate };
    observations.push(seenTarget(target, { at: minutes(-30), until, detail }));
  }
  if (instance !== 'not known') {
    const state = instance === 'running' ? 'active' : 'absent';
    const until = instance === 'running' ? minutes(60) : null;
    observations.push(seen(INSTANCE, state, { at: minutes(-2), until }));
  }
  return observations;
}

interface Expected {
  legacy: ObservedState;
  target: ObservedState;
  placement: Placement;
  stage: Stage;
  stale: boolean;
  twice: boolean;
  nowhere: boolean;
}

function oracle(of: Case): Expected {
  const isLegacySilent = of.silent === 'legacy' || of.silent === 'both';
  const isTargetSilent = of.silent === 'target' || of.silent === 'both';

  // A schedule does its work only from its start date on.
  const starts =
    of.start !== 'none' && (of.target === 'active' || of.target === 'idle');
  let targetSeen: ObservedState = 'unknown';
  if (of.target === 'none') targetSeen = 'absent';
  else if (of.target !== 'never seen') targetSeen = starts ? 'idle' : of.target;
  const legacySeen: ObservedState =
    of.legacy === 'never seen' ? 'unknown' : of.legacy;

  let legacy = isLegacySilent ? 'unknown' : legacySeen;
  if (of.instance === 'terminated') legacy = 'absent';
  const target =
    isTargetSilent && of.target !== 'none' ? 'unknown' : targetSeen;

  let placement: Placement = 'neither';
  if (legacy === 'unknown' || target === 'unknown') placement = 'unknown';
  else if (legacy === 'active' && target === 'active') placement = 'both';
  else if (legacy === 'active') placement = 'legacy';
  else if (target === 'active') placement = 'target';

  // When a side is silent, what was last seen of both at once decides.
  let verified: [ObservedState, ObservedState] | null = [legacy, target];
  if (placement === 'unknown') {
    const isNeverBoth = legacySeen === 'unknown' || targetSeen === 'unknown';
    verified = isNeverBoth ? null : [legacySeen, targetSeen];
  }

  let stage: Stage = of.strategy === null ? 'discovered' : 'planned';
  if (of.target === 'idle' || of.target === 'active') stage = 'built';
  if (verified && verified[0] !== 'active' && verified[1] === 'active')
    stage = 'cut-over';
  // Without a passed soak only what was meant to end is retired.
  if (
    verified &&
    verified[0] === 'absent' &&
    verified[1] !== 'active' &&
    of.strategy === 'retire'
  ) {
    stage = 'retired';
  }
  if (of.strategy === 'retain') stage = 'retained';

  const isTargetKnown = target !== 'unknown';
  const isLate = starts && isTargetKnown && of.start === 'after next tick';
  const isInTime = starts && isTargetKnown && of.start === 'before next tick';
  return {
    legacy,
    target,
    placement,
    stage,
    stale:
      (legacy === 'unknown' && of.legacy !== 'never seen') ||
      (target === 'unknown' && of.target !== 'never seen'),
    twice: placement === 'both' || (legacy === 'active' && isInTime && !isLate),
    nowhere: placement === 'neither' && !isInTime && of.strategy !== 'retire',
  };
}

const combinations = LEGACY_SIDES.flatMap(legacy =>
  TARGET_SIDES.map(target => [legacy, target] as const),
);

describe('assess, kind scheduled', () => {
  it.each(combinations)('legacy %s, target %s', (legacy, target) => {
    for (const start of STARTS) {
      for (const silent of SILENCES) {
        for (const instance of INSTANCES) {
          for (const strategy of STRATEGIES) {
            const of: Case = {
              legacy,
              target,
              start,
              silent,
              instance,
              strategy,
            };
            const assessment = assess(
              workload({
                locations: target === 'none' ? [LEGACY] : [LEGACY, TARGET],
                hostInstances: [
                  { host: 'default/bat000', location: INSTANCE },
                ].slice(instance === 'not known' ? 1 : 0),
              }),
              plan({ strategy }),
              observationsOf(of),
              [],
              NOW,
            );
            const has = (type: string) =>
              assessment.dangers.some(
                danger => danger.type === type && danger.severity === 'acute',
              );
            const { placement, stage, stale } = assessment;
            expect({
              of,
              legacy: assessment.legacy,
              target: assessment.target,
              placement,
              stage,
              stale,
              twice: has('runs-twice'),
              nowhere: has('runs-nowhere'),
            }).toEqual({ of, ...oracle(of) });
          }
        }
      }
    }
  });
});
