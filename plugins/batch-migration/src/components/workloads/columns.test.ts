import { WORKLOAD_COLUMNS } from 'backstage-plugin-batch-migration-common';
import { readColumns, writeColumns } from './columns';

it.each([
  ['', WORKLOAD_COLUMNS],
  ['columns=next&columns=stage', ['stage', 'next']],
  ['columns=stage&columns=stage&columns=toString', ['stage']],
  ['columns=name', []],
  ['columns=name&columns=wave', ['wave']],
  ['columns=nonsense', WORKLOAD_COLUMNS],
])('reads %j', (search, columns) => {
  expect(readColumns(new URLSearchParams(search))).toEqual(columns);
});

it.each([
  [['next', 'stage'], 'wave=3&columns=stage&columns=next'],
  [[], 'wave=3&columns=name'],
  [WORKLOAD_COLUMNS, 'wave=3'],
] as const)('writes %j', (columns, search) => {
  const address = new URLSearchParams('wave=3&columns=owner');
  writeColumns(address, columns);
  expect(address.toString()).toBe(search);
});
