import { matchesAny } from './patterns.ts';
import type { Rules } from './rules.ts';

const UNKNOWN = /[\uE000\uE001]/;

export type Place = 'inside' | 'outside' | 'unknown' | 'credentials';

/** Where a host of a command line is: `user@host:22`, `[::1]:80`, `0x7f.1` and the like. */
export function placeOf(rules: Rules, given: string): Place {
  const host = bareHost(given).toLowerCase().replace(/\.$/, '');
  const { insideHosts } = rules['traffic-outside'];
  if (host === '') return 'inside';
  if (matchesAny(rules['credential-read'].addresses, host)) return 'credentials';
  const known = host.replace(/[\uE000\uE001].*$/s, '');
  if (known !== host && known !== '' && matchesAny(rules['credential-read'].addresses, known)) return 'credentials';
  if (UNKNOWN.test(host)) return /^[^\uE000\uE001]*[\uE000\uE001]$/.test(host) || !matchesAny(insideHosts, host) ? 'unknown' : 'inside';
  const address = ipv4(host);
  if (address !== undefined) {
    const dotted = [24, 16, 8, 0].map(shift => (address >>> shift) & 255).join('.');
    if (matchesAny(rules['credential-read'].addresses, dotted)) return 'credentials';
    return isPrivate(address) ? 'inside' : 'outside';
  }
  if (host.includes(':')) return /^(?:::1?$|f[cd]|fe80)/.test(host) ? 'inside' : /^::ffff:(?:127|10|192\.168)\./.test(host) ? 'inside' : 'outside';
  // A name without a dot is one of the network's own.
  return !host.includes('.') || matchesAny(insideHosts, host) ? 'inside' : 'outside';
}

function bareHost(given: string): string {
  const host = given.slice(given.lastIndexOf('@') + 1);
  const bracketed = /^\[([^\]]*)\]/.exec(host);
  if (bracketed) return bracketed[1] as string;
  return host.split(':').length > 2 ? host : host.replace(/:.*$/, '');
}

/** As the C library reads it: fewer parts, octal and hexadecimal too. */
function ipv4(host: string): number | undefined {
  const parts = host.split('.');
  if (parts.length > 4 || !parts.every(part => /^(?:0x[0-9a-f]{1,8}|\d{1,10})$/.test(part))) return undefined;
  const numbers = parts.map(part => (/^0\d/.test(part) ? parseInt(part, 8) : Number(part)));
  const last = numbers.pop() as number;
  if (numbers.some(number => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  return (numbers.reduce((sum, number, index) => sum + number * 256 ** (3 - index), 0) + last) >>> 0;
}

function isPrivate(address: number): boolean {
  const first = address >>> 24;
  const second = (address >>> 16) & 255;
  return first === 127 || first === 10 || first === 0 || (first === 172 && second >= 16 && second < 32) || (first === 192 && second === 168) || (first === 100 && second >= 64 && second < 128) || (first === 169 && second === 254);
}

export interface Url {
  scheme: string;
  host: string;
  path: string;
}

/** By hand: `new URL` refuses what curl takes, and holes. */
export function readUrl(text: string, scheme = 'http'): Url {
  const given = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text);
  const rest = given ? (given[2] as string) : text;
  const end = rest.search(/[/?#\\]/);
  return { scheme: (given?.[1] ?? scheme).toLowerCase(), host: end < 0 ? rest : rest.slice(0, end), path: end < 0 ? '' : rest.slice(end) };
}
