import type { Chain } from './chains.ts';
import type { Call, Reading } from './reading.ts';

/** They make a text of a statement, and run none. */
const SHOWS = /^(?:toString|toSQL|toQuery|toKnexQuery|getSql|getQuery|getQueryAndParameters|compile|to_sql|to_s)$/;
/** Behind these it has run, and what is shown is its answer. */
const RAN = /^(?:then|catch|finally|asCallback|exec|execute\w*|run|all|get|values|stream|pipe|on|returning_all|take\w*)$/;
const PRINTS = /^(?:log|info|debug|warn|error|dir|table|puts|p|pp|print)$/;

/** They wait until somebody asks for the answer; `repository.delete({})` and `collection.updateMany({})` do not. */
const WAITS = /^(?:del|delete|update|truncate|deleteFrom|updateTable|softDelete|restore|patch|DeleteManager|UpdateManager|compile_delete|compile_update)$/;

function isBuilder({ segments }: Chain, index: number): boolean {
  const has = (names: RegExp) => segments.some(({ name, args }) => names.test(name) && args !== undefined);
  const [root] = segments;
  if (root?.name === 'Arel' || has(/^(?:createQueryBuilder|queryBuilder|compile_\w+)$/)) return true;
  if (has(/^(?:collection|getRepository)$/)) return false;
  return /^(?:knex|db|trx|tx|drizzle)$/.test(root?.name ?? '') && (root?.args !== undefined || index === 1 || has(/^(?:table|from|into)$/));
}

/** `knex('users').del().toString()`: a builder that is only looked at. What another call is given may be run there. */
export function isOnlyShown({ code }: Reading, { chain, index, name: verb }: Call): boolean {
  const { segments, from } = chain;
  if (!WAITS.test(verb) || !isBuilder(chain, index)) return false;
  const after = segments.slice(index + 1);
  const shown = after.findIndex(({ name, args }) => SHOWS.test(name) && (code.ruby || args !== undefined));
  if (shown < 0 || after.slice(0, shown).some(({ name }) => RAN.test(name))) return false;
  let before = from - 1;
  if (code.is(before, 'await') || code.is(before, 'new')) before -= 1;
  const token = code.tokens[before];
  if (token === undefined || token.kind === 'newline' || code.is(before, ';') || code.is(before, '=')) return true;
  const printer = code.is(before, '(') ? code.tokens[before - 1] : token;
  return printer?.kind === 'word' && PRINTS.test(printer.text);
}
