import { serverOrderKey, type ServerOrder } from './serverOrder';

const TODAY = '2026-11-22';

const estate: Array<[name: string, left: number, ...dates: string[]]> = [
  ['undated, little left', 1],
  ['undated, much left', 50],
  ['passed', 3, '2026-03-01'],
  ['passed long ago', 3, '2024-03-01'],
  ['next year', 3, '2027-06-30', '2024-01-01'],
  ['next week', 3, '2027-12-31', '2026-11-29'],
  ['today', 3, TODAY],
  ['empty', 0, '2026-11-23'],
];

function ordered(order: ServerOrder): string[] {
  return estate
    .map(([name, left, ...dates]) => {
      const hardDates = dates.map(date => ({ date, effect: '', source: '' }));
      return {
        name,
        key: serverOrderKey({ hardDates }, { order, left, today: TODAY }),
      };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ name }) => name);
}

describe('serverOrderKey', () => {
  it('puts the nearest date that lies ahead first', () => {
    expect(ordered('hardDate')).toEqual([
      'today',
      'next week',
      'next year',
      'passed long ago',
      'passed',
      'undated, much left',
      'undated, little left',
      'empty',
    ]);
  });

  it('puts what has passed first where urgency counts', () => {
    expect(ordered('urgency')).toEqual([
      'passed long ago',
      'passed',
      'today',
      'next week',
      'next year',
      'undated, much left',
      'undated, little left',
      'empty',
    ]);
  });

  it('tells servers apart by their refs alone where that is the order', () => {
    expect(
      serverOrderKey(
        { hardDates: [] },
        { order: 'ref', left: 3, today: TODAY },
      ),
    ).toBe('');
  });

  it('holds no space, which ends it in a cursor', () => {
    for (const order of ['hardDate', 'urgency'] as const) {
      for (const [, left, ...dates] of estate) {
        const hardDates = dates.map(date => ({ date, effect: '', source: '' }));
        expect(
          serverOrderKey({ hardDates }, { order, left, today: TODAY }),
        ).not.toContain(' ');
      }
    }
  });
});
