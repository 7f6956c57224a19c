import { EntityProvider } from '@backstage/plugin-catalog-react';
import { MockEntityListContextProvider } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Entity } from '@backstage/catalog-model';
import { mockApi, rankingDaily } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { MigrationDangerFilter, MigrationFilters } from './MigrationFilters';
import { ReplacesCard, replacedBy } from './ReplacesCard';

const entity = (
  kind: string,
  annotations: Record<string, string>,
  name = 'news-jobs',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', annotations },
  spec: { type: 'service' },
});

const component = (replaces: string) =>
  entity('Component', { 'batch-migration/replaces': replaces });

it.each([
  ['a,b', ['a', 'b']],
  [' a, ,a ', ['a']],
  ['', []],
])('reads %j as the workloads %j', (replaces, ids) => {
  expect(replacedBy(component(replaces))).toEqual(ids);
});

it.each([404, 403])(
  'shows what a component replaces, also what may not be read (%s)',
  async status => {
    const workload = async (id: string) => {
      if (id !== 'ranking-daily') throw await refusal(status, 'no');
      return rankingDaily;
    };
    await renderPage(
      <EntityProvider entity={component('ranking-daily,lost')}>
        <ReplacesCard />
      </EntityProvider>,
      { api: mockApi({ workload }) },
    );
    const card = within(
      await screen.findByRole('region', { name: 'Replaces' }),
    );
    expect(
      await card.findByRole('link', { name: 'ranking-daily' }),
    ).toBeVisible();
    expect(card.getByText('built')).toBeVisible();
    expect(card.getByText('2 workloads of legacy servers')).toBeVisible();
    expect(
      card.getByText('lost: unknown, or not for you to read'),
    ).toBeVisible();
  },
);

it('says that a component names no workload', async () => {
  await renderPage(
    <EntityProvider entity={component('')}>
      <ReplacesCard />
    </EntityProvider>,
    { api: mockApi() },
  );
  expect(
    await screen.findByText('The golden path has named no workload here.'),
  ).toBeVisible();
});

it('narrows the list of the catalog to servers in danger', async () => {
  const updateFilters = jest.fn();
  await renderPage(
    <MockEntityListContextProvider value={{ updateFilters }}>
      <MigrationFilters />
    </MockEntityListContextProvider>,
    {
      api: mockApi(),
      entities: [
        entity('Resource', { 'batch-migration/danger': 'acute' }, 'bat000'),
        entity('Resource', { 'batch-migration/danger': 'none' }, 'bat001'),
      ],
    },
  );
  await userEvent.click(
    await screen.findByRole('textbox', { name: 'Migration danger' }),
  );
  await userEvent.click(await screen.findByText('in acute danger'));
  expect(updateFilters).toHaveBeenCalledWith({
    migrationDanger: new MigrationDangerFilter(['acute']),
  });
  expect(new MigrationDangerFilter(['acute']).getCatalogFilters()).toEqual({
    'metadata.annotations.batch-migration/danger': ['acute'],
  });
});
