import type { KnownOwner, OwnerHint } from './model';
import { proposeOwners } from './proposeOwners';

const known: KnownOwner[] = [
  {
    ref: 'group:default/sre',
    names: ['sre', 'SRE Team', 'acme/platform-sre'],
    emails: ['sre@example.com'],
  },
  { ref: 'group:default/news', names: ['news'], emails: [] },
  {
    ref: 'user:default/mori',
    names: ['mori', 'Mori Hanako'],
    emails: ['mori@example.com'],
    emailDigests: ['d1'],
  },
  { ref: 'user:default/sato1', names: ['sato1', 'Sato'], emails: [] },
  { ref: 'user:default/sato2', names: ['sato2', 'Sato'], emails: [] },
];

const hint = (
  because: OwnerHint['because'],
  name: string,
  more: Partial<OwnerHint> = {},
): OwnerHint => ({ because, name, where: `${because} ${name}`, ...more });

const told = (hints: OwnerHint[]) =>
  proposeOwners(hints, known).map(
    ({ ownerRef, name, because }) => `${because} ${ownerRef ?? `"${name}"`}`,
  );

describe('proposeOwners', () => {
  it.each<[string, OwnerHint, string]>([
    ['by name', hint('comment', 'sre'), 'group:default/sre'],
    ['by another case', hint('comment', 'SRE'), 'group:default/sre'],
    ['by title', hint('comment', 'sre  team'), 'group:default/sre'],
    ['by a wide name', hint('comment', 'ｓｒｅ'), 'group:default/sre'],
    ['by its ref', hint('comment', 'group:default/news'), 'group:default/news'],
    [
      'by an address',
      hint('comment', 'x', { email: 'Mori@Example.com' }),
      'user:default/mori',
    ],
    [
      'by a digest',
      hint('git-history', 'hm', { emailDigest: 'd1' }),
      'user:default/mori',
    ],
    ['by a mention', hint('comment', '@mori'), 'user:default/mori'],
    [
      'by a team of its name',
      hint('codeowners', '@acme/news'),
      'group:default/news',
    ],
    [
      'by its own team',
      hint('codeowners', '@acme/platform-sre'),
      'group:default/sre',
    ],
    [
      'not by a user of its name',
      hint('codeowners', '@acme/mori'),
      '"@acme/mori"',
    ],
    ['not by a part', hint('comment', 'sr'), '"sr"'],
    ['not by more', hint('comment', 'sre-2'), '"sre-2"'],
    ['not by two of one name', hint('comment', 'Sato'), '"Sato"'],
    [
      'not by another address',
      hint('comment', 'x', { email: 'sre@example.org' }),
      '"x"',
    ],
    ['not by __proto__', hint('comment', '__proto__'), '"__proto__"'],
  ])('finds an owner %s', (_, one, expected) => {
    expect(told([one])).toEqual([`${one.because} ${expected}`]);
  });

  it('tells the strongest reason first, whatever it found', () => {
    expect(
      told([
        hint('unix-user', 'mori'),
        hint('home-folder', 'tanaka'),
        hint('git-history', 'Kato'),
        hint('codeowners', '@news'),
        hint('comment', 'payments'),
      ]),
    ).toEqual([
      'comment "payments"',
      'codeowners group:default/news',
      'git-history "Kato"',
      'home-folder "tanaka"',
      'unix-user user:default/mori',
    ]);
  });

  it('tells each owner once, with the strongest reason', () => {
    expect(
      told([
        hint('unix-user', 'mori'),
        hint('comment', 'Mori Hanako'),
        hint('codeowners', '@kato'),
        hint('git-history', 'Kato'),
      ]),
    ).toEqual(['comment user:default/mori', 'codeowners "@kato"']);
  });

  it('never shows the address of an author in Git', () => {
    expect(
      proposeOwners(
        [hint('git-history', 'kato@example.com', { where: 'crontab' })],
        known,
      ),
    ).toEqual([
      {
        ownerRef: null,
        name: 'kato',
        because: 'git-history',
        where: 'crontab',
      },
    ]);
  });

  it('tells no more than five', () => {
    const many = Array.from({ length: 20 }, (_, n) => hint('comment', `t${n}`));
    expect(proposeOwners(many, known)).toHaveLength(5);
  });
});
