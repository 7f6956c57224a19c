import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { AttestDialog } from './Attest';

it('says in Japanese why the server refuses an attestation', async () => {
  const api = mockApi({
    attest: async () => Promise.reject(new Error('Unauthorized')),
  });
  await renderPage(
    <EstateProvider>
      <AttestDialog
        id="sitemap"
        name="sitemap"
        onClose={() => {}}
        onAttested={() => {}}
      />
    </EstateProvider>,
    { api, language: 'ja' },
  );
  const dialog = await screen.findByRole('dialog');
  const [seconds, reason] = within(dialog).getAllByRole('textbox');
  await userEvent.type(seconds, '60');
  await userEvent.type(reason, 'log');
  // The clock of the estate is not the one of the browser.
  fireEvent.change(within(dialog).getByDisplayValue(/^\d{4}-/), {
    target: { value: '2026-03-31' },
  });
  await userEvent.click(within(dialog).getByRole('button', { name: /証言/ }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent(
    '権限がありません',
  );
});
