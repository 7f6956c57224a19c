import type { ConditionSeen, SecondPersonPolicy, StepRecord } from './model';
import { cutoverOf, needsSecond } from './progress';
import { final, recordsOf, step } from './testSteps';

const PROBE = 'plugin:batch-migration';
const at = (hour: number) => `2026-02-12T0${hour}:00:00.000Z`;

const seen = (verdict: ConditionSeen['verdict']): ConditionSeen => ({
  verdict,
  value: null,
  at: null,
  observationIds: [],
  runIds: [],
});

const trial = step('trial');
const off = step('off', {
  check: { type: 'observation', condition: 'legacy-idle' },
});
const created = step('created', {
  check: { type: 'observation', condition: 'target-idle' },
});
const soak = step('soak', {
  check: { type: 'observation', condition: 'soak-passed' },
});
const gone = final('gone', {
  check: { type: 'observation', condition: 'legacy-absent' },
});
const grants = final('grants');

const view = (
  steps: Parameters<typeof cutoverOf>[0]['steps'],
  records: StepRecord[],
  verdict: ConditionSeen['verdict'] = 'unknown',
  secondPerson: SecondPersonPolicy = 'irreversible',
) => cutoverOf({ steps, records, see: () => seen(verdict), secondPerson });

it.each<[string, Parameters<typeof recordsOf>, object]>([
  ['nothing', [], { state: 'open', by: null, at: null }],
  [
    'one who completes',
    [[trial, 'completed', 'user:a']],
    { state: 'done', by: 'user:a', at: at(1), confirmed: null },
  ],
  [
    'one who asks',
    [[trial, 'asked', 'user:a']],
    {
      state: 'waiting',
      by: null,
      at: null,
      waitingForSecond: { by: 'user:a', at: at(1) },
    },
  ],
  [
    'a second one who confirms',
    [
      [trial, 'asked', 'user:a'],
      [trial, 'confirmed', 'user:b'],
    ],
    {
      state: 'done',
      by: 'user:a',
      at: at(2),
      confirmed: { by: 'user:b', at: at(2) },
      waitingForSecond: null,
    },
  ],
  [
    'one who takes it back',
    [
      [trial, 'completed', 'user:a'],
      [trial, 'undone', 'user:b'],
    ],
    {
      state: 'open',
      by: null,
      at: null,
      undone: { by: 'user:b', at: at(2), reason: 'It was too early' },
    },
  ],
  [
    'one who does it again',
    [
      [trial, 'completed', 'user:a'],
      [trial, 'undone', 'user:b'],
      [trial, 'completed', 'user:c'],
    ],
    { state: 'done', by: 'user:c', at: at(3), undone: { by: 'user:b' } },
  ],
])('after %s', (_, told, expected) => {
  const records = recordsOf(...told);
  // The order in which rows come says nothing.
  for (const rows of [records, [...records].reverse()]) {
    expect(view([trial], rows).steps[0]).toMatchObject(expected);
  }
});

it.each<[SecondPersonPolicy, boolean, boolean, boolean]>([
  ['never', true, false, false],
  ['never', false, false, false],
  ['never', true, true, true], // the plan asks for more than the policy
  ['irreversible', true, false, false],
  ['irreversible', false, false, true],
  ['irreversible', true, true, true],
  ['always', true, false, true],
  ['always', false, false, true],
])('%s, reversible %s, asked for %s', (policy, reversible, asks, expected) => {
  const one = step('x', { reversible, secondPerson: asks });
  expect(needsSecond(one, policy)).toBe(expected);
});

it('warns of what was done before the steps above it', () => {
  const { steps } = view(
    [step('a'), step('b'), step('c'), step('d')],
    recordsOf(
      [step('c'), 'completed', 'user:a'],
      [step('a'), 'completed', 'user:a'],
      [step('d'), 'completed', 'user:a'],
    ),
  );
  expect(steps.map(({ tooEarly }) => tooEarly)).toEqual([[], [], [1, 2], [2]]);
});

it.each<[string, typeof off, ConditionSeen['verdict'], boolean]>([
  ['is seen otherwise', off, 'not-met', true],
  ['is still seen so', off, 'met', false],
  ['is not seen', off, 'unknown', false], // says nothing
  ['was true for a moment', created, 'not-met', false],
])('that %s', (_, one, verdict, expected) => {
  const records = recordsOf([one, 'completed', PROBE]);
  const [found] = view([one], records, verdict).steps;
  expect([found.state, found.noLongerSo]).toEqual(['done', expected]);
});

it('waits for a person where a probe saw what cannot be taken back', () => {
  const records = recordsOf([gone, 'completed', PROBE]);
  const { steps, pointOfNoReturn } = view([gone], records, 'met');
  expect(steps[0]).toMatchObject({
    state: 'done',
    by: PROBE,
    waitingForSecond: { by: PROBE, at: at(1) },
  });
  expect(pointOfNoReturn!.passed).toEqual({
    by: PROBE,
    at: at(1),
    confirmedBy: null,
  });
  const more = recordsOf([gone, 'completed', PROBE], [gone, 'confirmed', 'u']);
  const confirmed = view([gone], more, 'met');
  expect(confirmed.steps[0].waitingForSecond).toBeNull();
  expect(confirmed.pointOfNoReturn!.passed!.confirmedBy).toBe('u');
});

describe('the point of no return', () => {
  it('is the first step that cannot be taken back', () => {
    expect(view([trial, off, soak, gone, grants], [])).toMatchObject({
      pointOfNoReturn: {
        stepId: 'gone',
        number: 4,
        afterStage: 'proven',
        passed: null,
      },
    });
    expect(view([trial, off], []).pointOfNoReturn).toBeNull();
  });

  it.each([
    [[grants], 'planned'],
    [[created, grants], 'built'],
    [[created, off, grants], 'cut-over'],
    [[soak, created, grants], 'proven'], // the furthest, in whatever order
  ])('lies after the stage that the steps before it reach', (steps, stage) => {
    expect(view(steps, []).pointOfNoReturn!.afterStage).toBe(stage);
  });

  it('is passed by the first that was done, whatever stands above it', () => {
    const records = recordsOf(
      [grants, 'asked', 'user:a'],
      [grants, 'confirmed', 'user:b'],
    );
    expect(view([gone, grants], records).pointOfNoReturn).toMatchObject({
      stepId: 'grants',
      number: 2,
      passed: { by: 'user:a', at: at(2), confirmedBy: 'user:b' },
    });
  });

  it('is not passed by a question', () => {
    const records = recordsOf([grants, 'asked', 'user:a']);
    expect(view([grants], records).pointOfNoReturn!.passed).toBeNull();
  });

  it('stays passed though the plan says otherwise today', () => {
    const records = recordsOf([grants, 'completed', 'user:a']);
    const passed = { by: 'user:a', at: at(1), confirmedBy: null };
    expect(view([step('grants')], records).pointOfNoReturn).toMatchObject({
      number: 1,
      passed,
    });
    expect(view([trial], records).pointOfNoReturn).toMatchObject({
      number: null,
      title: 'Step grants',
      passed,
    });
  });
});
