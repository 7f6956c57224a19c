import {
  createTestEntityPage,
  catalogApiMock,
} from '@backstage/plugin-catalog-react/testUtils';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import batchMigrationPlugin from './alpha';
import { batchMigrationApiRef } from './api';
import { mockApi } from './__testUtils__/estate';

const entity = (type: string, name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
  spec: { type, owner: 'group:default/sre' },
});

const render = (options: { at?: string; entity?: ReturnType<typeof entity> }) =>
  renderTestApp({
    features: [batchMigrationPlugin],
    extensions: options.entity
      ? [createTestEntityPage({ entity: options.entity })]
      : [],
    initialRouteEntries: [options.at ?? '/'],
    mountedRoutes: options.entity
      ? {}
      : { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [batchMigrationApiRef, mockApi()],
      catalogApiMock(),
      mockApis.permission(),
    ],
  });

describe('in the new frontend system', () => {
  it('shows the overview', async () => {
    render({ at: '/batch-migration' });
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Batch migration' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: '1 workload in acute danger' }),
    ).toBeVisible();
  });

  it('shows a workload', async () => {
    render({ at: '/batch-migration/workloads/ranking-daily' });
    expect(
      await screen.findByRole('heading', { level: 1, name: 'ranking-daily' }),
    ).toBeVisible();
  });

  it.each([
    ['legacy-server', 'bat000', 'bat000 cannot be shut down'],
    ['server-role', 'bat000-scheduled-jobs', 'Jobs'],
  ])('adds a tab to a %s', async (type, name, section) => {
    render({ entity: entity(type, name) });
    expect(await screen.findByRole('region', { name: section })).toBeVisible();
  });

  it('adds a card to the page of an owner', async () => {
    render({
      entity: { ...entity('team', 'news-platform'), kind: 'Group' },
    });
    expect(
      await screen.findByRole('region', {
        name: 'Migrations of news-platform',
      }),
    ).toBeVisible();
  });
});
