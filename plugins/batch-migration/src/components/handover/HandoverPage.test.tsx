import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { mockApi, rankingDaily, workload } from '../../__testUtils__/estate';
import {
  jobView,
  preview,
  pushReserve,
  SWITCH_AT,
  tokyo,
} from '../../__testUtils__/handover';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage, type RenderOptions } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { HandoverPage } from './HandoverPage';

const Address = () => (
  <output data-testid="address">{useLocation().search}</output>
);

const page = (
  <EstateProvider>
    <HandoverPage />
    <Address />
  </EstateProvider>
);

const built = (name: string) =>
  workload(name, { assessment: { stage: 'built', target: 'idle' } });

const list = <T,>(items: T[]) => ({
  items,
  totalItems: items.length,
  nextCursor: null,
});

const threeBuilt: Partial<BatchMigrationApi> = {
  workloads: async () =>
    list([...['pickup-refresh', 'sitemap', 'push-reserve'].map(built)]),
};

async function open(
  change: Partial<BatchMigrationApi> = {},
  options: Partial<RenderOptions> = {},
) {
  const api = mockApi({ ...threeBuilt, ...change });
  await renderPage(page, { api, ...options });
  return api;
}

const verdict = () =>
  screen.findByRole('heading', {
    level: 2,
    name: /can move|cannot|Do not|Not proven/,
  });
const address = () =>
  new URLSearchParams(screen.getByTestId('address').textContent ?? '');
const lastRequest = (api: jest.Mocked<BatchMigrationApi>) =>
  api.previewHandover.mock.calls[api.previewHandover.mock.calls.length - 1][0];

describe('the verdict', () => {
  it('says how many jobs can move, when, and what was simulated', async () => {
    await open();
    expect(await verdict()).toHaveTextContent(
      '2 of 3 jobs can move on Thu 19 Feb 14:26 with no missed and no double run',
    );
    expect(
      screen.getByText(
        /over 14 days around the switch, 100 times.* 2,716 due runs, 0 missed, 0 double\./,
      ),
    ).toHaveTextContent('push-reserve stays.');
  });

  it.each([
    [{ missed: 1 }, 'Do not hand over like this'],
    [{ doubled: 1 }, 'Do not hand over like this'],
    [{ overlapped: 1 }, 'Do not hand over like this'],
    [{ due: 0 }, 'Not proven'],
    [{ rounds: 0 }, 'Not proven'],
  ])('is not good where the simulation says %j', async (change, words) => {
    await open({
      previewHandover: async () => ({
        ...preview,
        simulation: { ...preview.simulation, ...change },
      }),
    });
    expect(await verdict()).toHaveTextContent(words);
  });

  it.each([
    ['no-gap-then', 'None of the 3 chosen jobs can move on Sat 14 Feb 05:00'],
    ['no-longest-run', 'None of the 3 chosen jobs can move yet'],
  ] as const)('where all are refused with %s', async (code, words) => {
    const refused = preview.jobs.map(({ id, name }) => ({
      id,
      name,
      code,
      reason: 'no',
    }));
    await open(
      {
        previewHandover: async () => ({
          ...preview,
          plan: { ...preview.plan, windows: [], jobs: [], steps: [], refused },
        }),
      },
      { at: '/?at=2026-02-13T20:00:00Z' },
    );
    expect(await verdict()).toHaveTextContent(words);
    expect(
      screen.queryByRole('button', { name: 'Copy as runbook' }),
    ).not.toBeInTheDocument();
  });

  it('copies the plan as a runbook', async () => {
    const user = userEvent.setup();
    const writeText = jest
      .spyOn(window.navigator.clipboard, 'writeText')
      .mockResolvedValueOnce();
    await open();
    await user.click(
      await screen.findByRole('button', { name: 'Copy as runbook' }),
    );
    expect(await screen.findByText('Copied')).toBeVisible();
    const [runbook] = writeText.mock.calls[0];
    expect(runbook).toContain('# ');
    expect(runbook).toContain('pickup-refresh');
  });

  it('gives the runbook to copy by hand where there is no clipboard', async () => {
    const user = userEvent.setup();
    jest
      .spyOn(window.navigator.clipboard, 'writeText')
      .mockRejectedValueOnce(new Error('not allowed'));
    await open();
    await user.click(
      await screen.findByRole('button', { name: 'Copy as runbook' }),
    );
    expect(
      within(await screen.findByRole('dialog')).getByRole('textbox'),
    ).toHaveDisplayValue(/pickup-refresh/);
  });
});

