/** Runs in a Node that reads the workspace's TypeScript; started by `scaling.mjs`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run, say } from '../report.mjs';
import { root } from '../toolchain.mjs';

const require = createRequire(import.meta.url);
const { scalingTables } = require(path.join(
  root,
  'plugins/batch-migration-golden-paths/src/worker/__testUtils__/tables.ts',
));
const document = path.join(root, 'docs/scaling.md');

await run(async () => {
  const tables = scalingTables();
  for (const [name, table] of Object.entries(tables)) {
    say(`\n${name}\n\n${table}`);
  }
  if (!process.argv.includes('--write')) return;
  let text = readFileSync(document, 'utf8');
  for (const [name, table] of Object.entries(tables)) {
    text = text.replace(
      new RegExp(`(<!-- ${name} -->\n\n)[^]*?(\n\n<!-- end -->)`),
      (_all, before, after) => `${before}${table}${after}`,
    );
  }
  writeFileSync(document, text);
});
