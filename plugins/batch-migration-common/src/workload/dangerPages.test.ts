/** Each danger has a page for people, which the pages of the portal lead to. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DANGER_TYPES } from './model';

const REPOSITORY = resolve(__dirname, '../../../..');
const text = (path: string) => readFileSync(resolve(REPOSITORY, path), 'utf8');

it.each(DANGER_TYPES)('%s has a page that says what to do', type => {
  const page = text(`docs/dangers/${type}.md`);
  expect(page).toContain(`(\`${type}\`)`);
  for (const part of ['What it means.', 'How it is seen.', 'How to mend it.']) {
    expect(page).toContain(`**${part}**`);
  }
  expect(text('docs/dangers/index.md')).toContain(`[\`${type}\`](${type}.md)`);
  expect(text('mkdocs.yml')).toContain(`- ${type}: dangers/${type}.md`);
});
