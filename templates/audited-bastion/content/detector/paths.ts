import { matches } from './patterns.ts';

/** A path without `.`, `..` and doubled slashes; `~` and `$HOME` stay `~`. */
export function normalPath(path: string, cwd?: string): string {
  let whole = path;
  if (!/^[/~]/.test(path) && cwd !== undefined) whole = `${cwd}/${path}`;
  const rooted = whole.startsWith('/');
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return `${rooted ? '/' : ''}${parts.join('/')}` || (rooted ? '/' : '.');
}

/**
 * Whether a path is one of those named: `/etc/**` from the root, `~/.aws/**`
 * in any home, `config/master.key` as the end of any path.
 */
export function isPath(patterns: readonly string[], path: string, cwd?: string): boolean {
  const found = normalPath(path, cwd);
  return patterns.some(pattern => fits(pattern, found));
}

function fits(pattern: string, path: string): boolean {
  const segments = path.split('/');
  if (pattern.startsWith('~/')) {
    const rest = pattern.slice(2).split('/');
    const inHome =
      segments[0]?.startsWith('~') ? segments.slice(1)
      : segments[1] === 'root' ? segments.slice(2)
      : segments[1] === 'home' ? segments.slice(3)
      : undefined;
    return inHome !== undefined && fitsFrom(rest, inHome, 0, 0);
  }
  const wanted = pattern.split('/');
  if (pattern.startsWith('/')) return path.startsWith('/') && fitsFrom(wanted, segments, 0, 0);
  return segments.some((_, start) => fitsFrom(wanted, segments, 0, start));
}

function fitsFrom(wanted: string[], segments: string[], w: number, s: number): boolean {
  if (w === wanted.length) return s === segments.length;
  if (wanted[w] === '**') {
    // Only ever last in a rule file that was checked.
    return true;
  }
  const segment = segments[s];
  if (segment === undefined) return false;
  return segmentFits(wanted[w] as string, segment) && fitsFrom(wanted, segments, w + 1, s + 1);
}

/** Both sides may hold wildcards: the rule's, and those that the shell would fill in. */
function segmentFits(wanted: string, segment: string): boolean {
  if (!/[\uE010-\uE012]/.test(segment)) return matches(wanted, segment);
  const asGlob = segment
    .replace(/\uE010/g, '*')
    .replace(/\uE011/g, '?')
    .replace(/\uE012[^\]]*\]?/g, '?');
  // A bare wildcard does not match a name that begins with a dot.
  if (wanted.startsWith('.') && !asGlob.startsWith('.')) return false;
  return matches(asGlob, wanted.replace(/\*/g, 'x'));
}
