import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Summary } from 'backstage-plugin-batch-migration-common';
import { mockApi, summary } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { MigrationCard } from './MigrationCard';

const CARD = { name: 'Migration' };

/** Only what the card asks of its entity; the totals of the estate are another question. */
async function show(
  answer: () => Promise<Partial<Summary>>,
  { type = 'legacy-server', language }: { type?: string; language?: 'ja' } = {},
) {
  const asked = jest.fn(answer);
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
        summary: async filters =>
          filters.server || filters.role
            ? { ...summary, ...(await asked()) }
            : summary,
      }),
    },
  );
  return asked;
}

describe('the card of a server or a role', () => {
  it('holds its place while nothing is known', async () => {
    await show(() => new Promise(() => {}));
    const card = await screen.findByRole('region', CARD);
    expect(within(card).getByRole('link', { name: 'Open' })).toBeVisible();
    expect(card).not.toHaveTextContent(/done|No workload/);
    expect(card.querySelector('[aria-busy="true"]')).toBeVisible();
  });

  it('says that no workload is known', async () => {
    await show(async () => ({ scope: 0 }));
    const card = await screen.findByRole('region', CARD);
    expect(
      await within(card).findByText('No workload is known here yet.'),
    ).toBeVisible();
  });

  it('tells what the server says of a failure, and asks again', async () => {
    const failure = await refusal(500, 'The database is away');
    const asked = await show(async () => Promise.reject(failure));
    const problem = await screen.findByRole('group', { name: 'the totals' });
    expect(problem).toHaveTextContent('The database is away');
    asked.mockResolvedValue({});
    await userEvent.click(
      within(problem).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('link', { name: '28 of 86 done' }),
    ).toBeVisible();
  });

  it('says what may not be read', async () => {
    const denied = await refusal(403, 'Unauthorized');
    await show(async () => Promise.reject(denied));
    expect(
      await screen.findByText('You may not read the totals'),
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
    ['server-role', 'ja', '2026年2月3日 から空です'],
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
