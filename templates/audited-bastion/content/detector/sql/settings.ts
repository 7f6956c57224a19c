import { nameFits } from './where.ts';
import type { Rules } from '../rules.ts';

/** `-c name=value` as libpq hands it to the server, in `PGOPTIONS` or in a connection's `options`. */
export function changesSettings(rules: Rules, options: string): boolean {
  const names = [...options.matchAll(/(?:-c\s*|--)([\w.-]{1,100})\s*=/g)].map(([, name]) => (name as string).replaceAll('-', '_'));
  return names.some(name => nameFits(rules['database-server-change'].settings, name));
}

/** What a server or client only grows safer by. Which value that is is a fact, no policy. */
const GUARDS = /^(?:sql_safe_updates|foreign_key_checks|unique_checks|row_security|default_transaction_read_only|check_function_bodies|sql_log_bin)$/i;

/** `sql_safe_updates = 1` turns a guard on, by one plain word. */
export function turnsGuardOn(name: string, value: readonly string[]): boolean {
  return GUARDS.test(name) && value.length === 1 && /^(?:1|on|true|yes)$/i.test(value[0] as string);
}
