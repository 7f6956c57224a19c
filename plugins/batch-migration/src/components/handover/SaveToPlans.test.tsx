import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import { mockApi, workload } from '../../__testUtils__/estate';
import { preview } from '../../__testUtils__/handover';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { SaveToPlans } from './SaveToPlans';
import { useSavedPlans } from './useSavedPlans';

const { plan } = preview;
const ids = plan.jobs.map(({ id }) => id);
const workloads = ids.map((id, n) =>
  workload(id, { plan: { ...EMPTY_PLAN, version: n + 3 } }),
);

const Shown = () => (
  <SaveToPlans ids={ids} plan={plan} saved={useSavedPlans(workloads)} />
);

async function show(api = mockApi()) {
  await renderPage(
    <EstateProvider>
      <Shown />
    </EstateProvider>,
    { api },
  );
  await userEvent.click(
    await screen.findByRole('button', {
      name: new RegExp(`^Save to ${ids.length} plan`),
    }),
  );
  return api;
}

it('writes the steps of each job under the version that was read', async () => {
  const api = await show();
  await screen.findByText(new RegExp(`^Saved to ${ids.length} plan`));
  const [{ plans, change }] = api.updatePlans.mock.calls[0];
  expect(change).toEqual({});
  expect(plans.map(({ workloadId, version }) => [workloadId, version])).toEqual(
    ids.map((id, n) => [id, n + 3]),
  );
  for (const { steps } of plans) {
    expect(steps!.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['deploy-target', 'soak', 'remove-old']),
    );
  }
});

it('saves again under the versions that it wrote', async () => {
  const api = await show();
  await screen.findByText(/^Saved to/);
  await userEvent.click(screen.getByRole('button', { name: /^Save to/ }));
  await waitFor(() => expect(api.updatePlans).toHaveBeenCalledTimes(2));
  const [{ plans }] = api.updatePlans.mock.calls[1];
  expect(plans.map(({ version }) => version)).toEqual(ids.map((_, n) => n + 4));
});

it('saves once, however quickly it is pressed twice', async () => {
  const api = await show();
  await screen.findByText(/^Saved to/);
  const save = screen.getByRole('button', { name: /^Save to/ });
  await act(async () => {
    save.click();
    save.click();
  });
  await waitFor(() => expect(api.updatePlans).toHaveBeenCalledTimes(2));
  expect(screen.queryByRole('alert')).toBeNull();
});

it('takes back what it wrote: each plan has the steps of before', async () => {
  const api = await show();
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText(/^Taken back/)).toBeVisible();
  const [{ plans }] = api.updatePlans.mock.calls[1];
  expect(plans.map(({ version, steps }) => [version, steps])).toEqual(
    ids.map((_, n) => [n + 4, []]),
  );
});

it('says why nothing was saved', async () => {
  const message = '1 of 2 plans changed since they were read';
  await show(
    mockApi({
      updatePlans: async () => {
        throw new Error(message);
      },
    }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(message);
  expect(screen.queryByText(/^Saved to/)).not.toBeInTheDocument();
});

it('saves nothing while no zone is known, and says so', async () => {
  const api = await show(
    mockApi({ summary: () => new Promise<never>(() => {}) }),
  );
  expect(
    screen.getByText(/The estate's time zone is not known/, { selector: 'p' }),
  ).toBeVisible();
  expect(screen.getByRole('button', { name: /^Save to/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  expect(api.updatePlans).not.toHaveBeenCalled();
});
