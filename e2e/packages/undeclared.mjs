import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

/**
 * What the code and the declarations of a package import and its manifest does
 * not declare. Where it is installed beside Backstage another package may
 * happen to bring it, and then nothing fails until that one goes.
 * @param directory of the package as it is published
 * @returns each package with the first file that imports it
 */
export function undeclaredImports(directory) {
  const { name, dependencies, peerDependencies } = JSON.parse(
    readFileSync(path.join(directory, 'package.json'), 'utf8'),
  );
  const declared = new Set([
    name,
    ...Object.keys({ ...dependencies, ...peerDependencies }),
  ]);
  const found = new Map();
  for (const file of filesOf(directory)) {
    const text = readFileSync(path.join(directory, file), 'utf8');
    const { importedFiles } = ts.preProcessFile(text, true, true);
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith('.') || isBuiltin(fileName)) continue;
      const imported = packageOf(fileName);
      if (!declared.has(imported) && !found.has(imported)) {
        found.set(imported, `${imported} in ${name}/${file}`);
      }
    }
  }
  return [...found.values()];
}

/** Those that run or are typed; what golden paths render runs elsewhere. */
function filesOf(directory) {
  return readdirSync(directory, { recursive: true }).filter(
    file =>
      /^(bin|dist|migrations)\/|^config\.d\.ts$/.test(file) &&
      /\.[cm]?[jt]s$/.test(file),
  );
}

function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
