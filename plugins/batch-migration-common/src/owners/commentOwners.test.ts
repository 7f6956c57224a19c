import { commentOwners } from './commentOwners';
import { growth, NOT_QUADRATIC } from '../testing/growth';

const named = (comment: string) =>
  commentOwners(comment).map(({ name, email }) =>
    email && email !== name ? `${name} <${email}>` : name,
  );

describe('commentOwners', () => {
  it.each<[string, string[]]>([
    ['owner: sre', ['sre']],
    ['Owner: SRE', ['SRE']],
    ['OWNER = sre', ['sre']],
    ['daily digest (owner: sre)', ['sre']],
    ['daily digest - team: News Desk', ['News Desk']],
    ['daily digest. maintainer: Mori Hanako.', ['Mori Hanako']],
    ['owners: sre, news', ['sre', 'news']],
    ['team: data', ['data']],
    ['owned by: payments', ['payments']],
    ['daily digest\nowner: sre', ['sre']],
    ['担当: 森', ['森']],
    ['担当：SREチーム', ['SREチーム']],
    ['担当者: 森 花子', ['森 花子']],
    ['日次集計。担当：森、佐藤', ['森', '佐藤']],
    ['連絡先: mori@example.com', ['mori@example.com']],
    [
      'contact: Mori Hanako <mori@example.com>',
      ['Mori Hanako <mori@example.com>'],
    ],
    ['ask @mori before you change it', ['@mori']],
    ['ask @acme/sre', ['@acme/sre']],
    ['questions to sre@example.com', ['sre@example.com']],
    ['owner: @mori', ['@mori']],
    ['owner: group:default/sre', ['group:default/sre']],
  ])('%j names %j', (comment, names) => {
    expect(named(comment)).toEqual(names);
  });

  it.each([
    'daily digest',
    'Mori wrote this',
    'the owner is on holiday',
    'owner',
    'owner:',
    'owner: none',
    'owner: TBD',
    '担当: 未定',
    '担当が変わったら直す',
    'owner: ask whoever is on call about this one',
    'owner: root',
    'contact: #ops',
    'contact: +81 3 1234 5678',
    'contact: https://example.com/oncall',
    'was @daily before',
    '@reboot did not work',
    'tell @here',
    'mails noreply@example.com',
    'to root@bat000.example.com',
    'user@host',
    'set co-owner: false positives',
    'password: ***MASKED:x***',
    '',
  ])('nothing is guessed from %j', comment => {
    expect(named(comment)).toEqual([]);
  });

  it.each<(size: number) => string>([
    size => 'owner: '.repeat(size),
    size => `owner: ${'a'.repeat(10 * size)}`,
    size => `${'a.'.repeat(5 * size)}@`,
    size => `${'a@'.repeat(5 * size)}`,
    size => `(${' '.repeat(10 * size)}owner: x`,
    () => 'owner: <script>alert(1)</script>',
    () => 'owner: \u202Egnp.exe',
    () => 'owner: __proto__',
  ])('takes linear time and tells no more than five', comment => {
    const owners = commentOwners(comment(10_000));
    expect(owners.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify(owners)).not.toMatch(/[<>\u202E]/);
    const read = (size: number) => commentOwners(comment(size));
    expect(growth(read, 2_500)).toBeLessThan(NOT_QUADRATIC);
  });
});
