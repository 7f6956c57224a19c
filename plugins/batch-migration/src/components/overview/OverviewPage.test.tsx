import { ResponseError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { BatchMigrationApi } from '../../api';
import { bat000, mockApi, summary } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { OverviewPage } from './OverviewPage';

const page = (
  <EstateProvider>
    <OverviewPage />
  </EstateProvider>
);

async function responseError(status: number, message: string) {
  return ResponseError.fromResponse({
    ok: false,
    status,
    statusText: message,
    headers: new Headers({
      'content-type': 'application/json',
      'x-request-id': '7f3a-91c2',
    }),
    text: async () =>
      JSON.stringify({
        error: {
          name: 'ServiceUnavailableError',
          message,
          stack: 'at secret.ts:1',
        },
        response: { statusCode: status },
      }),
  } as any);
}

describe('OverviewPage', () => {
  it('answers its four questions, without an invented forecast', async () => {
    await renderPage(page, { api: mockApi() });
    const card = (name: string) => screen.findByRole('region', { name });
    expect(
      await within(await card('Wrong in production now')).findByRole('link', {
        name: '1 workload in acute danger',
      }),
    ).toBeVisible();
    expect(
      await within(await card('Verified done')).findByRole('link', {
        name: '28 of 86 retired or retained',
      }),
    ).toHaveAttribute(
      'href',
      '/batch-migration?stage=retired&stage=retained&placement=legacy&placement=both&placement=target&placement=neither#workloads',
    );
    // What nobody sees now stands apart, and leads to its own rows.
    expect(
      within(await card('Verified done')).getByRole('link', {
        name: '1 more not seen now',
      }),
    ).toHaveAttribute(
      'href',
      '/batch-migration?stage=retired&stage=retained&placement=unknown#workloads',
    );
    expect(
      await within(await card('By stage')).findByRole('link', {
        name: '6 retired (1 not seen)',
      }),
    ).toBeVisible();
    expect(
      within(await card('Finished between')).getByText('Too early to say'),
    ).toBeVisible();
    expect(
      await within(await card('Next hard date')).findByText('in 34 days'),
    ).toBeVisible();
  });

  it('says of further kinds that it counts dangers, and groups large counts', async () => {
    const counts = {
      ...summary,
      ...{ scope: 100_000, retired: 41_597, inAcuteDanger: 1_591 },
      acuteDangers: [
        { key: 'runs-twice' as const, count: 1_500 },
        { key: 'runs-nowhere' as const, count: 90 },
        { key: 'drift' as const, count: 3 },
        { key: 'stale' as const, count: 1_004 },
        { key: 'contention' as const, count: 1_003 },
      ],
    };
    await renderPage(page, { api: mockApi({ summary: async () => counts }) });
    const wrong = await screen.findByRole('region', {
      name: 'Wrong in production now',
    });
    expect(
      await within(wrong).findByRole('link', {
        name: '1,591 workloads in acute danger',
      }),
    ).toHaveTextContent('1,591');
    expect(
      within(wrong).getByRole('link', {
        name: '+1,006 dangers of other kinds',
      }),
    ).toBeVisible();
    expect(
      await within(
        screen.getByRole('region', { name: 'Verified done' }),
      ).findByRole('link', { name: '41,600 of 100,000 retired or retained' }),
    ).toHaveTextContent('41,600');
  });

  it('says what is in danger and when it hurts next', async () => {
    await renderPage(page, { api: mockApi() });
    const dangers = await screen.findByRole('region', {
      name: 'In danger now',
    });
    expect(
      await within(dangers).findByText(/Fri 13 Feb 04:15, in 17 h 5\d min/),
    ).toBeVisible();
    expect(
      within(dangers).getByRole('img', {
        name: 'legacy active, target active: runs twice',
      }),
    ).toBeVisible();
  });

  it('asks for what the filters in the address say', async () => {
    const api = mockApi();
    await renderPage(page, {
      api,
      at: '/?stage=planned&stage=built&text=rank&orderBy=name&nonsense=1',
    });
    await waitFor(() =>
      expect(api.workloads).toHaveBeenCalledWith(
        {
          stage: ['planned', 'built'],
          text: ['rank'],
          orderBy: 'name',
          limit: 10,
        },
        expect.anything(),
      ),
    );
  });

  it('offers to clear filters that match nothing', async () => {
    const api = mockApi({
      workloads: async () => ({
        items: [],
        totalItems: 0,
        nextCursor: null,
      }),
    });
    await renderPage(page, { api, at: '/?stage=planned' });
    await screen.findByText('No workload matches these filters.');
    expect(screen.queryByText('No server is watched yet')).toBeNull();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    await waitFor(() =>
      expect(api.workloads).toHaveBeenLastCalledWith(
        { orderBy: 'danger', limit: 10 },
        expect.anything(),
      ),
    );
  });

  it('tells a newcomer how to begin', async () => {
    await renderPage(page, {
      api: mockApi({ summary: async () => ({ ...summary, scope: 0 }) }),
    });
    expect(
      await screen.findByRole('heading', { name: 'No server is watched yet' }),
    ).toBeVisible();
  });

  it('lets one card fail alone, in the words of the server', async () => {
    const error = await responseError(503, 'service unavailable');
    const servers = jest.fn().mockRejectedValue(error);
    await renderPage(page, { api: mockApi({ servers }) });
    const card = await screen.findByRole('region', {
      name: 'Servers: what is left, and is it empty in time?',
    });
    expect(await within(card).findByText(/service unavailable/)).toBeVisible();
    expect(within(card).getByText('request 7f3a-91c2')).toBeVisible();
    expect(screen.queryByText(/secret\.ts/)).toBeNull();
    expect(
      await screen.findByRole('link', { name: '1 workload in acute danger' }),
    ).toBeVisible();
    await userEvent.click(
      within(card).getByRole('button', { name: 'Try again' }),
    );
    // The card of the next hard date asks for itself.
    await waitFor(() => expect(servers).toHaveBeenCalledTimes(3));
  });

  describe('with more servers than are asked for at once', () => {
    const TOTAL = 210;
    const many = Array.from({ length: TOTAL }, (_, n) => ({
      ...bat000,
      ref: `resource:default/host${n}`,
      title: `host${n}`,
      hardDates: [],
      left: TOTAL - n,
    }));
    const servers: BatchMigrationApi['servers'] = async ({
      orderBy,
      limit = 50,
      cursor = '0',
    } = {}) => {
      const from = Number(cursor);
      const to = from + limit;
      return {
        items: orderBy === 'hardDate' ? [bat000] : many.slice(from, to),
        totalItems: TOTAL,
        nextCursor: to < TOTAL ? String(to) : null,
      };
    };

    it('shows the most urgent ones, and more when somebody wants them', async () => {
      const api = mockApi({ servers });
      await renderPage(page, { api });
      const card = await screen.findByRole('region', {
        name: 'Servers: what is left, and is it empty in time?',
      });
      const rows = () => within(card).getAllByRole('row').length - 1;
      await userEvent.click(
        await within(card).findByRole('button', { name: 'All 210 servers' }),
      );
      const more = (shown: number) =>
        within(card).findByRole('button', {
          name: `More: the ${shown} most urgent of 210 are shown`,
        });
      await more(200);
      expect(rows()).toBe(200);
      await userEvent.click(await more(200));
      await waitFor(() => expect(rows()).toBe(210));
      expect(
        within(card).queryByRole('button', { name: /most urgent/ }),
      ).toBeNull();
      // As many at once as the server answers for.
      const asked = jest
        .mocked(api.forecast)
        .mock.calls.map(([query]) => query?.server?.length ?? 0);
      expect(Math.max(...asked)).toBe(100);
    }, 60_000);

    it('names the next hard date also of a server that is not among them', async () => {
      await renderPage(page, { api: mockApi({ servers }) });
      const card = await screen.findByRole('region', {
        name: 'Next hard date',
      });
      expect(await within(card).findByText('in 34 days')).toBeVisible();
    });
  });

  it('names a silent source', async () => {
    await renderPage(page, {
      api: mockApi({
        summary: async () => ({
          ...summary,
          silentSources: [
            {
              id: 'eventbridge-scheduler',
              since: '2026-02-11T22:14:00.000Z',
              reason: 'no recording for this region',
            },
          ],
        }),
      }),
    });
    const banner = await screen.findByRole('region', {
      name: '1 source is silent',
    });
    expect(banner).toHaveTextContent('no recording for this region');
    expect(banner).toHaveTextContent('3 h 1');
  });

  it('refreshes and reads everything again', async () => {
    const api = mockApi();
    await renderPage(page, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Refresh' }),
    );
    await waitFor(() => expect(api.refresh).toHaveBeenCalledTimes(1));
    await waitFor(() => expect(api.summary).toHaveBeenCalledTimes(2));
    await waitFor(() => expect(api.servers).toHaveBeenCalledTimes(4));
  });
});
