import { ResponseError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { density } from '../../__testUtils__/density';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Density } from './Density';

const SERVER = 'resource:default/bat000';
const card = (
  <EstateProvider>
    <Density filters={{ server: [SERVER] }} server={SERVER} round={0} />
  </EstateProvider>
);

const grid = () => screen.findByRole('grid', { name: 'Hours of the week' });

describe('Density', () => {
  it('reads each hour of the week out', async () => {
    const api = mockApi();
    await renderPage(card, { api });
    const week = within(await grid());
    expect(week.getAllByRole('gridcell')).toHaveLength(168);
    expect(week.getAllByRole('rowheader')[3]).toHaveAccessibleName('Thursday');
    expect(week.getByRole('columnheader', { name: '07' })).toBeVisible();
    const seven = week.getByRole('gridcell', {
      name: 'Thursday 07, 24 runs, 3 uses, contention',
    });
    expect(seven).toHaveAttribute('data-level', '4');
    expect(
      week.getByRole('gridcell', {
        name: 'Tuesday 14, 0 runs, 0 uses, quiet window',
      }),
    ).toHaveAttribute('data-level', '0');
    expect(
      await week.findByRole('gridcell', { name: /^Thursday 10, .* now$/ }),
    ).toBeVisible();
    expect(api.density).toHaveBeenCalledWith(
      { server: [SERVER] },
      expect.anything(),
    );
  });

  it('is one tab stop, walked by arrows, and opens the runs of a cell', async () => {
    const user = userEvent.setup();
    await renderPage(card, { api: mockApi() });
    const week = within(await grid());
    const cell = (name: RegExp) => week.getByRole('gridcell', { name });
    expect(
      week.getAllByRole('gridcell').filter(({ tabIndex }) => tabIndex === 0),
    ).toHaveLength(1);
    act(() => cell(/^Monday 00/).focus());
    await user.keyboard('{ArrowDown}{ArrowRight}');
    expect(cell(/^Tuesday 01/)).toHaveFocus();
    await user.keyboard('{End}');
    expect(cell(/^Tuesday 23/)).toHaveFocus();
    await user.keyboard('{ArrowRight}{Control>}{Home}{/Control}');
    expect(cell(/^Monday 00/)).toHaveFocus();
    for (let i = 0; i < 7; i++) await user.keyboard('{ArrowRight}');
    await user.keyboard('{Enter}');
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Monday 07' }),
    );
    expect(
      dialog.getByRole('link', { name: 'news-digest-am: 20 runs' }),
    ).toHaveAttribute('href', '/batch-migration/workloads/news-digest-am');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(cell(/^Monday 07/)).toHaveFocus();
  });

  it('leads from a quiet window to a plan', async () => {
    await renderPage(card, { api: mockApi() });
    const quiet = within(
      await screen.findByRole('region', { name: 'Quiet windows' }),
    );
    expect(quiet.getByText('Tue, Wed, Thu 14:00 – 15:00')).toBeVisible();
    expect(
      quiet.getByText(/1 run, uses are not seen in 28 days/),
    ).toBeVisible();
    expect(
      quiet.getByRole('button', {
        name: 'Plan a handover Tue, Wed, Thu 14:00 – 15:00',
      }),
    ).toHaveAttribute(
      'href',
      '/batch-migration/handover?server=resource%3Adefault%2Fbat000&from=2026-02-12T05%3A00%3A00.000Z',
    );
  });

  it('says what meets what, and whose times nobody knows', async () => {
    await renderPage(card, { api: mockApi() });
    const contention = within(
      await screen.findByRole('region', { name: 'Contention' }),
    );
    expect(contention.getByText('Weekdays 07:00 – 08:00')).toBeVisible();
    expect(
      contention.getByText('58 of 60 uses began while news-digest-am ran'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'relay: @reboot has no time of day.' }),
    ).toBeVisible();
    expect(screen.getByText('@reboot', { selector: 'code' })).toBeVisible();
  });

  it('never calls uses none that nobody sees', async () => {
    const unseen = {
      ...density,
      uses: null,
      totals: { ...density.totals, uses: null },
      contention: [],
    };
    await renderPage(card, { api: mockApi({ density: async () => unseen }) });
    expect(
      await screen.findByText(/so nobody knows whether they meet/),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Uses' })).toBeNull();
    expect(
      within(await grid()).getByRole('gridcell', { name: 'Sunday 00, 1 run' }),
    ).toBeVisible();
  });

  it('shows frequent jobs on request, and remembers it in the address', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    await renderPage(card, { api });
    await user.click(
      await screen.findByRole('button', { name: '2 frequent jobs hidden' }),
    );
    await waitFor(() =>
      expect(api.density).toHaveBeenLastCalledWith(
        { server: [SERVER], frequent: true },
        expect.anything(),
      ),
    );
    expect(
      await screen.findByRole('button', { name: 'Frequent jobs shown' }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  it('hides shade and dots on request', async () => {
    const user = userEvent.setup();
    await renderPage(card, { api: mockApi() });
    const cell = within(await grid()).getByRole('gridcell', {
      name: /^Thursday 07/,
    });
    expect(cell.childElementCount).toBe(1);
    await user.click(screen.getByRole('button', { name: 'Uses' }));
    expect(cell.childElementCount).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Jobs' }));
    expect(cell).toHaveAttribute('data-level', '0');
  });

  it('has blocks of four hours on a narrow screen', async () => {
    const before = window.matchMedia;
    window.matchMedia = (query: string) =>
      ({
        matches: query.includes('959.95'),
        media: query,
        addListener: () => {},
        removeListener: () => {},
      } as unknown as MediaQueryList);
    try {
      await renderPage(card, { api: mockApi() });
      const week = within(await grid());
      expect(week.getAllByRole('gridcell')).toHaveLength(42);
      expect(
        week.getByRole('gridcell', {
          name: 'Thursday 04–08, 27 runs, 3 uses, contention',
        }),
      ).toBeVisible();
    } finally {
      window.matchMedia = before;
    }
  });

  it('fails alone, with the words of the server', async () => {
    const error = await ResponseError.fromResponse({
      ok: false,
      status: 500,
      statusText: 'x',
      headers: new Headers({ 'content-type': 'application/json' }),
      text: async () =>
        JSON.stringify({
          error: { name: 'Error', message: 'The database is away' },
          response: { statusCode: 500 },
        }),
    } as any);
    await renderPage(card, {
      api: mockApi({
        density: async () => {
          throw error;
        },
      }),
    });
    expect(await screen.findByText(/The database is away/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
