import {
  clearFilters,
  readView,
  toQuery,
  writeFilter,
  writePage,
} from './query';

const view = (search: string) => readView(new URLSearchParams(search));

it('reads the address, and ignores what it does not know', () => {
  expect(
    view('stage=built&stage=planned&orderBy=stage&rows=25&rows2=1&foo=bar'),
  ).toEqual({
    filters: { stage: ['built', 'planned'] },
    orderBy: 'stage',
    limit: 25,
    cursor: undefined,
    first: 1,
  });
});

it.each(['rows=1000000', 'rows=-1', 'orderBy=DROP', 'first=x', 'stage='])(
  'falls back for %s',
  search => {
    expect(toQuery(view(search))).toEqual({ orderBy: 'danger', limit: 10 });
  },
);

it('begins again at the first page when the question changes', () => {
  const search = new URLSearchParams('wave=3');
  writePage(search, 'next', 11);
  expect(search.toString()).toBe('wave=3&cursor=next&first=11');
  writeFilter(search, 'stage', ['built']);
  expect(search.toString()).toBe('wave=3&stage=built');
  clearFilters(search);
  expect(search.toString()).toBe('');
});
