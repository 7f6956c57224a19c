/**
 * `assess` over the whole space of kind × strategy × locations of both sides ×
 * links × freshness × past × plan × soak, two million points. Every run takes
 * a sample in which any two values meet; `npm run test:full` twenty times as many.
 */
import { rounds } from '../testing/rounds';
import { assess } from './assess';
import type { Assessment, AssessmentBasis, Basis, BlockerType } from './model';
import { NOW } from './testEstate';
import { verdictOf, type Verdict } from './testOracle';
import { SPACE, inputsOf, pointsOf, type Point, type Sight } from './testSpace';

const SAMPLE = 12_000;

function assessPoint(point: Point): Assessment {
  const { workload, plan, observations } = inputsOf(point);
  return assess(workload, plan, observations, [], NOW);
}

const answerOf = (assessment: Assessment): Verdict => ({
  legacy: assessment.legacy,
  target: assessment.target,
  placement: assessment.placement,
  stage: assessment.stage,
  stale: assessment.stale,
  dormant: assessment.dormant,
  soakPassed: Boolean(assessment.soak?.passedAt),
  dangers: assessment.dangers
    .map(({ severity, type }) => `${severity} ${type}`)
    .sort(),
});

/** What the design names as a blocker, whatever else stands in the way. */
function missingBlockers(
  { kind, strategy, plan, target }: Point,
  { stage, placement, dormant }: Assessment,
): BlockerType[] {
  const isRetired = stage === 'retired';
  const isUnused =
    kind === 'on-demand' &&
    placement === 'neither' &&
    strategy !== 'retire' &&
    !dormant;
  let whyUnusable: BlockerType = 'target-not-active';
  if (target.includes('absent')) whyUnusable = 'target-not-deployed';
  if (target.length === 0) whyUnusable = 'no-target-linked';
  return [
    ...(placement === 'unknown' ? ['not-observed' as const] : []),
    ...(plan === 'no owner' && !isRetired ? ['no-owner' as const] : []),
    ...(strategy === null && !isRetired ? ['no-strategy' as const] : []),
    ...(plan === 'review over' && strategy === 'retain' && !isRetired
      ? ['review-date-passed' as const]
      : []),
    ...(isUnused ? [whyUnusable] : []),
  ];
}

/** What follows from the plan and its links alone: nobody sees it anywhere. */
const UNSEEN_WORDS: readonly string[] = [
  'stage retained',
  'no-owner',
  'no-strategy',
  'no-target-platform',
  'no-decision',
  'requirement-without-check',
  'no-target-linked',
  'review-date-passed',
];

/** Words of an assessment that answer *why?* with nothing, though something was seen. */
function wordsWithoutBasis(point: Point, assessment: Assessment): string[] {
  const { because, stage, stale, dormant, soak } = assessment;
  const isToldBy = (basis: Partial<Basis> | undefined) =>
    (basis?.observationIds ?? []).length + (basis?.runIds ?? []).length > 0;
  const isSeen = (sights: readonly (Sight | null)[]) =>
    sights.some(sight => sight !== null && sight !== 'never');
  const earlier = point.target.length > 0 ? [point.earlier] : [];
  const isSeenOf = {
    legacy: isSeen([...point.legacy, ...earlier]),
    target: isSeen(point.target),
  };
  // Of a side that nobody ever looked at there is nothing to say.
  const isSilent = (side: 'legacy' | 'target') =>
    assessment[side] === 'unknown' && isSeenOf[side];
  const isUnfounded: Record<string, boolean> = {
    placement: !isToldBy(because!.placement),
    [`stage ${stage}`]:
      !isToldBy(because!.stage) &&
      (isSeenOf.legacy || !['discovered', 'planned'].includes(stage)),
    stale: stale !== isToldBy(because!.stale),
    dormant: dormant !== isToldBy(because!.dormant),
    soak: soak !== null && !isToldBy(because!.soak),
  };
  for (const blocker of assessment.blockers) {
    isUnfounded[blocker.type] =
      !isToldBy(blocker) &&
      (blocker.type !== 'not-observed' ||
        isSilent('legacy') ||
        isSilent('target'));
  }
  for (const danger of assessment.dangers) {
    isUnfounded[danger.type] = !isToldBy(danger);
  }
  return Object.keys(isUnfounded).filter(
    word => isUnfounded[word] && !UNSEEN_WORDS.includes(word),
  );
}

