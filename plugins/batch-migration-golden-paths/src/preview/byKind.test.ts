import { byKind } from './byKind';

it('has one row for each kind, with all of its names and counts', () => {
  expect(
    byKind([
      ['api', 1],
      ['log-group', ['/a/Ask']],
      ['api', 1],
      ['log-group', ['/a/console', '/a/exec']],
    ]),
  ).toEqual([
    { kind: 'api', count: 2, names: [] },
    {
      kind: 'log-group',
      count: 3,
      names: ['/a/Ask', '/a/console', '/a/exec'],
    },
  ]);
});

it('has no row of what there is none', () => {
  expect(
    byKind([
      ['security-group', 0],
      ['service', []],
    ]),
  ).toEqual([]);
});
