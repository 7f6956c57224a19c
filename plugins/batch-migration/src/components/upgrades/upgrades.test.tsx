import type { Entity } from '@backstage/catalog-model';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiProvider } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { mockApi } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { GoldenPathCard } from './GoldenPathCard';
import {
  GoldenPathPicker,
  type GoldenPathPickerProps,
} from './GoldenPathPicker';
import { HeaderActions } from '../overview/HeaderActions';
import { GoldenPathsPage } from './GoldenPathsPage';
import { inOrder, madeRepository, newestVersions } from './repositories';

const template = (name: string, version: string, namespace = 'default') => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name,
    namespace,
    annotations: { 'batch-migration/golden-path-version': version },
  },
});
const component = (name: string, goldenPath: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'batch-migration/golden-path': goldenPath },
  },
  spec: { type: 'service', owner: 'group:default/news-platform' },
});

const behind = component('news-batch-jobs', 'scheduled-fargate-job@1.9.0');
const current = component('a-jobs', 'scheduled-fargate-job@1.10.0');
const entities: Entity[] = [
  template('scheduled-fargate-job', '1.10.0'),
  template('scheduled-fargate-job', '7.0.0', 'other'),
  current,
  behind,
  component('workers', 'sqs-worker@1.0.0'),
  component('odd', 'made by hand'),
];

const card = (entity: Entity) => (
  <EntityProvider entity={entity}>
    <GoldenPathCard />
  </EntityProvider>
);

describe('a repository', () => {
  const newest = newestVersions(entities);

  it.each([
    ['scheduled-fargate-job@1.9.0', 'behind'],
    ['scheduled-fargate-job@1.10.0', 'current'],
    ['scheduled-fargate-job@1.10.1', 'ahead'],
    ['sqs-worker@1.0.0', 'unknown'],
  ])('of %s is %s', (goldenPath, state) => {
    expect(madeRepository(component('x', goldenPath), newest)?.state).toBe(
      state,
    );
  });

  it('is none where nothing names a version', () => {
    expect(madeRepository(component('x', 'by hand'), newest)).toBeNull();
  });

  it('comes first where it is behind', () => {
    const repositories = entities.flatMap(
      entity => madeRepository(entity, newest) ?? [],
    );
    expect(inOrder(repositories).map(({ name }) => name)).toEqual([
      'news-batch-jobs',
      'workers',
      'a-jobs',
    ]);
  });
});

describe('the page of golden paths', () => {
  it('lists what is behind first and opens the upgrade filled in', async () => {
    await renderPage(<GoldenPathsPage />, { api: mockApi(), entities });
    expect(await screen.findByText('1 is behind')).toBeInTheDocument();
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/^news-batch-jobs.*1\.9\.0behind: 1\.10\.0/),
      expect.stringMatching(/^workers.*1\.0\.0not known/),
      expect.stringMatching(/^a-jobs.*1\.10\.0at the newest version$/),
    ]);
    const link = within(rows[0]).getByRole('button', {
      name: 'Upgrade news-batch-jobs to 1.10.0',
    });
    const address = new URL(link.getAttribute('href')!, 'http://localhost');
    expect(address.pathname).toBe(
      '/create/templates/default/upgrade-golden-path',
    );
    expect(JSON.parse(address.searchParams.get('formData')!)).toEqual({
      component: 'component:default/news-batch-jobs',
    });
    expect(within(rows[1]).queryByRole('button')).toBeNull();
  });

  it('says that there are none', async () => {
    await renderPage(<GoldenPathsPage />, { api: mockApi() });
    expect(
      await screen.findByText(/No component in the catalog says/),
    ).toBeInTheDocument();
  });

  it('is there in Japanese', async () => {
    await renderPage(<GoldenPathsPage />, {
      api: mockApi(),
      entities,
      language: 'ja',
    });
    expect(
      await screen.findByText('古い版です（最新は 1.10.0）'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { level: 1, name: 'ゴールデンパス' }),
    ).toBeInTheDocument();
  });

  it('is reached from the overview', async () => {
    await renderPage(<HeaderActions narrow={false} onRefreshed={() => {}} />, {
      api: mockApi(),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More pages and actions' }),
    );
    expect(
      await screen.findByRole('menuitem', { name: 'Golden paths' }),
    ).toHaveAttribute('href', '/batch-migration/golden-paths');
  });
});

describe('the card of a component', () => {
  it('says what it holds and offers the upgrade', async () => {
    await renderPage(card(behind), { api: mockApi(), entities });
    expect(await screen.findByText(/behind: 1\.10\.0 is there/)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Upgrade news-batch-jobs to 1.10.0' }),
    ).toBeVisible();
  });

  it('offers nothing where the newest version is there', async () => {
    await renderPage(card(current), { api: mockApi(), entities });
    expect(await screen.findByText(/at the newest version/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Upgrade/ })).toBeNull();
  });
});

describe.each([
  ['the page of golden paths', <GoldenPathsPage key="page" />, '1 is behind'],
  ['the card of a component', card(behind), /behind: 1\.10\.0 is there/],
])('%s', (_, element, there) => {
  const what = 'the repositories of golden paths';

  /** Every question is answered so, as long as it is. */
  async function show(gate: () => Promise<never>) {
    const catalog = catalogApiMock({ entities });
    const asked = jest.spyOn(catalog, 'queryEntities').mockImplementation(gate);
    await renderPage(
      <TestApiProvider apis={[[catalogApiRef, catalog]]}>
        {element}
      </TestApiProvider>,
      { api: mockApi() },
    );
    return asked;
  }

  it('waits where its content will be', async () => {
    await show(() => new Promise(() => {}));
    expect((await screen.findByRole('status')).parentElement).toHaveAttribute(
      'aria-busy',
      'true',
    );
    expect(screen.queryByText(there)).toBeNull();
  });

  it('says what the catalog answers where it fails, and asks again', async () => {
    const asked = await show(async () => {
      throw new Error('The catalog is away');
    });
    expect(await screen.findByRole('group', { name: what })).toHaveTextContent(
      'The catalog is away',
    );
    asked.mockRestore();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(there)).toBeVisible();
  });

  it('says that it may not be read', async () => {
    const denied = await refusal(403, 'Unauthorized');
    await show(async () => Promise.reject(denied));
    expect(await screen.findByText(`You may not read ${what}`)).toBeVisible();
    expect(screen.queryByText(there)).toBeNull();
  });
});

describe('the picker of the upgrade', () => {
  const Form = ({ initial }: { initial?: string }) => {
    const [value, setValue] = useState<string | undefined>(initial);
    const props = {
      formData: value,
      onChange: setValue,
      schema: { title: 'Component' },
      idSchema: { $id: 'root_component' },
    } as unknown as GoldenPathPickerProps;
    return (
      <>
        <GoldenPathPicker {...props} />
        <output>{value}</output>
      </>
    );
  };

  it('shows the version now and the newest one', async () => {
    await renderPage(<Form />, { api: mockApi(), entities });
    const field = await screen.findByLabelText('Component');
    await userEvent.selectOptions(field, 'news-batch-jobs: 1.9.0 → 1.10.0');
    expect(
      screen.getByText('component:default/news-batch-jobs'),
    ).toBeInTheDocument();
  });

  it('keeps a component that the catalog does not show', async () => {
    await renderPage(<Form initial="component:default/hidden" />, {
      api: mockApi(),
      entities,
    });
    expect(await screen.findByLabelText('Component')).toHaveValue(
      'component:default/hidden',
    );
  });
});
