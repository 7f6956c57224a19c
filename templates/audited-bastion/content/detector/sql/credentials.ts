import type { Judge } from '../findings.ts';
import type { Token } from './tokens.ts';
import { isWord, nameFits, topLevelIndex } from './where.ts';

function isName(token: Token | undefined): token is Token {
  return token?.kind === 'word' || token?.kind === 'name';
}

/** Names with the schema before them, each at the place where it begins. */
function dotted(tokens: Token[]): string[] {
  return tokens.map((token, index) => (tokens[index + 1]?.text === '.' ? `${token.text}.${tokens[index + 2]?.text ?? ''}` : token.text));
}

/** A query that shows columns with credentials, or every column of a table of them. */
export function readsCredentials(judge: Judge, tokens: Token[], at: string): void {
  const { columns, tables } = judge.rules['credential-read'];
  const from = topLevelIndex(tokens, token => isWord(token, 'FROM'));
  const list = from < 0 ? tokens : tokens.slice(0, from);
  // `count(token)` and `token IS NULL` show no value.
  const shown = list.filter((_, index) => !(list[index - 1]?.text === '(' && isWord(list[index - 2], 'COUNT', 'LENGTH', 'LEFT')) && !isWord(list[index + 1], 'IS') && list[index + 1]?.text !== '(');
  if (shown.some(token => isName(token) && nameFits(columns, token.text))) judge.report('credential-read', at);
  if (from < 0) return;
  const rest = tokens.slice(from);
  const named = dotted(rest);
  const isWhole = list.some((token, index) => token.text === '*' && list[index - 1]?.text !== '(');
  rest.forEach((token, index) => {
    if (!isName(token) || !nameFits(tables, named[index] as string)) return;
    if (isWhole || showsRows(list, aliasesAt(rest, index))) judge.report('credential-read', at);
  });
}

/** What a table that stands there is called in the query. */
function aliasesAt(tokens: Token[], index: number): string[] {
  let last = index;
  while (tokens[last + 1]?.text === '.') last += 2;
  const next = isWord(tokens[last + 1], 'AS') ? last + 2 : last + 1;
  // `user` of `mysql.user` is a column.
  return [last === index ? tokens[last] : undefined, tokens[next]].filter(isName).map(token => token.text.toLowerCase());
}

/** `SELECT u`, `row_to_json(u)`: the whole row, but for `count(u)`. */
function showsRows(list: Token[], aliases: string[]): boolean {
  return list.some((token, index) => isName(token) && aliases.includes(token.text.toLowerCase()) && list[index + 1]?.text !== '.' && list[index - 1]?.text !== '.' && !(list[index - 1]?.text === '(' && isWord(list[index - 2], 'COUNT')));
}

/** `TABLE name`, `COPY name TO` and `HANDLER name OPEN` show every column. */
export function showsTables(judge: Judge, tokens: Token[], at: string): void {
  const { tables } = judge.rules['credential-read'];
  const named = dotted(tokens);
  tokens.forEach((token, index) => {
    const isFirst = index === 0 || tokens[index - 1]?.text === '(' || isWord(tokens[index - 1], 'UNION', 'EXCEPT', 'INTERSECT', 'ALL', 'AS', 'DISTINCT');
    if (!isFirst || !isWord(token, 'TABLE', 'COPY', 'HANDLER')) return;
    const name = isWord(tokens[index + 1], 'ONLY') ? index + 2 : index + 1;
    if (!isName(tokens[name]) || !nameFits(tables, named[name] as string)) return;
    if (!(isWord(token, 'COPY') && isWord(tokens.find(each => isWord(each, 'FROM', 'TO')), 'FROM'))) judge.report('credential-read', at);
  });
}
