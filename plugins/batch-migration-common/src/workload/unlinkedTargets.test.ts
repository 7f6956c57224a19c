import type { ObservationDetail } from './model';
import { unlinkedTargets } from './unlinkedTargets';
import {
  LEGACY,
  NOW,
  TARGET,
  cron,
  eventBridge,
  minutes,
  seen,
  workload,
} from './testEstate';

const found = (
  key: string,
  over: {
    state?: 'active' | 'idle' | 'absent';
    until?: string;
    expression?: string;
    command?: string;
  } = {},
) =>
  seen({ ref: TARGET.ref, key }, over.state ?? 'active', {
    until: over.until,
    detail: {
      ...(over.expression && {
        schedules: [
          eventBridge(over.expression),
        ] as ObservationDetail['schedules'],
      }),
      ...(over.command && { command: over.command }),
    },
  });

const job = (id: string, over: Parameters<typeof workload>[0] = {}) =>
  workload({ id, name: id, locations: [LEGACY], ...over });

describe('a target found in AWS that replaces nothing', () => {
  it('is told, and one that is linked is not', () => {
    const linked = workload();
    const orphan = found('orphan');
    expect(unlinkedTargets([found(TARGET.key), orphan], [linked], NOW)).toEqual(
      [
        {
          location: { ref: TARGET.ref, key: 'orphan' },
          state: 'active',
          candidates: [],
          observationIds: [orphan.id],
        },
      ],
    );
  });

  it.each([
    ['active', minutes(60), ['active']],
    ['idle', minutes(60), ['idle']],
    ['absent', minutes(60), []],
    ['active', minutes(-1), ['unknown']], // nobody looked since
  ] as const)('seen %s until %s is %j', (state, until, expected) => {
    const targets = unlinkedTargets([found('x', { state, until })], [], NOW);
    expect(targets.map(target => target.state)).toEqual(expected);
  });

  it.each<[string, Parameters<typeof found>[1], string, string[] | undefined]>([
    ['its name, however it is written', {}, 'Ranking_Daily', ['name']],
    [
      'its command, blanks apart',
      { command: 'bin/batch  RankingDaily ' },
      'x',
      ['command'],
    ],
    ['its runs', { expression: 'cron(15 4 * * ? *)' }, 'x', ['schedule']],
    [
      'all of them',
      { expression: 'cron(15 4 * * ? *)', command: 'bin/batch RankingDaily' },
      'ranking-daily',
      ['name', 'command', 'schedule'],
    ],
    ['other runs', { expression: 'cron(16 4 * * ? *)' }, 'x', undefined],
    ['what cannot be read', { expression: 'cron(what)' }, 'x', undefined],
  ])('is proposed by %s', (_, over, key, because) => {
    const [{ candidates }] = unlinkedTargets(
      [found(key, over)],
      [job('ranking-daily')],
      NOW,
    );
    expect(candidates).toEqual(
      because ? [{ workloadId: 'ranking-daily', because }] : [],
    );
  });

  it('is not proposed by a time at which several jobs run', () => {
    const nightly = found('x', { expression: 'cron(15 4 * * ? *)' });
    const jobs = [job('one'), job('two', { command: 'bin/two' })];
    expect(unlinkedTargets([nightly], jobs, NOW)[0].candidates).toEqual([]);
  });

  it('is not proposed to what has a target already', () => {
    const [{ candidates }] = unlinkedTargets(
      [found('ranking-daily')],
      [workload({ locations: [LEGACY, { ...TARGET, key: 'other' }] })],
      NOW,
    );
    expect(candidates).toEqual([]);
  });

  it('puts the proposal with most reasons first', () => {
    const jobs = [
      job('a', { name: 'nightly', schedule: cron('0 1 * * *') }),
      job('b', { name: 'nightly', command: 'bin/b' }),
    ];
    const [{ candidates }] = unlinkedTargets(
      [found('nightly', { command: 'bin/b' })],
      jobs,
      NOW,
    );
    expect(candidates).toEqual([
      { workloadId: 'b', because: ['name', 'command'] },
      { workloadId: 'a', because: ['name'] },
    ]);
  });
});
