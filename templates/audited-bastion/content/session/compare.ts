import type { Comparison } from './session';
import { type Program, type TypedLine, typedLines } from './transcript';

export interface Records {
  /** Commands as the hook told them, of all programs. */
  hook: string[];
  /** Transcript by its login; `null` where there is none. */
  transcripts: Map<string, string | null>;
}

/** Whole: how long it is, whoever typed decides. */
export interface Difference extends Pick<Comparison, 'hook' | 'both' | 'missing'> {
  onlyTranscript: string[];
  /** Of the transcript alone, too, but they may never have been taken. */
  doubtful: string[];
  onlyHook: string[];
}

/** Commands of psql's own that show, or set how it shows: `-L` has statements alone. Others of its own read, write or run something. */
const PSQL_SHOWS = /^\\(?:[?adtxzH]|[dlz][a-zA-Z]*[+S]*|q|quit|h|help|timing|conninfo|copyright|encoding|errverbose|pset|s[fv]\+?)(?:\s[^`|\\]*)?$/;

/** Their editor breaks a long line itself, where no transcript shows it. */
const BREAKS_LINES: readonly Program[] = ['ruby', 'pry'];
/** So much of a line has to be the same where the rest of it may stand on the next row. */
const BEGINNING = 40;
/** Each looks at all that is left: people type no more of them, programs may print any number. */
const MOST_BROKEN = 1000;

/**
 * Which lines only one of the two records has. Blanks make no difference: a
 * terminal wraps. How often makes one: typed twice is twice.
 */
export function compareRecords({ hook, transcripts }: Records): Difference {
  const missing = [...transcripts].flatMap(([login, text]) => (text === null ? [login] : []));
  const typed = [...transcripts.values()].flatMap(text => (text === null ? [] : typedLines(text)));
  const told = hook.flatMap(command => command.split('\n')).filter(line => !['', '^C'].includes(line.trim()));
  const left = new Map<string, string[]>();
  for (const line of told) {
    const key = plain(line);
    const same = left.get(key);
    if (same) same.push(line.trim());
    else left.set(key, [line.trim()]);
  }
  const take = (key: string | undefined) => key !== undefined && left.get(key)?.pop() !== undefined;
  let broken = 0;
  const isBroken = ({ program }: TypedLine, key: string) => BREAKS_LINES.includes(program) && key.length >= BEGINNING && (broken += 1) <= MOST_BROKEN;
  let both = 0;
  const onlyTranscript: string[] = [];
  const doubtful: string[] = [];
  // Those that are sure first: what was only shown again may read the same.
  for (const line of [...typed.filter(each => !each.doubtful), ...typed.filter(each => each.doubtful)]) {
    const key = plain(line.text);
    if (take(key) || (isBroken(line, key) && take(longer(left, key)))) both += 1;
    else if (line.program === 'psql' && PSQL_SHOWS.test(line.text)) continue;
    else (line.doubtful ? doubtful : onlyTranscript).push(line.text);
  }
  // Without a transcript there is nothing to hold the hook against: that is told as such.
  const onlyHook = missing.length > 0 || transcripts.size === 0 ? [] : [...left.values()].flat();
  return { hook: told.length, both, onlyTranscript, doubtful, onlyHook, missing };
}

function plain(line: string): string {
  return line.replace(/\s+/g, '');
}

function longer(left: Map<string, string[]>, beginning: string): string | undefined {
  for (const [key, lines] of left) {
    if (lines.length > 0 && key.startsWith(beginning)) return key;
  }
  return undefined;
}
