import { isPath } from '../paths.ts';
import { isConstant } from '../shell/marks.ts';
import { type Chain, pathOf } from './chains.ts';
import { secretPath } from './environment.ts';
import { FILE_OWNERS } from './owners.ts';
import type { Call, Reading } from './reading.ts';

const WRITE_FILE = new Set(['write', 'binwrite', 'writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'truncate', 'truncateSync', 'createWriteStream', 'copyFile', 'copyFileSync', 'rename', 'renameSync', 'mv', 'cp', 'chmod', 'chmodSync', 'symlink', 'symlinkSync', 'ln_s', 'ln_sf', 'install', 'copy', 'move', 'link']);
const DELETE_TREE = new Set(['rm_rf', 'rm_r', 'rmtree', 'remove_dir', 'remove_entry', 'remove_entry_secure', 'remove_file', 'safe_unlink', 'rm', 'rmSync', 'rmdir', 'rmdirSync', 'unlink', 'unlinkSync', 'emptyDir', 'emptyDirSync', 'remove', 'removeSync', 'rimraf', 'delete', 'rm_f']);
/** Only the file system has methods of these names. */
const ONLY_FILES = /^(?:rm|unlink|rmdir|writeFile|appendFile|readFile|copyFile|rename|chmod|symlink|truncate|rm_rf|rm_r|rmtree)Sync$|^(?:rm_rf|rmtree)$/;

export function judgeFile(reading: Reading, { chain, index, name, args = [], root, owner }: Call): void {
  const { judge } = reading;
  const onFiles = (index > 0 && ONLY_FILES.test(name)) || (index > 0 && (FILE_OWNERS.test(root) || FILE_OWNERS.test(owner ?? ''))) || (index === 0 && /^rimraf$/.test(root)) || /(?:^|\.)(?:require|import)\.(?:promises\.)?\w+$/.test(pathOf(chain, index + 1));
  const ownPath = index > 0 ? rootText(reading, chain, index) : undefined;
  if (!onFiles && ownPath === undefined) return;
  const requiredFs = root !== 'require' || ONLY_FILES.test(name) || /fs|rimraf|del/.test(reading.constants.text(chain.segments[0]?.args?.[0]) ?? '');
  if (!requiredFs) return;
  const target = reading.constants.text(args[0]) ?? ownPath;
  if (DELETE_TREE.has(name)) {
    const { scratchPaths } = judge.rules['delete-files'];
    if (name === 'delete' && !/^(?:File|Dir|Pathname|FileUtils|IO)$/.test(root) && ownPath === undefined) return;
    const isTree = /^(?:rm_rf|rm_r|rmtree|remove_dir|remove_entry|remove_entry_secure|emptyDir|emptyDirSync|rimraf|removeSync|remove)$/.test(name) || (args[1] !== undefined && /recursive/.test(reading.code.textOf(args[1])));
    const { importantPaths } = judge.rules['overwrite-file'];
    if (target === undefined || !isConstant(target)) reading.giveUp('which file it deletes is not known', chain);
    else if (isPath(judge.rules['hook-disabled'].paths, target)) reading.report('hook-disabled', chain);
    else if (!isPath(scratchPaths, target) && (isTree || /[*]/.test(target) || isPath(importantPaths, target))) reading.report('delete-files', chain);
  } else if (WRITE_FILE.has(name) || (name === 'open' && args[1] !== undefined && /^[wa]|^r\+/.test(reading.constants.text(args[1]) ?? '')) || name === 'chmod_R' || name === 'chown_R') {
    for (const path of [target, /^(?:rename|renameSync|mv|cp|copy|move|copyFile|copyFileSync|symlink|symlinkSync|ln_s|ln_sf|chmod|chmod_R)$/.test(name) ? reading.constants.text(args[1]) : undefined]) {
      if (path === undefined || !isConstant(path)) continue;
      if (isPath(judge.rules['hook-disabled'].paths, path)) reading.report('hook-disabled', chain);
      else if (isPath(judge.rules['overwrite-file'].importantPaths, path) && !isPath(judge.rules['overwrite-file'].scratchPaths, path)) reading.report(/chmod|chown/.test(name) ? 'change-rights' : 'overwrite-file', chain);
    }
  } else if (['read', 'readlines', 'binread', 'readFile', 'readFileSync', 'foreach', 'open', 'load_file', 'createReadStream', 'open?'].includes(name)) {
    if (target !== undefined) secretPath(reading, target);
  }
}

/** The path of `Pathname.new(…)` or `Rails.root.join(…)` that the call is made on. */
function rootText(reading: Reading, chain: Chain, index: number): string | undefined {
  const [root, second] = chain.segments;
  if (!root || !/^(?:Pathname|Rails)$/.test(root.name) || (root.name === 'Rails' && second?.name !== 'root')) return undefined;
  return reading.constants.text([chain.from, endOfSegments(reading, chain, index)]) ?? undefined;
}

function endOfSegments(reading: Reading, chain: Chain, count: number): number {
  // Up to the dot before the call.
  let at = chain.from;
  let dots = 0;
  for (; at < chain.to; at += 1) {
    if (reading.code.is(at, '(') || reading.code.is(at, '[')) at = reading.code.closingOf(at);
    else if ((reading.code.is(at, '.') || reading.code.is(at, '::')) && (dots += 1) === count) return at;
  }
  return at;
}
