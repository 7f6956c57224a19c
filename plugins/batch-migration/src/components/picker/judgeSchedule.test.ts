import { judgeSchedule } from './judgeSchedule';

const NOW = new Date('2026-02-12T01:24:00.000Z');
const host = {
  dialect: 'debian-cron' as const,
  expression: '30 18 * * 1-5',
  timezone: 'Asia/Tokyo',
};
const at = (expression: string, timezone = 'Asia/Tokyo') => ({
  expression,
  timezone,
});

describe('judgeSchedule', () => {
  it.each([
    ['cron(30 18 ? * MON-FRI *)', { isSame: true }],
    [
      'cron(30 18 ? * * *)',
      { isSame: false, side: 'target', at: '2026-02-14T09:30:00.000Z' },
    ],
    [
      'cron(31 18 ? * MON-FRI *)',
      { isSame: false, side: 'legacy', at: '2026-02-12T09:30:00.000Z' },
    ],
  ])('compares %s with the host', (expression, comparison) => {
    expect(judgeSchedule(at(expression), host, NOW)).toMatchObject({
      comparison,
    });
  });

  it('tells the next starts, in order', () => {
    expect(
      judgeSchedule(at('cron(30 18 ? * MON-FRI *)'), null, NOW),
    ).toMatchObject({
      runs: [
        '2026-02-12T09:30:00.000Z',
        '2026-02-13T09:30:00.000Z',
        '2026-02-16T09:30:00.000Z',
        '2026-02-17T09:30:00.000Z',
        '2026-02-18T09:30:00.000Z',
      ],
      comparison: null,
    });
  });

  it('guesses no starts of a rate, which counts from when it is switched on', () => {
    expect(judgeSchedule(at('rate(5 minutes)'), null, NOW)).toMatchObject({
      runs: null,
    });
  });

  it.each([
    ['cron(0 25 * * ? *)', 'Asia/Tokyo', 'expression'],
    ['cron(- 4 * * ? *)', 'Asia/Tokyo', 'expression'],
    ['rate(0 minutes)', 'Asia/Tokyo', 'expression'],
    ['', 'Asia/Tokyo', 'expression'],
    ['cron(0 4 * * ? *)', 'Asia/Edo', 'timezone'],
  ])('refuses %s in %s', (expression, timezone, problem) => {
    expect(judgeSchedule(at(expression, timezone), null, NOW).problem).toBe(
      problem,
    );
  });

  it.each([
    ['Asia/Tokyo', false],
    ['Europe/London', true],
    ['America/Santiago', true],
  ])('knows whether clocks change in %s', (timezone, changesClocks) => {
    expect(
      judgeSchedule(at('cron(0 4 * * ? *)', timezone), null, NOW),
    ).toMatchObject({ changesClocks });
  });
});
