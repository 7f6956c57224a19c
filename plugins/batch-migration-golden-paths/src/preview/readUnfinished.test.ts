import { z } from 'zod';
import { readUnfinished } from './readUnfinished';

const shape = z.object({
  name: z.string(),
  seats: z.number().int().default(1),
  note: z.string().nullable().default(null),
  place: z.object({ account: z.string(), zones: z.array(z.string()) }),
  people: z.array(z.object({ id: z.string() })).default([]),
  engines: z.array(z.enum(['sql', 'rake'])).default([]),
});
const FULL = {
  name: 'news',
  seats: 3,
  note: 'x',
  place: { account: '1', zones: ['a'] },
  people: [{ id: 'U1' }],
  engines: ['rake'],
};
const EMPTY = {
  name: '',
  seats: 1,
  note: null,
  place: { account: '', zones: [] },
  people: [],
  engines: [],
};

describe('readUnfinished', () => {
  it('reads a form that is complete as a run does', () => {
    expect(readUnfinished(shape, FULL)).toEqual({
      answers: shape.parse(FULL),
      problems: [],
    });
  });

  it.each([[{}], [undefined], [null], ['text'], [{ place: {} }]])(
    'has nothing against what is left out of %j',
    form => {
      expect(readUnfinished(shape, form)).toEqual({
        answers: EMPTY,
        problems: [],
      });
    },
  );

  it('keeps what there is of a thing that is not complete', () => {
    const { answers, problems } = readUnfinished(shape, {
      ...FULL,
      place: { zones: ['a'] },
      people: [{ id: 'U1' }, {}],
    });
    expect(answers.place).toEqual({ account: '', zones: ['a'] });
    expect(answers.people).toEqual([{ id: 'U1' }, { id: '' }]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['a number as text', { seats: '3' }, 'seats: Expected number'],
    ['half a seat', { seats: 1.5 }, 'seats: Expected integer'],
    ['text in place of a list', { people: 'U1' }, 'people: Expected array'],
    ['text in place of an object', { place: 'x' }, 'place: Expected object'],
    ['a thing that is none', { people: [7] }, 'people.0: Expected object'],
    [
      'no text in a list',
      { place: { account: '1', zones: [null] } },
      'place.zones.0: Expected string',
    ],
    [
      'a choice that nobody offers',
      { engines: ['sql', 'cobol'] },
      'engines.1: Invalid enum value',
    ],
  ])('tells %s', (_what, changes, problem) => {
    const { problems } = readUnfinished(shape, { ...FULL, ...changes });
    expect(problems).toEqual([expect.stringContaining(problem)]);
    // What it tells is what a run would refuse.
    expect(shape.safeParse({ ...FULL, ...changes }).success).toBe(false);
  });
});
