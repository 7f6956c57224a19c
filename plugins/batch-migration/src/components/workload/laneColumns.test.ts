import type {
  DueTick,
  RunOutcome,
  RunsResponse,
  RunView,
} from 'backstage-plugin-batch-migration-common';
import { rankingDaily, workload } from '../../__testUtils__/estate';
import {
  bordersOf,
  columnsOf,
  lookOf,
  minutesLate,
  type TickLook,
} from './laneColumns';

const AT = '2026-02-11T19:15:00.000Z';

const run = (outcome: RunOutcome, startedAt = AT): RunView => ({
  location: { ref: 'x', key: 'y' },
  side: 'target',
  scheduledFor: AT,
  startedAt,
  endedAt: null,
  outcome,
  source: 'aws',
  url: null,
});
const tick = (runs: RunView[], verdict: DueTick['verdict'] = 'once') => ({
  at: AT,
  verdict,
  runs,
});

it.each<[DueTick['verdict'], RunOutcome[], TickLook]>([
  ['once', ['succeeded'], 'once'],
  ['once', ['failed'], 'failed'],
  ['once', ['timed-out'], 'failed'],
  ['once', ['running'], 'running'],
  ['once', ['unknown'], 'end-not-seen'],
  ['once', ['succeeded', 'skipped-duplicate'], 'once'],
  ['once', ['failed', 'skipped-duplicate'], 'failed'],
  ['once', [], 'once'], // its runs are not seen one by one
  ['twice', ['succeeded', 'failed'], 'twice'],
  ['missed', [], 'missed'],
  ['not-seen', [], 'not-seen'],
  ['due', [], 'due'],
])('%s with %j looks like %s', (verdict, outcomes, look) => {
  expect(
    lookOf(
      tick(
        outcomes.map(one => run(one)),
        verdict,
      ),
    ),
  ).toBe(look);
});

it.each([
  ['2026-02-11T19:15:00.000Z', 0],
  ['2026-02-11T19:16:00.000Z', 0], // the tolerance is inclusive
  ['2026-02-11T19:21:10.000Z', 6],
  ['2026-02-11T19:14:30.000Z', 0], // early is not late
])('a run at %s is %s min late', (startedAt, minutes) => {
  expect(minutesLate(tick([run('succeeded', startedAt)]))).toBe(minutes);
});

it('knows no lateness of what did not run, or only stepped back', () => {
  expect(minutesLate(tick([], 'missed'))).toBe(0);
  const late = '2026-02-11T19:25:00.000Z';
  expect(
    minutesLate(tick([run('succeeded'), run('skipped-duplicate', late)])),
  ).toBe(0);
});

const runs: RunsResponse = {
  from: '2026-01-29T01:24:00.000Z',
  to: '2026-02-12T01:24:00.000Z',
  cutAt: null,
  ticks: [tick([run('succeeded')])],
  otherRuns: [run('succeeded', '2026-02-09T02:00:00.000Z')],
};

it('stands trials and what is to come in the order of time', () => {
  expect(
    columnsOf(runs, rankingDaily).map(({ kind, at }) => [kind, at]),
  ).toEqual([
    ['trial', '2026-02-09T02:00:00.000Z'],
    ['tick', AT],
    ['coming', '2026-02-12T19:15:00.000Z'],
  ]);
});

it.each([
  ['legacy', [], ['legacy'], null],
  ['target', [], ['target'], null],
  ['unknown', [], null, null],
  ['both', [], null, null],
  ['both', ['runs-twice'], ['legacy', 'target'], 'twice'],
  ['neither', ['runs-nowhere'], [], 'nowhere'],
] as const)('on %s with %j, %j will run', (placement, dangers, sides, mark) => {
  const [coming] = columnsOf(
    { ...runs, ticks: [], otherRuns: [] },
    workload('job', {
      assessment: {
        placement,
        dangers: dangers.map(type => ({
          type,
          severity: 'acute' as const,
          message: '',
          nextAt: '2026-02-12T19:15:00.000Z',
          observationIds: [],
        })),
      },
    }),
  );
  expect(coming).toMatchObject({ coming: { sides, mark } });
});

it('marks when the target was made and changed, within the range, and now', () => {
  const [line] = rankingDaily.locations;
  const target = {
    ...line,
    side: 'target' as const,
    detail: {
      createdAt: '2026-02-05T06:20:11.000Z',
      modifiedAt: '2026-02-10T09:02:33.000Z',
      startDate: '2025-01-01T00:00:00.000Z',
    },
  };
  expect(
    bordersOf(runs, { ...rankingDaily, locations: [line, target] }),
  ).toEqual([
    { at: '2026-02-05T06:20:11.000Z', what: 'created' },
    { at: '2026-02-10T09:02:33.000Z', what: 'changed' },
    { at: runs.to, what: 'now' },
  ]);
});
