import { startsWithin, usesAtThatTime } from './startsWithin';

const at = (text: string) => Date.parse(`${text}:00+09:00`);
const daily = {
  dialect: 'debian-cron' as const,
  expression: '0 7 * * *',
  timezone: 'Asia/Tokyo',
};

describe('startsWithin', () => {
  it('counts the starts of equal lines each', () => {
    const range = [at('2026-02-12T07:00'), at('2026-02-13T07:00')] as const;
    expect(startsWithin([daily, daily], ...range)).toBe(2);
    expect(startsWithin([{ ...daily, expression: '@reboot' }], ...range)).toBe(
      0,
    );
  });
});

describe('usesAtThatTime', () => {
  // Thursday, 19 February, 14:00 to 15:00; now is the Thursday before.
  const range = {
    from: at('2026-02-19T14:00'),
    to: at('2026-02-19T15:00'),
    now: at('2026-02-12T10:24'),
    timezone: 'Asia/Tokyo',
  };

  it.each([
    ['2026-02-05T14:00', 1],
    ['2026-02-05T14:59', 1],
    ['2026-02-05T15:00', 0],
    ['2026-02-05T13:59', 0],
    ['2026-02-06T14:30', 0],
    ['2026-01-15T14:30', 1],
    // More than four weeks ago, or not yet.
    ['2026-01-15T09:00', 0],
    ['2026-01-08T14:30', 0],
    ['2026-02-12T14:30', 0],
  ])('of a use at %s counts %i', (use, count) => {
    expect(usesAtThatTime([at(use)], range)).toBe(count);
  });

  it('goes by the local hour where a clock has jumped between', () => {
    const local = {
      // Monday 09:00 in summer time; the use was at 09:30 in winter time.
      from: Date.parse('2026-03-09T09:00:00-04:00'),
      to: Date.parse('2026-03-09T10:00:00-04:00'),
      now: Date.parse('2026-03-05T00:00:00-05:00'),
      timezone: 'America/New_York',
    };
    const use = Date.parse('2026-03-02T09:30:00-05:00');
    expect(usesAtThatTime([use], local)).toBe(1);
  });
});
