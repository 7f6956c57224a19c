import type { Comparison } from './session';
import { typedLines } from './transcript';

export interface Records {
  /** Commands as the hook told them, of all programs. */
  hook: string[];
  /** Transcript by its login; `null` where there is none. */
  transcripts: Map<string, string | null>;
}

/** Whole: how long it is, whoever typed decides. */
export interface Difference extends Pick<Comparison, 'hook' | 'both' | 'missing'> {
  onlyTranscript: string[];
  onlyHook: string[];
}

/**
 * Which lines only one of the two records has. Blanks make no difference: a
 * terminal wraps. How often makes one: typed twice is twice.
 */
export function compareRecords({ hook, transcripts }: Records): Difference {
  const missing = [...transcripts].flatMap(([login, text]) => (text === null ? [login] : []));
  const typed = [...transcripts.values()].flatMap(text => (text === null ? [] : typedLines(text)));
  const told = hook.flatMap(command => command.split('\n')).filter(line => line.trim() !== '');
  const left = new Map<string, string[]>();
  for (const line of told) {
    const key = plain(line);
    const same = left.get(key);
    if (same) same.push(line.trim());
    else left.set(key, [line.trim()]);
  }
  let both = 0;
  const onlyTranscript: string[] = [];
  for (const line of typed) {
    const lines = left.get(plain(line));
    if (lines?.length) {
      lines.pop();
      both += 1;
    } else {
      onlyTranscript.push(line);
    }
  }
  // Without a transcript there is nothing to hold the hook against: that is told as such.
  const onlyHook = missing.length > 0 || transcripts.size === 0 ? [] : [...left.values()].flat();
  return { hook: told.length, both, onlyTranscript, onlyHook, missing };
}

function plain(line: string): string {
  return line.replace(/\s+/g, '');
}
