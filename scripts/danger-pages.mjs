/**
 * Puts the pages of `docs/dangers` into the plugin, which shows them in portals
 * whose TechDocs do not have them. A test of the plugin compares both.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = path.join(
  root,
  'plugins/batch-migration/src/components/danger/pages.en.ts',
);
const index = readFileSync(path.join(root, 'docs/dangers/index.md'), 'utf8');
const types = [...index.matchAll(/\]\(([a-z-]+)\.md\)/g)].map(
  ([, type]) => type,
);

const pages = types.map(type => {
  const page = readFileSync(path.join(root, `docs/dangers/${type}.md`), 'utf8');
  // The page of the portal has the title in its header.
  const lines = page.trim().split('\n').slice(2);
  return `${JSON.stringify(type)}: ${JSON.stringify(lines)},`;
});

const text = `import type { DangerPages } from './dangerText';

/** The pages of \`docs/dangers\`, written by \`scripts/danger-pages.mjs\`: change them there. */
export const dangerPages: DangerPages = {
${pages.join('\n')}
};
`;
const options = (await prettier.resolveConfig(target)) ?? {};
writeFileSync(
  target,
  await prettier.format(text, { ...options, filepath: target }),
);
