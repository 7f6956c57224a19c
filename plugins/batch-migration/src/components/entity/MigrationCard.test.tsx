import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import type { Summary } from 'backstage-plugin-batch-migration-common';
import { mockApi, summary } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { MigrationCard } from './MigrationCard';

const CARD = { name: 'Migration' };

/** Only what the card asks of its entity; the totals of the estate are another question. */
async function show(
  answer: () => Promise<Partial<Summary>>,
  { type = 'legacy-server', language }: { type?: string; language?: 'ja' } = {},
) {
  await renderPage(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'bat000', namespace: 'default' },
        spec: { type },
      }}
    >
      <MigrationCard />
    </EntityProvider>,
    {
      language,
      api: mockApi({
        summary: async (filters = {}) =>
          filters.server || filters.role
            ? { ...summary, ...(await answer()) }
            : summary,
      }),
    },
  );
}

// Waiting, failing and refused, as all cards: catalog/cardStates.test.tsx.
describe('the card of a server or a role', () => {
  it('says that no workload is known', async () => {
    await show(async () => ({ scope: 0 }));
    const card = await screen.findByRole('region', CARD);
    expect(
      await within(card).findByText('No workload is known here yet.'),
    ).toBeVisible();
  });

  it('never takes what cannot be seen for done', async () => {
    await show(async () => ({ notSeen: 3 }));
    const card = await screen.findByRole('region', CARD);
    expect(
      await within(card).findByRole('button', { name: /^Why. 3 more cannot/ }),
    ).toBeVisible();
  });

  it.each([
    ['legacy-server', undefined, 'Empty since 3 Feb 2026'],
    ['server-role', undefined, 'Empty since 3 Feb 2026'],
    ['server-role', 'ja', '2026年2月3日から空です'],
  ] as const)(
    'says since when a %s is empty (%s)',
    async (type, language, text) => {
      await show(async () => ({ emptySince: '2026-02-03T01:00:00.000Z' }), {
        type,
        language,
      });
      expect(await screen.findByText(text)).toBeVisible();
    },
  );
});
