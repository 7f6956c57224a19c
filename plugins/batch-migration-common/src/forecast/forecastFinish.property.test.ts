import fc from 'fast-check';
import { addDays } from './calendar';
import { forecastFinish } from './forecastFinish';
import type { ProgressDay } from './model';

/** Weeks as pairs of what was done and what was found. */
const weeks = (least: number) =>
  fc.array(fc.tuple(fc.integer({ min: -1, max: 6 }), fc.nat({ max: 2 })), {
    minLength: least,
    maxLength: 60,
  });

const recordOf = (
  changes: ReadonlyArray<readonly [number, number]>,
  more: (week: number) => number = () => 0,
): ProgressDay[] => {
  let [retired, scope] = [10, 400];
  const days: ProgressDay[] = [];
  [[0, 0] as const, ...changes].forEach(([done, found], index) => {
    retired = Math.max(0, retired + done + (index > 0 ? more(index) : 0));
    scope += found;
    const date = addDays('2024-01-01', 7 * index);
    days.push({ date, scope, retired, retained: 0, staleDone: 0 });
  });
  return days;
};

const foretell = (days: ProgressDay[]) =>
  forecastFinish(days, {
    today: days[days.length - 1].date,
    simulations: 60,
    fanPoints: 0,
  });

const NEVER = '9999-12-31';

it('more progress never makes any window end later', () => {
  fc.assert(
    fc.property(
      weeks(5),
      fc.infiniteStream(fc.nat({ max: 3 })),
      (past, more) => {
        const extra = past.map(() => more.next().value!);
        const less = foretell(recordOf(past));
        const faster = foretell(recordOf(past, week => extra[week - 1]));
        less.windows.forEach(({ finish }, index) => {
          const other = faster.windows[index].finish;
          if (!finish || !other) return;
          for (const share of ['p10', 'p50', 'p80', 'p90', 'p95'] as const) {
            expect((other[share] ?? NEVER) <= (finish[share] ?? NEVER)).toBe(
              true,
            );
          }
        });
      },
    ),
    { numRuns: 60, seed: 6 },
  );
});

it('a fleet that stands still is never given a date', () => {
  fc.assert(
    fc.property(
      weeks(0),
      fc.array(fc.nat({ max: 2 }), { minLength: 13, maxLength: 30 }),
      (past, still) => {
        const standing = still.map(found => [0, found] as const);
        const forecast = foretell(recordOf([...past, ...standing]));
        expect(forecast).toMatchObject({ state: 'too-early' });
        expect(forecast).not.toHaveProperty('finish');
      },
    ),
    { numRuns: 40, seed: 7 },
  );
});

it('a range has two ends, in the order of its shares, and not before today', () => {
  fc.assert(
    fc.property(weeks(0), past => {
      const days = recordOf(past);
      const forecast = foretell(days);
      if (forecast.state !== 'range') return;
      const { p10, p50, p80, p90, p95 } = forecast.finish;
      const shares = [p10, p50, p80, p90, p95 ?? NEVER];
      expect(shares).toEqual([...shares].sort());
      expect(p10 >= days[days.length - 1].date).toBe(true);
      expect(p10 < p90).toBe(true);
    }),
    { numRuns: 60, seed: 8 },
  );
});

it('what falls silent and speaks again changes nothing afterwards', () => {
  fc.assert(
    fc.property(weeks(6), fc.nat(), fc.nat(), (past, at, many) => {
      const days = recordOf(past);
      // Not on the last day: what is stale there is left to do.
      const index = at % (days.length - 1);
      const silent = days.map((day, other) => {
        if (other !== index) return day;
        const staleDone = many % (day.retired + 1);
        return { ...day, retired: day.retired - staleDone, staleDone };
      });
      expect(foretell(silent)).toEqual(foretell(days));
    }),
    { numRuns: 40, seed: 9 },
  );
});