describe('the jobs', () => {
  it('are all chosen but those that run twice, which say why', async () => {
    const api = await open({
      workloads: async () =>
        list([built('pickup-refresh'), built('sitemap'), rankingDaily]),
    });
    await verdict();
    expect(lastRequest(api)).toEqual({
      workloadIds: ['pickup-refresh', 'sitemap'],
      from: undefined,
      withinDays: 14,
      settleSeconds: 120,
      marginSeconds: 120,
      switchAt: SWITCH_AT,
    });
    const twice = screen.getByRole('checkbox', {
      name: 'Choose ranking-daily',
    });
    expect(twice).toBeDisabled();
    expect(twice).not.toBeChecked();
    expect(screen.getByText('runs twice now: fix that first')).toBeVisible();
  });

  it('that run twice are not asked for even when a link names them', async () => {
    const api = await open(
      { workloads: async () => list([built('sitemap'), rankingDaily]) },
      { at: '/?ids=ranking-daily,sitemap' },
    );
    await verdict();
    expect(lastRequest(api).workloadIds).toEqual(['sitemap']);
  });

  it('are those of the role of the jobs that a link names', async () => {
    const api = await open({}, { at: '/?ids=sitemap' });
    await verdict();
    expect(api.workload.mock.calls.map(([id]) => id)).toEqual(['sitemap']);
    expect(api.workloads.mock.calls[0][0]).toMatchObject({
      role: ['resource:default/bat000-scheduled-jobs'],
      stage: ['built'],
    });
    expect(
      screen.getByRole('checkbox', { name: 'Choose sitemap' }),
    ).toBeChecked();
    expect(
      screen.getByRole('checkbox', { name: 'Choose push-reserve' }),
    ).not.toBeChecked();
    const unchosen = screen
      .getByRole('checkbox', { name: 'Choose push-reserve' })
      .closest('li')!;
    expect(within(unchosen).getByTitle('not chosen')).toBeInTheDocument();
  });

  it('of a server, from an instant on', async () => {
    const api = await open(
      {},
      { at: '/?server=resource:default/bat000&from=2026-02-19T05:00:00Z' },
    );
    await verdict();
    expect(api.workloads.mock.calls[0][0]).toMatchObject({
      server: ['resource:default/bat000'],
    });
    expect(lastRequest(api)).toMatchObject({
      workloadIds: ['pickup-refresh', 'sitemap', 'push-reserve'],
      from: '2026-02-19T05:00:00.000Z',
    });
    await userEvent.click(screen.getByRole('button', { name: 'Any time' }));
    await waitFor(() => expect(lastRequest(api).from).toBeUndefined());
  });

  it('are planned from now on where the instant has passed', async () => {
    const api = await open({}, { at: '/?from=2026-02-01T00:00:00Z' });
    await verdict();
    await waitFor(() => expect(lastRequest(api).from).toBeUndefined());
  });

  it('are left out and taken in by their boxes, and the address says so', async () => {
    const api = await open();
    await verdict();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Choose push-reserve' }),
    );
    await waitFor(() =>
      expect(lastRequest(api).workloadIds).toEqual([
        'pickup-refresh',
        'sitemap',
      ]),
    );
    expect(address().get('ids')).toBe('pickup-refresh,sitemap');
    expect(
      screen.getByRole('checkbox', { name: 'Choose push-reserve' }),
    ).not.toBeChecked();
  });

  it('asks for one where none is chosen', async () => {
    const api = await open({}, { at: '/?ids=' });
    expect(await screen.findByText(/Choose at least one job/)).toBeVisible();
    expect(api.previewHandover).not.toHaveBeenCalled();
  });

  it('tell where their longest run is known from', async () => {
    await open({
      previewHandover: async () => ({
        ...preview,
        jobs: [
          ...preview.jobs.slice(0, 2),
          { ...pushReserve, longestRun: null },
        ],
      }),
    });
    await verdict();
    expect(screen.getByText('up to 2 min')).toHaveAttribute(
      'title',
      'measured: 4,032 runs in 28 days',
    );
    expect(screen.getByText(/up to 18 min, attested/)).toHaveTextContent(
      'attested by user:default/mori, until Wed 25 Feb 00:00',
    );
    expect(screen.getByText('longest run not known')).toBeVisible();
  });

  it('that are known only by their id can be left out', async () => {
    const error = await refusal(404, 'There is no workload gone');
    const api = await open(
      {
        workload: async id =>
          id === 'gone' ? Promise.reject(error) : built(id),
        previewHandover: async ({ workloadIds }) =>
          workloadIds.includes('gone') ? Promise.reject(error) : preview,
      },
      { at: '/?ids=sitemap,gone' },
    );
    expect(await screen.findByText(/There is no workload gone/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Choose gone' }),
    );
    expect(await verdict()).toBeVisible();
    expect(lastRequest(api).workloadIds).toEqual(['sitemap']);
  });
});

