import { fireEvent, screen, waitFor } from '@testing-library/react';
import { mockApi } from '../__testUtils__/estate';
import { renderPage } from '../__testUtils__/renderPage';
import { RefreshButton } from './RefreshButton';

it('stays in reach when locked, names the permission and does nothing', async () => {
  const api = mockApi();
  await renderPage(<RefreshButton onDone={() => {}} />, {
    api,
    lacking: ['batchMigration.inventory.refresh'],
  });
  const button = await screen.findByRole('button', { name: 'Refresh' });
  await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'));
  expect(button).toBeEnabled();
  fireEvent.click(button);
  expect(api.refresh).not.toHaveBeenCalled();
  expect(button).toHaveAccessibleDescription(
    /batchMigration\.inventory\.refresh/,
  );
});

it('shows how far a look is that was asked for on a page that was left', async () => {
  window.sessionStorage.setItem('batch-migration.refresh-asked', 'yes');
  await renderPage(<RefreshButton onDone={() => {}} />, {
    api: mockApi({
      changes: async () => ({
        revision: '1',
        round: {
          ...{ startedAt: '2026-02-12T01:24:00.000Z', step: 'probes' },
          ...{ done: 3, total: 9 },
        },
      }),
    }),
  });
  expect(
    await screen.findByRole('button', { name: 'Looking at places: 3 of 9' }),
  ).toHaveAttribute('aria-busy', 'true');
});
