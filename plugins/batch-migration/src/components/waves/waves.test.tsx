import { ResponseError } from '@backstage/errors';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { mockApi, waveThree } from '../../__testUtils__/estate';
import { mockSignals } from '../../__testUtils__/mockSignals';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { Router } from '../../Router';
import { EstateProvider } from '../../hooks/useEstate';
import { changedFields, checkDraft, EMPTY_DRAFT } from './waveDraft';
import { WavesPage } from './WavesPage';

const page = (
  <EstateProvider>
    <WavesPage />
  </EstateProvider>
);

const unnamed: WaveView = {
  ...waveThree,
  ...{ name: 'someday', title: 'someday', version: 0 },
  ...{ start: null, deadline: null, description: null, ownerRef: null },
  ...{ verdict: 'no-deadline', isDue: false, finish: null },
};

const answer =
  (items: WaveView[], mayChange = true): BatchMigrationApi['waves'] =>
  async () => ({
    ...{ items, totalItems: items.length, nextCursor: null },
    ...{ today: '2026-02-12', timezone: 'Asia/Tokyo', mayChange },
  });

const conflict = () =>
  ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'PreconditionFailedError', message: 'changed' },
        request: { method: 'PUT', url: '/waves/3' },
        response: { statusCode: 412 },
      }),
      { status: 412, headers: { 'Content-Type': 'application/json' } },
    ) as never,
  );

describe('the list of waves', () => {
  it('tells dates, verdict, range and what is left', async () => {
    await renderPage(page, {
      api: mockApi({ waves: answer([waveThree, unnamed]) }),
    });
    const list = await screen.findByRole('region', { name: 'All waves' });
    const [, three, someday] = await within(list).findAllByRole('row');
    expect(three).toHaveTextContent('bat000 nightly');
    expect(three).toHaveTextContent('5 Jan 2026 – 30 Apr 2026');
    expect(within(three).getByText('late')).toBeVisible();
    expect(three).toHaveTextContent('Apr 2026 – Aug 2026');
    expect(
      within(three).getByRole('img', {
        name: '21 planned, 8 retired (2 not seen)',
      }),
    ).toBeVisible();
    expect(
      within(three).getByRole('link', {
        name: 'bat000 nightly: 21 / 29 workloads left',
      }),
    ).toHaveAttribute('href', '/batch-migration?wave=3#workloads');
    expect(someday).toHaveTextContent('has no dates');
    expect(within(list).getByText('1 is late or due')).toBeVisible();
  });

  it('answers why a wave is late: its deadline, its forecast, what is left', async () => {
    await renderPage(page, { api: mockApi({ waves: answer([waveThree]) }) });
    const name = 'Why? late: bat000 nightly';
    await userEvent.click(await screen.findByRole('button', { name }));
    const why = await screen.findByRole('dialog', { name });
    expect(why).toHaveTextContent(
      'The middle of the forecast is after the deadline.',
    );
    expect(why).toHaveTextContent('Deadline: 30 Apr 2026');
    expect(why).toHaveTextContent(
      'Ends between 20 Apr 2026 and 15 Aug 2026, middle 1 Jun 2026',
    );
    expect(
      within(why).getByRole('link', { name: '21 of 29 workloads left' }),
    ).toHaveAttribute('href', '/batch-migration?wave=3#workloads');
  });

  it('reads every page', async () => {
    const pages: Record<string, WaveView[]> = {
      '': [waveThree],
      next: [unnamed],
    };
    const api = mockApi({
      waves: async ({ cursor = '' } = {}) => ({
        ...(await answer(pages[cursor])()),
        nextCursor: cursor === '' ? 'next' : null,
      }),
    });
    await renderPage(page, { api });
    expect(await screen.findByText('someday')).toBeVisible();
  });

  it('says that there is none, and that one does not exist', async () => {
    await renderPage(page, {
      api: mockApi({ waves: answer([]) }),
      at: '/?wave=%3Cb%3Ex',
    });
    expect(await screen.findByText('No plan names a wave yet.')).toBeVisible();
    expect(screen.getByText('There is no wave <b>x.')).toBeVisible();
  });

  it('is a page of the plugin', async () => {
    await renderPage(<Router />, {
      api: mockApi(),
      at: '/waves?wave=3',
    });
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Waves' }),
    ).toBeVisible();
  });
});