describe('assess over the whole space', () => {
  it('meets any two values of any two dimensions in the sample', () => {
    const dimensions = Object.keys(SPACE) as Array<keyof typeof SPACE>;
    const met = new Set<string>();
    for (const point of pointsOf(SAMPLE)) {
      for (const [i, a] of dimensions.entries()) {
        for (const b of dimensions.slice(i + 1)) {
          met.add(JSON.stringify([a, point[a], b, point[b]]));
        }
      }
    }
    const pairs = dimensions.flatMap((a, i) =>
      dimensions
        .slice(i + 1)
        .flatMap(b =>
          SPACE[a].flatMap(x =>
            SPACE[b].map(y => JSON.stringify([a, x, b, y])),
          ),
        ),
    );
    expect(pairs.filter(pair => !met.has(pair))).toEqual([]);
  });

  it('says what the tables of the design say', () => {
    const wrong: unknown[] = [];
    for (const point of pointsOf(rounds(SAMPLE))) {
      const said = answerOf(assessPoint(point));
      const meant = verdictOf(point);
      if (JSON.stringify(said) !== JSON.stringify(meant)) {
        wrong.push({ point, said, meant });
      }
      if (wrong.length === 3) break;
    }
    expect(wrong).toEqual([]);
  });

  it('says on what each word rests, by ids of what was given', () => {
    const wrong: unknown[] = [];
    for (const point of pointsOf(rounds(SAMPLE / 4))) {
      const { workload, plan, observations } = inputsOf(point);
      const given = new Set(observations.map(({ id }) => id));
      const { because, stage, stale, soak } = assess(
        workload,
        plan,
        observations,
        [],
        NOW,
      );
      const isTold = (word: keyof AssessmentBasis) =>
        (because![word]?.observationIds ?? []).length > 0;
      const all = Object.values(because!).flatMap(
        (one: Basis) => one.observationIds,
      );
      const isSeen = observations.length > 0;
      const restsOnSight = ['built', 'cut-over', 'retired'].includes(stage);
      if (
        all.some(id => !given.has(id)) ||
        (restsOnSight && !isTold('stage')) ||
        (stage === 'retained' && isTold('stage')) ||
        stale !== isTold('stale') ||
        (!isSeen && isTold('placement')) ||
        (soak === null && isTold('soak'))
      ) {
        wrong.push({ point, because });
      }
      if (wrong.length === 3) break;
    }
    expect(wrong).toEqual([]);
  });

  it('leaves no word without what was seen of it', () => {
    const unfounded = new Map<string, Point>();
    for (const point of pointsOf(rounds(SAMPLE / 2))) {
      const { observations } = inputsOf(point);
      for (const word of wordsWithoutBasis(point, assessPoint(point))) {
        if (observations.length > 0 && !unfounded.has(word)) {
          unfounded.set(word, point);
        }
      }
    }
    expect([...unfounded]).toEqual([]);
  });

  it('names what stands before the next stage', () => {
    const wrong: unknown[] = [];
    for (const point of pointsOf(rounds(SAMPLE))) {
      const assessment = assessPoint(point);
      const found = assessment.blockers.map(({ type }) => type);
      for (const missing of missingBlockers(point, assessment)) {
        if (!found.includes(missing)) wrong.push({ point, missing, found });
      }
      // What never had a legacy side cannot leave it.
      const hasOldSide = point.legacy.length > 0 || point.earlier !== null;
      const isAtEnd =
        ['retired', 'retained'].includes(assessment.stage) ||
        (!hasOldSide &&
          (point.strategy === 'retire' || assessment.stage === 'proven'));
      if (!isAtEnd && found.length === 0) wrong.push({ point, found });
      if (wrong.length >= 3) break;
    }
    expect(wrong).toEqual([]);
  });
});
