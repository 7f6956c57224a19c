import { filledText, freeText } from './storedText';

it.each([
  ['nothing here', 'nothing here'],
  ['', ''],
  ['ran with --token abc', 'ran with --token ***MASKED:TOKEN***'],
  ['one\nDB_PASSWORD=abc', 'one\nDB_PASSWORD=***MASKED:DB_PASSWORD***'],
  ['--token ***MASKED:TOKEN***', '--token ***MASKED:TOKEN***'],
])('takes %j as %j', (typed, stored) => {
  expect(freeText(100).parse(typed)).toBe(stored);
  // What was answered may be sent back.
  expect(freeText(100).parse(stored)).toBe(stored);
});

it.each([
  ['more than fits', 'x'.repeat(21)],
  ['more than fits once it is masked', 'x --token abc'],
  ['NUL', '\0'],
  ['half of a pair', '\ud800'],
])('refuses %s', (_what, typed) => {
  const { error } = freeText(20).safeParse(typed);
  expect(error?.issues).toHaveLength(1);
  expect(error?.message).not.toContain('abc');
});

it('refuses blanks where something has to be said', () => {
  expect(filledText(10).safeParse(' \n ').success).toBe(false);
  expect(filledText(10).parse(' why ')).toBe('why');
});
