import type { Token } from './tokens.ts';
import { hasColumn, isWord, narrows, splitAt, topLevelIndex } from './where.ts';

/** Tables by what they are called in the statement, and the conditions that join them. */
interface Tables {
  targets: Set<string>;
  others: Set<string>;
  /** Names that are tied by `USING (…)` or `NATURAL`, on columns of both. */
  ties: string[][];
  conditions: Token[][];
}

/**
 * Whether the condition narrows another table only: `UPDATE o … FROM c WHERE
 * c.id = 1` changes every row of `o`, unless a column of `o` is tied to `c`.
 */
export function writesOnlyOthers(tokens: Token[], condition: Token[]): boolean {
  const tables = tablesOf(tokens);
  if (!tables || tables.others.size === 0) return false;
  const pieces = splitAt(condition, 'AND', '&&');
  const linked = reached(tables, [...tables.conditions.flatMap(each => splitAt(each, 'AND', '&&')), ...pieces]);
  const single = pieces.filter(narrows);
  return !(single.length > 0 ? single : [condition]).some(piece => {
    const names = qualifiers(piece);
    // A column without a table may be of any.
    return names.length === 0 ? linked.size > tables.targets.size : names.some(name => linked.has(name));
  });
}

/** The targets, and every table that an equation ties to one of these. */
function reached({ targets, others, ties: joined }: Tables, conditions: Token[][]): Set<string> {
  const found = new Set(targets);
  const ties = [...joined, ...conditions.map(tied).filter(names => names.length > 0)];
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const names of ties) {
      if (names.some(name => name === '' || found.has(name))) names.filter(name => others.has(name)).forEach(name => found.add(name));
    }
  }
  return found;
}

/** Both sides of `a.x = b.y`; a side without a table counts as `''`. */
function tied(condition: Token[]): string[] {
  const index = topLevelIndex(unwrapped(condition), token => token.kind === 'sign' && ['=', '<=>'].includes(token.text));
  if (index < 0) return [];
  const inner = unwrapped(condition);
  const sides = [inner.slice(0, index), inner.slice(index + 1)];
  if (!sides.every(side => hasColumn(side))) return [];
  const names = sides.map(side => qualifiers(side)[0] ?? '');
  return names[0] === names[1] ? [] : names;
}

function unwrapped(tokens: Token[]): Token[] {
  return tokens[0]?.text === '(' && tokens.at(-1)?.text === ')' ? tokens.slice(1, -1) : tokens;
}

/** `c` of `c.id` and of `public.c.id`. */
function qualifiers(tokens: Token[]): string[] {
  return tokens
    .filter((token, index) => isNameToken(token) && tokens[index + 1]?.text === '.' && tokens[index + 3]?.text !== '.')
    .map(token => token.text.toLowerCase());
}

function isNameToken(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'name';
}

function tablesOf(tokens: Token[]): Tables | undefined {
  const where = topLevelIndex(tokens, token => isWord(token, 'WHERE'));
  const body = tokens.slice(1, where < 0 ? undefined : where);
  return isWord(tokens[0], 'UPDATE') ? ofUpdate(body) : ofDelete(body);
}

function ofUpdate(body: Token[]): Tables | undefined {
  const set = topLevelIndex(body, token => isWord(token, 'SET'));
  if (set < 0) return undefined;
  const from = topLevelIndex(body, token => isWord(token, 'FROM'), set);
  const own = pieces(body.slice(0, set));
  const all = [...own, ...(from < 0 ? [] : pieces(body.slice(from + 1)))];
  const changed = splitAt(body.slice(set + 1, from < 0 ? undefined : from), ',').flatMap(each => qualifiers(each.slice(0, Math.max(0, topLevelIndex(each, token => token.text === '=')))));
  const isTarget = (piece: Piece, index: number) => (changed.length > 0 && own.some(each => each.names.some(name => changed.includes(name))) ? piece.names.some(name => changed.includes(name)) : index === 0);
  return sorted(all, isTarget);
}

function ofDelete(body: Token[]): Tables | undefined {
  const from = topLevelIndex(body, token => isWord(token, 'FROM'));
  const using = topLevelIndex(body, token => isWord(token, 'USING'), from + 1);
  // `DELETE FROM o USING c`; the USING of a join has brackets.
  const isUsing = using > 0 && body[using + 1]?.text !== '(';
  const named = (from > 0 ? pieces(body.slice(0, from)) : isUsing ? pieces(body.slice(from + 1, using)) : []).flatMap(piece => piece.names);
  const all = from > 0 || !isUsing ? pieces(body.slice(from + 1)) : [...pieces(body.slice(from + 1, using)), ...pieces(body.slice(using + 1))];
  return sorted(all, (piece, index) => (named.length > 0 ? piece.names.some(name => named.includes(name)) : index === 0));
}

function sorted(all: Piece[], isTarget: (piece: Piece, index: number) => boolean): Tables {
  const tables: Tables = { targets: new Set(), others: new Set(), ties: [], conditions: [] };
  all.forEach((piece, index) => {
    for (const name of piece.names) (isTarget(piece, index) ? tables.targets : tables.others).add(name);
    if (piece.isTied) tables.ties.push([...(all[index - 1]?.names ?? []), ...piece.names]);
    if (piece.condition) tables.conditions.push(piece.condition);
  });
  tables.targets.forEach(name => tables.others.delete(name));
  return tables;
}

interface Piece {
  /** The table's own name and its alias. */
  names: string[];
  condition?: Token[];
  isTied: boolean;
}

const BEFORE_A_NAME = ['ONLY', 'LATERAL', 'LOW_PRIORITY', 'IGNORE', 'QUICK', 'NATURAL', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'OUTER'];

/** `a AS x JOIN b ON …, c`. */
function pieces(tokens: Token[]): Piece[] {
  let isNatural = false;
  return splitAt(tokens, ',', 'JOIN', 'STRAIGHT_JOIN').map(piece => {
    const isTied = isNatural;
    isNatural = piece.some(token => isWord(token, 'NATURAL'));
    const on = topLevelIndex(piece, token => isWord(token, 'ON', 'USING'));
    const table = (on < 0 ? piece : piece.slice(0, on)).filter(token => !isWord(token, ...BEFORE_A_NAME, 'AS') && token.text !== '*');
    const names = table.filter((token, index) => isNameToken(token) && table[index + 1]?.text !== '.').map(token => token.text.toLowerCase());
    const condition = on < 0 || isWord(piece[on], 'USING') ? {} : { condition: piece.slice(on + 1) };
    // Of a subquery only its alias is known.
    return { names: table[0]?.text === '(' ? names.slice(-1) : names, isTied: isTied || isWord(piece[on], 'USING'), ...condition };
  });
}
