import { screen } from '@testing-library/react';
import type { LocationView } from 'backstage-plugin-batch-migration-common';
import {
  bat000Detail,
  mockApi,
  NOW,
  rankingDaily,
} from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { LookedAt } from './LookedAt';

const BEFORE = '2026-02-11T01:24:00.000Z';
const AFTER = '2026-02-13T01:24:00.000Z';

const instance = (
  freshUntil: string | null,
  observedAt: string | null = NOW,
): LocationView => ({
  ...rankingDaily.locations[0],
  ...{ source: 'aws', observedAt, freshUntil },
});

const facts = [
  { name: 'os', value: 'Ubuntu', source: 'files', observedAt: BEFORE },
];

async function show(instances: LocationView[], language?: 'ja') {
  await renderPage(
    <EstateProvider>
      <ul>
        <LookedAt server={{ ...bat000Detail, facts, instances }} />
      </ul>
    </EstateProvider>,
    { api: mockApi(), language },
  );
  return screen.findByText(language ? /^観測/ : /^Seen/);
}

it.each([
  ['fresh', [instance(AFTER)]],
  ['fresh', [instance(null)]],
  ['stale', [instance(BEFORE)]],
  ['stale', [instance(AFTER), instance(BEFORE), instance(null, null)]],
  ['freshness not known', []],
  ['freshness not known', [instance(null, null)]],
  ['freshness not known', [instance(AFTER), instance(null, null)]],
])('says %s', async (words, instances) => {
  await show(instances);
  expect(screen.getByText(words)).toBeVisible();
});

it('has no colour of good news for what is not known', async () => {
  await show([]);
  const unknown = screen.getByText('freshness not known');
  expect(unknown.className).toMatch(/plain/);
});

it('says in Japanese that it is not known', async () => {
  await show([], 'ja');
  expect(screen.getByText('鮮度は不明')).toBeVisible();
});
