import { changedDoneSteps, decideStep, type StepAction } from './decide';
import type { ConditionSeen } from './model';
import { final, recordsOf, step } from './testSteps';

const A = 'user:default/a';
const B = 'user:default/b';
const PROBE = 'plugin:batch-migration';

const trial = step('trial');
const grants = final('grants');
const seenGone = final('gone', {
  check: { type: 'observation', condition: 'legacy-absent' },
});
const seenOff = step('off', {
  check: { type: 'observation', condition: 'legacy-idle' },
});

const decide = (
  one: typeof trial,
  action: StepAction,
  actor: string,
  told: Parameters<typeof recordsOf> = [],
  verdict: ConditionSeen['verdict'] = 'unknown',
) =>
  decideStep({
    step: one,
    number: 3,
    action,
    actor,
    records: recordsOf(...told),
    seen:
      one.check.type === 'observation'
        ? { verdict, value: null, at: null, observationIds: [], runIds: [] }
        : null,
    secondPerson: 'irreversible',
  });

it.each<[string, ReturnType<typeof decide>, string]>([
  ['what can be taken back', decide(trial, 'complete', A), 'completed'],
  ['what is final', decide(grants, 'complete', A), 'asked'],
  [
    'a second person',
    decide(grants, 'confirm', B, [[grants, 'asked', A]]),
    'confirmed',
  ],
  [
    'a person of what a probe saw',
    decide(seenGone, 'confirm', A, [[seenGone, 'completed', PROBE]], 'met'),
    'confirmed',
  ],
  [
    'one who takes a question back',
    decide(grants, 'undo', A, [[grants, 'asked', A]]),
    'undone',
  ],
  [
    'one who takes a step back',
    decide(trial, 'undo', B, [[trial, 'completed', A]]),
    'undone',
  ],
  [
    'one who takes back what is seen otherwise',
    decide(seenOff, 'undo', B, [[seenOff, 'completed', PROBE]], 'not-met'),
    'undone',
  ],
])('of %s', (_, decision, event) => {
  expect(decision).toEqual({ event });
});

it.each<[string, ReturnType<typeof decide>, string, RegExp]>([
  [
    'by hand what a probe ticks',
    decide(seenOff, 'complete', A, [], 'met'),
    'refused',
    /Step 3 is ticked by what a probe sees/,
  ],
  [
    'twice',
    decide(trial, 'complete', B, [[trial, 'completed', A]]),
    'conflict',
    /done already: user:default\/a/,
  ],
  [
    'what waits',
    decide(grants, 'complete', B, [[grants, 'asked', A]]),
    'conflict',
    /waits for a second person: user:default\/a asked/,
  ],
  [
    'as both persons',
    decide(grants, 'confirm', A, [[grants, 'asked', A]]),
    'same-person',
    /You asked for step 3 yourself/,
  ],
  [
    'a confirmation that nobody asked for',
    decide(grants, 'confirm', B),
    'conflict',
    /Nobody has asked/,
  ],
  [
    'a confirmation of what is done',
    decide(trial, 'confirm', B, [[trial, 'completed', A]]),
    'conflict',
    /waits for nobody/,
  ],
  [
    'to undo what is not done',
    decide(trial, 'undo', A),
    'conflict',
    /nothing to undo/,
  ],
  [
    'to undo what is still seen so',
    decide(seenOff, 'undo', A, [[seenOff, 'completed', PROBE]], 'met'),
    'refused',
    /still seen so/,
  ],
  [
    'to undo after the point of no return',
    decide(trial, 'undo', B, [
      [trial, 'completed', A],
      [grants, 'asked', A],
      [grants, 'confirmed', B],
    ]),
    'refused',
    /user:default\/a did “Step grants” at 2026-02-12T03:00.*can no longer be undone/,
  ],
  [
    'to undo the point of no return',
    decide(grants, 'undo', B, [
      [grants, 'asked', A],
      [grants, 'confirmed', B],
    ]),
    'refused',
    /point of no return/,
  ],
])('refuses %s', (_, decision, refusal, message) => {
  expect(decision).toEqual({
    refusal,
    message: expect.stringMatching(message),
  });
});

it('lets a question be asked anew after it was taken back', () => {
  const told: Parameters<typeof recordsOf> = [
    [grants, 'asked', A],
    [grants, 'undone', A],
  ];
  expect(decide(grants, 'confirm', B, told)).toMatchObject({
    refusal: 'conflict',
  });
  expect(decide(grants, 'complete', B, told)).toEqual({ event: 'asked' });
});

describe('a change of the plan', () => {
  const records = recordsOf([trial, 'completed', A], [grants, 'asked', A]);
  const plan = [trial, grants, seenOff];

  it.each<[string, typeof plan, number[]]>([
    ['another order', [seenOff, grants, trial], []],
    ['another owner', [{ ...trial, ownerRef: B }, grants], []],
    ['a step that nobody did', [trial, grants], []],
    ['a step that was done', [grants, seenOff], [1]],
    ['a step that waits', [trial, seenOff], [2]],
    ['what is final made harmless', [trial, step('grants')], [2]],
    ['another title', [{ ...trial, title: 'Other' }, grants], [1]],
    ['another check', [{ ...trial, check: { ...seenOff.check } }, grants], [1]],
  ])('of %s', (_, next, expected) => {
    expect(changedDoneSteps(plan, next, records)).toEqual(expected);
  });
});
