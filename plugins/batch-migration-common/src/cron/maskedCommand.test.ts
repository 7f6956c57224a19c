import { maskedCommand } from './maskedCommand';

it.each([
  ['root', 'run --token s3cr3t', 'run --token ###'],
  [null, 'run --token s3cr3t', 'run --token ###'],
  ['mysql', '-ps3cr3t news', '-p### news'],
  ['curl', '-u me:s3cr3t https://a', '-u me:### https://a'],
  ['mysql', '/srv/backup -pfast', '/srv/backup -pfast'],
  ['batch', '-x', '-x'],
])('masks for %s: %s', (user, command, expected) => {
  const { text, names } = maskedCommand({ user, command });
  expect(text.replace(/\*\*\*MASKED:\w+\*\*\*/g, '###')).toBe(expected);
  expect(names).toHaveLength(expected.includes('###') ? 1 : 0);
});
