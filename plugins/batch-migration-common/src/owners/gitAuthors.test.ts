import { isBot, rankAuthors, type FileCommit } from './gitAuthors';

const DAY = 86_400_000;
const by = (name: string, days: number): FileCommit => ({
  author: name,
  email: `${name}@example.com`,
  at: Date.parse('2026-02-12T00:00:00Z') - days * DAY,
});
const ranked = (...commits: FileCommit[]) =>
  rankAuthors(commits).map(
    ({ author, commits: count }) => `${author} ${count}`,
  );

describe('rankAuthors', () => {
  it.each<[string, FileCommit[], string[]]>([
    ['nobody', [], []],
    [
      'more commits first',
      [by('a', 1), by('b', 2), by('b', 3)],
      ['b 2', 'a 1'],
    ],
    [
      'one of today before two of two years ago',
      [by('a', 0), by('b', 730), by('b', 731)],
      ['a 1', 'b 2'],
    ],
    [
      'at most three',
      [by('a', 0), by('b', 1), by('c', 2), by('d', 3)],
      ['a 1', 'b 1', 'c 1'],
    ],
    [
      'an address in two spellings as one',
      [by('a', 0), { ...by('a', 1), email: 'A@Example.com' }],
      ['a 2'],
    ],
    ['no bots', [by('renovate', 0), by('a', 9)], ['a 1']],
    ['no time that is none', [{ ...by('a', 0), at: NaN }], []],
  ])('tells %s', (_, commits, authors) => {
    expect(ranked(...commits)).toEqual(authors);
  });

  it('does not depend on when it is asked', () => {
    const commits = [by('a', 0), by('b', 100), by('b', 120)];
    const later = commits.map(one => ({ ...one, at: one.at + 900 * DAY }));
    expect(ranked(...later)).toEqual(ranked(...commits));
  });
});

describe('isBot', () => {
  it.each<[string, string, boolean]>([
    ['dependabot[bot]', '1+dependabot[bot]@users.noreply.github.com', true],
    ['Renovate Bot', 'x@example.com', true],
    ['GitHub', 'noreply@github.com', true],
    ['github-actions', 'x@example.com', true],
    ['root', 'root@bat000', true],
    ['deploy', 'deploy@example.com', true],
    ['Mori Hanako', '1+mori@users.noreply.github.com', false],
    ['Abbot', 'abbot@example.com', false],
    ['Jenkinson', 'j@example.com', false],
  ])('%s <%s>: %s', (author, email, expected) => {
    expect(isBot({ author, email, at: 0 })).toBe(expected);
  });
});
