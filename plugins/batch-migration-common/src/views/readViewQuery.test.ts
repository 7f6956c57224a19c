import { readViewQuery } from './readViewQuery';

it.each([
  ['', ''],
  [
    'stage=built&server=resource%3Adefault%2Fbat000',
    'server=resource%3Adefault%2Fbat000&stage=built',
  ],
  ['?wave=3+bat000', 'wave=3+bat000'],
  ['danger=acute&danger=acute&danger=drift', 'danger=acute&danger=drift'],
  ['text=&owner=none', 'owner=none'],
  ['orderBy=name&orderBy=stage&rows=25', 'orderBy=name&rows=25'],
  ['columns=stage&columns=next&rows=10', 'columns=stage&columns=next&rows=10'],
  ['columns=name', 'columns=name'],
  ['text=%E5%A4%9C%E9%96%93', 'text=%E5%A4%9C%E9%96%93'],
  ['text=<script>', 'text=%3Cscript%3E'],
])('keeps %j as %j', (text, query) => {
  expect(readViewQuery(text)).toEqual({ query });
});

it('answers the same again of what it kept', () => {
  const once = readViewQuery('wave=b&text=x y&stage=built&wave=a');
  if (!('query' in once)) throw new Error('was refused');
  expect(readViewQuery(once.query)).toEqual(once);
});

it.each([
  ['a place in a list', 'cursor=abc'],
  ['another parameter', 'redirect=https%3A%2F%2Fexample.com'],
  ['a parameter of the object', '__proto__=x'],
  ['another order', 'orderBy=random'],
  ['rows that are no number', 'rows=all'],
  ['a column that there is not', 'columns=stage&columns=constructor'],
  ['too much', `text=${'x'.repeat(2_000)}`],
  ['too much once encoded', `text=${'夜'.repeat(300)}`],
])('refuses %s', (_, text) => {
  expect(readViewQuery(text)).toEqual({
    problem: expect.stringMatching(/^must/),
  });
});
