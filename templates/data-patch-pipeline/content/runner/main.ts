/**
 * What the build runs; see buildspec.yml.
 *
 *   node main.cjs check   compares the build with the approval, and runs nothing of the branch
 *   node main.cjs start   checks again, then does what was ordered, and keeps evidence
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pins } from './approval/build';
import { connectDoors } from './connect';
import type { Place } from './doors';
import { checkOnly, runBuild } from './run';

const EXIT = { succeeded: 0, failed: 1, refused: 2, stopped: 3 } as const;

async function main([verb]: string[]): Promise<number> {
  const stop = new AbortController();
  // CodeBuild ends a build with SIGTERM: what is running is cancelled, and evidence is written.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  const pins = JSON.parse(readFileSync(join(__dirname, 'pins.json'), 'utf8')) as Pins;
  const place: Place = { root: process.cwd(), runner: __dirname, pins, environment: process.env };
  const doors = connectDoors(place, stop.signal);
  if (verb === 'start') return EXIT[(await runBuild(doors, place)).result];
  if (verb === 'check') {
    const { result, dependencies } = await checkOnly(doors, place);
    // The buildspec looks for it before it installs anything.
    if (dependencies) writeFileSync(join(__dirname, 'dependencies'), '');
    return EXIT[result];
  }
  throw new Error('Usage: node main.cjs check|start');
}

main(process.argv.slice(2)).then(
  // Connections to Redis may be open still.
  code => process.exit(code),
  error => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(EXIT.failed);
  },
);
