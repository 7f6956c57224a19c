import { handoverSearch, readAddress } from './handoverAddress';

const read = (search: string) => readAddress(new URLSearchParams(search));

it('reads what a link asks for', () => {
  expect(
    read(
      'ids=a,b,a&within=28&at=2026-02-19T14:26:40%2B09:00&settle=300&margin=600&from=2026-02-13T00:00:00Z',
    ),
  ).toEqual({
    ids: ['a', 'b'],
    server: undefined,
    from: '2026-02-13T00:00:00.000Z',
    withinDays: 28,
    at: '2026-02-19T05:26:00.000Z',
    settleSeconds: 300,
    marginSeconds: 600,
  });
});

it.each([
  ['within=0', 'withinDays', 14],
  ['within=63', 'withinDays', 14],
  ['within=1e1', 'withinDays', 14],
  ['within=', 'withinDays', 14],
  ['settle=-5', 'settleSeconds', 120],
  ['margin=99999999999999999999', 'marginSeconds', 120],
  ['at=tomorrow', 'at', undefined],
  ['from=', 'from', undefined],
  ['server=', 'server', undefined],
  ['', 'ids', undefined],
  ['ids=', 'ids', []],
  ['ids=,,', 'ids', []],
] as const)('takes %s for %s as %s', (search, key, value) => {
  expect(read(search)[key]).toEqual(value);
});

it('asks for no more than the server takes', () => {
  const ids = Array.from({ length: 1200 }, (_, i) => `job-${i}`).join(',');
  expect(read(`ids=${ids}`).ids).toHaveLength(1000);
});

it('writes the addresses that lead to it', () => {
  expect(read(handoverSearch({ ids: ['a', 'b&c'] })).ids).toEqual(['a', 'b&c']);
  expect(
    read(
      handoverSearch({
        server: 'resource:default/bat000',
        from: '2026-02-19T05:00:00.000Z',
      }),
    ),
  ).toMatchObject({
    server: 'resource:default/bat000',
    from: '2026-02-19T05:00:00.000Z',
  });
});
