import { partsOf, widthOf } from './lineColours';

const short = (line: string, isOff = false, wrong: number[] = []) =>
  partsOf(line, isOff, wrong)
    .map(({ text, part }) => `${part}<${text}>`)
    .join('');

it.each([
  ['# bastion', 'comment<# bastion>'],
  ['MAILTO=ops', 'name<MAILTO>plain<=ops>'],
  ['@reboot run', 'schedule<@reboot run>'.replace(' run>', '>plain< run>')],
  ['0 9 * * 1 run --a=b', 'schedule<0 9 * * 1>plain< run --a=b>'],
  ['', ''],
])('%j', (line, parts) => {
  expect(short(line)).toBe(parts);
});

it('shows what is wrong and what is secret', () => {
  expect(short('0 25 * * * T=\u2022\u2022 x', false, [3])).toBe(
    'schedule<0 >wrong<25>schedule< * * *>plain< T=>secret<\u2022\u2022>plain< x>',
  );
});

it('greys a line that is switched off', () => {
  expect(short('#15 1 * * * a', true)).toBe('comment<#15 1 * * * a>');
});

it.each([
  ['abc', 3],
  ['\ta', 9],
  ['朝会', 4],
])('%j takes %i columns', (line, width) => {
  expect(widthOf(line)).toBe(width);
});
