import { LineScan } from './lineScan';
import type { Rule } from './secretRule';
import { RULES, isHeldElsewhere } from './secretRules';
import { unquoteWord } from './shellWords';

/** Text whose credentials are replaced by `***MASKED:NAME***`. */
export interface MaskedText {
  text: string;
  /** Names of the placeholders in the text, in order, each once. */
  names: string[];
}

const PLACEHOLDER = /\*\*\*MASKED:([A-Z][A-Z0-9_]*)\*\*\*/g;

const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** Characters before a match that a rule looks at: its cost must not grow with the line. */
const BEFORE = 600;

type Write = (name: string, secret: string) => string;

/** Longest placeholder, its number included. */
const PLACEHOLDER_LENGTH = 90;

/** Most rounds over one text: what three rounds do not settle, hostile text makes. */
const MAX_ROUNDS = 9;

/** Whether a placeholder lies across a place of a line. */
function cutsPlaceholder(line: string, at: number): boolean {
  const before = line.slice(Math.max(0, at - PLACEHOLDER_LENGTH), at);
  const open = /\*\*\*MASKED:[A-Z0-9_]*\*?\*?$/.exec(before)?.[0];
  return (
    open !== undefined &&
    /^\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*/.test(
      open + line.slice(at, at + PLACEHOLDER_LENGTH),
    )
  );
}

function maskLine(line: string, rule: Rule, write: Write): string {
  const { pattern } = rule;
  pattern.lastIndex = 0;
  let scan: LineScan | undefined;
  let scanned = 0;
  let masked = '';
  let copied = 0;
  for (
    let match = pattern.exec(line);
    match !== null;
    match = pattern.exec(line)
  ) {
    scan ??= new LineScan();
    const [hit] = match;
    const start = match.index;
    const end = start + hit.length;
    if (end > scanned) scan.read(line.slice(scanned, end));
    scanned = Math.max(scanned, end);
    const found = rule.find({
      hit,
      before: line.slice(Math.max(0, start - BEFORE), start),
      rest: line.slice(end),
      place: scan,
    });
    const from = end + (found?.skip ?? 0);
    const to = from + (found?.size ?? 0);
    const isWhole =
      from < to && !cutsPlaceholder(line, from) && !cutsPlaceholder(line, to);
    if (!found || !isWhole) {
      // The blank may begin the next option.
      if (/[ \t]$/.test(hit) && hit.length > 1) pattern.lastIndex = end - 1;
      continue;
    }
    const value = line.slice(from, to);
    const [open, secret, close] = unquoteWord(value);
    masked +=
      line.slice(copied, from) +
      (isHeldElsewhere(value, secret, open)
        ? value
        : `${open}${write(found.name, secret)}${close}`);
    copied = to;
    pattern.lastIndex = Math.max(to, end);
  }
  return masked + line.slice(copied);
}

/**
 * Replaces what looks like a credential, so that it is never stored. Names
 * come from where the credential stands (`--db-password x` is `DB_PASSWORD`);
 * two different values of one name become `NAME` and `NAME_2`. References
 * such as `$PASSWORD` stay. Masking masked text changes nothing.
 *
 * @param write - what to put in place of a credential, the placeholder by
 * default; it must not bring back what it replaces
 */
export function maskSecrets(
  text: string,
  write: (placeholder: string, secret: string) => string = name => name,
): MaskedText {
  const taken = new Set(
    [...text.matchAll(PLACEHOLDER)].map(([, name]) => name),
  );
  const nameOfValue = new Map<string, string>();

  const replace: Write = (name, secret) => {
    const id = `${name}\n${secret}`;
    let unique = nameOfValue.get(id);
    if (!unique) {
      unique = name;
      for (let n = 2; taken.has(unique); n++) unique = `${name}_${n}`;
      taken.add(unique);
      nameOfValue.set(id, unique);
    }
    return write(`***MASKED:${unique}***`, secret);
  };

  const maskOnce = (current: string): string =>
    current
      .replace(PRIVATE_KEY, key => replace('PRIVATE_KEY', key))
      .split('\n')
      .map(line =>
        RULES.reduce((before, rule) => maskLine(before, rule, replace), line),
      )
      .join('\n');

  // One masked value can bring another into the reach of a rule.
  let masked = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = maskOnce(masked);
    if (next === masked) break;
    masked = next;
  }
  const names = [...masked.matchAll(PLACEHOLDER)].map(([, name]) => name);
  return { text: masked, names: [...new Set(names)] };
}
