import { matches } from '../patterns.ts';
import type { Token } from './tokens.ts';

/**
 * Whether a condition narrows what a write touches: it has to compare a column
 * with a value that does not come from the row itself. What is always true, is
 * true of nearly every row, or cannot be understood does not narrow.
 */
export function narrows(tokens: Token[]): boolean {
  const whole = unwrapped(tokens);
  const either = splitAt(whole, 'OR', '||');
  if (either.length > 1) return either.every(narrows);
  const all = splitAt(whole, 'AND', '&&');
  if (all.length > 1) return all.some(narrows) || isSmallRange(all);
  return compares(whole);
}

function compares(tokens: Token[]): boolean {
  const first = tokens[0];
  if (!first) return false;
  if (first.text === 'NOT') return false;
  if (isWord(first, 'EXISTS')) return isCorrelated(tokens.slice(1)) && subqueryNarrows(tokens.slice(1), true);
  if (isWord(first, 'CURRENT')) return true;
  const index = topLevelIndex(tokens, token => isComparison(token) || isWord(token, 'IN', 'LIKE', 'ILIKE', 'BETWEEN', 'IS', 'NOT', 'SIMILAR', 'REGEXP', 'RLIKE'));
  if (index < 0) return false;
  const left = tokens.slice(0, index);
  const sign = (tokens[index] as Token).text;
  const right = tokens.slice(index + 1);
  // `id = 0 = 0` and `id = (1 = 1)` compare a truth value.
  if (left.some(isComparison) && !isSelect(right)) return false;
  if (!right.some(token => isWord(token, 'SELECT')) && right.some(isComparison)) return false;
  switch (sign) {
    case '=':
    case '<=>':
      return equals(left, right) || equals(right, left);
    case '@>':
      return isColumn(left) && isValue(right) && !isEmptyText(right);
    case 'IN':
      return isColumn(left) && !isComputed(left) && (isSelect(right) ? subqueryNarrows(right) : isValue(right));
    case 'LIKE':
    case 'ILIKE':
    case '~':
    case '~*':
    case 'SIMILAR':
    case 'REGEXP':
    case 'RLIKE': {
      const pattern = right.find(token => token.kind === 'string')?.text;
      if (pattern === undefined) return hasColumn(left) && right.length > 0 && right.every(token => token.kind === 'parameter');
      return isColumn(left) && pattern.replace(/[%_.*^$+?\\()[\]|-]/g, '').length >= 2;
    }
    case 'BETWEEN': {
      const [low = [], high = []] = splitAt(right, 'AND');
      return isColumn(left) && isValue(low) && isValue(high) && isBounded(low, high);
    }
    case '<':
    case '>':
    case '<=':
    case '>=':
      return hasColumn(left) ? bounds(left, sign, right) : hasColumn(right) && bounds(right, sign.replace(/[<>]/, each => (each === '<' ? '>' : '<')), left);
    default:
      // <>, NOT IN, IS NULL and the like leave nearly everything.
      return false;
  }
}

const COMPARISONS = ['=', '<=>', '<', '>', '<=', '>=', '<>', '!=', '~', '~*', '!~', '!~*', '@>', '<@'];

function isComparison(token: Token): boolean {
  return token.kind === 'sign' && COMPARISONS.includes(token.text);
}

/** MySQL takes every text without digits for the number 0. */
const TEXTS = /^(?:e?mail|.*_e?mail|(?:.*_)?name|login|username|slug|title|uuid|guid|token|password\w*|address|phone)$/;

function isTextAgainstZero(left: Token[], right: Token[]): boolean {
  return TEXTS.test(left.filter(token => token.kind !== 'sign').at(-1)?.text.toLowerCase() ?? '') && right[0]?.kind === 'number' && numberOf(right) === 0;
}

function equals(left: Token[], right: Token[]): boolean {
  if (!isColumn(left) || isComputed(left)) return false;
  if (isWord(right[0], 'ANY', 'SOME')) return isSelect(right.slice(1)) ? subqueryNarrows(right.slice(1)) : isValue(right.slice(1));
  if (isSelect(right)) return subqueryNarrows(right, true) || subqueryIsOne(right);
  // Text in double quotes, as MySQL takes it, that no column would be called.
  if (right.length === 1 && right[0]?.kind === 'name' && !/^\w*$/.test(right[0].text)) return true;
  if (!isValue(right) || isTextAgainstZero(left, right)) return false;
  // Half of all rows have the one truth value or the other.
  return !(right.length === 1 && isWord(right[0], 'TRUE', 'FALSE'));
}

/** `id % 2`, `id * 0`, `length(name)`: what the row computes can be alike in every row. */
function isComputed(tokens: Token[]): boolean {
  if (tokens.some(token => token.kind === 'sign' && ['%', '*', '+', '-', '/', '&', '|'].includes(token.text))) return true;
  const call = tokens[0];
  return call !== undefined && call.kind === 'word' && tokens[1]?.text === '(' && !['LOWER', 'UPPER', 'TRIM', 'DATE', 'BINARY', 'CAST', 'CONCAT', 'MD5', 'DATE_TRUNC', 'COALESCE', 'ROW'].includes(call.text);
}

