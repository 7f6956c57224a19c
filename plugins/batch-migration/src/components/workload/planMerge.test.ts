import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import { differingFields, editOnTop } from './planMerge';

const base = { ...EMPTY_PLAN, version: 7, wave: '3', notes: 'old' };

it('compares every field but the version', () => {
  expect(differingFields(base, { ...base, version: 8, wave: '4' })).toEqual([
    'wave',
  ]);
});

it('writes only what you changed over their plan', () => {
  const yours = { ...base, notes: 'mine' };
  const theirs = { ...base, version: 8, wave: '4', notes: 'theirs' };
  expect(editOnTop(base, yours, theirs)).toEqual({ ...theirs, notes: 'mine' });
});
