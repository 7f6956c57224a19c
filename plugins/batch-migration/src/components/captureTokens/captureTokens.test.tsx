import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { captureToken, mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { CaptureTokens } from './CaptureTokens';
import { daysOf } from './IssueToken';

const server = { namespace: 'default', name: 'bat000', title: 'bat000' };

const show = async (
  change: Partial<BatchMigrationApi> = {},
  language?: 'ja',
) => {
  const api = mockApi(change);
  await renderPage(
    <EstateProvider>
      <CaptureTokens server={server} />
    </EstateProvider>,
    { api, language },
  );
  return api;
};

describe('the days of a token', () => {
  it.each([
    ['1', 1],
    [' 365 ', 365],
    ['0', undefined],
    ['366', undefined],
    ['1.5', undefined],
    ['-1', undefined],
    ['1e2', undefined],
    ['', undefined],
  ])('read "%s" as %s', (typed, days) => {
    expect(daysOf(typed)).toBe(days);
  });
});

describe('the tokens of a server', () => {
  it('are listed with what became of them', async () => {
    await show({
      captureTokens: async () => ({
        items: [
          captureToken,
          {
            ...{ ...captureToken, id: 'old', label: null, lastUsedAt: null },
            expiresAt: '2026-02-11T00:00:00.000Z',
          },
          {
            ...{ ...captureToken, id: 'lost', label: 'lost' },
            revokedAt: '2026-02-10T01:00:00.000Z',
            revokedBy: 'user:default/mori',
          },
        ],
      }),
    });
    const row = async (name: RegExp) => screen.findByRole('row', { name });
    expect(await row(/cron of bat000/)).toHaveTextContent(/mori.*counts/);
    const lapsed = await row(/not named old/);
    expect(lapsed).toHaveTextContent(/never.*lapsed/);
    expect(within(lapsed).queryByRole('button')).toBeNull();
    const revoked = await row(/^lost/);
    expect(revoked).toHaveTextContent(
      'revoked Tue 10 Feb 10:00 by user:default/mori',
    );
    expect(within(revoked).queryByRole('button')).toBeNull();
  });

  it('are issued by keyboard, and the secret is shown once', async () => {
    const user = userEvent.setup();
    const api = await show();
    const focused = await screen.findByRole('button', {
      name: 'Issue a token…',
    });
    act(() => focused.focus());
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', {
      name: 'A capture token of bat000',
    });
    await user.type(
      within(dialog).getByLabelText('Where it is used'),
      ' cron of bat000 ',
    );
    const days = within(dialog).getByLabelText(/Days for which it counts/);
    await user.clear(days);
    await user.type(days, '400{Enter}');
    expect(dialog).toHaveTextContent('Give a whole number from 1 to 365.');
    expect(api.issueCaptureToken).not.toHaveBeenCalled();
    await user.clear(days);
    await user.type(days, '7{Enter}');
    expect(api.issueCaptureToken).toHaveBeenCalledWith('default', 'bat000', {
      label: 'cron of bat000',
      expiresInDays: 7,
    });
    const secret = await within(dialog).findByLabelText('Capture token');
    expect(secret).toHaveValue('bmct_secret');
    expect(dialog).toHaveTextContent('/root/bat000.token');
    await user.keyboard('{Escape}');
    expect(secret).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'I have it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.body).not.toHaveTextContent('bmct_secret');
    expect(screen.queryByDisplayValue('bmct_secret')).toBeNull();
    expect(api.captureTokens).toHaveBeenCalledTimes(2);
  });

  it('say why none was issued', async () => {
    const user = userEvent.setup();
    await show({
      issueCaptureToken: async () => {
        throw new Error('No inventory has the server');
      },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Issue a token…' }),
    );
    await user.click(screen.getByRole('button', { name: 'Issue' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Not done. No inventory has the server',
    );
  });

  it('are revoked once a person confirms', async () => {
    const user = userEvent.setup();
    const api = await show();
    await user.click(
      await screen.findByRole('button', {
        name: 'Revoke the token cron of bat000…',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Revoke the token cron of bat000?',
    });
    expect(api.revokeCaptureToken).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole('button', { name: 'Revoke' }));
    expect(api.revokeCaptureToken).toHaveBeenCalledWith(
      'default',
      'bat000',
      'a1b2',
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('speak Japanese', async () => {
    await show({ captureTokens: async () => ({ items: [] }) }, 'ja');
    expect(
      await screen.findByText('このサーバーには発行されていません。'),
    ).toBeVisible();
  });
});
