/** `*` and `?` only; two pointers, so that no pattern takes more than length times length. */
export function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p;
      mark = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}

export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some(pattern => matches(pattern, text));
}

/** Names of variables, columns and settings are compared without their case. */
export function isNamed(patterns: readonly string[], name: string): boolean {
  const lower = name.toLowerCase();
  return patterns.some(pattern => matches(pattern.toLowerCase(), lower));
}
