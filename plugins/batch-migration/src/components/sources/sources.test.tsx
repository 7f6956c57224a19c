import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SourceView } from 'backstage-plugin-batch-migration-common';
import { mockApi, NOW, summary } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { Router } from '../../Router';
import { NotListed } from './NotListed';
import { SourcesPage } from './SourcesPage';
import { sourceState } from './sourceState';

const source = (id: string, over: Partial<SourceView> = {}): SourceView => ({
  ...{ id, kind: 'inventory', role: 'captured', answeredAt: NOW, servers: 5 },
  ...{ failure: null, missing: null, troubles: { count: 0, first: [] } },
  ...over,
});
const trouble = (name: string) => ({
  serverRef: `resource:default/${name}`,
  ...{ since: NOW, reason: 'capture.json is broken' },
});
const failure = { since: NOW, reason: 'Give the integration a token.' };
const missing = {
  ...{ count: 12, since: NOW, first: ['resource:default/bat000'] },
};

const answer =
  (...items: SourceView[]): BatchMigrationApi['sources'] =>
  async () => ({ items, totalItems: items.length, nextCursor: null });

const page = (
  <EstateProvider>
    <SourcesPage />
  </EstateProvider>
);

describe('the state of a source', () => {
  it.each([
    ['answers', {}],
    ['waits', { answeredAt: null }],
    ['fails', { failure }],
    ['withheld', { failure, missing }],
    ['withheld', { missing }],
    ['partly', { troubles: { count: 1, first: [trouble('a')] } }],
  ])('is "%s"', (state, over) => {
    expect(sourceState(source('a', over as Partial<SourceView>))).toBe(state);
  });
});