describe('an attestation', () => {
  const unknown = {
    ...preview,
    jobs: [jobView('sitemap', '0 2 * * *', { longestRun: null })],
    plan: {
      ...preview.plan,
      refused: [
        {
          id: 'sitemap',
          name: 'sitemap',
          code: 'no-longest-run' as const,
          reason: 'Nobody knows how long a run takes.',
        },
      ],
    },
  };
  const openForm = async () => {
    await userEvent.click(
      (
        await screen.findAllByRole('button', {
          name: 'Attest the longest run of sitemap',
        })
      )[0],
    );
    return screen.findByRole('dialog', { name: 'Longest run of sitemap' });
  };

  it('is sent, and the plan is asked for anew', async () => {
    const api = await open({ previewHandover: async () => unknown });
    const dialog = await openForm();
    const asked = api.previewHandover.mock.calls.length;
    await userEvent.type(
      within(dialog).getByLabelText(/Longest run, in seconds/),
      '1080',
    );
    await userEvent.type(
      within(dialog).getByLabelText(/What it rests on/),
      'log',
    );
    fireEvent.change(within(dialog).getByLabelText(/Holds until/), {
      target: { value: '2026-03-31' },
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Attest' }),
    );
    await waitFor(() =>
      expect(api.attest).toHaveBeenCalledWith('sitemap', {
        fact: 'longest-run',
        seconds: 1080,
        reason: 'log',
        expiresAt: '2026-03-30T15:00:00.000Z',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.previewHandover.mock.calls.length).toBeGreaterThan(asked);
  });

  it('names the field that is wrong, and loses nothing when refused', async () => {
    const error = await refusal(400, 'seconds must be at most 86400');
    const api = await open({
      previewHandover: async () => unknown,
      attest: async () => Promise.reject(error),
    });
    const dialog = await openForm();
    const save = within(dialog).getByRole('button', { name: 'Attest' });
    const seconds = within(dialog).getByLabelText(/Longest run, in seconds/);
    await userEvent.click(save);
    expect(seconds).toBeInvalid();
    expect(within(dialog).getByLabelText(/What it rests on/)).toBeInvalid();
    expect(api.attest).not.toHaveBeenCalled();

    await userEvent.type(seconds, '90000');
    await userEvent.type(
      within(dialog).getByLabelText(/What it rests on/),
      'it',
    );
    await userEvent.click(save);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'Not stored: seconds must be at most 86400',
    );
    expect(seconds).toHaveValue('90000');
  });
});

describe('the windows', () => {
  it('are sorted by how many fit, and the one taken is asked for', async () => {
    const api = await open();
    await verdict();
    const radios = within(
      screen.getByRole('radiogroup', { name: 'Window' }),
    ).getAllByRole('radio');
    expect(radios).toHaveLength(2);
    expect(radios[0]).toBeChecked();
    expect(radios[0].closest('label')).toHaveTextContent(
      'Thu 19 Feb 14:24 – 14:28quiet: no run starts, no use in 4 weeks2 of 3',
    );
    expect(radios[1].closest('label')).toHaveTextContent(
      'Tue 17 Feb 14:02 – 14:082 runs start, 1 use in 4 weeks1 of 3',
    );
    await userEvent.click(radios[1]);
    await waitFor(() =>
      expect(lastRequest(api).switchAt).toBe(tokyo('14:04', '17')),
    );
    expect(address().get('at')).toBe(tokyo('14:04', '17'));
  });

  it('keep the room that a person asks for, and say when it is raised', async () => {
    const api = await open({}, { at: '/?settle=60&margin=300&within=28' });
    await verdict();
    expect(lastRequest(api)).toMatchObject({
      settleSeconds: 60,
      marginSeconds: 300,
      withinDays: 28,
    });
    expect(screen.getByText('at least 2 min: that is used')).toBeVisible();
    fireEvent.mouseDown(
      screen.getByRole('button', { name: 'Margin before a run 5 min' }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: '10 min' }),
    );
    await waitFor(() => expect(lastRequest(api).marginSeconds).toBe(600));
    expect(address().get('margin')).toBe('600');
  });
});

describe('the instant', () => {
  const chart = () =>
    screen.findByRole('group', { name: 'One edit, one instant' });
  const shown = () => screen.getByTestId('handover-instant');
  const status = (text: string | RegExp) =>
    expect(
      screen
        .getAllByRole('status')
        .some(({ textContent }) =>
          typeof text === 'string'
            ? textContent === text
            : text.test(textContent ?? ''),
        ),
    ).toBe(true);

  it('moves by a minute with the arrow keys, announced, never out of its range', async () => {
    const api = await open();
    const group = await chart();
    fireEvent.keyDown(group, { key: 'ArrowRight' });
    expect(shown()).toHaveTextContent('14:27');
    status('14:27, 2 of 3 fit');
    fireEvent.keyDown(group, { key: 'ArrowRight' });
    fireEvent.keyDown(group, { key: 'ArrowRight' });
    fireEvent.keyDown(group, { key: 'ArrowRight' });
    expect(shown()).toHaveTextContent('14:28');
    fireEvent.keyDown(group, { key: 'Home' });
    expect(shown()).toHaveTextContent('14:24');
    fireEvent.keyDown(group, { key: 'ArrowLeft' });
    expect(shown()).toHaveTextContent('14:24');
    fireEvent.keyDown(group, { key: 'End' });
    expect(shown()).toHaveTextContent('14:28');
    await waitFor(() => expect(lastRequest(api).switchAt).toBe(tokyo('14:28')));
    // Only where it rests is asked for.
    expect(
      api.previewHandover.mock.calls.map(([{ switchAt }]) => switchAt),
    ).toEqual([undefined, SWITCH_AT, tokyo('14:28')]);
    expect(address().get('at')).toBe(tokyo('14:28'));
  });

  it('moves with the buttons, which stop at the ends', async () => {
    await open({}, { at: `/?at=${tokyo('14:27')}` });
    const later = await screen.findByRole('button', {
      name: 'One minute later',
    });
    expect(later).toHaveAttribute('aria-disabled', 'false');
    await userEvent.click(later);
    expect(shown()).toHaveTextContent('14:28');
    expect(later).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(later);
    expect(shown()).toHaveTextContent('14:28');
    await userEvent.click(
      screen.getByRole('button', { name: 'One minute earlier' }),
    );
    expect(shown()).toHaveTextContent('14:27');
  });

  it('is dragged, and stays in its range', async () => {
    await open();
    const handle = await screen.findByTestId('handover-handle');
    // The middle is 70 minutes from 14:00, here 700 pixels wide.
    jest
      .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
      .mockReturnValue({ left: 100, width: 700 } as DOMRect);
    const move = (clientX: number) =>
      fireEvent(
        handle,
        new MouseEvent('pointermove', { clientX, bubbles: true }),
      );
    move(375);
    expect(shown()).toHaveTextContent('14:26');
    fireEvent(handle, new MouseEvent('pointerdown', { bubbles: true }));
    move(374);
    expect(shown()).toHaveTextContent('14:27');
    move(700);
    expect(shown()).toHaveTextContent('14:28');
    move(0);
    expect(shown()).toHaveTextContent('14:24');
    fireEvent(handle, new MouseEvent('pointerup', { bubbles: true }));
    move(374);
    expect(shown()).toHaveTextContent('14:24');
    jest.restoreAllMocks();
  });

  it('does not move where the plan allows no range', async () => {
    await open(
      {
        previewHandover: async () => ({
          ...preview,
          candidates: [],
          plan: { ...preview.plan, windows: [], steps: [] },
        }),
      },
      { at: `/?at=${SWITCH_AT}` },
    );
    const group = await chart();
    fireEvent.keyDown(group, { key: 'ArrowRight' });
    expect(shown()).toHaveTextContent('14:26');
    expect(screen.getByText('Here the instant cannot be moved.')).toBeVisible();
  });

  it('stands among lanes that are read out as sentences', async () => {
    await open();
    const group = await chart();
    expect(
      within(group)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringContaining(
        'pickup-refresh: last legacy run 14:20, may switch from 14:24 to 14:28, first target run 14:30',
      ),
      expect.stringContaining(
        'sitemap: last legacy run 02:00, may switch from 14:24 to 14:28, first target run Fri 02:00',
      ),
      expect.stringContaining('push-reserve: no gap in this time; not planned'),
    ]);
    fireEvent.keyDown(group, { key: 'ArrowDown' });
    status(/^pickup-refresh: last legacy run/);
    fireEvent.keyDown(group, { key: 'ArrowUp' });
    status(/^pickup-refresh: last legacy run/);
    fireEvent.keyDown(group, { key: 'ArrowDown' });
    status(/^sitemap: last legacy run/);
    act(() => group.focus());
    fireEvent.keyDown(group, { key: 'Escape' });
    expect(group).not.toHaveFocus();
  });

  it('shows the same as a table', async () => {
    await open();
    await chart();
    await userEvent.click(screen.getByRole('button', { name: 'As a table' }));
    const table = screen.getByRole('table', { name: 'One edit, one instant' });
    expect(
      within(table).getByRole('row', {
        name: 'pickup-refresh 2 min Thu 19 Feb 14:20 Thu 19 Feb 14:24 Thu 19 Feb 14:28 Thu 19 Feb 14:30 can move then',
      }),
    ).toBeVisible();
    expect(
      within(table).getByRole('row', {
        name: /^push-reserve 7 min none none none none cannot move then/,
      }),
    ).toBeVisible();
  });
});

