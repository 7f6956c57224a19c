import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHistory } from './GitHistory';
import { repositoryOf } from './repository';
import { checkoutIn } from './testCheckout';

const A = 'declared/bat000/crontabs/batch';
const B = 'declared/bat001/crontab';

describe('GitHistory', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'owners-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const historyOf = async (folder: string, maxMs?: number) => {
    const repository = (await repositoryOf(join(dir, folder)))!;
    return new GitHistory(
      { ...repository, gitdir: repository.gitdir! },
      { maxMs },
    );
  };
  const told = async (history: GitHistory) =>
    Object.fromEntries(
      [...(await history.authors())].map(([path, authors]) => [
        path,
        authors.map(({ author, commits }) => `${author} ${commits}`),
      ]),
    );

  it('tells who changed each file, and not who changed others', async () => {
    const { commit } = await checkoutIn(dir);
    await commit({ [A]: '1', 'README.md': 'x' }, { name: 'mori', day: 1 });
    await commit({ [A]: '2' }, { name: 'sato', day: 2 });
    await commit({ [A]: '3' }, { name: 'mori', day: 3 });
    await commit({ [B]: '1' }, { name: 'kato', day: 4 });
    await commit({ 'README.md': 'y' }, { name: 'tanaka', day: 5 });
    await commit({ [A]: '4' }, { name: 'renovate[bot]', day: 6 });
    expect(await told(await historyOf('declared'))).toEqual({
      'bat000/crontabs/batch': ['mori 2', 'sato 1'],
      'bat001/crontab': ['kato 1'],
    });
    expect(await told(await historyOf('.'))).toMatchObject({
      [A]: ['mori 2', 'sato 1'],
      'README.md': ['tanaka 1', 'mori 1'],
    });
  });

  it('sees a new commit, and forgets nothing of the old ones', async () => {
    const { commit } = await checkoutIn(dir);
    await commit({ [A]: '1' }, { name: 'mori', day: 1 });
    const history = await historyOf('declared');
    await history.authors();
    await commit({ [A]: '2' }, { name: 'sato', day: 2 });
    expect(await told(history)).toEqual({
      'bat000/crontabs/batch': ['sato 1', 'mori 1'],
    });
  });

  it('goes on where a look was too short', async () => {
    const { commit } = await checkoutIn(dir);
    await commit({ [A]: '1' }, { name: 'mori' });
    const history = await historyOf('declared', -1);
    expect(await told(history)).toEqual({});
    Object.assign(history, { options: {} });
    expect(await told(history)).toEqual({
      'bat000/crontabs/batch': ['mori 1'],
    });
  });

  it('counts no commit of a shallow clone whose parent is not there', async () => {
    const { commit } = await checkoutIn(dir);
    const first = await commit({ [A]: '1', [B]: '1' }, { name: 'mori' });
    const second = await commit({ [A]: '2' }, { name: 'sato', day: 2 });
    await commit({ [A]: '3' }, { name: 'kato', day: 3 });
    writeFileSync(join(dir, '.git/shallow'), `${second}\n`);
    rmSync(join(dir, '.git/objects', first.slice(0, 2), first.slice(2)));
    expect(await told(await historyOf('declared'))).toEqual({
      'bat000/crontabs/batch': ['kato 1'],
    });
  });

  it.each<[string, () => void]>([
    ['has no commit', () => {}],
    ['has a broken head', () => writeFileSync(join(dir, '.git/HEAD'), 'x')],
    [
      'lost its objects',
      () => rmSync(join(dir, '.git/objects'), { recursive: true }),
    ],
    [
      'names a commit that is not there',
      () => writeFileSync(join(dir, '.git/HEAD'), 'f'.repeat(40)),
    ],
  ])('gives nothing where the repository %s', async (_, breakIt) => {
    await checkoutIn(dir);
    breakIt();
    expect(await told(await historyOf('.'))).toEqual({});
  });

  it('leaves a move of everything out', async () => {
    const { commit } = await checkoutIn(dir);
    const many = Object.fromEntries(
      Array.from({ length: 1_001 }, (_, n) => [`declared/h/${n}`, `${n}`]),
    );
    await commit(many, { name: 'mori' });
    expect(await told(await historyOf('declared'))).toEqual({});
  });
});

describe('repositoryOf', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'owners-'));
    mkdirSync(join(dir, 'a/b'), { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('finds none where there is none', async () => {
    expect(await repositoryOf(join(dir, 'a/b'))).toBeNull();
  });

  it('looks upwards, and not beyond the first', async () => {
    mkdirSync(join(dir, '.git'));
    expect(await repositoryOf(join(dir, 'a/b'))).toMatchObject({
      prefix: 'a/b',
    });
    mkdirSync(join(dir, 'a/.git'));
    expect(await repositoryOf(join(dir, 'a/b'))).toMatchObject({ prefix: 'b' });
  });

  it('follows no .git that leads elsewhere', async () => {
    writeFileSync(join(dir, '.git'), 'gitdir: /etc\n');
    expect(await repositoryOf(join(dir, 'a'))).toMatchObject({
      gitdir: null,
      prefix: 'a',
    });
  });
});
