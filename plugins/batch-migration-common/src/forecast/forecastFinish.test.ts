import { addDays, daysFrom } from './calendar';
import { forecastFinish } from './forecastFinish';
import type { Forecast, ProgressDay } from './model';

const START = '2025-01-06';

/** A record with one count a week: what was done and how large the scope was. */
const record = (
  weeks: number,
  at: (week: number) => Partial<ProgressDay>,
): ProgressDay[] =>
  Array.from({ length: weeks + 1 }, (_, week) => ({
    date: addDays(START, 7 * week),
    ...{ scope: 100, retired: 0, retained: 0, staleDone: 0 },
    ...at(week),
  }));

const foretell = (days: ProgressDay[], over = {}): Forecast =>
  forecastFinish(days, {
    today: days[days.length - 1]?.date ?? START,
    simulations: 300,
    ...over,
  });

const alternating = (week: number) => 3 * Math.floor(week / 2) + (week % 2);

describe('a range', () => {
  const days = record(26, week => ({ retired: alternating(week) }));
  const forecast = foretell(days);

  it('is given, and never one date', () => {
    if (forecast.state !== 'range') throw new Error(forecast.state);
    const { p10, p50, p80, p90, p95 } = forecast.finish;
    expect([p10, p50, p80, p90, p95!]).toEqual(
      [p10, p50, p80, p90, p95!].sort(),
    );
    expect(p10 < p90).toBe(true);
    // 61 are left, at one and a half a week.
    const weeks = daysFrom(days[26].date, p50) / 7;
    expect(weeks).toBeGreaterThan(37);
    expect(weeks).toBeLessThan(45);
  });

  it('is the envelope of what its windows say', () => {
    if (forecast.state !== 'range') throw new Error(forecast.state);
    const own = forecast.windows.flatMap(({ finish }) => finish ?? []);
    expect(forecast.finish.p10).toBe(own.map(({ p10 }) => p10!).sort()[0]);
    expect(forecast.finish.p90).toBe(
      own
        .map(({ p90 }) => p90!)
        .sort()
        .pop(),
    );
    expect(forecast.windows).toMatchObject([
      { months: 3, weeks: 13, unseenWeeks: 0 },
      { months: 6, weeks: 26, donePerWeek: 1.5, scopePerWeek: 0 },
      // It has no more weeks than the one before, so it says nothing anew.
      { months: 12, weeks: 26, finish: null },
    ]);
  });

  it('answers the same to the same, in whatever order the days come', () => {
    expect(foretell([...days].reverse(), { today: days[26].date })).toEqual(
      forecast,
    );
  });

  it('has a fan that starts where the record ends and widens', () => {
    if (forecast.state !== 'range') throw new Error(forecast.state);
    const { fan } = forecast;
    expect(fan).toHaveLength(24);
    expect(fan[0]).toEqual({
      date: days[26].date,
      done: { low: 39, middle: 39, high: 39 },
      scope: { low: 100, middle: 100, high: 100 },
    });
    expect(fan[12].done.high).toBeGreaterThan(fan[12].done.low);
    expect(daysFrom(forecast.finish.p90, fan[23].date)).toBeLessThan(7);
    expect(foretell(days, { fanPoints: 0 })).toMatchObject({ fan: [] });
  });

  it('is later where scope grew in the same weeks', () => {
    const grown = foretell(
      record(26, week => ({
        retired: alternating(week),
        scope: 87 + Math.floor(week / 2),
      })),
    );
    if (grown.state !== 'range' || forecast.state !== 'range') throw grown;
    expect(grown.finish.p50 > forecast.finish.p50).toBe(true);
    expect(grown.windows[1].scopePerWeek).toBe(0.5);
  });

  it('counts what is stale as left, and not as a step back', () => {
    const silent = foretell(
      record(26, week => ({
        retired: week < 24 ? alternating(week) : alternating(week) - 20,
        staleDone: week < 24 ? 0 : 20,
      })),
    );
    if (silent.state !== 'range' || forecast.state !== 'range') throw silent;
    expect(silent.done).toBe(19);
    expect(silent.windows[1].donePerWeek).toBe(1.5);
    expect(silent.finish.p50 > forecast.finish.p50).toBe(true);
  });
});

it('is a range too where all weeks were alike', () => {
  const forecast = foretell(record(20, week => ({ retired: week })));
  if (forecast.state !== 'range') throw new Error(forecast.state);
  const { p10, p50, p90 } = forecast.finish;
  expect([daysFrom(p10, p50), daysFrom(p50, p90)]).toEqual([7, 7]);
});

describe('too early to say', () => {
  const steady = record(20, week => ({ retired: week }));
  it.each<[string, ProgressDay[], object, string]>([
    ['no record', [], {}, 'too-few-weeks'],
    ['one day', steady.slice(0, 1), {}, 'too-few-weeks'],
    ['three weeks', steady.slice(0, 4), {}, 'too-few-weeks'],
    [
      'gaps with fewer than four weeks that were seen',
      [...steady.slice(0, 3), ...steady.slice(15, 17)],
      {},
      'too-few-weeks',
    ],
    ['an old record', steady, { today: '2025-06-30' }, 'not-current'],
    ['nothing done yet', record(20, () => ({})), {}, 'no-progress'],
    [
      'a standstill of three months',
      record(40, week => ({ retired: Math.min(week, 26) })),
      {},
      'no-progress',
    ],
    [
      'more rolled back than done',
      record(20, week => ({ retired: 40 - week })),
      {},
      'no-progress',
    ],
    [
      'scope that outgrows the work',
      record(20, week => ({ retired: week, scope: 100 + 2 * week })),
      {},
      'scope-grows-faster',
    ],
    [
      'scope that grows as fast',
      record(20, week => ({ retired: week, scope: 100 + week })),
      {},
      'scope-grows-faster',
    ],
    [
      'a pace that takes decades',
      record(20, week => ({ retired: week, scope: 5_000 })),
      {},
      'beyond-horizon',
    ],
    [
      'a pace that takes longer than it may',
      steady,
      { horizonYears: 1 },
      'beyond-horizon',
    ],
  ])('%s: %4$s', (_, days, over, reason) => {
    const forecast = foretell(days, over);
    expect(forecast).toMatchObject({ state: 'too-early', reason });
    expect(forecast).not.toHaveProperty('finish');
  });

  it('speaks after four weeks', () => {
    expect(foretell(steady.slice(0, 5)).state).toBe('range');
  });
});

it.each([
  ['finished', { scope: 20, retired: 15, retained: 5 }],
  ['nothing-in-scope', { scope: 0 }],
])('says %s', (state, last) => {
  const days = record(10, week => (week < 10 ? { retired: week } : last));
  expect(foretell(days)).toMatchObject({ state });
});

it('never foretells a day that is past', () => {
  const days = record(10, week => ({ retired: 10 * week - (week && 1) }));
  const today = addDays(days[10].date, 13);
  const forecast = foretell(days, { today });
  if (forecast.state !== 'range') throw new Error(forecast.state);
  expect(forecast.finish.p10).toBe(today);
});
