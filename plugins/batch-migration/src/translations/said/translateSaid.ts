import { kindOf, type createReader } from './readSaid';

/** Words of the reader's language that sentences are made of. */
export interface SaidWords {
  sentence: (key: string, values: Record<string, string>) => string;
  /** One value that is no sentence itself, by the kind of its placeholder. */
  value: (kind: string, value: string) => string;
  /** What ends a sentence. */
  stop: string;
}

/** So deep sentences stand in one another, and so many in a row. */
const MAX_DEPTH = 5;
const MAX_IN_A_ROW = 8;

/**
 * Text of the server, one or several of its sentences, in the reader's
 * language; `null` where a part of it is none that is known.
 */
export function translateSaid(
  text: string,
  read: ReturnType<typeof createReader>,
  words: SaidWords,
  { depth = 0, mustStop = false } = {},
): string | null {
  const { stop } = words;
  if (depth > MAX_DEPTH) return null;

  /** Part of another sentence, to which it has often lost its full stop. */
  const part = (value: string): string | null => {
    const deeper = { depth: depth + 1 };
    const stopped = value.endsWith('.')
      ? null
      : translateSaid(`${value}.`, read, words, { ...deeper, mustStop: true });
    return stopped?.endsWith(stop)
      ? stopped.slice(0, -stop.length)
      : stopped ?? translateSaid(value, read, words, deeper);
  };
  const valueOf = (kind: string, value: string): string | null => {
    if (kind === 'why') return part(value);
    // Others may have told the cause: then it stays in their words.
    if (kind === 'cause') return part(value) ?? value;
    if (kind !== 'whys') return words.value(kind, value);
    const parts = value.split('; ').map(part);
    return parts.includes(null) ? null : parts.join(stop);
  };
  const one = (sentence: string): string | null => {
    const values: Record<string, string> = {};
    const said = read(
      sentence,
      found =>
        (found.isStopped || !mustStop || sentence !== text) &&
        Object.entries(found.values).every(([name, value]) => {
          const translated = valueOf(kindOf(name), value);
          if (translated !== null) values[name] = translated;
          return translated !== null;
        }),
    );
    return said && words.sentence(said.key, values);
  };

  const whole = one(text);
  if (whole !== null) return whole;
  let end = text.indexOf('. ');
  for (let tries = 0; end > 0 && tries < MAX_IN_A_ROW; tries++) {
    const head = one(text.slice(0, end + 1));
    const tail =
      head &&
      translateSaid(text.slice(end + 2), read, words, { depth, mustStop });
    if (head && tail) return head + tail;
    end = text.indexOf('. ', end + 1);
  }
  return null;
}