describe('what others change meanwhile', () => {
  const show = async () => {
    const signals = mockSignals();
    const estate = { items: [waveThree, unnamed], revision: '1' };
    const api = mockApi({
      waves: async () => answer(estate.items)(),
      changes: async () => ({ revision: estate.revision, round: null }),
    });
    await renderPage(
      <TestApiProvider apis={[[signalApiRef, signals.api]]}>
        <Router />
      </TestApiProvider>,
      { api, at: '/waves?wave=3' },
    );
    const list = await screen.findByRole('region', { name: 'All waves' });
    await within(list).findByText('someday');
    const change = async (items: WaveView[]) => {
      estate.items = items;
      estate.revision += '.';
      await act(async () => signals.say());
    };
    return { api, list, change };
  };

  it('is shown without a reload', async () => {
    const { list, change } = await show();
    await change([{ ...waveThree, left: 3 }]);
    expect(
      await within(list).findByRole('link', {
        name: 'bat000 nightly: 3 / 29 workloads left',
      }),
    ).toBeVisible();
    expect(within(list).queryByText('someday')).toBeNull();
  });

  it('takes nothing from a form that is open, though the wave is deleted', async () => {
    const user = userEvent.setup();
    const { change } = await show();
    await user.click(screen.getByRole('button', { name: 'Edit wave' }));
    const title = within(screen.getByRole('dialog')).getByRole('textbox', {
      name: 'Title',
    });
    await user.type(title, ' and weekly');
    await change([unnamed]);
    expect(await screen.findByText('There is no wave 3.')).toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'bat000 nightly', hidden: true }),
    ).toBeNull();
    expect(title).toHaveValue('bat000 nightly and weekly');
    expect(title).toBeVisible();
  });

  it('stays as it was, and says so, where it cannot be read', async () => {
    const { api, list, change } = await show();
    api.waves.mockRejectedValueOnce(new Error('The database is away'));
    await change([unnamed]);
    expect(
      await screen.findByText(
        'Something here could not be brought up to date, and is older than it looks: The database is away',
      ),
    ).toBeVisible();
    expect(list).toHaveTextContent('bat000 nightly');
  });
});

