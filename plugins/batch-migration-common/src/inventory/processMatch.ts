import { shellWords } from '../cron/shellWords';
import type { ListedProcess } from './processList';

/** What is shorter may be a part of many command lines. */
const MIN_LENGTH = 6;

/** Prefixes of `ExecStart=` (systemd.service(5)). */
const EXEC_PREFIX = /^[-@:+!|]+/;

/** Variables and expansions, whose value only the host knows. */
const OPEN = /%\([a-z_]{1,40}\)\d*[a-z]|%[a-zA-Z]|\$\{?\w+\}?/g;

/** Stands for an expansion while a command is split: no command holds it. */
const GAP = '\0';

/** The fixed parts of a command line, in their order, as its process shows them. */
function partsOf(command: string): string[] {
  const words = shellWords(
    command.slice(0, 4000).replace(EXEC_PREFIX, '').replace(OPEN, GAP),
  )
    .filter(({ type }) => type === 'word')
    .map(({ text }) => text);
  const shell = /(?:^|\/)(?:ba|da|k|z)?sh$/.test(words[0] ?? '');
  const script = shell && /^-[a-z]*c$/.test(words[1] ?? '') ? words[2] : null;
  const line = script
    ? script
        .split(/&&|;/)
        .pop()!
        .trim()
        .replace(/^exec\s+/, '')
    : words.join(' ').replace(/^(?:\/usr)?(?:\/bin\/)?env /, '');
  return line
    .replace(/\s+/g, ' ')
    .split(GAP)
    .map(part => part.trim())
    .filter(part => part !== '');
}

/**
 * The processes that a command became. Of one that renames itself, as many
 * workers of Ruby do, none is found: that nothing was found says nothing.
 */
export function processesOf(
  command: string,
  processes: readonly ListedProcess[],
): ListedProcess[] {
  const parts = partsOf(command);
  if (parts.join(' ').length < MIN_LENGTH) return [];
  return processes.filter(({ command: shown }) => {
    let from = 0;
    return parts.every(part => {
      const at = shown.indexOf(part, from);
      from = at + part.length;
      return at >= 0;
    });
  });
}
