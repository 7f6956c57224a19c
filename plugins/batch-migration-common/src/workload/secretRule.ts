import type { LinePlace } from './shellWords';

/** A credential behind the match of a rule. */
export interface Found {
  /** Characters between the match and the credential. */
  skip: number;
  /** Characters of the credential, with its quotes; 0 where there is none. */
  size: number;
  name: string;
}

/** What a rule sees of a line. */
export interface Sight {
  /** The match of the rule. */
  hit: string;
  /** What stands before the match, its last characters. */
  before: string;
  /** What stands behind the match. */
  rest: string;
  /** The place where the match ends. */
  place: LinePlace;
}

export interface Rule {
  /** Matches what stands right before a credential. */
  pattern: RegExp;
  find(sight: Sight): Found | null;
}

/** Longest name of a placeholder, before a number is added. */
const NAME_LENGTH = 64;

/** A name as placeholders have it. */
export function upperSnake(name: string): string {
  const snake = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
    .slice(0, NAME_LENGTH)
    .replace(/_$/, '');
  return /^[A-Z]/.test(snake) ? snake : `SECRET_${snake}`.replace(/_$/, '');
}

/** Characters that a pattern matches, 0 where it does not. */
export const lengthOf = (pattern: RegExp, text: string) =>
  pattern.exec(text)?.[0].length ?? 0;

/** The last characters of a text, as long as each is one of these. */
export function ending(text: string, signs: RegExp): string {
  let at = text.length;
  while (at > 0 && signs.test(text[at - 1])) at--;
  return text.slice(at);
}

/** The name of which the text ends in the last part. */
export const nameBefore = (text: string) => ending(text, /[A-Za-z0-9_.-]/);
export const found = (name: string, size: number, skip = 0): Found => ({
  name,
  size,
  skip,
});
