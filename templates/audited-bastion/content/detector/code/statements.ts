import type { Span } from './chains.ts';
import type { Call, Reading } from './reading.ts';

export const SQL = new Set(['execute', 'exec_query', 'exec_update', 'exec_delete', 'exec_insert', 'select_all', 'select_value', 'select_values', 'select_rows', 'select_one', 'find_by_sql', 'count_by_sql', 'exec_params', 'async_exec', 'query', '$executeRaw', '$executeRawUnsafe', '$queryRaw', '$queryRawUnsafe', 'raw', 'execute_and_free', 'sync_exec', 'prepare', 'run']);

export function runsSql(reading: Reading, { chain, index, args = [] }: Pick<Call, 'chain' | 'index' | 'args'>, owner: string | undefined): void {
  const [first] = args as [Span];
  const text = reading.constants.text(first);
  const isDatabase = /^(?:connection|conn|pool|db|database|client|pg|mysql|sequelize|knex|prisma|Base|with_connection|dataSource|manager|em|ActiveRecord|lease_connection|raw_connection|sql)$/i.test(owner ?? '') || /^(?:find_by_sql|count_by_sql|select_\w+|exec_\w+|\$\w+)$/.test(chain.segments[index]?.name ?? '');
  if (text !== undefined) {
    if (/^\s*(?:\/\*|--|\(|\uE000|[A-Za-z])/.test(text) && (isDatabase || /\s/.test(text.trim()) || text.includes('/*'))) reading.judge.nested({ language: 'sql', text, dialect: 'either' });
  } else if (isDatabase && /^(?:execute|exec_query|exec_update|exec_delete|exec_insert|delete|update|insert|\$executeRaw\w*|exec|async_exec|query|raw)$/.test(chain.segments[index]?.name ?? '')) {
    const token = reading.code.tokens[first[0]];
    // An object of query builders holds the text inside.
    if (token?.kind === 'sign' && token.text === '{') {
      for (let at = first[0]; at < first[1]; at += 1) if (reading.code.tokens[at]?.kind === 'string') reading.judge.nested({ language: 'sql', text: reading.code.tokens[at]?.text ?? '', dialect: 'either' });
    } else reading.giveUp('the statement it runs is not known', chain);
  }
}
