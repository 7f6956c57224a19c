import { hasUnknownStart } from './unknownStarts';

const at = (time: string) => Date.parse(`2026-02-12T${time}Z`);

/** Five minutes from then on. */
const counted = (time: string, count: number) => ({
  from: new Date(at(`${time}:00`)),
  until: new Date(at(`${time}:00`) + 5 * 60_000),
  count,
});

describe('hasUnknownStart', () => {
  it.each<[string, ReturnType<typeof counted>[], string[], boolean]>([
    ['nothing counted, nothing known', [], [], false],
    ['more known than counted', [], ['01:00:01'], false],
    ['one of each', [counted('01:00', 1)], ['01:00:01'], false],
    ['one counted, none known', [counted('01:00', 1)], [], true],
    ['doubled, one known', [counted('01:00', 2)], ['01:00:01'], true],
    [
      'doubled, both known',
      [counted('01:00', 2)],
      ['01:00:02', '01:00:01'],
      false,
    ],
    ['known of another time', [counted('01:00', 1)], ['02:00:01'], true],
    ['known of before', [counted('01:00', 1)], ['00:00:01'], true],
    [
      'one that started in the last second is counted later',
      [counted('01:05', 1)],
      ['01:04:59'],
      false,
    ],
    ['and one too early is not', [counted('01:05', 1)], ['01:03:59'], true],
    ['the end is exclusive', [counted('01:00', 1)], ['01:06:00'], true],
    [
      'a neighbour does not stand for two',
      [counted('01:05', 1), counted('01:00', 2)],
      ['01:04:30', '01:05:30'],
      true,
    ],
    [
      'the sum of neighbours fits',
      [counted('01:00', 2), counted('01:05', 1)],
      ['01:00:01', '01:05:01', '01:05:30'],
      false,
    ],
  ])('%s', (_, counts, known, expected) => {
    expect(hasUnknownStart(counts, known.map(at))).toBe(expected);
  });
});
