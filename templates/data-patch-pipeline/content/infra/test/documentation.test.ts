import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(__dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const constructs = ['infra/stack.ts', ...readdirSync(join(ROOT, 'infra/constructs')).map(file => `infra/constructs/${file}`)];
const source = constructs.map(read).join('\n');
const pages = ['README.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true }).map(String).filter(file => file.endsWith('.md')).map(file => `docs/${file}`)];

test('every alarm names a chapter that is there', () => {
  const named = [...source.matchAll(/see "([^"]+)" in (docs\/[\w-]+\.md)/g)];
  assert.ok(named.length > 3);
  for (const [, chapter, page] of named) assert.ok(read(page).includes(`\n## ${chapter}\n`), `${page} has no "${chapter}"`);
});

test('every output that the documentation names is one of the stack', () => {
  const outputs = new Set([...source.matchAll(/key: '(\w+)'/g)].map(([, key]) => key).concat('RequestsTable', 'EvidenceBucket'));
  for (const page of ['docs/runbook.md', 'docs/audit.md', 'docs/architecture.md']) {
    const named = [...read(page).matchAll(/(?:outputs?|policy|security group) `(\w+)`|Put `(\w+Url)`/g)].map(([, one, other]) => one ?? other);
    for (const name of named) assert.ok(outputs.has(name), `${page} names ${name}`);
  }
});

test('every page and command that the documentation names is there', () => {
  const { scripts } = JSON.parse(read('package.json'));
  for (const page of pages) {
    const text = read(page);
    for (const [, linked] of text.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)) assert.doesNotThrow(() => read(join(page, '..', linked)), `${page} links ${linked}`);
    for (const [, script] of text.matchAll(/npm run ([\w:-]+)/g)) assert.ok(Object.hasOwn(scripts, script), `${page} names npm run ${script}`);
  }
});
