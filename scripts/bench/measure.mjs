/** Runs in a Node that reads the workspace's TypeScript; started by `bench.mjs`. */
import { parseArgs } from 'node:util';
import { say } from '../report.mjs';
import { crontabRows } from './crontab.mjs';
import { densityRows } from './density.mjs';
import { estateRows } from './estate.mjs';
import { handoverRows } from './handover.mjs';
import { occurrenceRows } from './occurrences.mjs';
import { judged, lineOf } from './row.mjs';

const PARTS = {
  cron: [densityRows, occurrenceRows, crontabRows, handoverRows],
  estate: [estateRows],
};

const {
  json: asJson,
  only,
  servers,
} = parseArgs({
  options: {
    json: { type: 'boolean' },
    /** One part: `cron` or `estate`. */
    only: { type: 'string' },
    /** A smaller estate, for work on the bench itself. */
    servers: { type: 'string', default: '2000' },
  },
}).values;
if (only !== undefined && !PARTS[only]) {
  throw new Error(
    `--only must be one of ${Object.keys(PARTS).join(', ')}, got: ${only}`,
  );
}
const measures = only === undefined ? Object.values(PARTS).flat() : PARTS[only];
const rows = [];
for (const measure of measures) {
  for await (const row of measure({ servers: Number(servers) })) {
    rows.push(judged(row));
    if (!asJson) say(lineOf(rows.at(-1)));
  }
}
if (asJson) say(JSON.stringify(rows, null, 2));
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
