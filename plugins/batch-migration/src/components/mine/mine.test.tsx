import { createExtensionTester } from '@backstage/frontend-test-utils';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';
import { screen, within } from '@testing-library/react';
import { getComponentData, identityApiRef } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { mockApis, TestApiProvider } from '@backstage/test-utils';
import type { ReactElement } from 'react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import batchMigrationPlugin from '../../alpha';
import { HomePageMyMigrations } from '../../plugin';
import { Content } from './HomeWidget';
import { OwnerCard } from './OwnerCard';

const ME = ['user:default/mori', 'group:default/sre'];

const entity = (kind: string, name: string, memberOf: string[] = []) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: memberOf.map(targetRef => ({ type: 'memberOf', targetRef })),
});

/** Renders as Mori, and answers which owners the API was asked for. */
async function show(
  element: ReactElement,
  options: {
    api?: object;
    language?: 'ja';
    ownershipEntityRefs?: string[];
  } = {},
) {
  const { ownershipEntityRefs = ME, language } = options;
  const api = mockApi(options.api);
  const asked = jest.spyOn(api, 'workloads');
  await renderPage(
    <TestApiProvider
      apis={[
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: ownershipEntityRefs[0],
            ownershipEntityRefs,
          }),
        ],
      ]}
    >
      {element}
    </TestApiProvider>,
    { api, language },
  );
  return () => asked.mock.calls.map(([query]) => query?.owner);
}

const cardOf = (shown: object) => (
  <EntityProvider entity={shown as any}>
    <OwnerCard />
  </EntityProvider>
);

describe('the card of an owner', () => {
  it('shows what a group has to move, danger first, and what comes next', async () => {
    const owners = await show(cardOf(entity('Group', 'news-platform')));
    const card = await screen.findByRole('region', {
      name: 'Migrations of news-platform',
    });
    const rows = await within(card).findAllByRole('listitem');
    expect(within(rows[0]).getByRole('link')).toHaveAttribute(
      'href',
      expect.stringContaining('/batch-migration/workloads/'),
    );
    expect(
      within(card).getByRole('link', { name: /^All \d+ in the overview$/ }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('owner=group%3Adefault%2Fnews-platform'),
    );
    expect(owners()).toEqual([['group:default/news-platform']]);
  });

  it('asks for the groups of a person, too', async () => {
    const owners = await show(
      cardOf(entity('User', 'sato', ['group:default/news-platform'])),
    );
    await screen.findAllByRole('listitem');
    expect(owners()).toEqual([
      ['user:default/sato', 'group:default/news-platform'],
    ]);
  });

  it('says so where it is the card of who looks', async () => {
    await show(cardOf(entity('Group', 'sre')));
    expect(
      await screen.findByRole('region', { name: 'My migrations' }),
    ).toBeVisible();
  });

  it('says that there is nothing to move', async () => {
    const { summary } = mockApi();
    await show(cardOf(entity('Group', 'sre')), {
      api: {
        summary: async () => ({ ...(await summary({})), scope: 0 }),
        workloads: async () => ({ items: [], totalItems: 0, nextCursor: null }),
      },
    });
    expect(
      await screen.findByText(/^No workload that has to leave/),
    ).toBeVisible();
  });

  it('speaks Japanese', async () => {
    await show(cardOf(entity('Group', 'sre')), { language: 'ja' });
    expect(
      await screen.findByRole('region', { name: '自分の移行対象' }),
    ).toBeVisible();
  });
});

/** As a home page of the new frontend system takes it. */
const widget = () =>
  createExtensionTester(
    batchMigrationPlugin.getExtension(
      'home-page-widget:batch-migration/my-migrations',
    ),
  ).get(homePageWidgetDataRef).component;

describe.each([
  ['legacy', () => <HomePageMyMigrations />],
  ['new', widget],
])('the widget of the home page in the %s frontend system', (_, element) => {
  it.each([
    ['en', 'My migrations'],
    ['ja', '自分の移行対象'],
  ] as const)(
    'has its title in the language of the page (%s)',
    async (language, title) => {
      await show(element(), {
        language: language === 'ja' ? language : undefined,
      });
      expect(await screen.findByText(title)).toBeVisible();
      expect(await screen.findAllByRole('listitem')).not.toEqual([]);
    },
  );

  it('asks a grid for the height of what it shows', () => {
    expect(getComponentData(element(), 'home.widget.config')).toMatchObject({
      layout: { height: { defaultRows: 7 } },
    });
  });
});

it('leaves the widget of the home page the title that an app gives it', async () => {
  await show(<HomePageMyMigrations title="Batches" />, { language: 'ja' });
  expect(await screen.findByText('Batches')).toBeVisible();
});

describe('the widget of the home page', () => {
  it('asks for all as which the person owns things', async () => {
    const owners = await show(<Content />);
    await screen.findAllByRole('listitem');
    expect(owners()).toEqual([ME]);
  });

  it('never takes nobody for everybody', async () => {
    const owners = await show(<Content />, { ownershipEntityRefs: [] });
    expect(await screen.findByText('Nobody is signed in.')).toBeVisible();
    expect(owners()).toEqual([]);
  });
});
