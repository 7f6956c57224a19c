import { readWrappers } from '../cron';

/** Words that stand in names of any job, and in none to tell it from another. */
const SAYS_NOTHING = new Set(
  'job jobs batch task tasks cron schedule scheduled scheduler service worker prod production stg staging the run sh bash rb py php pl js'.split(
    ' ',
  ),
);

/**
 * The words of a name, however it is written: `RankingDaily`, `ranking_daily`
 * and `ranking-daily.sh` have the same.
 */
export function wordsOfName(name: string): string[] {
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
  const telling = words.filter(word => !SAYS_NOTHING.has(word));
  return telling.length > 0 ? telling : words;
}

/** Longer commands are compared by their beginning. */
const MAX_COMMAND = 2_000;

/** The work of a command without locks, directories, redirections and `bundle exec`. */
function coreOf(command: string): string {
  return readWrappers(command.slice(0, MAX_COMMAND))
    .core.replace(/\d?(?:>>|>|<)\s*&?[^\s|;&]*/g, ' ')
    .trim()
    .replace(/^(?:\S*\/)?bundle\s+exec\s+/, '');
}

/**
 * Equal for commands that do the same work: where it is installed differs
 * between a host and an image, so only the last part counts of absolute paths
 * and of the program's own.
 */
export function commandKeyOf(command: string): string {
  return coreOf(command)
    .replace(/^(?:[^\s/'"=]*\/)+/, '')
    .replace(/(^|[\s'"=])\/(?:[^\s/'"]+\/)*/g, '$1')
    .replace(/['"]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The words of a command that may tell it from others, paths by their parts.
 * An option is seldom what the work is about.
 */
export function wordsOfCommand(command: string): string[] {
  return coreOf(command)
    .split(/[\s/'";|&()=,]+/)
    .filter(word => !word.startsWith('-') && /[\p{L}\p{N}]/u.test(word));
}