const FAR_DATE = /^(?:19[0-8]\d|000\d|00\d\d)-/;

/** One-sided bounds narrow where they are no number that every row is above or below. */
function bounds(left: Token[], sign: string, right: Token[]): boolean {
  if (!isValue(right) || isComputed(left) || !isColumn(left)) return false;
  const name = left.filter(token => token.kind !== 'sign').at(-1)?.text.toLowerCase() ?? '';
  const number = numberOf(right);
  if (number !== undefined) {
    if (/^(?:id|.*_id|.*id)$/.test(name)) return false;
    return sign.startsWith('>') ? number > 1 : number < 1000 && !(sign === '<=' && number > 999);
  }
  const date = right.find(token => token.kind === 'string')?.text;
  if (date !== undefined && /^\d{4}-/.test(date)) return sign.startsWith('>') ? !FAR_DATE.test(date) : !/^(?:20[3-9]\d|2[1-9]\d\d|[3-9]\d{3})-/.test(date);
  if (date !== undefined && right.length === 1) return date.length > 1 && sign !== '>=';
  // `created_at < now()` is all there ever was.
  const isNow = right.every(token => token.kind === 'word' && /^(?:NOW|CURRENT_TIMESTAMP|CURRENT_DATE|SYSDATE|LOCALTIMESTAMP)$/.test(token.text) || token.text === '(' || token.text === ')');
  const addsTime = right.some(token => token.text === '+');
  return sign.startsWith('<') ? !isNow && !addsTime : true;
}

function numberOf(tokens: Token[]): number | undefined {
  const signless = tokens[0]?.text === '-' ? tokens.slice(1) : tokens;
  const [only] = signless;
  if (signless.length !== 1 || !only) return undefined;
  const value = only.kind === 'number' || (only.kind === 'string' && /^-?\d+$/.test(only.text)) ? Number(only.text) : Number.NaN;
  return Number.isNaN(value) ? undefined : tokens[0]?.text === '-' ? -value : value;
}

const WIDEST_SPAN = 10_000;

function isBounded(low: Token[], high: Token[]): boolean {
  const from = numberOf(low);
  const to = numberOf(high);
  if (from !== undefined && to !== undefined) return to - from <= WIDEST_SPAN;
  const [first, last] = [low, high].map(tokens => tokens.find(token => token.kind === 'string')?.text);
  return first === undefined || !FAR_DATE.test(first) || (last !== undefined && last.slice(0, 4) === first.slice(0, 4));
}

/** `id > 100 AND id < 200`. */
function isSmallRange(conditions: Token[][]): boolean {
  const found = new Map<string, { from?: number; to?: number }>();
  for (const condition of conditions.map(unwrapped)) {
    const index = condition.findIndex(token => ['<', '>', '<=', '>='].includes(token.text));
    if (index !== 1) continue;
    const number = numberOf(condition.slice(index + 1));
    const name = condition[0]?.text.toUpperCase() ?? '';
    if (number === undefined) continue;
    const range = found.get(name) ?? {};
    if (condition[index]?.text.startsWith('>')) range.from = number;
    else range.to = number;
    found.set(name, range);
  }
  return [...found.values()].some(({ from, to }) => from !== undefined && to !== undefined && to - from <= WIDEST_SPAN);
}

function isEmptyText(tokens: Token[]): boolean {
  return tokens.length === 1 && /^\s*(?:\{\s*\})?\s*$/.test(tokens[0]?.text ?? '');
}