describe('one wave', () => {
  const open = async (api: BatchMigrationApi, name = '3') => {
    await renderPage(page, { api, at: `/?wave=${name}` });
    return screen.findByRole('region', {
      name: name === '3' ? 'bat000 nightly' : name,
    });
  };

  it('shows what people say of it as text, and its forecast', async () => {
    const api = mockApi();
    const region = await open(api);
    expect(region).toHaveTextContent('Needs <b>night</b> shifts');
    expect(within(region).getByText('30 Apr 2026')).toBeVisible();
    expect(
      await screen.findByRole('region', { name: 'How far, and when' }),
    ).toBeVisible();
    expect(api.forecast).toHaveBeenCalledWith(
      { wave: ['3'] },
      expect.anything(),
    );
    expect(api.progress).toHaveBeenCalledWith({ wave: '3' }, expect.anything());
  });

  it('is changed under the version that was read', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    const region = await open(api);
    await user.click(within(region).getByRole('button', { name: 'Edit wave' }));
    const dialog = screen.getByRole('dialog', {
      name: 'Edit wave bat000 nightly',
    });
    const deadline = within(dialog).getByLabelText('Deadline');
    await user.clear(deadline);
    await user.type(deadline, '2026-01-01');
    await user.click(within(dialog).getByRole('button', { name: 'Save wave' }));
    expect(
      within(dialog).getByText('Give a day that is not before the first one.'),
    ).toBeVisible();
    expect(api.updateWave).not.toHaveBeenCalled();
    await user.clear(deadline);
    await user.type(deadline, '2026-05-31');
    await user.click(within(dialog).getByRole('button', { name: 'Save wave' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.updateWave).toHaveBeenCalledWith(
      '3',
      {
        title: 'bat000 nightly',
        start: '2026-01-05',
        deadline: '2026-05-31',
        description: 'Needs <b>night</b> shifts',
        ownerRef: 'group:default/sre',
      },
      '"v2"',
    );
  });

  it('shows what somebody else changed, and loses nothing typed', async () => {
    const user = userEvent.setup();
    const api = mockApi({
      wave: async () => ({
        wave: { ...waveThree, deadline: '2026-07-31', version: 3 },
        etag: '"v3"',
      }),
    });
    api.updateWave.mockRejectedValueOnce(await conflict());
    const region = await open(api);
    await user.click(within(region).getByRole('button', { name: 'Edit wave' }));
    const dialog = screen.getByRole('dialog');
    const title = within(dialog).getByRole('textbox', { name: 'Title' });
    await user.clear(title);
    await user.type(title, 'Nights');
    await user.click(within(dialog).getByRole('button', { name: 'Save wave' }));
    const alert = await within(dialog).findByRole('alert');
    expect(alert).toHaveTextContent('Deadline: 2026-07-31');
    expect(alert).toHaveTextContent('Title: bat000 nightly');
    expect(title).toHaveValue('Nights');
    await user.click(within(dialog).getByRole('button', { name: 'Save wave' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.updateWave).toHaveBeenLastCalledWith(
      '3',
      expect.objectContaining({ title: 'Nights' }),
      '"v3"',
    );
  });

  it('that plans name is described under that name', async () => {
    const user = userEvent.setup();
    const api = mockApi({ waves: answer([unnamed]) });
    const region = await open(api, 'someday');
    expect(
      within(region).queryByRole('button', { name: 'Delete wave' }),
    ).toBeNull();
    await user.click(
      within(region).getByRole('button', { name: 'Give it dates' }),
    );
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).queryByRole('textbox', { name: 'Name' })).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Save wave' }));
    await waitFor(() =>
      expect(api.createWave).toHaveBeenCalledWith(
        expect.objectContaining({ name: 'someday', deadline: null }),
      ),
    );
  });

  it('is deleted once that was confirmed, and says why not', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    api.deleteWave.mockRejectedValueOnce(new Error('29 plans name the wave'));
    const region = await open(api);
    await user.click(
      within(region).getByRole('button', { name: 'Delete wave' }),
    );
    const dialog = screen.getByRole('dialog', {
      name: 'Delete the wave bat000 nightly?',
    });
    await user.click(
      within(dialog).getByRole('button', { name: 'Delete wave' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      '29 plans name the wave',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Delete wave' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.deleteWave).toHaveBeenLastCalledWith('3');
  });

  it('is locked for those who may not plan everywhere, and says so', async () => {
    const user = userEvent.setup();
    const api = mockApi({ waves: answer([waveThree], false) });
    const region = await open(api);
    const edit = within(region).getByRole('button', { name: 'Edit wave' });
    expect(edit).toHaveAttribute('aria-disabled', 'true');
    await user.click(edit);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(region).toHaveTextContent(
      'To use it you need batchMigration.plan.update on every workload',
    );
  });
});

it('makes a new wave, with a name that stands in addresses', async () => {
  const user = userEvent.setup();
  const api = mockApi();
  await renderPage(page, { api });
  await user.click(await screen.findByRole('button', { name: 'New wave' }));
  const dialog = screen.getByRole('dialog', { name: 'New wave' });
  const name = within(dialog).getByRole('textbox', { name: 'Name' });
  await user.type(name, 'Spring 2026');
  await user.type(
    within(dialog).getByRole('textbox', { name: 'Title' }),
    'Spring',
  );
  await user.click(within(dialog).getByRole('button', { name: 'Save wave' }));
  expect(within(dialog).getByText(/such as spring-2026/)).toBeVisible();
  await user.clear(name);
  await user.type(name, 'spring-2026');
  await user.click(within(dialog).getByRole('button', { name: 'Save wave' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(api.createWave).toHaveBeenCalledWith({
    ...{ name: 'spring-2026', title: 'Spring', start: null, deadline: null },
    ...{ description: null, ownerRef: null },
  });
});

it.each([
  [{ title: '' }, ['title']],
  [{ name: 'none' }, ['name']],
  [{ start: '2026-02-30' }, ['start']],
  [{ start: '2026-03-01', deadline: '2026-02-01' }, ['deadline']],
  [{ deadline: '2026-02-01' }, []],
])('refuses %j', (over, expected) => {
  const draft = { ...EMPTY_DRAFT, name: 'spring', title: 'Spring', ...over };
  expect(Object.keys(checkDraft(draft, true))).toEqual(expected);
  expect(changedFields(draft, { ...draft, owner: 'x' } as never)).toEqual([]);
});

it('is told in Japanese', async () => {
  await renderPage(page, { api: mockApi(), language: 'ja', at: '/?wave=3' });
  expect(
    await screen.findByRole('region', { name: 'すべてのウェーブ' }),
  ).toHaveTextContent('遅れる見込み');
});
