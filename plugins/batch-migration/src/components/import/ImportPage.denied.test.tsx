import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CRONTAB } from '../../__testUtils__/crontab';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { ImportPage } from './ImportPage';

it('previews without the permission to create, and locks the button', async () => {
  const api = mockApi();
  await renderPage(
    <EstateProvider>
      <ImportPage />
    </EstateProvider>,
    {
      api,
      at: '/?server=resource:default/bat000&name=ops',
      lacking: ['batchMigration.capture.create'],
    },
  );
  fireEvent.change(
    await screen.findByRole('textbox', { name: 'Crontab text' }),
    { target: { value: CRONTAB } },
  );
  await screen.findByRole('row', { name: /^weekly-report, / });
  const button = screen.getByRole('button', { name: 'Create 8 workloads' });
  expect(button).toHaveAttribute('aria-disabled', 'true');
  act(() => button.focus());
  expect(button).toHaveFocus();
  expect(
    await screen.findByText(/you need batchMigration.capture.create/),
  ).toBeVisible();
  await userEvent.click(button);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(api.createCapture).not.toHaveBeenCalled();
});
