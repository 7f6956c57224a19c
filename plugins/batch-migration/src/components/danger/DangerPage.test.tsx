import { screen, within } from '@testing-library/react';
import { DANGER_TYPES } from 'backstage-plugin-batch-migration-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { DangerPage } from './DangerPage';
import { withPortalLinks } from './dangerText';
import { dangerPages as english } from './pages.en';
import { dangerPages as japanese } from './pages.ja';

const DOCS = resolve(__dirname, '../../../../../docs/dangers');

/** After a change of the docs: `node scripts/danger-pages.mjs`, and the Japanese by hand. */
it.each(DANGER_TYPES)('says of %s what its page in the docs says', type => {
  const lines = readFileSync(resolve(DOCS, `${type}.md`), 'utf8')
    .trim()
    .split('\n');
  expect(english[type]).toEqual(lines.slice(2));
});

it.each(DANGER_TYPES)('has all parts of %s in Japanese', type => {
  const text = japanese[type].join('\n');
  for (const part of ['意味。', '判定の方法。', '直し方。']) {
    expect(text).toContain(`**${part}**`);
  }
  const steps = (lines: readonly string[]) =>
    lines.filter(line => /^\d\. /.test(line)).length;
  expect(steps(japanese[type])).toBe(steps(english[type]));
});

const paths = {
  danger: (type: string) => `/bm/dangers/${type}`,
  handover: '/bm/handover',
};

it.each([
  ['see [`stale`](stale.md)', 'see [`stale`](/bm/dangers/stale)'],
  ['the [page](../handover.md)', 'the [page](/bm/handover)'],
  ['why: [ADR 11](../adr/0011-contention.md)', 'why: ADR 11'],
  ['a [site](https://example.com/x.md)', 'a site'],
])('of "%s" makes "%s"', (line, expected) => {
  expect(withPortalLinks([line], paths)).toBe(expected);
});

it.each(DANGER_TYPES)('leaves no link of %s that leads nowhere', type => {
  for (const pages of [english, japanese]) {
    const text = withPortalLinks(pages[type], paths);
    for (const [, target] of text.matchAll(/\]\(([^)]+)\)/g)) {
      expect(target).toMatch(/^\/bm\/(handover$|dangers\/)/);
    }
  }
});

const show = (type: string, language?: 'ja') =>
  renderPage(
    <EstateProvider>
      <DangerPage type={type} />
    </EstateProvider>,
    { api: mockApi(), language },
  );

it('leads to the other dangers and to the workloads in this one', async () => {
  await show('runs-nowhere');
  const page = await screen.findByRole('region', {
    name: 'What it means and what to do',
  });
  expect(page).toHaveTextContent('the billing run of tonight will not happen');
  expect(
    within(page).getByRole('link', { name: 'equivalent' }),
  ).toHaveAttribute('href', '/batch-migration/dangers/not-equivalent');
  expect(
    within(page).getByRole('link', { name: 'Workloads in this danger' }),
  ).toHaveAttribute('href', '/batch-migration?danger=runs-nowhere#workloads');
  expect(
    screen.getByRole('link', { name: 'What it means: drift' }),
  ).toHaveAttribute('href', '/batch-migration/dangers/drift');
});

it('speaks Japanese', async () => {
  await show('runs-twice', 'ja');
  expect(
    await screen.findByText(/どちらが正しいかを決めます/),
  ).toBeInTheDocument();
});

it('says that there is no such danger, and which there are', async () => {
  await show('made-up');
  expect(
    await screen.findByText('There is no danger made-up'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'What it means: runs twice' }),
  ).toBeInTheDocument();
});
