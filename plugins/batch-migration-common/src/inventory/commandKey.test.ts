import { commandKey, keysOfOnePlace } from './commandKey';

describe('commandKey', () => {
  it('is twelve hex digits', () => {
    expect(commandKey('bin/batch RankingDaily')).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each([
    ['bin/batch  Ranking', 'bin/batch Ranking', true], // blanks are collapsed
    ['bin/batch Ranking ', 'bin/batch Ranking', true],
    ['bin/batch Ranking', 'bin/batch ranking', false],
    ['echo 日次', 'echo 月次', false],
  ])('%s and %s have one key: %s', (a, b, isSame) => {
    expect(commandKey(a) === commandKey(b)).toBe(isSame);
  });
});

it('numbers identical lines of one place', () => {
  const keyOf = keysOfOnePlace();
  const first = keyOf('bin/batch A');
  expect([
    keyOf('bin/batch A'),
    keyOf('bin/batch B'),
    keyOf('bin/batch A'),
  ]).toEqual([`${first}#2`, commandKey('bin/batch B'), `${first}#3`]);
});
