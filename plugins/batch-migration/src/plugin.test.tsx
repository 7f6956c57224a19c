import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import {
  BatchMigrationPage,
  EntityMigrationCard,
  EntityRoleJobsContent,
  EntityServerMigrationContent,
} from './plugin';
import { mockApi, rankingDaily, workload } from './__testUtils__/estate';
import { renderPage } from './__testUtils__/renderPage';

const entity = (type: string, name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
  spec: { type, owner: 'group:default/sre' },
});

describe('in the legacy frontend system', () => {
  it('shows the overview', async () => {
    await renderPage(
      <Routes>
        <Route path="/batch-migration/*" element={<BatchMigrationPage />} />
      </Routes>,
      { api: mockApi(), at: '/batch-migration', mountsRoot: true },
    );
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Batch migration' }),
    ).toBeVisible();
  });

  it('says why a server cannot be shut down', async () => {
    await renderPage(
      <EntityProvider entity={entity('legacy-server', 'bat000')}>
        <EntityServerMigrationContent />
      </EntityProvider>,
      { api: mockApi() },
    );
    const verdict = await screen.findByRole('region', {
      name: 'bat000 cannot be shut down',
    });
    expect(
      within(verdict).getByRole('link', { name: 'ranking-daily, runs twice' }),
    ).toHaveAttribute(
      'href',
      '/batch-migration/workloads/ranking-daily?why=placement',
    );
    expect(
      within(verdict).getByRole('link', { name: 'csv-import, cannot be seen' }),
    ).toBeVisible();
    expect(
      within(screen.getByRole('region', { name: 'Facts' })).getByText(
        'unknown',
      ),
    ).toBeVisible();
  });

  it('opens the golden path with the chosen jobs filled in', async () => {
    const jobs = [rankingDaily, workload('feed-import'), workload('sitemap')];
    await renderPage(
      <EntityProvider entity={entity('server-role', 'bat000-scheduled-jobs')}>
        <EntityRoleJobsContent />
      </EntityProvider>,
      {
        api: mockApi({
          workloads: async () => ({
            items: jobs,
            totalItems: 3,
            nextCursor: null,
          }),
        }),
      },
    );
    const formOf = (link: HTMLElement) =>
      JSON.parse(
        new URL(
          link.getAttribute('href')!,
          'http://localhost',
        ).searchParams.get('formData')!,
      );
    const planned = await screen.findByRole('button', {
      name: 'Migrate 2 planned',
    });
    expect(formOf(planned)).toEqual({
      workloadIds: ['feed-import', 'sitemap'],
    });

    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Select sitemap' }),
    );
    expect(
      formOf(screen.getByRole('button', { name: 'Migrate 1 selected' })),
    ).toEqual({ workloadIds: ['sitemap'] });

    await userEvent.click(screen.getByRole('button', { name: '1 In danger' }));
    expect(screen.getByRole('link', { name: 'ranking-daily' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'sitemap' })).toBeNull();
  });

  it('has a card for the overview of an entity', async () => {
    await renderPage(
      <EntityProvider entity={entity('legacy-server', 'bat000')}>
        <EntityMigrationCard />
      </EntityProvider>,
      { api: mockApi() },
    );
    expect(
      await screen.findByRole('link', { name: '28 of 86 done' }),
    ).toBeVisible();
  });
});
