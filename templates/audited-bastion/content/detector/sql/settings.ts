import { nameFits } from './where.ts';
import type { Rules } from '../rules.ts';

/** `-c name=value` as libpq hands it to the server, in `PGOPTIONS` or in a connection's `options`. */
export function changesSettings(rules: Rules, options: string): boolean {
  const names = [...options.matchAll(/(?:-c\s*|--)([\w.-]{1,100})\s*=/g)].map(([, name]) => (name as string).replaceAll('-', '_'));
  return names.some(name => nameFits(rules['database-server-change'].settings, name));
}