describe('the page of the sources', () => {
  it('tells what each is, and what to mend first', async () => {
    await renderPage(page, {
      api: mockApi({
        sources: answer(
          source('files:declared:estate', { role: 'declared', servers: 3 }),
          source('aws-ec2', { kind: 'probe', role: null, servers: null }),
          source('aws:111122223333/eu-west-1', { failure, answeredAt: null }),
        ),
      }),
    });
    const list = await screen.findByRole('region', {
      name: 'Inventories, probes and logs',
    });
    const items = await within(list).findAllByRole('listitem');
    expect(items.map(item => item.getAttribute('aria-label'))).toEqual([
      'aws:111122223333/eu-west-1',
      'aws-ec2',
      'files:declared:estate',
    ]);
    const [aws, probe, git] = items;
    expect(
      within(aws).getByRole('heading', {
        name: 'aws:111122223333/eu-west-1 (Fails)',
      }),
    ).toBeVisible();
    expect(aws).toHaveTextContent('Give the integration a token.');
    expect(aws).toHaveTextContent('It has not answered yet');
    expect(probe).not.toHaveTextContent('Servers it names');
    expect(git).toHaveTextContent('inventory, as Git has it');
    expect(git).toHaveTextContent('Servers it names3');
    expect(screen.getByText('1 of 3 need mending')).toBeVisible();
  });

  it('shows what was not removed, and why', async () => {
    await renderPage(page, {
      api: mockApi({
        sources: answer(source('files:captured:estate', { failure, missing })),
      }),
    });
    const item = await screen.findByRole('listitem', {
      name: 'files:captured:estate',
    });
    expect(item).toHaveTextContent('Keeps what it no longer names');
    expect(item).toHaveTextContent('no longer names 12 servers that stay');
    expect(within(item).getByRole('link', { name: 'bat000' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/bat000/migration',
    );
    expect(item).toHaveTextContent('11 more');
  });

  it('tells which servers fail, and how many more', async () => {
    const user = userEvent.setup();
    const first = ['a', 'b', 'c', 'd'].map(trouble);
    await renderPage(page, {
      api: mockApi({
        sources: answer(source('files', { troubles: { count: 6, first } })),
      }),
    });
    const words = '6 servers that could not be read, or fell silent';
    await user.click(await screen.findByText(words));
    const item = screen.getByRole('listitem', { name: 'files' });
    expect(item).toHaveTextContent(
      /resource:default\/d, since .*: capture\.json is broken/,
    );
    expect(item).toHaveTextContent('2 more');
  });

  it('reads every page', async () => {
    const api = mockApi({
      sources: async ({ cursor } = {}) => ({
        items: [source(cursor ? 'b' : 'a')],
        totalItems: 2,
        nextCursor: cursor ? null : 'a',
      }),
    });
    await renderPage(page, { api });
    expect(await screen.findByText('All 2 answer')).toBeVisible();
  });

  it('counts none as answering that has not answered yet', async () => {
    await renderPage(page, {
      api: mockApi({
        sources: answer(source('a'), source('b', { answeredAt: null })),
      }),
    });
    expect(await screen.findByText(/^1 of 2 answer, the others/)).toBeVisible();
  });

  it('says that none is configured', async () => {
    await renderPage(page, { api: mockApi() });
    expect(
      await screen.findByText(/No source is configured\. Name an inventory/),
    ).toBeVisible();
  });

  it('says why it could not load, and tries again', async () => {
    const user = userEvent.setup();
    let isBroken = true;
    const api = mockApi({
      sources: async (...args) => {
        if (isBroken) throw new Error('The database is away');
        return answer(source('files'))(...args);
      },
    });
    await renderPage(page, { api });
    const group = await screen.findByRole('group', { name: 'the sources' });
    expect(group).toHaveTextContent('The database is away');
    isBroken = false;
    await user.click(within(group).getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('listitem', { name: 'files' }),
    ).toBeVisible();
  });

  it('holds the place while it loads', async () => {
    await renderPage(page, {
      api: mockApi({ sources: () => new Promise(() => {}) }),
    });
    expect(
      screen.getByRole('region', { name: 'Inventories, probes and logs' }),
    ).toBeVisible();
    expect(screen.queryByText(/No source is configured/)).toBeNull();
  });

  it('is reached from the overview, and from what fell silent', async () => {
    await renderPage(<Router />, {
      api: mockApi({
        summary: async () => ({
          ...summary,
          silentSources: [{ id: 'files', since: NOW, reason: 'Gone' }],
        }),
        sources: answer(source('files')),
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More pages and actions' }),
    );
    expect(screen.getByRole('menuitem', { name: 'Sources' })).toHaveAttribute(
      'href',
      '/batch-migration/sources',
    );
    await userEvent.keyboard('{Escape}');
    const banner = await screen.findByRole('region', {
      name: '1 source is silent',
    });
    expect(
      within(banner).getByRole('link', {
        name: 'All sources, and what to mend',
      }),
    ).toHaveAttribute('href', '/batch-migration/sources');
  });

  it('has a page of its own', async () => {
    const api = mockApi({ sources: answer(source('files')) });
    await renderPage(<Router />, { api, at: '/sources' });
    expect(
      await screen.findByRole('listitem', { name: 'files' }),
    ).toBeVisible();
  });

  it('speaks Japanese', async () => {
    await renderPage(page, {
      api: mockApi({ sources: answer(source('files', { missing })) }),
      language: 'ja',
    });
    const item = await screen.findByRole('listitem', { name: 'files' });
    expect(item).toHaveTextContent('12 台を挙げていませんが');
  });
});

describe('a server that no source names', () => {
  const render = (server: { listed: boolean; unlistedSince: string | null }) =>
    renderPage(
      <EstateProvider>
        <NotListed server={server} />
      </EstateProvider>,
      { api: mockApi() },
    );

  it('says so, and since when', async () => {
    await render({ listed: false, unlistedSince: NOW });
    expect(screen.getByRole('note')).toHaveTextContent(
      /No source names this server any more since Thu 12 Feb 10:24\./,
    );
  });

  it('says so where none ever did', async () => {
    await render({ listed: false, unlistedSince: null });
    expect(screen.getByRole('note')).toHaveTextContent(
      'No source names this server. What is known',
    );
  });

  it('says nothing of one that is named', async () => {
    await render({ listed: true, unlistedSince: null });
    expect(screen.queryByRole('note')).toBeNull();
  });
});
