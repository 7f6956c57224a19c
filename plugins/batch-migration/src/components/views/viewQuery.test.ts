import { askView, viewOfAddress } from './viewQuery';

it.each([
  ['stage=built&cursor=x&first=11&why=stage', 'stage=built'],
  ['rows=25&orderBy=name&danger=acute', 'danger=acute&orderBy=name&rows=25'],
  ['', ''],
  ['columns=next&columns=stage&wave=3', 'columns=stage&columns=next&wave=3'],
  ['columns=secret&wave=3', 'wave=3'],
  // What the address cannot mean is nothing to keep.
  ['orderBy=nonsense', ''],
])('keeps of %j the question %j', (address, query) => {
  expect(viewOfAddress(new URLSearchParams(address))).toBe(query);
});

it('asks what the view asks, and leaves what is none of the table', () => {
  const search = new URLSearchParams('stage=built&cursor=x&first=11&tab=2');
  search.append('columns', 'owner');
  askView(search, 'wave=3&wave=4&orderBy=name&redirect=evil');
  expect(search.toString()).toBe('tab=2&wave=3&wave=4&orderBy=name');
});

it('shows the columns of the view', () => {
  const search = new URLSearchParams('columns=owner');
  askView(search, 'columns=stage&columns=next');
  expect(search.toString()).toBe('columns=stage&columns=next');
});
