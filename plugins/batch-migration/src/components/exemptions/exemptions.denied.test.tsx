import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exemption, mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Exemptions } from './Exemptions';

it('stays readable without the permissions, and says which are missing', async () => {
  const user = userEvent.setup();
  const api = mockApi({
    exemptions: async () => ({
      ...{ items: [exemption], totalItems: 1, nextCursor: null },
      longestDays: 90,
    }),
  });
  await renderPage(
    <EstateProvider>
      <Exemptions
        workload={workload('ranking-daily')}
        round={0}
        onChanged={() => {}}
      />
    </EstateProvider>,
    {
      api,
      lacking: [
        'batchMigration.plan.update',
        'batchMigration.exemption.approve',
      ],
    },
  );
  const region = await screen.findByRole('region', { name: 'Exemptions' });
  const approve = await within(region).findByRole('button', {
    name: 'Approve',
  });
  for (const name of ['Approve', 'Withdraw', 'Ask for an exemption']) {
    expect(within(region).getByRole('button', { name })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  }
  await user.click(approve);
  expect(api.approveExemption).not.toHaveBeenCalled();
  await user.hover(approve);
  expect(
    await screen.findByText(/you need batchMigration\.exemption\.approve/),
  ).toBeInTheDocument();
});