const CONSTANTS = new Set(['NULL', 'TRUE', 'FALSE', 'CURRENT_TIMESTAMP', 'CURRENT_DATE', 'CURRENT_TIME', 'CURRENT_USER', 'INTERVAL', 'AT', 'ZONE', 'ARRAY', 'ANY', 'ALL', 'AS', 'ROW', 'ESCAPE', 'UTC_TIMESTAMP', 'SYSDATE', 'LOCALTIMESTAMP', 'COLLATE', 'BY', 'BINARY']);
/** Types and units: no columns where a value stands before or behind them, as in `DATE '2026-03-01'` and `INTERVAL 5 DAY`. */
const TYPES = new Set(['DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'TIME', 'UUID', 'INT', 'INTEGER', 'BIGINT', 'TEXT', 'VARCHAR', 'CHAR', 'DAY', 'DAYS', 'HOUR', 'MINUTE', 'SECOND', 'MONTH', 'YEAR', 'WEEK', 'X', 'JSONB', 'JSON', 'INET', 'NUMERIC', 'UNSIGNED', 'SIGNED']);

/** No column and no subquery in it. */
function isValue(tokens: Token[]): boolean {
  return tokens.length > 0 && !hasColumn(tokens) && !tokens.some(token => isWord(token, 'SELECT'));
}

export function hasColumn(tokens: Token[]): boolean {
  return tokens.some((token, index) => {
    if (isWord(tokens[index - 1], 'COLLATE')) return false;
    if (token.kind === 'name') return true;
    if (token.kind !== 'word' || CONSTANTS.has(token.text)) return false;
    if (TYPES.has(token.text) && (tokens[index + 1]?.kind === 'string' || ['number', 'string'].includes(tokens[index - 1]?.kind ?? '') || tokens[index - 1]?.text === 'AS')) return false;
    // A type after `::`, or a function.
    return tokens[index - 1]?.text !== '::' && tokens[index + 1]?.text !== '(';
  });
}

/** What another table answers says nothing about the row. */
function isColumn(tokens: Token[]): boolean {
  return hasColumn(tokens) && !tokens.some(token => isWord(token, 'SELECT'));
}

function isSelect(tokens: Token[]): boolean {
  const inner = tokens[0]?.text === '(' ? unwrapped(tokens) : tokens;
  return isWord(inner[0], 'SELECT', 'WITH', 'TABLE', 'VALUES') && !isWord(inner[0], 'VALUES');
}

/** A list of few: a subquery that is narrowed itself, or ends after some rows. */
function subqueryNarrows(tokens: Token[], correlated = false): boolean {
  const inner = unwrapped(tokens);
  if (!correlated && topLevelIndex(inner, token => isWord(token, 'LIMIT', 'FETCH')) > 0) return true;
  const where = topLevelIndex(inner, token => isWord(token, 'WHERE'));
  if (where < 0) return false;
  const end = topLevelIndex(inner, token => isWord(token, 'GROUP', 'ORDER', 'LIMIT', 'HAVING', 'UNION', 'WINDOW', 'OFFSET', 'FETCH', 'FOR'));
  return narrows(inner.slice(where + 1, end > where ? end : undefined));
}

/** Whether it asks for something of the row outside: a table that is not its own, or a bare column beside one of its own. */
function isCorrelated(tokens: Token[]): boolean {
  const inner = unwrapped(tokens);
  const from = topLevelIndex(inner, token => isWord(token, 'FROM'));
  const where = topLevelIndex(inner, token => isWord(token, 'WHERE'));
  const own = inner.slice(from + 1, where < 0 ? undefined : where).map(token => token.text.toLowerCase());
  return splitAt(inner.slice(where + 1), 'AND', '&&').some(condition => {
    const named = condition.filter((_, index) => condition[index + 1]?.text === '.').map(token => token.text.toLowerCase());
    const equals = topLevelIndex(condition, token => token.text === '=');
    const joins = equals > 0 && hasColumn(condition.slice(0, equals)) && hasColumn(condition.slice(equals + 1));
    return named.some(name => !own.includes(name)) || (joins && named.length < 2);
  });
}

/** `= (SELECT max(id) …)`, `= (SELECT … LIMIT 1)`: one value. */
function subqueryIsOne(tokens: Token[]): boolean {
  const inner = unwrapped(tokens);
  return isWord(inner[1], 'MAX', 'MIN') || inner.some(token => isWord(token, 'LIMIT'));
}

function unwrapped(tokens: Token[]): Token[] {
  let inner = tokens;
  while (inner.length > 1 && inner[0]?.text === '(' && inner[0].kind === 'sign' && closing(inner, 0) === inner.length - 1) inner = inner.slice(1, -1);
  return inner;
}

export function closing(tokens: Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    if (token.kind !== 'sign') continue;
    if (token.text === '(') depth += 1;
    else if (token.text === ')' && (depth -= 1) === 0) return index;
  }
  return -1;
}

export function topLevelIndex(tokens: Token[], wanted: (token: Token) => boolean, from = 0): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    if (token.kind === 'sign' && token.text === '(') depth += 1;
    else if (token.kind === 'sign' && token.text === ')') depth -= 1;
    else if (depth === 0 && wanted(token)) return index;
  }
  return -1;
}

/** Pieces between the words at the top level; the AND of a BETWEEN does not part. */
export function splitAt(tokens: Token[], ...words: string[]): Token[][] {
  const pieces: Token[][] = [[]];
  let depth = 0;
  let between = false;
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === '(') depth += 1;
    else if (token.kind === 'sign' && token.text === ')') depth -= 1;
    if (depth === 0 && isWord(token, 'BETWEEN')) between = true;
    const parts = depth === 0 && (token.kind === 'word' || token.kind === 'sign') && words.includes(token.text);
    if (parts && token.text === 'AND' && between) {
      between = false;
      (pieces.at(-1) as Token[]).push(token);
    } else if (parts) {
      pieces.push([]);
    } else {
      (pieces.at(-1) as Token[]).push(token);
    }
  }
  return pieces;
}

export function isWord(token: Token | undefined, ...words: string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text);
}

export function nameFits(patterns: readonly string[], name: string): boolean {
  return patterns.some(pattern => matches(pattern.toLowerCase(), name.toLowerCase()));
}
