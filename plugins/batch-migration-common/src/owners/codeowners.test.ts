import { codeownersOf, parseCodeowners } from './codeowners';
import { growth, NOT_QUADRATIC } from '../testing/growth';

const ownersOf = (text: string, path: string) =>
  codeownersOf(parseCodeowners(text), path).map(({ name }) => name);

describe('codeownersOf', () => {
  it.each<[string, string, string, string[]]>([
    ['a rule for all', '* @all', 'a/b', ['@all']],
    ['the last rule', '* @all\n/a/ @acme/sre', 'a/b', ['@acme/sre']],
    ['several owners', '* @a b@example.com', 'x', ['@a', 'b@example.com']],
    ['a rule without owners', '* @all\n/a/', 'a/b', []],
    ['comments', '# * @a\n* @b # @c\n', 'x', ['@b']],
    ['a # within a name', '/a#b @a', 'a#b', ['@a']],
    ['an escaped #', '\\#a @a', '#a', ['@a']],
    ['an escaped blank', '/my\\ files/ @a', 'my files/x', ['@a']],
    ['no name of other case', '/Bat000/ @a', 'bat000/x', []],
    ['a name at any depth', 'crontab @a', 'bat000/crontab', ['@a']],
    ['a path from the root only', '/crontab @a', 'bat000/crontab', []],
    ['a folder at any depth', 'crontabs/ @a', 'x/crontabs/batch', ['@a']],
    ['what lies directly in a folder', '/a/* @a', 'a/b', ['@a']],
    ['nothing deeper than /*', '/a/* @a', 'a/b/c', []],
    ['nothing deeper than /* at the root', '* @a\n/* @b', 'a/b', ['@a']],
    ['any depth under /**', '/a/** @a', 'a/b/c', ['@a']],
    ['** in between', 'a/**/cron @a', 'a/b/c/cron', ['@a']],
    ['Windows line ends', '* @a\r\n/b @c\r\n', 'b', ['@c']],
    ['a byte order mark', '\uFEFF* @a', 'b', ['@a']],
  ])('knows %s', (_, text, path, owners) => {
    expect(ownersOf(text, path)).toEqual(owners);
  });

  it.each<[string, string, string, string[]]>([
    ['defaults', '[Batch] @sre\n/a/', 'a/b', ['@sre']],
    ['owners before defaults', '[Batch] @sre\n/a/ @x', 'a/b', ['@x']],
    ['optional ones', '^[Batch][2] @sre\n/a/', 'a/b', ['@sre']],
    ['blanks in names', '[All batch jobs] @sre\n*', 'a', ['@sre']],
    ['nested groups', '* @g/sub/team', 'a', ['@g/sub/team']],
    ['each for itself', '* @r\n[A]\n* @a\n[B]\n* @b', 'x', ['@r', '@a', '@b']],
    ['one name as one', '[A]\n* @a\n[B]\n* @b\n[a]\nx @c', 'x', ['@c', '@b']],
    ['ranges', '[A]\n/bat[0-9] @a', 'bat7', ['@a']],
  ])('knows sections of GitLab: %s', (_, text, path, owners) => {
    expect(ownersOf(text, path)).toEqual(owners);
  });

  it('says in which line it stands', () => {
    const parsed = parseCodeowners('\n# x\n* @a\n');
    expect(codeownersOf(parsed, 'x')).toEqual([{ name: '@a', line: 3 }]);
  });

  it.each(['', '/a', '../a', './a', 'a\u0000b/../..', 'x'.repeat(5_000)])(
    'has no owner for a path that is none: %j',
    path => {
      expect(ownersOf('*  @a', path).length).toBeLessThanOrEqual(1);
      expect(ownersOf('/x @a', path)).toEqual([]);
    },
  );
});

describe('parseCodeowners', () => {
  it.each<[string, string, number, string]>([
    ['an owner that is none', '* @a sre', 1, 'owner'],
    ['a role', '\n* @@maintainer', 2, 'owner'],
    ['a negation', '* @a\n!/a @b', 2, 'pattern'],
    ['a range on GitHub', '/bat[0-9] @a', 1, 'pattern'],
    ['too many wildcards', '*a*a*a*a*a*a*b @a', 1, 'pattern'],
    ['a section without an end', '[Batch @a', 1, 'section'],
    ['an endless line', `/${'a'.repeat(3_000)} @a`, 1, 'too-long'],
  ])('tells %s', (_, text, line, code) => {
    expect(parseCodeowners(text).issues).toEqual([
      expect.objectContaining({ line, code }),
    ]);
  });

  it('keeps the owners before a rule of which none can be read', () => {
    expect(ownersOf('* @a\n/x sre', 'x')).toEqual(['@a']);
  });

  it('reads on after what it cannot read', () => {
    expect(ownersOf('[A\n!x @a\n*\t@b', 'x')).toEqual(['@b']);
  });

  it('takes linear time, whatever it is given', () => {
    const hostile = [
      `${'*a'.repeat(4)}b @a`,
      `${'**/'.repeat(900)}x @a`,
      `${'[a'.repeat(900)} @a`,
      `* ${'@a/'.repeat(600)}`,
      `* ${'a.'.repeat(900)}@`,
      '\\'.repeat(1_999),
    ].join('\n');
    const read = (size: number) => {
      const parsed = parseCodeowners(`${hostile}\n`.repeat(size));
      codeownersOf(parsed, `${'a'.repeat(60)}`);
      return parsed;
    };
    expect(read(100).issues.length).toBeGreaterThan(100);
    expect(growth(read, 25)).toBeLessThan(NOT_QUADRATIC);
  });
});
