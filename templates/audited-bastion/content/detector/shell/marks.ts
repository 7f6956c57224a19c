/** Characters of Unicode's private area stand in words for what is not text. */
export const HOLE = '\uE000';
/** The value of a variable that holds a credential. */
export const SECRET = '\uE001';
export const SPLIT = '\uE016';
const ACTIVE = /[\uE010-\uE015]/g;

/** The text as the program gets it where no file fits a wildcard. */
export function plain(word: string): string {
  return word.replace(ACTIVE, mark => '*?[{,}'[mark.charCodeAt(0) - 0xe010] as string);
}

export function isConstant(word: string): boolean {
  return !/[\uE000\uE001]/.test(word);
}

export function hasWildcard(word: string): boolean {
  return /[\uE010-\uE012]/.test(word);
}

/** Unquoted text that came out of a variable: its wildcards are as active as typed ones. */
export function activate(value: string): string {
  return value.replace(/[*?[]/g, char => String.fromCharCode(0xe010 + '*?['.indexOf(char)));
}

const MOST_BRACES = 50;

/** `{a,b}` and `{1..3}` of unquoted text. */
export function expandBraces(word: string): string[] {
  const open = word.indexOf('\uE013');
  if (open < 0) return [word];
  if (word.split('\uE013').length > MOST_BRACES) return [HOLE];
  let depth = 0;
  const commas: number[] = [];
  for (let i = open; i < word.length; i += 1) {
    if (word[i] === '\uE013') depth += 1;
    else if (word[i] === '\uE014' && depth === 1) commas.push(i);
    else if (word[i] === '\uE015' && (depth -= 1) === 0) {
      const before = word.slice(0, open);
      const after = word.slice(i + 1);
      const range = /^(-?\d{1,6}|[A-Za-z])\.\.(-?\d{1,6}|[A-Za-z])(?:\.\.-?\d+)?$/.exec(word.slice(open + 1, i));
      if (commas.length === 0 && !range) return expandBraces(after).map(rest => `${before}{${word.slice(open + 1, i)}}${rest}`);
      const choices: string[] = [];
      if (range) {
        choices.push(...steps(range[1] as string, range[2] as string));
      } else {
        let start = open + 1;
        for (const comma of [...commas, i]) {
          choices.push(word.slice(start, comma));
          start = comma + 1;
        }
      }
      const rests = expandBraces(after);
      const all: string[] = [];
      for (const choice of choices) {
        for (const inner of expandBraces(choice)) {
          for (const rest of rests) {
            if (all.length >= 200) return [...all, HOLE];
            all.push(before + inner + rest);
          }
        }
      }
      return all;
    }
  }
  return [plain(word.slice(0, open + 1)) + word.slice(open + 1)].flatMap(rest => (rest === word ? [rest] : expandBraces(rest)));
}

function steps(from: string, to: string): string[] {
  const isNumber = /\d/.test(from);
  const first = isNumber ? Number(from) : from.charCodeAt(0);
  const last = isNumber ? Number(to) : to.charCodeAt(0);
  const all: string[] = [];
  for (let value = first; all.length < 100; value += first <= last ? 1 : -1) {
    all.push(isNumber ? String(value) : String.fromCharCode(value));
    if (value === last) return all;
  }
  return [...all, HOLE];
}
