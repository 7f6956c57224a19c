import type { Database, Parameter } from '../patch/patch';
import type { Values } from '../patch/parameters';
import type { Statement } from './scan';

export interface Bound {
  text: string;
  values: Array<string | number>;
}

/**
 * Puts placeholders where the patch says `:name`. The values travel beside the
 * text, in the protocol: whatever is in them, the server never parses it.
 */
export function bind(statement: Statement, { database, parameters, values }: { database: Database; parameters: Parameter[]; values: Values }): Bound {
  const bound: Bound['values'] = [];
  let text = '';
  let from = statement.start;
  for (const token of statement.tokens) {
    if (token.kind !== 'parameter') continue;
    const name = token.text.slice(1);
    const parameter = parameters.find(each => each.name === name);
    if (!parameter || !Object.hasOwn(values, name)) throw new Error(`line ${statement.line}: :${name} has no value`);
    text += statement.text.slice(from - statement.start, token.start - statement.start);
    bound.push(forDatabase(parameter, values[name], database));
    text += database === 'mysql' ? '?' : `$${bound.length}`;
    from = token.end;
  }
  return { text: text + statement.text.slice(from - statement.start), values: bound };
}

function forDatabase({ type }: Parameter, value: string, database: Database): string | number {
  if (database === 'postgresql') return value;
  if (type === 'boolean') return value === 'true' ? 1 : 0;
  return type === 'integer' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
