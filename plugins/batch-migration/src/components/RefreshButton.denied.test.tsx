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
