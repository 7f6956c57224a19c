import { moveStep, newStep, withReversible } from './draft';

const step = (id: string) => ({ ...newStep([], id), id });
const three = [step('a'), step('b'), step('c')];

it.each<[number, -1 | 1, string]>([
  [0, 1, 'bac'],
  [2, -1, 'acb'],
  [1, -1, 'bac'],
  [0, -1, 'abc'], // at an end nothing moves
  [2, 1, 'abc'],
])('moves step %s by %s', (index, by, expected) => {
  const moved = moveStep(three, index, by);
  expect(moved.map(({ id }) => id).join('')).toBe(expected);
  expect(three.map(({ id }) => id).join('')).toBe('abc');
});

it('names a new step as no other', () => {
  const steps = [step('step-1'), step('step-3')];
  expect(newStep(steps, 'New').id).toBe('step-4');
  expect(newStep([step('step-2')], 'New').id).toBe('step-3');
});

it('takes the way back from what is final', () => {
  const one = { ...step('a'), undo: 'Put it back' };
  expect(withReversible(one, false)).toMatchObject({
    reversible: false,
    undo: null,
  });
  expect(withReversible(one, true).undo).toBe('Put it back');
});
