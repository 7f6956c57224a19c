import { readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

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
});
