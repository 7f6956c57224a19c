import { HOLE, plain } from './marks.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call, Output } from './session.ts';
import { runsUnseen } from './unseen.ts';

/** Settings that name a program, or a folder of programs. */
const PROGRAM = /^(?:[\w.-]*(?:pager|editor|sshcommand|fsmonitor|external|textconv|helper|askpass|\.cmd|command|hookspath)|alias\.[^=]*)$/i;
/** Options of its verbs that name a program, which runs with nobody looking. */
const UNSEEN: Record<string, { short?: string; long: string[] }> = {
  grep: { short: 'O', long: ['open-files-in-pager'] },
  difftool: { short: 'x', long: ['extcmd'] },
  clone: { short: 'u', long: ['upload-pack'] },
  fetch: { long: ['upload-pack'] },
  pull: { long: ['upload-pack'] },
  'ls-remote': { long: ['upload-pack', 'exec'] },
  push: { long: ['receive-pack', 'exec'] },
  archive: { long: ['exec'] },
};

const FILTERS = ['env-filter', 'tree-filter', 'index-filter', 'msg-filter', 'commit-filter', 'parent-filter', 'tag-name-filter'];

/** Git runs pagers, editors, aliases, and commands on each commit or file. */
export function git(call: Call): Output {
  const { judge, session, raw } = call;
  const options = readOptions(call.args, { short: 'Cc', long: ['git-dir', 'work-tree', 'namespace'], stop: true });
  for (const setting of valuesOf(options, 'c')) {
    const [name, ...value] = plain(setting).split('=');
    sets(call, name, value.join('='));
  }
  if (valuesOf(options, 'exec-path').length > 0) judge.report('hidden-command', raw);
  const [verb = '', ...args] = options.rest;
  const words = args.map(plain);
  const { short = '', long = [] } = (Object.hasOwn(UNSEEN, plain(verb)) && UNSEEN[plain(verb)]) || {};
  const given = readOptions(args, { short, long: plain(verb) === 'grep' ? [] : long });
  for (const command of valuesOf(given, ...short, ...long)) if (command !== '') runsUnseen(judge, command, raw);
  for (const place of words) if (place.startsWith('ext::')) runsUnseen(judge, place.slice('ext::'.length), raw);
  switch (plain(verb)) {
    case 'config': {
      const [name, value] = readOptions(args, { short: 'f', long: ['file'] }).rest.map(plain).filter(word => word !== 'set');
      if (!words.some(word => /^--(?:get|unset|list)/.test(word))) sets(call, name, value);
      break;
    }
    case 'rebase':
      for (const command of valuesOf(readOptions(args, { short: 'x', long: ['exec'] }), 'x', 'exec')) judge.nested({ language: 'shell', text: command });
      break;
    case 'filter-branch':
      for (const command of valuesOf(readOptions(args, { long: FILTERS }), ...FILTERS)) judge.nested({ language: 'shell', text: plain(command) });
      break;
    case 'bisect':
      if (words[0] === 'run' && args.length > 1) session.call(args.slice(1), undefined, undefined, raw);
      break;
    case 'submodule': {
      const at = words.indexOf('foreach');
      const rest = at < 0 ? [] : args.slice(at + 1).filter(word => !/^--(?:recursive|quiet)$/.test(plain(word)));
      if (rest.length > 0) judge.nested({ language: 'shell', text: rest.map(plain).join(' ') });
      break;
    }
  }
  return { text: HOLE };
}

function sets({ judge, raw }: Call, name = '', value = ''): void {
  if (PROGRAM.test(name) && value !== '') runsUnseen(judge, value, raw);
}
