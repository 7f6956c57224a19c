import type { Forecast } from '../forecast/model';
import { isWaveName, type WaveVerdict } from './model';
import { waveVerdict, type WaveFacts } from './waveVerdict';

const BASIS = {
  from: '2025-11-01',
  to: '2026-02-12',
  weeks: 14,
  unseenWeeks: 0,
  scope: 10,
  done: 4,
  windows: [],
};

const range: Forecast = {
  ...BASIS,
  state: 'range',
  finish: {
    p10: '2026-03-01',
    p50: '2026-03-20',
    p80: '2026-04-05',
    p90: '2026-04-12',
    p95: null,
  },
  fan: [],
};

const tooEarly: Forecast = {
  ...BASIS,
  state: 'too-early',
  reason: 'too-few-weeks',
};

const FACTS: WaveFacts = {
  deadline: '2026-06-30',
  workloads: 10,
  left: 6,
  forecast: range,
  today: '2026-02-12',
  warnDays: 14,
};

it.each<[string, Partial<WaveFacts>, WaveVerdict, boolean]>([
  ['no plan names it', { workloads: 0, left: 0 }, 'empty', false],
  ['nothing is left', { left: 0 }, 'done', false],
  [
    'nothing is left, and the deadline is over',
    { left: 0, deadline: '2026-02-01' },
    'done',
    false,
  ],
  ['nobody said until when', { deadline: null }, 'no-deadline', false],
  ['the deadline was yesterday', { deadline: '2026-02-11' }, 'overdue', true],
  ['the deadline is today', { deadline: '2026-02-12' }, 'late', true],
  ['it is 14 days ahead', { deadline: '2026-02-26' }, 'late', true],
  ['it is 15 days ahead', { deadline: '2026-02-27' }, 'late', false],
  [
    'the middle of the range is a day later',
    { deadline: '2026-03-19' },
    'late',
    false,
  ],
  [
    'the middle of the range is that day',
    { deadline: '2026-03-20' },
    'at-risk',
    false,
  ],
  ['the range ends a day later', { deadline: '2026-04-11' }, 'at-risk', false],
  ['the range ends that day', { deadline: '2026-04-12' }, 'on-time', false],
  ['it is too early to say', { forecast: tooEarly }, 'too-early', false],
  ['there is no forecast', { forecast: null }, 'too-early', false],
])('where %s (%#)', (_, over, verdict, isDue) => {
  expect(waveVerdict({ ...FACTS, ...over })).toMatchObject({ verdict, isDue });
});

it('tells the range where there is one, and none of what is done', () => {
  const finish = { p10: '2026-03-01', p50: '2026-03-20', p90: '2026-04-12' };
  expect(waveVerdict(FACTS).finish).toEqual(finish);
  expect(waveVerdict({ ...FACTS, deadline: null }).finish).toEqual(finish);
  expect(waveVerdict({ ...FACTS, left: 0 }).finish).toBeNull();
  expect(waveVerdict({ ...FACTS, forecast: tooEarly }).finish).toBeNull();
});

it.each([
  ['spring-2026', true],
  ['3', true],
  ['a'.repeat(200), true],
  ['a'.repeat(201), false],
  ['none', false],
  ['', false],
  ['Spring', false],
  ['spring 2026', false],
  ['-spring', false],
  ['spring--2026', false],
  ['春', false],
])('knows whether a new wave may be called %j', (name, expected) => {
  expect(isWaveName(name)).toBe(expected);
});
