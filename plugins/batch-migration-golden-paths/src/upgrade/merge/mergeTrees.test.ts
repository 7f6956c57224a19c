import { createHash } from 'node:crypto';
import { mergeTrees } from './mergeTrees';
import type { TreeFile } from './tree';

const RECORD = '.golden-path.json';
const LONG = Array.from({ length: 12 }, (_, n) => `line ${n}\n`).join('');

/** Files as text, bytes, or text with a mode. */
type Files = Record<string, string | Uint8Array | [string, string]>;

async function merge(sides: { base: Files; ours: Files; theirs: Files }) {
  const contents = new Map<string, Uint8Array>();
  const blobs = {
    read: async (oid: string) => contents.get(oid)!,
    write: async (content: Uint8Array) => {
      const oid = createHash('sha1').update(content).digest('hex');
      contents.set(oid, content);
      return oid;
    },
  };
  const treeOf = async (files: Files) => {
    const tree = new Map<string, TreeFile>();
    for (const [path, file] of Object.entries(files)) {
      const [content, mode] = Array.isArray(file) ? file : [file, '100644'];
      const bytes =
        typeof content === 'string' ? Buffer.from(content) : content;
      tree.set(path, { mode, oid: await blobs.write(bytes) });
    }
    return tree;
  };
  const merged = await mergeTrees({
    base: await treeOf(sides.base),
    ours: await treeOf(sides.ours),
    theirs: await treeOf(sides.theirs),
    names: { ours: 'main', theirs: 'new' },
    record: RECORD,
    blobs,
  });
  const files = [...merged.tree].map(([path, { mode, oid }]) => {
    const text = Buffer.from(contents.get(oid)!).toString();
    return [path, mode === '100644' ? text : [text, mode]];
  });
  return { files: Object.fromEntries(files), settle: merged.settle };
}

const binary = (text: string) => Buffer.from(`\0${text}`);

describe('mergeTrees takes', () => {
  it.each<[string, Files, Files, Files, Files]>([
    ['a file of the new version', {}, {}, { a: '1' }, { a: '1' }],
    ['a file of the team', {}, { a: '1' }, {}, { a: '1' }],
    ['the same file of both', {}, { a: '1' }, { a: '1' }, { a: '1' }],
    [
      'a change of the new version',
      { a: '1' },
      { a: '1' },
      { a: '2' },
      { a: '2' },
    ],
    ['a change of the team', { a: '1' }, { a: '2' }, { a: '1' }, { a: '2' }],
    ['a deletion by the new version', { a: '1' }, { a: '1' }, {}, {}],
    ['a deletion by the team', { a: '1' }, {}, { a: '1' }, {}],
    ['a deletion by both', { a: '1' }, {}, {}, {}],
    [
      'changes of both in one file',
      { a: LONG },
      { a: `mine\n${LONG}` },
      { a: `${LONG}new\n` },
      { a: `mine\n${LONG}new\n` },
    ],
    [
      'our move with their change',
      { a: LONG },
      { 'b/a': LONG },
      { a: `${LONG}new\n` },
      { 'b/a': `${LONG}new\n` },
    ],
    [
      'their move with our change',
      { a: LONG },
      { a: `mine\n${LONG}` },
      { b: `${LONG}new\n` },
      { b: `mine\n${LONG}new\n` },
    ],
    ['the same move', { a: LONG }, { b: LONG }, { b: LONG }, { b: LONG }],
    [
      'a bit to execute with a change of lines',
      { a: '1\n' },
      { a: ['1\n', '100755'] },
      { a: '2\n' },
      { a: ['2\n', '100755'] },
    ],
    [
      'binary files that one side changed',
      { a: binary('1'), b: binary('1') },
      { a: binary('2'), b: binary('1') },
      { a: binary('1'), b: binary('2') },
      { a: '\0' + '2', b: '\0' + '2' },
    ],
    [
      'a link of the team',
      { a: '1' },
      { a: ['b', '120000'] },
      { a: '1' },
      { a: ['b', '120000'] },
    ],
    [
      'a submodule of the team',
      {},
      { sub: ['c', '160000'] },
      {},
      { sub: ['c', '160000'] },
    ],
    [
      'a file that becomes a folder',
      { a: '1' },
      { a: '1' },
      { 'a/b': '2' },
      { 'a/b': '2' },
    ],
    [
      'the record of the new version, whatever stands in the old one',
      { [RECORD]: '1' },
      { [RECORD]: '2' },
      { [RECORD]: '3' },
      { [RECORD]: '3' },
    ],
    [
      'a lock file that one side changed',
      { 'package-lock.json': '1' },
      { 'package-lock.json': '1' },
      { 'package-lock.json': '2' },
      { 'package-lock.json': '2' },
    ],
  ])('%s', async (_, base, ours, theirs, files) => {
    expect(await merge({ base, ours, theirs })).toEqual({ files, settle: [] });
  });
});

