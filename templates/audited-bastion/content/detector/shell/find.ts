import { isScratch, overwrites } from './files.ts';
import { activate, HOLE, plain } from './marks.ts';
import { isSecretPath, readsFound } from './secretFiles.ts';
import type { Call, Output } from './session.ts';

const MOST_NAMES = 10;
const MOST_ROOTS = 5;

/** `find`: what it deletes, and what it runs on the files that it finds. */
export function searches(call: Call): Output {
  const args = call.args.map(plain);
  const roots = rootsOf(args);
  if (args.includes('-delete') && !(roots.length > 0 && roots.every(root => isScratch(call, `${root}/x`) && isScratch(call, root)))) call.judge.report('delete-files', call.raw);
  const found = foundBy(call, args, roots.length > 0 ? roots.slice(0, MOST_ROOTS) : ['.']);
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] as string;
    if (/^-(?:exec|ok)(?:dir)?$/.test(arg)) {
      let end = i + 1;
      while (end < args.length && args[end] !== ';' && !(args[end] === '+' && args[end - 1] === '{}')) end += 1;
      const words = args.slice(i + 1, end);
      // What it deletes or changes has to be known; what it shows may be among what the pattern stands for.
      const [only = ''] = found;
      const isOne = found.length === 1 && only === plain(only);
      call.session.call(words.map(word => word.replaceAll('{}', isOne ? only : `${roots[0] ?? '.'}/${HOLE}`)), undefined, undefined, call.raw, true);
      if (!isOne) readsFound(call, words, found);
      i = end;
    } else if (/^-f(?:printf?|ls)$/.test(arg)) {
      overwrites(call, args[i + 1] ?? '');
    }
  }
  // Whoever reads these lines meets what was searched for, and more.
  return { text: [...found, HOLE].join('\n'), paths: found };
}

function rootsOf(args: string[]): string[] {
  const roots: string[] = [];
  for (const arg of args) {
    if (/^[-(!]/.test(arg) && !/^-[HLPO]/.test(arg)) break;
    if (!arg.startsWith('-')) roots.push(arg);
  }
  return roots;
}

/** Paths, with wildcards, that `{}` stands for where it searches for names, or in a folder of credentials. */
function foundBy(call: Call, args: string[], roots: string[]): string[] {
  const found = roots.flatMap(root => [root, `${root}/x`]).filter(path => isSecretPath(call, path));
  args.forEach((arg, index) => {
    if (!/^-i?(?:name|path|wholename|regex)$/.test(arg) || /^(?:!|-not)$/.test(args[index - 1] ?? '')) return;
    const isName = /^-i?name$/.test(arg);
    const pattern = arg.endsWith('regex') ? asWildcards(args[index + 1] ?? '') : (args[index + 1] ?? '');
    // `-name '*'` says no more than no name.
    if (pattern === '' || /^[*?/.]*$/.test(pattern)) return;
    found.push(...(isName ? roots.map(root => `${root}/${activate(pattern)}`) : [activate(pattern)]));
  });
  return found.slice(0, MOST_NAMES);
}

/** `.*\.pem` as `*.pem`; what says more than that is left. */
function asWildcards(expression: string): string {
  const pattern = expression.replace(/\.\*/g, '*').replace(/\\(.)/g, '$1').replace(/[$^]/g, '');
  return /[+|()[\]{}\\]/.test(pattern) ? '' : pattern;
}
