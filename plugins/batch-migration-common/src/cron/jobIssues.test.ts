import { parseCrontab } from './parseCrontab';

const codesOf = (line: string) =>
  parseCrontab(`${line}\n`, { dialect: 'user' }).issues.map(({ code }) => code);

it.each([
  ['0 0 */2 * 1 a', ['both-days-must-match']],
  ['0 0 1 * 1 a', ['either-day-matches']],
  ['@daily a', []],
  ['@weekly a', []],
  ['@reboot a', []], // a word has no day fields that could disagree
])('%s is reported as %j', (line, codes) => {
  expect(codesOf(line)).toEqual(codes);
});