describe('where nothing can be planned', () => {
  it('says so, with what blocks each job', async () => {
    const api = await open({
      workloads: async ({ stage } = {}) =>
        stage?.includes('built')
          ? list([])
          : {
              ...list([
                workload('feed-import', {
                  assessment: {
                    blockers: [
                      { type: 'no-target-linked', message: 'none is linked' },
                    ],
                  },
                }),
              ]),
              totalItems: 21,
            },
    });
    const nothing = await screen.findByRole('region', {
      name: 'Nothing can be handed over yet',
    });
    expect(
      within(nothing).getByRole('link', { name: 'feed-import' }),
    ).toHaveAttribute('href', '/batch-migration/workloads/feed-import');
    expect(nothing).toHaveTextContent('Target not built: none linked');
    expect(nothing).toHaveTextContent('and 20 more');
    expect(api.previewHandover).not.toHaveBeenCalled();
  });

  it.each([
    [500, 'the database is away', 'Could not load the handover plan'],
    [403, 'not yours', 'You may not read the handover plan'],
  ])(
    'keeps the jobs when the plan answers %i',
    async (status, message, words) => {
      const error = await refusal(status, message);
      await open({ previewHandover: async () => Promise.reject(error) });
      expect(await screen.findByText(words)).toBeVisible();
      expect(screen.getByText(new RegExp(message))).toBeVisible();
      expect(
        screen.getByRole('checkbox', { name: 'Choose sitemap' }),
      ).toBeChecked();
    },
  );

  it('says when the jobs themselves cannot be read', async () => {
    const error = await refusal(403, 'no');
    await open({ workloads: async () => Promise.reject(error) });
    expect(
      await screen.findByText('You may not read the built jobs'),
    ).toBeVisible();
  });
});

it('speaks Japanese', async () => {
  await open({}, { language: 'ja' });
  expect(
    await screen.findByRole('heading', {
      level: 2,
      name: '3 件中 2 件を 2/19(木) 14:26 に、実行漏れも二重実行もなく切替できます',
    }),
  ).toBeVisible();
  const group = screen.getByRole('group', { name: '1 回の編集、1 つの時刻' });
  fireEvent.keyDown(group, { key: 'ArrowRight' });
  expect(screen.getByText('14:27、3 件中 2 件が切替可能')).toBeInTheDocument();
  expect(group).toHaveTextContent(
    'sitemap: 旧側の最後の実行は 02:00、14:24 から 14:28 まで切替でき、新側の最初の実行は (金) 02:00',
  );
  expect(
    screen.getByRole('heading', { name: 'push-reserve には間隔がありません' }),
  ).toBeVisible();
});
