import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ExemptionView } from 'backstage-plugin-batch-migration-common';
import { exemption, mockApi, NOW, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { Exemptions } from './Exemptions';

const job = workload('ranking-daily');

const answer =
  (...items: ExemptionView[]): BatchMigrationApi['exemptions'] =>
  async () => ({
    ...{ items, totalItems: items.length, nextCursor: null },
    longestDays: 90,
  });

const show = async (api: BatchMigrationApi, language?: 'ja') => {
  const onChanged = jest.fn();
  await renderPage(
    <EstateProvider>
      <Exemptions workload={job} round={0} onChanged={onChanged} />
    </EstateProvider>,
    { api, language },
  );
  const region = await screen.findByRole('region', {
    name: language === 'ja' ? '例外' : 'Exemptions',
  });
  return { region, onChanged };
};

const sato = { by: 'user:default/sato', at: NOW };
const approved: ExemptionView = {
  ...exemption,
  ...{ approval: sato, state: 'approved' },
};

describe('the exemptions of a workload', () => {
  it('says that nobody has asked', async () => {
    const { region } = await show(mockApi());
    expect(await within(region).findByText(/Nobody has asked/)).toBeVisible();
  });

  it.each<[string, ExemptionView, string, string[]]>([
    ['waits', exemption, 'waits for approval', ['Approve', 'Withdraw']],
    ['is in force', approved, 'approved', ['Withdraw']],
    ['has lapsed', { ...approved, state: 'lapsed' }, 'lapsed', ['Withdraw']],
    [
      'has lapsed and was never approved',
      { ...exemption, state: 'lapsed' },
      'lapsed, never approved',
      [],
    ],
    [
      'was withdrawn',
      { ...approved, withdrawal: sato, state: 'withdrawn' },
      'withdrawn',
      [],
    ],
  ])(
    'shows one that %s, and what may be done',
    async (_, one, word, actions) => {
      const { region } = await show(mockApi({ exemptions: answer(one) }));
      const item = await within(region).findByRole('listitem');
      expect(within(item).getByText(word)).toBeVisible();
      expect(item).toHaveTextContent('The feed stands still until April');
      expect(item).toHaveTextContent('Asked by mori');
      expect(
        within(item)
          .queryAllByRole('button')
          .map(button => button.textContent),
      ).toEqual(actions);
    },
  );

  it('is approved by another person', async () => {
    const user = userEvent.setup();
    const api = mockApi({ exemptions: answer(exemption) });
    const { region, onChanged } = await show(api);
    await user.click(
      await within(region).findByRole('button', { name: 'Approve' }),
    );
    await waitFor(() => expect(onChanged).toHaveBeenCalled());
    expect(api.approveExemption).toHaveBeenCalledWith(5);
  });

  it('is locked for who asked, with the reason', async () => {
    const user = userEvent.setup();
    // The test app signs in as guest.
    const own = { ...exemption, asked: { by: 'user:default/guest', at: NOW } };
    const api = mockApi({ exemptions: answer(own) });
    const { region } = await show(api);
    expect(
      await within(region).findByText(/another person has to approve it/),
    ).toBeVisible();
    const approve = within(region).getByRole('button', { name: 'Approve' });
    expect(approve).toHaveAttribute('aria-disabled', 'true');
    await user.click(approve);
    expect(api.approveExemption).not.toHaveBeenCalled();
  });

  it('says what the server refused', async () => {
    const user = userEvent.setup();
    const api = mockApi({ exemptions: answer(exemption) });
    api.approveExemption.mockRejectedValueOnce(new Error('It has lapsed'));
    const { region, onChanged } = await show(api);
    await user.click(
      await within(region).findByRole('button', { name: 'Approve' }),
    );
    expect(
      await within(region).findByText('Not done: It has lapsed'),
    ).toBeVisible();
    expect(onChanged).not.toHaveBeenCalled();
  });

  it('asks with a reason and an end on the clocks of the estate', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    const { region, onChanged } = await show(api);
    await within(region).findByText(/Nobody has asked/);
    await user.click(
      within(region).getByRole('button', { name: 'Ask for an exemption' }),
    );
    const dialog = screen.getByRole('dialog', {
      name: 'Exemption of ranking-daily',
    });
    const until = within(dialog).getByLabelText(/^Until \(Asia\/Tokyo\)/);
    expect(until).toHaveValue('2026-03-14T10:23');
    await user.click(within(dialog).getByRole('button', { name: 'Ask' }));
    expect(within(dialog).getByText('Give a reason.')).toBeVisible();
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      ' The feed pauses ',
    );
    await user.clear(until);
    await user.type(until, '2026-06-01T00:00');
    await user.click(within(dialog).getByRole('button', { name: 'Ask' }));
    expect(within(dialog).getByText(/by at most 90 days/)).toBeVisible();
    expect(api.askExemptions).not.toHaveBeenCalled();
    await user.clear(until);
    await user.type(until, '2026-03-31T18:00');
    await user.click(within(dialog).getByRole('button', { name: 'Ask' }));
    await waitFor(() => expect(onChanged).toHaveBeenCalled());
    expect(api.askExemptions).toHaveBeenCalledWith({
      workloadIds: ['ranking-daily'],
      reason: 'The feed pauses',
      expiresAt: '2026-03-31T09:00:00.000Z',
    });
  });

  it('is told in Japanese', async () => {
    const { region } = await show(
      mockApi({ exemptions: answer(exemption) }),
      'ja',
    );
    expect(await within(region).findByText('承認待ち')).toBeVisible();
  });
});
