import { kept, serverChanges, waveChanges } from './scopeChanges';

const AT = '2026-02-12T01:24:00.000Z';
const teller = { source: 'files:captured', takenAt: AT };
const map = (scopes: Record<string, number>) => new Map(Object.entries(scopes));

it.each([
  ['a server that was not there', {}, { a: 3 }, [['server-found', 3]]],
  ['more on a server', { a: 1 }, { a: 3 }, [['workloads-appeared', 2]]],
  ['fewer on a server', { a: 3 }, { a: 1 }, [['workloads-gone', 2]]],
  ['a server that is left', { a: 3 }, {}, [['workloads-gone', 3]]],
  ['a server that came back', { a: 0 }, { a: 2 }, [['workloads-appeared', 2]]],
  ['nothing', { a: 3 }, { a: 3 }, []],
  [
    'the largest first',
    { a: 1, b: 9 },
    { a: 2, b: 4, c: 2 },
    [
      ['workloads-gone', 5],
      ['server-found', 2],
      ['workloads-appeared', 1],
    ],
  ],
])('tells of %s', (_, before, now, expected) => {
  const changes = serverChanges(
    { before: map(before as {}), now: map(now as {}) },
    () => teller,
  );
  expect(changes.map(({ type, count }) => [type, count])).toEqual(expected);
});

it('names the server and the inventory that told of it', () => {
  const step = { before: map({}), now: map({ a: 1, b: 1 }) };
  expect(
    serverChanges(step, ref => (ref === 'a' ? teller : undefined)),
  ).toEqual([
    { type: 'server-found', count: 1, serverRef: 'a', ...teller },
    {
      ...{ type: 'server-found', count: 1, serverRef: 'b' },
      ...{ source: null, takenAt: null },
    },
  ]);
});

it.each([
  [1, 4, 'planned-in', 3],
  [4, 1, 'planned-out', 3],
])('a wave from %d to %d is %s', (from, to, type, count) => {
  const step = { before: map({ one: from }), now: map({ one: to }) };
  expect(waveChanges(step)).toMatchObject([{ type, count, serverRef: null }]);
});

it('keeps the twenty largest, and says how many more there were', () => {
  const now = map(
    Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`s${index}`, index + 1]),
    ),
  );
  const { changes, moreChanges } = kept(
    serverChanges({ before: map({}), now }, () => undefined),
  );
  expect(changes).toHaveLength(20);
  expect(changes[0].count).toBe(25);
  expect(moreChanges).toBe(5);
});
