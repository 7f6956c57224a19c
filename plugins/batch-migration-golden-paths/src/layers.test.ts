import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { parse } from 'yaml';

const LAYERS = join(__dirname, '../layers');

describe('the layers', () => {
  const files = readdirSync(LAYERS, {
    recursive: true,
    withFileTypes: true,
  })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));

  it('hold files', () => {
    expect(files).not.toEqual([]);
  });

  it('hold none that a packed package leaves out', () => {
    // https://docs.npmjs.com/cli/v11/configuring-npm/package-json#files
    const leftOut = ['.gitignore', '.npmignore', '.npmrc', '.DS_Store'];
    expect(files.filter(file => leftOut.includes(basename(file)))).toEqual([]);
  });

  it('keep what belongs below .github by a name that packing takes', () => {
    const folders = files.map(file => file.split(sep));
    expect(folders.filter(path => path.includes('.github'))).toEqual([]);
    expect(folders.some(path => path.includes('dot-github'))).toBe(true);
  });

  it('hold workflows that are YAML and pin what they use', () => {
    const workflows = files.filter(
      file => file.includes('dot-github') && file.endsWith('.yml'),
    );
    for (const file of workflows) {
      const text = readFileSync(file, 'utf8');
      expect(() => parse(text)).not.toThrow();
      for (const [, used] of text.matchAll(/uses: (\S.*)$/gm)) {
        expect(used).toMatch(/^\.\/|@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    }
  });
});
