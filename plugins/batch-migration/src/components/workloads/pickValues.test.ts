import { pickValues } from './pickValues';

const servers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    value: `resource:default/bat${index}`,
    label: `bat${index}`,
    count: index,
  }));

const refs = (...names: string[]) =>
  names.map(name => `resource:default/${name}`);

it.each([
  ['a short list in its own order', 3, refs('bat2'), '', 'bat0 bat1 bat2', 0],
  [
    'a short list whatever is typed',
    ...([2, [], 'x', 'bat0 bat1', 0] as const),
  ],
  ['what no workload has', 1, ['gone'], '', 'bat0 gone', 0],
  ['a value of the address once', 1, ['gone', 'gone'], '', 'bat0 gone', 0],
  ['what matches', 2_000, [], 'bat199', null, 0],
  ['wide letters as narrow ones', 30, [], 'ＢＡＴ２９ ', 'bat29', 0],
  ['the chosen on top', 30, refs('bat7'), 'bat29', 'bat7 bat29', 0],
  ['nothing', 30, [], 'payments', '', 0],
] as const)('shows %s', (_, count, chosen, text, shown, more) => {
  const picked = pickValues(servers(count), chosen, text);
  const labels = picked.shown.map(({ label }) => label).join(' ');
  expect(labels).toBe(
    shown ??
      ['bat199', ...Array(10).keys()]
        .map(n => (n === 'bat199' ? n : `bat199${n}`))
        .join(' '),
  );
  expect(picked.more).toBe(more);
});

it('shows 50 of 10,000 and counts the others', () => {
  const { shown, more } = pickValues(servers(10_000), refs('bat9999'), '');
  expect(shown).toHaveLength(50);
  expect(shown[0].label).toBe('bat9999');
  expect(more).toBe(9_950);
});

it('leaves room to find others where the address names thousands', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `x${index}`);
  const { shown, more } = pickValues(servers(2_000), many, 'bat1999');
  expect(shown).toHaveLength(41);
  expect(shown[40].label).toBe('bat1999');
  expect(more).toBe(4_960);
});
