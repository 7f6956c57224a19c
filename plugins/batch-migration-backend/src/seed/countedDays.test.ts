import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { countedDays } from './countedDays';
import { parseHistoryFile } from './historyFile';

const parse = (moves: string, rest = 'from: 2026-02-01\nto: 2026-02-03') =>
  parseHistoryFile(
    `${rest}\nwaves: [{ id: 1, name: one, deadline: 2026-03-01 }]\nmoves:\n${moves}`,
    'x.yaml',
  );

it('counts every day of the estate, and of a server and a wave those of change', () => {
  const records = countedDays(
    parse(
      [
        '- { on: 2026-02-01, at: [a, b], wave: 1, to: planned, count: 3 }',
        '- { on: 2026-02-03, at: [a, b], wave: 1, from: planned, to: retired }',
        '- { on: 2026-02-03, at: [c], to: discovered, count: 2 }',
      ].join('\n'),
    ),
  );
  expect(
    records.map(({ subject, key, date, counts }) => [
      ...[subject, key, date, counts.scope, counts.retired],
    ]),
  ).toEqual([
    ['all', '', '2026-02-01', 3, 0],
    ['server', 'resource:default/a', '2026-02-01', 3, 0],
    ['server', 'resource:default/b', '2026-02-01', 3, 0],
    ['wave', 'one', '2026-02-01', 3, 0],
    ['all', '', '2026-02-02', 3, 0],
    ['all', '', '2026-02-03', 5, 1],
    ['server', 'resource:default/a', '2026-02-03', 3, 1],
    ['server', 'resource:default/b', '2026-02-03', 3, 1],
    ['server', 'resource:default/c', '2026-02-03', 2, 0],
    ['wave', 'one', '2026-02-03', 3, 1],
  ]);
  expect(records[0].changes).toEqual([]);
  expect(records[5].changes).toMatchObject([
    { type: 'server-found', count: 2, serverRef: 'resource:default/c' },
  ]);
});

it.each([
  ['- { on: 2026-01-31, at: [a], to: planned }', /days must follow each other/],
  ['- { on: soon, at: [a], to: planned }', /x\.yaml: moves\.0\.on: must be/],
  ['- { on: 2026-02-01, at: [a], to: done }', /moves\.0\.to/],
  ['- { on: 2026-02-01, at: [a], wave: 7, to: built }', /got: 7 on 2026-02-01/],
  [': [', /x\.yaml is not YAML/],
])('refuses %s', (moves, message) => {
  expect(() => parse(moves)).toThrow(message);
});

it('refuses that more leave a stage than are in it', () => {
  const history = parse(
    '- { on: 2026-02-02, at: [a], from: built, to: retired }',
  );
  expect(() => countedDays(history)).toThrow(
    'On 2026-02-02 1 move on from built, and fewer are there',
  );
});

it('tells of the demo estate how it came to what is counted there', () => {
  const file = resolve(__dirname, '../../../../examples/estate/history.yaml');
  const records = countedDays(
    parseHistoryFile(readFileSync(file, 'utf8'), 'history.yaml'),
  );
  const days = records.filter(({ subject }) => subject === 'all');
  expect(days).toHaveLength(164);
  expect(days[days.length - 1].counts).toMatchObject({
    scope: 106,
    byStage: { discovered: 29, planned: 36, built: 17, proven: 5, retired: 12 },
  });
});
