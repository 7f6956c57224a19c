import {
  marksOf,
  middleAround,
  minuteAt,
  percentOf,
  rowsOf,
  spanOf,
} from './scale';

const at = (time: string) => Date.parse(`2026-02-19T${time}:00Z`);
const middle = middleAround(at('05:26'));

it.each([
  ['05:26', '05:00', '06:10'],
  ['05:39', '05:00', '06:10'],
  ['05:40', '05:30', '06:40'],
  ['05:10', '05:00', '06:10'],
  ['05:09', '04:30', '05:40'],
])('around %s the middle goes from %s to %s', (instant, from, to) => {
  expect(middleAround(at(instant))).toEqual({ from: at(from), to: at(to) });
});

it('marks every ten minutes', () => {
  expect(marksOf(middle)).toHaveLength(8);
  expect(marksOf(middle)[7]).toBe(middle.to);
});

it('cuts what lies outside', () => {
  expect(percentOf(at('05:35'), middle)).toBe(50);
  expect(percentOf(at('04:00'), middle)).toBe(0);
  expect(spanOf(at('04:00'), at('05:35'), middle)).toEqual({
    left: '0%',
    width: '50%',
  });
  expect(spanOf(at('04:00'), at('04:59'), middle)).toBeUndefined();
  expect(spanOf(at('06:11'), at('07:00'), middle)).toBeUndefined();
});

it.each([
  [0, '05:00'],
  [350, '05:35'],
  [354, '05:35'],
  [356, '05:36'],
])('reads the whole minute at %i of 700 pixels', (x, time) => {
  expect(minuteAt(x, 700, middle)).toBe(at(time));
});

it('puts runs that overlap into two rows', () => {
  const run = (time: string) => ({
    at: new Date(at(time)).toISOString(),
    seconds: 420,
  });
  expect(
    rowsOf([run('05:10'), run('05:00'), run('05:05'), run('05:30')]).map(
      ({ row }) => row,
    ),
  ).toEqual([0, 1, 0, 0]);
});
