/**
 * The space of situations in which one workload can be, as a product of
 * dimensions, and the inputs of `assess` for each of its points. Not exported
 * from the package.
 */
import {
  KINDS,
  STRATEGIES,
  type Observation,
  type ObservedState,
  type Plan,
  type Workload,
  type WorkloadLocation,
} from './model';
import {
  LEGACY,
  TARGET,
  days,
  minutes,
  plan,
  seen,
  seenTarget,
  workload,
} from './testEstate';

/** What was last seen at a location; `never` is linked or listed, and nobody looked. */
export type Sight = 'active' | 'idle' | 'absent' | 'never';
const SIGHTS: readonly Sight[] = ['active', 'idle', 'absent', 'never'];

const one = SIGHTS.map(sight => [sight]);
const orderedPairs = SIGHTS.flatMap(a => SIGHTS.map(b => [a, b]));
const unorderedPairs = orderedPairs.filter(
  ([a, b]) => SIGHTS.indexOf(a) <= SIGHTS.indexOf(b),
);

export const SPACE = {
  kind: KINDS,
  strategy: [null, ...STRATEGIES],
  /** Lines of the old hosts; two of them stand on twin hosts. */
  legacy: [[], ...one, ...unorderedPairs] as readonly Sight[][],
  /** Two targets share the work: the first from Monday to Friday, the second at weekends. */
  target: [[], ...one, ...orderedPairs] as readonly Sight[][],
  /** A target that was linked before the present one, such as Sidekiq before EKS. */
  earlier: [null, ...SIGHTS],
  /** Whose last look has lapsed. */
  silent: ['none', 'legacy', 'target', 'both'],
  /** Whether what stands on the legacy side was ever seen at work before. */
  past: ['was active', 'first seen so'],
  plan: ['complete', 'no owner', 'review over'],
  soak: ['not passed', 'recorded'],
} as const;

export type Point = {
  [D in keyof typeof SPACE]: (typeof SPACE)[D][number];
};

const DIMENSIONS = Object.keys(SPACE) as Array<keyof typeof SPACE>;

export const SPACE_SIZE = DIMENSIONS.reduce(
  (size, dimension) => size * SPACE[dimension].length,
  1,
);

/** The point with a number from 0 to {@link SPACE_SIZE}, exclusive. */
export function pointAt(index: number): Point {
  let rest = index;
  const point: Record<string, unknown> = {};
  for (const dimension of DIMENSIONS) {
    const values = SPACE[dimension];
    point[dimension] = values[rest % values.length];
    rest = Math.floor(rest / values.length);
  }
  return point as Point;
}

/** Points spread over the whole space; as many as it has are all of them. */
export function* pointsOf(count: number): Generator<Point> {
  // A prime far from any divisor of the size visits every point once.
  const stride = 1_000_003;
  for (let i = 0; i < Math.min(count, SPACE_SIZE); i++) {
    yield pointAt((i * stride) % SPACE_SIZE);
  }
}

const LINES: WorkloadLocation[] = [
  LEGACY,
  { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') },
];
const HALVES = ['cron(15 4 ? * MON-FRI *)', 'cron(15 4 ? * SAT,SUN *)'];
const EARLIER: WorkloadLocation = { ...TARGET, key: 'before' };

const targetsOf = ({ target }: Point): WorkloadLocation[] =>
  target.map((_, i) => ({ ...TARGET, key: `half-${i}`, position: 1 }));

export interface SpaceInputs {
  workload: Workload;
  plan: Plan;
  observations: Observation[];
}

export function inputsOf(point: Point): SpaceInputs {
  const { kind, strategy, legacy, target, earlier, silent, past } = point;
  const targets = targetsOf(point);
  const hasEarlier = earlier !== null && target.length > 0;
  const lapses = (side: 'legacy' | 'target') =>
    silent === side || silent === 'both';
  const observations: Observation[] = [];
  const look = (
    location: WorkloadLocation,
    sight: Sight,
    until: string,
    expression?: string,
  ) => {
    if (sight === 'never') return;
    const state: ObservedState = sight;
    const isAtTarget = location.side === 'target';
    const at = isAtTarget && location !== EARLIER ? minutes(-30) : minutes(-60);
    observations.push(
      isAtTarget
        ? {
            ...seenTarget(state, { at, until, expression }),
            location: { ref: location.ref, key: location.key },
          }
        : seen(location, state, { at, until }),
    );
  };
  const untilLegacy = minutes(lapses('legacy') ? -10 : 60);
  legacy.forEach((sight, i) => {
    if (past === 'was active' && sight !== 'never') {
      const then = { at: days(-20), until: days(-13) };
      observations.push(seen(LINES[i], 'active', then));
    }
    look(LINES[i], sight, untilLegacy);
  });
  if (hasEarlier) look(EARLIER, earlier, untilLegacy);
  target.forEach((sight, i) =>
    look(
      targets[i],
      sight,
      minutes(lapses('target') ? -5 : 60),
      target.length === 2 ? HALVES[i] : undefined,
    ),
  );
  return {
    workload: workload({
      kind,
      schedule: kind === 'scheduled' ? workload().schedule : null,
      locations: [
        ...LINES.slice(0, legacy.length),
        ...(hasEarlier ? [EARLIER] : []),
        ...targets,
      ],
      soakPassedAt: point.soak === 'recorded' ? days(-3) : null,
    }),
    plan: plan({
      strategy,
      ownerRef: point.plan === 'no owner' ? null : 'group:default/owners',
      reviewDate: point.plan === 'review over' ? '2026-02-11' : '2026-06-30',
    }),
    observations,
  };
}
