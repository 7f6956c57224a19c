import { density } from '../../__testUtils__/density';
import { heatOf } from './heat';
import { dotsOf, levelOf, placeInWeek, stepsOf, weekOf } from './week';

it('gives a row a day, and its hours', () => {
  const week = weekOf(density, 1);
  expect(week.map(day => day.length)).toEqual(Array(7).fill(24));
  expect(week[3][7]).toMatchObject({ weekday: 4, runs: 24, uses: 3 });
  expect(week[3][14].quiet).toBe(0);
  expect(week[3][11].quiet).toBe(1);
  expect(week[4][14].quiet).toBeNull();
  // 11:05 – 11:50 is no quiet noon.
  expect(week[3][12].quiet).toBeNull();
});

it('loses no run in blocks of four hours', () => {
  const total = (hours: number) =>
    weekOf(density, hours)
      .flat()
      .reduce((sum, { runs }) => sum + runs, 0);
  expect(weekOf(density, 4)[0]).toHaveLength(6);
  expect(total(4)).toBe(total(1));
  expect(weekOf(density, 4)[0][1].jobs[0]).toMatchObject({ runs: 20 });
});

it.each([
  [0, [1]],
  [3, [1, 2, 3]],
  [100, [1, 15, 35, 65]],
  [5, [1, 2, 4]],
])('shades up to %i runs in steps of %j', (most, steps) => {
  expect(stepsOf(most)).toEqual(steps);
  expect(levelOf(0, steps)).toBe(0);
  expect(levelOf(most, steps)).toBe(most === 0 ? 0 : steps.length);
});

it.each([
  [0, 0],
  [1, 1],
  [4, 1],
  [12, 3],
  [400, 4],
])('%i uses in four weeks are %i dots', (uses, dots) => {
  expect(dotsOf(uses, 28)).toBe(dots);
});

it('finds now in the zone of the estate', () => {
  const now = new Date('2026-02-12T20:24:00Z');
  expect(placeInWeek(now, 'Asia/Tokyo')).toEqual({
    weekday: 5,
    hour: 5,
    minute: 24,
  });
  expect(placeInWeek(now, 'UTC').weekday).toBe(4);
});

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(start => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it.each(['light', 'dark'] as const)('dots are seen in the %s theme', type => {
  const { shades, dots } = heatOf(type);
  shades.forEach((shade, index) => {
    const [low, high] = [luminance(shade), luminance(dots[index])].sort(
      (a, b) => a - b,
    );
    expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(3);
  });
});
