import { screen } from '@testing-library/react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { CaptureTokens } from './CaptureTokens';

it('names the permission that is missing, and asks for nothing', async () => {
  const api = mockApi();
  await renderPage(
    <EstateProvider>
      <CaptureTokens
        server={{ namespace: 'default', name: 'bat000', title: 'bat000' }}
      />
    </EstateProvider>,
    { api, lacking: ['batchMigration.captureToken.manage'] },
  );
  expect(
    await screen.findByText(/batchMigration\.captureToken\.manage/),
  ).toBeVisible();
  expect(api.captureTokens).not.toHaveBeenCalled();
  expect(screen.queryByRole('button', { name: 'Issue a token…' })).toBeNull();
});
