import { screen, within } from '@testing-library/react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { InDanger } from './InDanger';

const Card = () => <InDanger summary={useEstate().summary} round={0} />;

it('never shows an empty list for dangers that are still on their way', async () => {
  await renderPage(
    <EstateProvider>
      <Card />
    </EstateProvider>,
    { api: mockApi({ workloads: () => new Promise(() => {}) }) },
  );
  // The summary has come, and says that there are dangers.
  const card = await screen.findByRole('region', { name: 'In danger now' });
  await within(card).findByRole('link', { name: 'All dangers' });
  expect(within(card).queryByText('updating')).toBeNull();
  expect(
    within(card)
      .queryAllByRole('list')
      .filter(list => list.textContent === ''),
  ).toEqual([]);
});

it('asks for what is acute, before it is known what there is', async () => {
  const api = mockApi({ summary: () => new Promise(() => {}) });
  await renderPage(
    <EstateProvider>
      <Card />
    </EstateProvider>,
    { api },
  );
  const card = await screen.findByRole('region', { name: 'In danger now' });
  expect(await within(card).findAllByRole('listitem')).not.toEqual([]);
  expect(api.workloads).toHaveBeenCalledWith(
    { danger: ['acute'], orderBy: 'danger', limit: 12 },
    expect.anything(),
  );
});