describe('mergeTrees keeps the file of the team and tells of', () => {
  it.each<[string, Files, Files, Files, Files, object]>([
    [
      'a file that the team changed and the new version lacks',
      { a: '1' },
      { a: '2' },
      {},
      { a: '2' },
      { kind: 'deleted-by-version', path: 'a' },
    ],
    [
      'a file that the team deleted and the new version changed',
      { a: '1' },
      {},
      { a: '2' },
      {},
      { kind: 'deleted-by-team', path: 'a' },
    ],
    [
      'two moves',
      { a: LONG },
      { b: LONG },
      { c: LONG },
      { b: LONG },
      { kind: 'renamed-twice', path: 'b', otherPath: 'c' },
    ],
    [
      'a move onto a file of the team',
      { a: LONG },
      { a: `mine\n${LONG}`, b: 'my own' },
      { b: `${LONG}new\n` },
      { a: `mine\n${LONG}new\n`, b: 'my own' },
      { kind: 'path-taken', path: 'b', otherPath: 'a' },
    ],
    [
      'a file of the new version where the team has a folder',
      {},
      { 'a/b': '1' },
      { a: '2' },
      { 'a/b': '1', 'a.golden-path': '2' },
      { kind: 'path-taken', path: 'a', otherPath: 'a.golden-path' },
    ],
    [
      'a folder of the new version where the team has a file',
      {},
      { a: '1' },
      { 'a/b': '2' },
      { a: '1', 'a.golden-path/b': '2' },
      { kind: 'path-taken', path: 'a/b', otherPath: 'a.golden-path/b' },
    ],
    [
      'a path that is taken with the name beside it',
      {},
      { 'a/b': '1', 'a.golden-path': '2' },
      { a: '3' },
      { 'a/b': '1', 'a.golden-path': '2', 'a.golden-path-2': '3' },
      { kind: 'path-taken', path: 'a', otherPath: 'a.golden-path-2' },
    ],
    [
      'a binary file that both changed',
      { a: binary('1') },
      { a: binary('2') },
      { a: binary('3') },
      { a: '\0' + '2' },
      { kind: 'no-text', path: 'a' },
    ],
    [
      'text in another encoding that both changed',
      { a: Buffer.from([0x82, 0xa0]) },
      { a: binary('2') },
      { a: '3' },
      { a: '\0' + '2' },
      { kind: 'no-text', path: 'a' },
    ],
    [
      'a link that the new version changes',
      { a: '1' },
      { a: ['b', '120000'] },
      { a: '2' },
      { a: ['b', '120000'] },
      { kind: 'no-text', path: 'a' },
    ],
    [
      'a lock file that both changed',
      { 'app/package-lock.json': '1' },
      { 'app/package-lock.json': '2' },
      { 'app/package-lock.json': '3' },
      { 'app/package-lock.json': '2' },
      { kind: 'lock', path: 'app/package-lock.json' },
    ],
  ])('%s', async (_, base, ours, theirs, files, told) => {
    const merged = await merge({ base, ours, theirs });
    expect(merged.files).toEqual(files);
    expect(merged.settle).toEqual([told]);
  });

  it('lines that both changed, which it marks', async () => {
    const { files, settle } = await merge({
      base: { a: '1\n' },
      ours: { a: '2\n' },
      theirs: { a: '3\n' },
    });
    expect(files.a).toBe('<<<<<<< main\n2\n=======\n3\n>>>>>>> new\n');
    expect(settle).toEqual([{ kind: 'conflict', path: 'a' }]);
  });

  it('files that both added, whose differences it marks', async () => {
    const { files, settle } = await merge({
      base: {},
      ours: { a: 'same\n2\n' },
      theirs: { a: 'same\n3\n' },
    });
    expect(files.a).toBe('same\n<<<<<<< main\n2\n=======\n3\n>>>>>>> new\n');
    expect(settle).toEqual([{ kind: 'conflict', path: 'a' }]);
  });
});
