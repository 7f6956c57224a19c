import type {
  Forecast,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { byLateness, latenessOf, type Lateness } from './lateness';

const TODAY = '2026-02-12';

const server = (over: Partial<ServerView> = {}) =>
  ({
    state: 'in-use',
    hardDates: [],
    dangers: [],
    left: 3,
    ...over,
  } as ServerView);

const dated = (...dates: string[]) =>
  server({
    hardDates: dates.map(date => ({ date, effect: 'ends', source: 'aws' })),
  });

const range = (p10: string, p50: string, p80: string, p90: string) =>
  ({ state: 'range', finish: { p10, p50, p80, p90 } } as Forecast);

const SPRING = range('2026-05-14', '2026-07-01', '2026-08-30', '2026-09-30');

it.each<[string, ServerView, Forecast | undefined, Lateness]>([
  ['gone', server({ state: 'retired' }), SPRING, { state: 'empty' }],
  ['kept', server({ state: 'kept' }), SPRING, { state: 'kept' }],
  ['no date', server(), SPRING, { state: 'undated' }],
  ['passed', dated('2025-01-01'), SPRING, { state: 'missed' }],
  // The passed one is old news where another lies ahead.
  [
    'all late',
    dated('2025-01-01', '2026-03-18'),
    SPRING,
    { state: 'weeks-late', weeks: 8 },
  ],
  ['mostly late', dated('2026-05-20'), SPRING, { state: 'late', tenths: 9 }],
  ['a day before', dated('2026-05-13'), SPRING, { state: 'late', tenths: 9 }],
  ['some late', dated('2026-08-30'), SPRING, { state: 'at-risk', tenths: 2 }],
  ['the end', dated('2026-09-29'), SPRING, { state: 'at-risk', tenths: 1 }],
  ['in time', dated('2026-09-30'), SPRING, { state: 'in-time' }],
  ['not read', dated(TODAY), undefined, { state: 'unknown' }],
  [
    'unforeseeable',
    dated('2026-09-30'),
    { state: 'too-early', reason: 'no-progress' } as Forecast,
    { state: 'too-early' },
  ],
])('says of %s how it stands', (_, of, forecast, lateness) => {
  expect(latenessOf(of, forecast, TODAY)).toEqual(lateness);
});

it('sorts the latest first, and what is gone last', () => {
  const rows: Array<[string, Lateness, number]> = [
    ['gone', { state: 'empty' }, 0],
    ['host10', { state: 'undated' }, 2],
    ['host9', { state: 'undated' }, 2],
    ['fuller', { state: 'undated' }, 5],
    ['likely', { state: 'late', tenths: 6 }, 1],
    ['surely', { state: 'late', tenths: 9 }, 1],
    ['late', { state: 'weeks-late', weeks: 2 }, 1],
    ['later', { state: 'weeks-late', weeks: 9 }, 1],
  ];
  const sorted = rows
    .map(([title, lateness, left]) => ({
      ...{ server: server({ title, left }), lateness },
    }))
    .sort(byLateness)
    .map(({ server: { title } }) => title);
  expect(sorted).toEqual(
    'later,late,surely,likely,fuller,host9,host10,gone'.split(','),
  );
});
