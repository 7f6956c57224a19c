import type { Judge } from '../findings.ts';
import { placeOf, readUrl } from '../hosts.ts';
import { changesSettings } from './settings.ts';

/** A client goes on with another server: from then on it is no longer the database that people watch. */
export function connectsTo(judge: Judge, host: string, at: string): void {
  const place = placeOf(judge.rules, host);
  if (place === 'outside') judge.report('traffic-outside', at);
  else if (place === 'credentials') judge.report('credential-read', at);
  else if (place === 'unknown') judge.giveUp('the host it talks to is not known', at);
}

/** `\c dbname user host port`, `\c postgresql://…`, `\c "host=… dbname=…"`; `-` is as before. */
export function connectsAgain(judge: Judge, given: string, line: string): void {
  const words = (given.match(/"(?:[^"]|"")*"|'(?:[^'\\]|''|\\.)*'|\S+/g) ?? []).map(unquoted).filter(word => !/^-reuse-previous=/.test(word));
  const [database = '', , host = '-'] = words;
  // What a variable of psql holds is not followed here.
  if (/^:/.test(database) || /^:/.test(host)) judge.giveUp('where it connects to is not known', line);
  if (/^postgres(?:ql)?:\/\//i.test(database)) {
    const { host: named, path } = readUrl(database);
    for (const each of named.slice(named.lastIndexOf('@') + 1).split(',')) connectsTo(judge, each, line);
    connectsBy(judge, decoded(path).replace(/[?&]/g, ' '), line);
  } else if (database.includes('=')) {
    connectsBy(judge, database, line);
  } else if (host !== '-' && !host.startsWith('/')) {
    connectsTo(judge, host, line);
  }
}

/** `host=a,b hostaddr=… options=…` as libpq reads it. */
export function connectsBy(judge: Judge, connection: string, at: string): void {
  for (const [, quoted, bare] of connection.matchAll(/\bhost(?:addr)?\s*=\s*(?:'([^']*)'|(\S+))/g)) {
    for (const host of (quoted ?? bare ?? '').split(',')) if (!host.startsWith('/')) connectsTo(judge, host, at);
  }
  if (/\boptions\s*=/.test(connection) && changesSettings(judge.rules, connection)) judge.report('database-server-change', at);
}

function unquoted(word: string): string {
  return /^(["']).*\1$/s.test(word) ? word.slice(1, -1).replaceAll("''", "'").replaceAll('""', '"') : word;
}

/** `%20` and its like; what is no such sign stays as it is. */
function decoded(text: string): string {
  return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
