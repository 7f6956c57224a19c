/** @typedef {{ name: string, value: number, unit: string, target: number, better: 'lower' | 'higher' }} Row */

/** What was measured, in few digits, and whether it is within its bar. */
export function judged(row) {
  const { value, target, better } = row;
  const ok = better === 'higher' ? value >= target : value <= target;
  return { ...row, value: Number(value.toPrecision(4)), ok };
}

export function lineOf({ name, value, unit, target, better, ok }) {
  const number = value.toLocaleString('en-US');
  const bar = `${better === 'higher' ? '≥' : '≤'} ${target.toLocaleString(
    'en-US',
  )} ${unit}`;
  return `${ok ? 'ok    ' : 'MISSED'} ${name}: ${number} ${unit} (bar ${bar})`;
}
