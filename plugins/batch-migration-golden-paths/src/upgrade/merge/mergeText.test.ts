import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from 'backstage-plugin-batch-migration-common';
import { mergeText } from './mergeText';

// One test runs git many times; the machine may have other work.
jest.setTimeout(120_000);

const NAMES = { ours: 'main', theirs: 'golden-path/1.1.0' };
const merge = (base: string | null, ours: string, theirs: string) =>
  mergeText(base, ours, theirs, NAMES);

describe('mergeText', () => {
  it.each([
    ['nothing', 'a\nb\n', 'a\nb\n', 'a\nb\n', 'a\nb\n'],
    ['our change', 'a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nc\n', 'A\nb\nc\n'],
    ['their change', 'a\nb\nc\n', 'a\nb\nc\n', 'a\nb\nC\n', 'a\nb\nC\n'],
    ['both changes', 'a\nb\nc\n', 'A\nb\nc\n', 'a\nb\nC\n', 'A\nb\nC\n'],
    ['the same change', 'a\nb\nc\n', 'a\nX\nc\n', 'a\nX\nc\n', 'a\nX\nc\n'],
    ['an insertion', 'a\nb\n', 'a\nx\nb\n', 'a\nb\n', 'a\nx\nb\n'],
    ['a deletion', 'a\nb\nc\n', 'a\nc\n', 'a\nb\nc\n', 'a\nc\n'],
    ['a new end', 'a\nb\nc', 'a\nb\nc\n', 'A\nb\nc', 'A\nb\nc\n'],
    [
      'carriage returns',
      'a\r\nb\r\n',
      'a\r\nb\r\n',
      'a\r\nB\r\n',
      'a\r\nB\r\n',
    ],
    ['an emptied file', 'a\n', '', 'a\n', ''],
  ])('takes %s', (_, base, ours, theirs, text) => {
    expect(merge(base, ours, theirs)).toEqual({ text, conflicts: 0 });
  });

  it.each([
    [
      'a line that both changed',
      'a\nb\nc\n',
      'a\nmine\nc\n',
      'a\ntheirs\nc\n',
      'a\n<<<<<<< main\nmine\n=======\ntheirs\n>>>>>>> golden-path/1.1.0\nc\n',
    ],
    [
      'neighbouring lines',
      'a\nb\n',
      'A\nb\n',
      'a\nB\n',
      '<<<<<<< main\nA\nb\n=======\na\nB\n>>>>>>> golden-path/1.1.0\n',
    ],
    [
      'a line that one removed',
      'a\nb\nc\n',
      'a\nc\n',
      'a\nB\nc\n',
      'a\n<<<<<<< main\n=======\nB\n>>>>>>> golden-path/1.1.0\nc\n',
    ],
    [
      'a last line without an end',
      'a',
      'mine',
      'theirs',
      '<<<<<<< main\nmine\n=======\ntheirs\n>>>>>>> golden-path/1.1.0\n',
    ],
    [
      'files that both made',
      null,
      'same\nmine\nend\n',
      'same\ntheirs\nend\n',
      'same\n<<<<<<< main\nmine\n=======\ntheirs\n>>>>>>> golden-path/1.1.0\nend\n',
    ],
  ])('marks %s', (_, base, ours, theirs, text) => {
    expect(merge(base, ours, theirs)).toEqual({ text, conflicts: 1 });
  });

  it('keeps every line of the team, whatever the other side did', () => {
    for (const { base, ours, theirs } of randomEdits(7, 500)) {
      const { text } = merge(base, ours, theirs);
      const lines = new Set(text.split('\n'));
      const removed = new Set(base.split('\n'));
      const added = ours.split('\n').filter(line => !removed.has(line));
      expect(added.filter(line => !lines.has(line))).toEqual([]);
    }
  });

  it('merges a long, rewritten text in bounded time', () => {
    const text = (word: string) =>
      Array.from({ length: 20_000 }, (_, n) => `${word} ${n}\n`).join('');
    const { conflicts } = merge(text('a'), text('b'), text('c'));
    expect(conflicts).toBe(1);
  });

  it('agrees with git merge-file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'merge-file-'));
    let clean = 0;
    for (const { base, ours, theirs } of randomEdits(42, 60)) {
      const files = Object.entries({ ours, base, theirs }).map(
        ([name, text]) => {
          writeFileSync(join(folder, name), text);
          return join(folder, name);
        },
      );
      const merged = merge(base, ours, theirs);
      const git = gitMergeFile(files);
      expect(merged.conflicts > 0).toBe(git.conflicts > 0);
      if (git.conflicts > 0) continue;
      clean++;
      expect(merged.text).toBe(git.text);
    }
    rmSync(folder, { recursive: true });
    expect(clean).toBeGreaterThan(15);
  });
});

function gitMergeFile(files: string[]): { text: string; conflicts: number } {
  try {
    const text = execFileSync('git', ['merge-file', '-p', ...files], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { text, conflicts: 0 };
  } catch (error: any) {
    return { text: error.stdout, conflicts: error.status };
  }
}

/** Texts of distinct lines, each side with a few edits at random places. */
function* randomEdits(seed: number, count: number) {
  const random = seededRandom(seed);
  const below = (most: number) => Math.floor(random() * most);
  for (let round = 0; round < count; round++) {
    const lines = Array.from({ length: 5 + below(30) }, (_, n) => `line ${n}`);
    const edited = (side: string) => {
      const copy = [...lines];
      for (let edit = 0; edit < 1 + below(3); edit++) {
        const added = Array.from(
          { length: below(3) },
          (_, n) => `${side} ${edit} ${n}`,
        );
        copy.splice(below(copy.length), below(3), ...added);
      }
      return `${copy.join('\n')}\n`;
    };
    yield {
      base: `${lines.join('\n')}\n`,
      ours: edited('ours'),
      theirs: edited('theirs'),
    };
  }
}
