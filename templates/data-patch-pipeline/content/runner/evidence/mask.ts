import type { EnvironmentVariable } from '../approval/build';
import type { Values } from '../patch/parameters';
import type { Parameter } from '../patch/patch';

/** Shorter ones would mask half of the log, and protect nothing. */
const SHORTEST = 4;

/** Everything that must not be read in a log. */
export function secretsOf(variables: EnvironmentVariable[], environment: NodeJS.ProcessEnv, parameters: Parameter[] = [], values: Values = {}): string[] {
  const secret = [
    ...variables.filter(({ type = 'PLAINTEXT' }) => type !== 'PLAINTEXT').map(({ name = '' }) => environment[name]),
    ...parameters.filter(parameter => parameter.secret).map(({ name }) => values[name]),
    ...Object.entries(environment).filter(([name]) => /^AWS_(SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name)).map(([, value]) => value),
  ].filter((value): value is string => value !== undefined);
  const passwords = secret.flatMap(value => {
    const [, password] = /^[a-z0-9+]+:\/\/[^:@/]*:([^@/]+)@/i.exec(value) ?? [];
    return password ? [password, decoded(password)] : [];
  });
  // Logs show a value also as JSON and as one line of many.
  const forms = [...secret, ...passwords].flatMap(value => [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), ...value.split('\n')]);
  return [...new Set(forms)].filter(value => value.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** @param secrets longest first */
export function mask(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((masked, secret) => masked.replaceAll(secret, '****'), text);
  return known.replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s@/]+@/gi, '$1****@');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
