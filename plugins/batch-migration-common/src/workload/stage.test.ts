import type { ObservedState, Plan, Stage } from './model';
import { isReviewOver, planGaps, stageOf, type StageEvidence } from './stage';
import { NOW, plan } from './testEstate';

/** Complete, with both sides known and nothing on the target. */
const evidence = (
  legacy: ObservedState,
  target: ObservedState,
  over: Partial<StageEvidence> = {},
): StageEvidence => ({
  plan: plan(),
  now: NOW,
  verified: { legacy, target },
  hasLegacy: true,
  targetExists: target !== 'absent',
  isProven: false,
  ...over,
});

const RETIRE = { plan: plan({ strategy: 'retire' }) };
const RETAIN = { plan: plan({ strategy: 'retain' }) };

describe('the furthest stage that was observed', () => {
  it.each<[string, StageEvidence, Stage]>([
    ['with nothing but a plan', evidence('active', 'absent'), 'planned'],
    [
      'with a plan that names no owner',
      evidence('active', 'absent', { plan: plan({ ownerRef: null }) }),
      'discovered',
    ],
    ['with a target that is off', evidence('active', 'idle'), 'built'],
    ['with both sides on', evidence('active', 'active'), 'built'],
    ['with the target alone', evidence('idle', 'active'), 'cut-over'],
    ['with a line gone unproven', evidence('absent', 'active'), 'cut-over'],
    ['with neither, unproven', evidence('absent', 'idle'), 'built'],
    ['with nothing left, unproven', evidence('absent', 'absent'), 'planned'],
    [
      'proven, its line still there',
      evidence('idle', 'active', { isProven: true }),
      'proven',
    ],
    [
      'proven, its line gone',
      evidence('absent', 'active', { isProven: true }),
      'retired',
    ],
    [
      'proven, and it never had an old side',
      evidence('absent', 'active', { isProven: true, hasLegacy: false }),
      'proven',
    ],
    [
      'to be retired, and gone',
      evidence('absent', 'absent', RETIRE),
      'retired',
    ],
    ['to be retired, and off', evidence('idle', 'absent', RETIRE), 'planned'],
    [
      'to be retired, and gone, but its target runs',
      evidence('absent', 'active', RETIRE),
      'cut-over',
    ],
    [
      'to be retired, and it never had an old side',
      evidence('absent', 'idle', { ...RETIRE, hasLegacy: false }),
      'built',
    ],
    [
      'never seen on both sides at once',
      evidence('active', 'active', { verified: null }),
      'built',
    ],
    ['retained', evidence('active', 'absent', RETAIN), 'retained'],
    [
      'retained by a plan that is not complete',
      evidence('active', 'absent', {
        plan: plan({ strategy: 'retain', ownerRef: null }),
      }),
      'discovered',
    ],
    [
      'retained until a review that is over',
      evidence('active', 'absent', {
        plan: plan({ strategy: 'retain', reviewDate: '2026-02-11' }),
      }),
      'planned',
    ],
  ])('%s', (_, given, stage) => {
    expect(stageOf(given)).toBe(stage);
  });
});

const candidate = (name: string, adopted: boolean) => ({
  name,
  reason: 'fits',
  adopted,
});

describe('what a plan still lacks', () => {
  it.each<[string, Partial<Plan>, string[]]>([
    ['nothing', {}, []],
    [
      'nothing, where one of several candidates is adopted',
      {
        decision: {
          candidates: [candidate('EKS', false), candidate('ECS', true)],
        },
      },
      [],
    ],
    [
      'a decision, where none of them is',
      { decision: { candidates: [candidate('EKS', false)] } },
      ['no-decision'],
    ],
    [
      'a decision, where there is none to adopt',
      { decision: { candidates: [] } },
      ['no-decision'],
    ],
    [
      'a reason, where it stays on a host',
      {
        strategy: 'rehost',
        decision: { candidates: [{ ...candidate('EC2', true), reason: ' ' }] },
      },
      ['no-decision'],
    ],
    [
      'no reason, where it is built anew',
      {
        strategy: 'refactor',
        decision: { candidates: [{ ...candidate('EC2', true), reason: '' }] },
      },
      [],
    ],
    ['an owner, where it is blank', { ownerRef: ' ' }, ['no-owner']],
    ['a platform', { targetPlatform: null }, ['no-target-platform']],
    [
      'no platform, where it is to be retired',
      { targetPlatform: null, strategy: 'retire' },
      [],
    ],
    [
      'no platform, where it is to be retained',
      { targetPlatform: null, strategy: 'retain' },
      [],
    ],
    [
      'a check of one of its requirements',
      {
        requirements: [
          { id: 'a', text: 'A', check: 'probe' },
          { id: 'b', text: 'B', check: null },
        ],
      },
      ['requirement-without-check'],
    ],
  ])('is %s', (_, over, gaps) => {
    expect(planGaps(plan(over))).toEqual(gaps);
  });
});

it.each([
  [null, false],
  ['2026-02-11', true],
  ['2026-02-12', false], // it counts until its end
  ['2026-02-13', false],
])('a review on %s is over: %s', (reviewDate, expected) => {
  expect(isReviewOver(plan({ reviewDate }), NOW)).toBe(expected);
});
