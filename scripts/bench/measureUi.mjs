/** Runs in a Node that reads the workspace's TypeScript; started by `bench-ui.mjs`. */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { say } from '../report.mjs';
import { judged, lineOf } from './row.mjs';
import { uiRows } from './ui.mjs';

const { servers } = parseArgs({
  options: {
    /** A smaller estate, for work on the bench itself. */
    servers: { type: 'string', default: '2000' },
  },
}).values;

let missed = 0;
for await (const row of uiRows({ servers: Number(servers) })) {
  const one = judged(row);
  if (!one.ok) missed += 1;
  // Beside what else the machine had to do.
  say(`${lineOf(one)}, load ${loadavg()[0].toFixed(1)}`);
}
process.exitCode = missed === 0 ? 0 : 1;
