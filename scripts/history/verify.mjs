/** Runs in a Node that reads the workspace's TypeScript; started by `history-verify.mjs`. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../report.mjs';
import { root } from '../toolchain.mjs';

const USAGE = `npm run history:verify -- [where] [--heads <file>]…

  where the history is; without it, in the database of app-config.yaml
    --config <file>    of this configuration; may be given more than once
    --sqlite <file>    in this file
    --postgres <url>   in this database; --schema <name> within it
  --heads <file>       heads that were published, one JSON object a line; may be
                       given more than once. Files that the configuration names
                       are compared without it.

Exit code 0: it is whole. 1: it was tampered with. 2: it could not be verified.`;

const UNVERIFIED = 2;

const backend = path.join(root, 'plugins/batch-migration-backend');
const require = createRequire(path.join(backend, 'package.json'));

function argumentsOf(args) {
  const one = { type: 'string' };
  const many = { type: 'string', multiple: true, default: [] };
  const { values } = parseArgs({
    args,
    options: {
      ...{ sqlite: one, postgres: one, schema: one },
      ...{ config: many, heads: many, help: { type: 'boolean' } },
    },
  });
  const places = [values.sqlite, values.postgres, values.config[0]];
  if (places.filter(Boolean).length > 1) {
    throw new Error('Give one of --sqlite, --postgres and --config');
  }
  if (values.schema && !values.postgres) {
    throw new Error('--schema goes with --postgres');
  }
  return values;
}

async function placeOf({ sqlite, postgres, schema, config }) {
  if (sqlite) return { place: { sqlite: path.resolve(sqlite) }, files: [] };
  if (postgres) return { place: { postgres, schema }, files: [] };
  const { ConfigSources } = require('@backstage/config-loader');
  const read = await ConfigSources.toConfig(
    ConfigSources.default({
      rootDir: root,
      argv: config.flatMap(file => ['--config', path.resolve(file)]),
    }),
  );
  const { readHeadPlaces } = require('./src/history/command');
  const files = readHeadPlaces(read)
    .filter(({ type, path: file }) => type === 'file' && existsSync(file))
    .map(({ path: file }) => file);
  return { place: { config: read }, files, close: () => read.close() };
}

async function main() {
  const given = argumentsOf(process.argv.slice(2));
  if (given.help) {
    say(USAGE);
    return 0;
  }
  const { openReadOnly, reportHistory } = require('./src/history/command');
  const { place, files, close } = await placeOf(given);
  try {
    return await reportHistory({
      open: () => openReadOnly(place),
      headFiles: [...files, ...given.heads.map(file => path.resolve(file))],
      say,
    });
  } finally {
    close?.();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exitCode = UNVERIFIED;
}
