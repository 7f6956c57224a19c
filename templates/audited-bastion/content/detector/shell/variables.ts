import { matches } from '../patterns.ts';
import { HOLE } from './marks.ts';

/** What every shell of the image knows from the start. */
export const FROM_THE_START: Record<string, string> = {
  HOME: '~',
  IFS: ' \t\n',
  SHELL: '/bin/bash',
  BASH: '/bin/bash',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  '0': 'bash',
  TMPDIR: '/tmp',
  HISTFILE: '~/.bash_history',
  ECS_CONTAINER_METADATA_URI: 'http://169.254.170.2/v3/task',
  ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/task',
};

const LONGEST = 10_000;

/** `${name#…}`, `${name/a/b}`, `${name:1:2}` and their kin on a known value. */
export function changed(value: string, operation: string, argument: string): string {
  if (value.length > LONGEST || argument.includes(HOLE)) return HOLE;
  switch (operation) {
    case '^':
      return value.slice(0, 1).toUpperCase() + value.slice(1);
    case '^^':
      return value.toUpperCase();
    case ',':
      return value.slice(0, 1).toLowerCase() + value.slice(1);
    case ',,':
      return value.toLowerCase();
    case ':':
      return slice(value, argument);
    case '#':
    case '##':
    case '%':
    case '%%':
      return value.length > 300 ? HOLE : without(value, operation, argument);
    case '/':
    case '//':
      return value.length > 300 ? HOLE : replaced(value, operation === '//', argument);
    default:
      return value;
  }
}

function slice(value: string, argument: string): string {
  const bounds = /^\s*\(?\s*(-?\d+)\s*\)?\s*(?::\s*(-?\d+)\s*)?$/.exec(argument);
  if (!bounds) return HOLE;
  const from = Number(bounds[1]);
  const start = from < 0 ? Math.max(0, value.length + from) : from;
  if (bounds[2] === undefined) return value.slice(start);
  const length = Number(bounds[2]);
  return length < 0 ? value.slice(start, value.length + length) : value.slice(start, start + length);
}

function without(value: string, operation: string, pattern: string): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, index) => index);
  if (operation.length === 2) lengths.reverse();
  for (const length of lengths) {
    const atStart = operation.startsWith('#');
    const piece = atStart ? value.slice(0, length) : value.slice(value.length - length);
    if (matches(pattern, piece)) return atStart ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function replaced(value: string, all: boolean, argument: string): string {
  const slash = argument.indexOf('/', 1);
  const pattern = slash < 0 ? argument : argument.slice(0, slash);
  const by = slash < 0 ? '' : argument.slice(slash + 1);
  if (!/[*?[]/.test(pattern)) return all ? value.split(pattern).join(by) : value.replace(pattern, () => by);
  if (pattern.includes('[')) return HOLE;
  let done = '';
  let rest = value;
  while (rest) {
    let length = rest.length;
    while (length > 0 && !matches(pattern, rest.slice(0, length))) length -= 1;
    if (length === 0) {
      done += rest[0];
      rest = rest.slice(1);
    } else {
      done += by;
      rest = rest.slice(length);
      if (!all) break;
    }
  }
  return done + rest;
}
