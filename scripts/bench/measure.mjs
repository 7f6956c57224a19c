/** Runs in a Node that reads the workspace's TypeScript; started by `bench.mjs`. */
import { say } from '../report.mjs';
import { crontabRows } from './crontab.mjs';
import { densityRows } from './density.mjs';
import { handoverRows } from './handover.mjs';
import { occurrenceRows } from './occurrences.mjs';

const asJson = process.argv.includes('--json');
const rows = [];
for (const measure of [
  densityRows,
  occurrenceRows,
  crontabRows,
  handoverRows,
]) {
  for (const row of measure()) {
    const { value, target, better } = row;
    const ok = better === 'higher' ? value >= target : value <= target;
    rows.push({ ...row, value: Number(value.toPrecision(4)), ok });
    if (!asJson) say(lineOf(rows.at(-1)));
  }
}
if (asJson) say(JSON.stringify(rows, null, 2));
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;

function lineOf({ name, value, unit, target, better, ok }) {
  const number = value.toLocaleString('en-US');
  const bar = `${better === 'higher' ? '≥' : '≤'} ${target.toLocaleString(
    'en-US',
  )} ${unit}`;
  return `${ok ? 'ok    ' : 'MISSED'} ${name}: ${number} ${unit} (bar ${bar})`;
}
