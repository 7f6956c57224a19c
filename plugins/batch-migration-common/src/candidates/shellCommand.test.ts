import { shellCommand } from './shellCommand';

it.each<[string[], string | null]>([
  [[], null],
  [['rake', 'digest:send', '--to=a@b.jp'], 'rake digest:send --to=a@b.jp'],
  [['sh', '-c', 'a && b'], "sh -c 'a && b'"],
  [['echo', "it's", ''], "echo 'it'\\''s' ''"],
])('%j is %s', (words, command) => {
  expect(shellCommand(words)).toBe(command);
});
