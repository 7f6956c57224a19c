import type { StepView } from '../cutover/model';
import { weightTrack } from './weightTrack';

const NOW = new Date('2026-02-12T01:24:00.000Z');
const AT = '2026-02-11T05:00:00.000Z';

const weight = (
  number: number,
  atLeast: number,
  over: Partial<StepView> = {},
): StepView => ({
  id: `weight-${atLeast}`,
  title: `Weight ${atLeast} %`,
  instructions: '',
  ownerRef: null,
  check: { type: 'observation', condition: 'target-weight', atLeast },
  reversible: true,
  undo: null,
  bakeHours: 48,
  number,
  state: 'open',
  ...{ by: null, at: null, confirmed: null, needsSecond: false },
  ...{ waitingForSecond: null, undone: null, evidence: null },
  ...{ tooEarly: [], noLongerSo: false },
  ...over,
});
const done = { state: 'done', at: AT } as const;
const trial = weight(1, 1, { id: 'trial', check: { type: 'attestation' } });

const track = (...steps: StepView[]) => weightTrack({ steps }, NOW);

it('is empty where the plan has no weights', () => {
  expect(track(trial)).toEqual({
    ...{ points: [], bake: null, next: null, nextFrom: null },
  });
});

it('watches the furthest weight that is set, and says when the next may start', () => {
  const { points, bake, next, nextFrom } = track(
    trial,
    weight(2, 1, { ...done, at: '2026-02-09T01:00:00.000Z', bakeHours: 24 }),
    weight(3, 10, done),
    weight(4, 50),
    weight(5, 100),
  );
  expect(points.map(({ percent, state }) => [percent, state])).toEqual([
    [1, 'baked'],
    [10, 'baking'],
    [50, 'next'],
    [100, 'open'],
  ]);
  expect(bake).toEqual({
    ...{ stepId: 'weight-10', number: 3, percent: 10, since: AT },
    ...{ until: '2026-02-13T05:00:00.000Z', isOver: false },
  });
  expect(next).toEqual({ stepId: 'weight-50', number: 4, percent: 50 });
  expect(nextFrom).toBe('2026-02-13T05:00:00.000Z');
});

it.each<[string, Partial<StepView>, string, boolean | undefined]>([
  ['nothing is set', {}, 'next', undefined],
  ['its time is not over', { ...done, bakeHours: 48 }, 'baking', false],
  ['its time ends this instant', { ...done, bakeHours: 20.4 }, 'baked', true],
  [
    'the plan gives it no time',
    { ...done, bakeHours: undefined },
    'baked',
    true,
  ],
  // The weight was lowered again: nothing of it counts.
  ['it was set and lowered', { ...done, noLongerSo: true }, 'next', undefined],
  ['it waits for a second person', { state: 'waiting' }, 'next', undefined],
])('where %s', (_, over, state, isOver) => {
  const { points, bake } = track(weight(1, 10, over));
  expect(points[0].state).toBe(state);
  expect(bake?.isOver).toBe(isOver);
});

it('leaves a weight behind that was passed over', () => {
  const { points, next } = track(weight(1, 1), weight(2, 10, done));
  expect(points.map(({ state, since }) => [state, since])).toEqual([
    ['baked', null],
    ['baking', AT],
  ]);
  expect(next).toBeNull();
});
