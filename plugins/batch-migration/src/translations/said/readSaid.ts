/**
 * Finds which of the server's sentences a text is, and with what values. It
 * reads from left to right without going back, so hostile text costs no time.
 */
export interface Said {
  key: string;
  /** As they stand in the text, by the names of the placeholders. */
  values: Record<string, string>;
  /** Its own words end with a full stop, whatever the values are. */
  isStopped: boolean;
}

interface Template {
  key: string;
  /** What stands around the placeholders, one more than there are names. */
  literals: string[];
  names: string[];
}

/** Nobody reads longer ones, and no sentence of the server is so long. */
const MAX_LENGTH = 4000;

const INSTANT =
  /^(\d{1,2} [A-Z][a-z]{2,3} \d{4} \d\d:\d\d \([^)]+\)|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

/** What a placeholder takes, by its name without a number at the end. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  at: INSTANT,
  number: /^\d[\d,]*(\.\d+)?$/,
  line: /^\d+(, \d+)*$/,
  day: /^\d{4}-\d\d-\d\d$/,
  state: /^(active|idle|absent|unknown)$/,
  side: /^(legacy|target|old|new)$/,
  field: /^(minute|hour|day-of-month|month|day-of-week)$/,
  part: /^(minutes|hours|day-of-month|month|day-of-week|year)$/,
  amount: /^(unknown|[\d.]+ (MiB|GiB|s))$/,
  stage: /^(discovered|planned|built|cut-over|proven|retired|retained)$/,
  // Types of dangers are words in lower case with dashes.
  danger: /^[a-z]+(-[a-z]+)*$/,
  path: /^[\w.[\]-]+$/,
  // What people and platforms wrote may hold anything.
  text: /^[^]+$/,
  effect: /^[^]+$/,
  why: /^[^]+$/,
  whys: /^[^]+$/,
  cause: /^[^]+$/,
};
/** Names of things: whatever goes beyond them is another sentence. */
const NAME = /^(?:(?![.;] )[^])+$/;

export const kindOf = (name: string) => name.replace(/\d+$/, '');

const takes = (name: string, value: string) =>
  (SHAPES[kindOf(name)] ?? NAME).test(value);

function toTemplate(key: string, text: string): Template {
  const parts = text.split(/\{\{(\w+)\}\}/);
  return {
    key,
    literals: parts.filter((_, index) => index % 2 === 0),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

function valuesIn(
  { literals, names }: Template,
  text: string,
): Record<string, string> | null {
  if (names.length === 0) return text === literals[0] ? {} : null;
  if (!text.startsWith(literals[0])) return null;
  const values: Record<string, string> = {};
  let at = literals[0].length;
  for (const [index, name] of names.entries()) {
    const literal = literals[index + 1];
    const isLast = index === names.length - 1;
    const end = isLast
      ? text.length - literal.length
      : text.indexOf(literal, at + 1);
    if (end <= at || (isLast && !text.endsWith(literal))) return null;
    const value = text.slice(at, end);
    if (!takes(name, value)) return null;
    values[name] = value;
    at = end + literal.length;
  }
  return values;
}

export type Sentences = Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** Reads what is one of these sentences; `null` for every other text. */
export function createReader(
  sentences: Sentences,
): (text: string, accepts?: (said: Said) => boolean) => Said | null {
  const length = ({ literals }: Template) => literals.join('').length;
  // What says more of itself goes first: other ones would take its words for a value.
  const templates = Object.entries(sentences)
    .flatMap(([area, texts]) =>
      Object.entries(texts).map(([code, text]) =>
        toTemplate(`said.${area}.${code}`, text),
      ),
    )
    .sort((a, b) => length(b) - length(a));
  return (text, accepts = () => true) => {
    if (text.length > MAX_LENGTH) return null;
    for (const template of templates) {
      const values = valuesIn(template, text);
      if (values) {
        const { key, literals } = template;
        const isStopped = literals[literals.length - 1].endsWith('.');
        const said = { key, values, isStopped };
        if (accepts(said)) return said;
      }
    }
    return null;
  };
}
