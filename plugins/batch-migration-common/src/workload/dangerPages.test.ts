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

it.each(DANGER_TYPES)(
  '%s says when it is acute and when it only presses',
  type => {
    const row = text('docs/dangers/index.md')
      .split('\n')
      .find(line => line.startsWith(`| [\`${type}\`]`));
    const canBe = row?.split('|')[3].trim();
    expect(['acute', 'pressing', 'acute or pressing']).toContain(canBe);
    const page = text(`docs/dangers/${type}.md`);
    const says = (word: string) => new RegExp(`\\b${word}\\b`, 'i').test(page);
    expect(
      canBe !== 'acute or pressing' || (says('acute') && says('pressing')),
    ).toBe(true);
  },
);
