import { lineOfDepth } from './yamlDepth';

it.each([
  ['a schedule', 'job:\n  cron: "0 3 * * *"\n  args: [[1], {a: [2]}]\n', null],
  ['many lists, one after the other', '[]\n'.repeat(1000), null],
  ['a long line', `a: ${'x'.repeat(10_000)}`, null],
  ['dashes', `a: 1\n${'- '.repeat(300)}`, 2],
  ['questions', '? '.repeat(300), 1],
  ['brackets', `\n\n${'['.repeat(101)}`, 3],
  ['braces over lines', '{\n'.repeat(101), 101],
  ['blanks', `${' '.repeat(401)}a: 1`, 1],
])('%s: line %s', (_, text, line) => {
  expect(lineOfDepth(text)).toBe(line);
});
