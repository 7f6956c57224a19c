import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { captured, CRONTAB, previewOf } from '../../__testUtils__/crontab';
import { bat000, mockApi, workload } from '../../__testUtils__/estate';
import { passAtOnce } from '../../__testUtils__/passAtOnce';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { ImportPage } from './ImportPage';

const page = (
  <EstateProvider>
    <ImportPage />
  </EstateProvider>
);
const SERVER = 'resource:default/bastion';
const AT = `/?server=${SERVER}&name=ops`;

const bastion = { ...bat000, ref: SERVER, title: 'bastion' };
const apiOf = (change: Parameters<typeof mockApi>[0] = {}) =>
  mockApi({
    servers: async () => ({
      items: [bastion],
      totalItems: 1,
      nextCursor: null,
    }),
    ...change,
  });

const editor = () =>
  screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Crontab text' });
/** Pastes, and lets the pause after the last key pass at once. */
const paste = async (text: string) => {
  const field = await editor();
  passAtOnce(() => fireEvent.change(field, { target: { value: text } }), 400);
};
const row = (name: string | RegExp) => screen.findByRole('row', { name });

/** A person may leave the page, and come back. */
const Pages = () => {
  const [isHere, setHere] = useState(true);
  return (
    <>
      {isHere && page}
      <button onClick={() => setHere(!isHere)}>Leave or come back</button>
    </>
  );
};
const turn = () => fireEvent.click(screen.getByText('Leave or come back'));

describe('ImportPage', () => {
  it('reads what is pasted, line by line', async () => {
    const api = apiOf();
    await renderPage(page, { api, at: AT });
    await paste(CRONTAB);

    expect(
      await screen.findByRole('heading', { name: '8 workloads found' }),
    ).toBeVisible();
    const weekly = await row(/^weekly-report, /);
    expect(within(weekly).getByText('cron(0 9 ? * MON *)')).toBeVisible();
    expect(within(weekly).getByText('Mon 16 Feb 09:00')).toBeVisible();
    expect(
      within(weekly).getByRole('link', { name: 'known already' }),
    ).toHaveAttribute('href', '/batch-migration/workloads/known-weekly-report');
    expect(
      within(await row(/^relay, /)).getByText('no schedule: an ECS service'),
    ).toBeVisible();
    expect(within(await row(/^old, /)).getByText('never')).toBeVisible();
    expect(
      screen.getByRole('list', { name: 'Lines by verdict' }),
    ).toHaveTextContent(
      '1 exact2 change kind4 need a look2 broken1 switched off',
    );
    expect(api.createCapture).not.toHaveBeenCalled();
  });

  it('asks once after the last key, and only with masked secrets', async () => {
    const api = apiOf();
    await renderPage(page, { api, at: `${AT}&zone=Asia/Tokyo&cron=cronie` });
    const text = await editor();
    // At once, since a busy machine may take longer than the pause itself.
    for (const value of ['0 6 * * * API_TOKEN=s3cr3t', CRONTAB.slice(0, -1)]) {
      fireEvent.change(text, { target: { value } });
    }
    await row(/^weekly-report, /);
    expect(api.previewCrontab).toHaveBeenCalledTimes(1);
    const [request] = api.previewCrontab.mock.calls[0];
    expect(request).toMatchObject({
      server: SERVER,
      path: 'var/spool/cron/ops',
      dialect: 'user',
      cron: 'cronie',
      timezone: 'Asia/Tokyo',
    });
    expect(request.text).toContain('API_TOKEN=***MASKED:API_TOKEN*** /opt');
    expect(request.text).not.toContain('s3cr3t');
    // The end that pasting loses is no error of the host.
    expect(request.text.endsWith('trim.sh\n')).toBe(true);
    expect(screen.getByText(/1 secret is masked: API_TOKEN/)).toBeVisible();
  });

  it('takes no line that cannot be read, and none that is off by itself', async () => {
    await renderPage(page, { api: apiOf(), at: AT });
    await paste(CRONTAB);
    const broken = within(await row(/^Line 15, Cannot be read/));
    expect(broken.getByRole('checkbox')).toBeDisabled();
    expect(
      within(await row(/^mail-log, /)).getByRole('checkbox'),
    ).not.toBeChecked();
    expect(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    ).toBeEnabled();
    expect(
      screen.getByText(/2 are known already and keep id and plan/),
    ).toBeVisible();
  });

  it('says first that cron ignores the whole file', async () => {
    await renderPage(page, { api: apiOf(), at: AT });
    await paste(CRONTAB);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('would ignore the whole file');
    expect(alert).toHaveTextContent(/line 15/);
  });

  it('binds lines and jobs to each other', async () => {
    const user = userEvent.setup();
    await renderPage(page, { api: apiOf(), at: AT });
    await paste(CRONTAB);
    const vacuum = await row(/^vacuum, /);
    const text = await editor();
    act(() => text.focus());
    text.setSelectionRange(
      CRONTAB.indexOf('vacuum'),
      CRONTAB.indexOf('vacuum'),
    );
    fireEvent.select(text);
    expect(vacuum).toHaveAttribute('aria-current', 'true');

    act(() => vacuum.focus());
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(await row(/^news-dump|^mysqldump|^n-/)).toHaveFocus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(text).toHaveFocus());
    expect(text.selectionStart).toBe(CRONTAB.indexOf('30 2 '));
  });

  it('ticks with Space and a range with Shift', async () => {
    const user = userEvent.setup();
    await renderPage(page, { api: apiOf(), at: AT });
    await paste(CRONTAB);
    const weekly = await row(/^weekly-report, /);
    act(() => weekly.focus());
    await user.keyboard(' ');
    expect(
      screen.getByRole('button', { name: 'Create 7 workloads' }),
    ).toBeVisible();
    await user.keyboard('{End}{ArrowUp}{Shift>} {/Shift}');
    expect(
      screen.getByRole('button', { name: 'Create 9 workloads' }),
    ).toBeVisible();
  });

  it('keeps a choice when lines move', async () => {
    await renderPage(page, { api: apiOf(), at: AT });
    await paste(CRONTAB);
    fireEvent.click(within(await row(/^vacuum, /)).getByRole('checkbox'));
    await paste(`# one line more\n${CRONTAB}`);
    const moved = await screen.findByRole('checkbox', {
      name: 'Create vacuum, line 9',
    });
    expect(moved).not.toBeChecked();
  });

  it('moves between lines with a message, and lists them', async () => {
    const user = userEvent.setup();
    await renderPage(page, { api: apiOf(), at: AT });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    const text = await editor();
    act(() => text.focus());
    text.setSelectionRange(0, 0);
    await user.keyboard('{Alt>}{ArrowDown}{ArrowDown}{ArrowDown}{/Alt}');
    expect(text.selectionStart).toBe(CRONTAB.indexOf('0 3 1,15'));
    await user.keyboard('{Alt>}{ArrowUp}{ArrowUp}{/Alt}');
    expect(text.selectionStart).toBe(CRONTAB.indexOf('CRON_TZ'));
    expect(screen.getByText(/^Line 4\. CRON_TZ ignored/)).toBeInTheDocument();

    const messages = screen.getByRole('list', { name: 'Messages' });
    await user.click(within(messages).getByRole('button', { name: 'Line 15' }));
    expect(text).toHaveFocus();
    expect(text.selectionStart).toBe(CRONTAB.lastIndexOf('25'));
  });

  it('shows one remark, and the rest on request', async () => {
    const user = userEvent.setup();
    await renderPage(page, { api: apiOf(), at: AT });
    await paste(CRONTAB);
    const vacuum = within(await row(/^vacuum, /));
    expect(vacuum.queryByText(/start the same minute/)).toBeNull();
    await user.click(vacuum.getByRole('button', { name: /more about vacuum/ }));
    expect(vacuum.getByText(/start the same minute/)).toBeVisible();
  });

  it('never calls fit what is not known', async () => {
    const api = apiOf({
      previewCrontab: async request => {
        const preview = await previewOf(request);
        const fit = (verdict: 'fits' | 'unknown') => ({
          rule: 'memory',
          fits: verdict === 'fits',
          verdict,
          fact: '',
          remedy: null,
          message: '',
        });
        return {
          ...preview,
          jobs: preview.jobs.map((job, index) => ({
            ...job,
            fit: [[fit('fits')], [fit('fits'), fit('unknown')], []][index % 3],
          })),
        };
      },
    });
    await renderPage(page, { api, at: AT });
    await paste('0 1 * * * a\n0 2 * * * b\n0 3 * * * c\n');
    const chip = async (name: RegExp) =>
      within(await row(name))
        .getByRole('img')
        .getAttribute('aria-label');
    expect(await chip(/^a, /)).toBe('Fit for Fargate: fits');
    expect(await chip(/^b, /)).toBe('Fit for Fargate: not known');
    expect(await chip(/^c, /)).toBe('Fit for Fargate: not known');
  });

  it('creates what a person confirms, and links to it', async () => {
    const user = userEvent.setup();
    const api = apiOf();
    await renderPage(page, { api, at: AT });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    await user.click(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/var\/spool\/cron\/crontabs\/ops/)).toBeVisible();
    expect(dialog.getByText('Lines: 6–13.')).toBeVisible();
    expect(
      dialog.getByRole('checkbox', { name: 'This is the whole file' }),
    ).toBeDisabled();
    expect(api.createCapture).not.toHaveBeenCalled();
    await user.click(dialog.getByRole('button', { name: 'Create' }));

    expect(
      await screen.findByRole('link', { name: 'check-queue, line 7' }),
    ).toHaveAttribute('href', '/batch-migration/workloads/check-queue');
    const [capture] = api.createCapture.mock.calls[0];
    expect(capture.server).toBe(SERVER);
    expect(capture.files).toEqual([
      {
        path: 'var/spool/cron/crontabs/ops',
        text: expect.stringContaining('***MASKED:API_TOKEN***'),
        lines: [6, 7, 8, 9, 10, 11, 12, 13],
      },
    ]);
    expect(JSON.stringify(capture)).not.toContain('s3cr3t');
  });

  it('lets a person say that the text is the whole file', async () => {
    const user = userEvent.setup();
    const api = apiOf();
    await renderPage(page, { api, at: AT });
    await paste('0 1 * * * a\n0 2 * * * b\n');
    await row(/^a, /);
    await user.click(
      screen.getByRole('button', { name: 'Create 2 workloads' }),
    );
    await user.click(
      screen.getByRole('checkbox', { name: 'This is the whole file' }),
    );
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(api.createCapture).toHaveBeenCalled());
    expect(api.createCapture.mock.calls[0][0].files[0].lines).toBeUndefined();
  });

  it('goes on when it is left, and tells who comes back how it ended', async () => {
    const user = userEvent.setup();
    let end: (response: typeof captured) => void = () => {};
    const api = apiOf({
      createCapture: () =>
        new Promise(resolve => {
          end = resolve;
        }),
    });
    await renderPage(<Pages />, { api, at: AT });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    await user.click(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    );
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(api.createCapture).toHaveBeenCalled());
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    turn();
    turn();
    expect(await screen.findByText(/is still on its way/)).toBeVisible();
    await act(async () => end(captured));
    expect(
      await screen.findByRole('link', { name: 'check-queue, line 7' }),
    ).toBeVisible();
    expect(api.createCapture).toHaveBeenCalledTimes(1);
  });

  it('begins a new import with what is pasted after creating, and keeps it', async () => {
    const user = userEvent.setup();
    const api = apiOf();
    await renderPage(page, { api, at: AT });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    await user.click(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    );
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await screen.findByRole('link', { name: 'check-queue, line 7' });
    await paste('0 1 * * * a\n0 2 * * * b\n');
    expect(
      await screen.findByRole('button', { name: 'Create 2 workloads' }),
    ).toBeVisible();
    expect(
      screen.queryByRole('link', { name: 'check-queue, line 7' }),
    ).not.toBeInTheDocument();
    expect(await editor()).toHaveValue('0 1 * * * a\n0 2 * * * b\n');
  });

  it('keeps what was pasted while the creation was on its way', async () => {
    const user = userEvent.setup();
    let end: (response: typeof captured) => void = () => {};
    const api = apiOf({
      createCapture: () =>
        new Promise(resolve => {
          end = resolve;
        }),
    });
    await renderPage(<Pages />, { api, at: AT });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    await user.click(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    );
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(api.createCapture).toHaveBeenCalled());
    turn();
    turn();
    await screen.findByText(/is still on its way/);
    await paste('0 1 * * * a\n0 2 * * * b\n');
    await act(async () => end(captured));
    await user.click(
      await screen.findByRole('button', { name: 'Import another crontab' }),
    );
    expect(await editor()).toHaveValue('0 1 * * * a\n0 2 * * * b\n');
  });

  it('says of the time until which it is fresh that it is UTC where no zone is known', async () => {
    const user = userEvent.setup();
    const api = apiOf({ summary: () => new Promise<never>(() => {}) });
    await renderPage(page, { api, at: AT });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    await user.click(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    );
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(await screen.findByText(/\d\d:\d\d UTC/)).toBeVisible();
  });

  it('offers the servers of all pages, and says where there are more', async () => {
    const servers = jest.fn(async ({ cursor }: { cursor?: string } = {}) => {
      const at = Number(cursor ?? 0);
      const name = `host-${at}`;
      const ref = `resource:default/${name}` as const;
      return {
        items: [{ ...bat000, ref, title: name }],
        totalItems: 4000,
        nextCursor: String(at + 1),
      };
    });
    await renderPage(page, { api: apiOf({ servers }), at: AT });
    expect(await screen.findByRole('option', { name: 'host-9' })).toBeVisible();
    expect(servers).toHaveBeenCalledTimes(10);
    const field = screen.getByRole('combobox', { name: 'Server' });
    expect(field).toHaveAccessibleDescription(
      /^Only the first 10 servers are listed/,
    );
    // The one of the address is there in any case, and stays.
    expect(field).toHaveValue(SERVER);
    await userEvent.selectOptions(field, 'host-3');
    await userEvent.selectOptions(field, 'bastion');
    expect(field).toHaveValue(SERVER);
  });

  it('says so where the servers cannot be loaded, and tries again', async () => {
    const servers = jest
      .fn()
      .mockRejectedValueOnce(new Error('The inventory is away.'))
      .mockResolvedValue({
        ...{ items: [bastion], totalItems: 1, nextCursor: null },
      });
    await renderPage(page, { api: apiOf({ servers }) });
    expect(await screen.findByText(/The inventory is away/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('option', { name: 'bastion' }),
    ).toBeVisible();
    expect(screen.queryByText(/The inventory is away/)).toBeNull();
  });

  it('loses nothing when creating fails', async () => {
    const user = userEvent.setup();
    const api = apiOf({
      createCapture: async () => {
        throw new Error('A newer capture of this file is stored.');
      },
    });
    await renderPage(page, { api, at: AT });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    await user.click(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    );
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(
      await screen.findByText(/Nothing was created: A newer capture/),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect((await editor()).value).toBe(CRONTAB);
  });

  it('loses nothing when reading fails', async () => {
    let fails = true;
    const api = apiOf({
      previewCrontab: async request => {
        if (fails) throw new Error('The reader is away.');
        return previewOf(request);
      },
    });
    await renderPage(page, { api, at: AT });
    await paste(CRONTAB);
    expect(await screen.findByText(/The reader is away/)).toBeVisible();
    expect((await editor()).value).toBe(CRONTAB);
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await row(/^weekly-report, /)).toBeVisible();
  });

  it('reads a dropped file as it is, and says what stands out', async () => {
    const api = apiOf();
    await renderPage(page, { api, at: AT });
    const file = new File(['\ufeff# x\r\n0 1 * * * a'], 'ops.cron');
    fireEvent.drop(await editor(), {
      dataTransfer: { files: [file], types: ['Files'] },
    });
    expect(await screen.findByText(/byte order mark/)).toBeVisible();
    expect(
      screen.getByText(/1 line of ops.cron ends in a carriage/),
    ).toBeVisible();
    expect((await editor()).value).toBe('\ufeff# x\u240d\n0 1 * * * a');
    await waitFor(() =>
      expect(api.previewCrontab.mock.calls[0]?.[0].text).toBe(
        '\ufeff# x\r\n0 1 * * * a',
      ),
    );
  });

  it('refuses a file that is too large, and keeps the text', async () => {
    const api = apiOf();
    await renderPage(page, { api, at: AT });
    await paste('0 1 * * * a\n');
    await userEvent.upload(
      await screen.findByLabelText('Choose a file'),
      new File(['#'.repeat(600 * 1024)], 'big.txt'),
    );
    expect(
      await screen.findByText(/big.txt has 600 kB; at most 512 kB/),
    ).toBeVisible();
    expect((await editor()).value).toBe('0 1 * * * a\n');
  });

  const toolsOnBastion = {
    items: [
      workload('backup-wiki', {
        locations: [
          {
            ...workload('x').locations[0],
            ref: 'crontab:default/bastion/var/spool/cron/crontabs/tools',
          },
        ],
      }),
    ],
    totalItems: 1,
    nextCursor: null,
  };

  it('takes the crontab that is known of the server, until a person names one', async () => {
    let answer = () => {};
    const api = apiOf({
      workloads: () =>
        new Promise(resolve => {
          answer = () => resolve(toolsOnBastion);
        }),
    });
    await renderPage(page, { api, at: `/?server=${SERVER}` });
    await paste(CRONTAB);
    await screen.findByText('Say whose crontab it is, or its file name.');
    const user = await screen.findByRole('textbox', { name: 'User' });
    await userEvent.click(user);
    await act(async () => answer());
    expect(user).toHaveValue('');
    expect(user).toHaveAttribute('placeholder', 'tools (as known)');
    await waitFor(() =>
      expect(api.previewCrontab).toHaveBeenLastCalledWith(
        expect.objectContaining({ path: 'var/spool/cron/crontabs/tools' }),
        expect.anything(),
      ),
    );
    await userEvent.type(user, 'ops');
    await waitFor(() =>
      expect(api.previewCrontab).toHaveBeenLastCalledWith(
        expect.objectContaining({ path: 'var/spool/cron/crontabs/ops' }),
        expect.anything(),
      ),
    );
  });

  it('asks a system crontab for no user', async () => {
    const api = apiOf({ workloads: async () => toolsOnBastion });
    await renderPage(page, { api, at: `/?server=${SERVER}` });
    expect(
      await screen.findByPlaceholderText('tools (as known)'),
    ).toBeVisible();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Form' }),
      'system crontab',
    );
    expect(screen.queryByRole('textbox', { name: 'User' })).toBeNull();
  });

  it('says what is missing before it can create', async () => {
    await renderPage(page, { api: apiOf(), at: '/' });
    await paste(CRONTAB);
    await row(/^weekly-report, /);
    expect(
      screen.getByText('Choose the server that this crontab is from.'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Create 8 workloads' }),
    ).toBeDisabled();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Server' }),
      'bastion',
    );
    expect(
      await screen.findByText('Say whose crontab it is, or its file name.'),
    ).toBeVisible();
  });

  it('has two tabs on a narrow screen, and keeps both', async () => {
    const before = window.matchMedia;
    window.matchMedia = (query: string) =>
      ({
        matches: query.includes('959.95'),
        media: query,
        addListener: () => {},
        removeListener: () => {},
        addEventListener: () => {},
        removeEventListener: () => {},
      } as unknown as MediaQueryList);
    try {
      await renderPage(page, { api: apiOf(), at: AT });
      await paste(CRONTAB);
      await userEvent.click(
        await screen.findByRole('tab', { name: 'Jobs (8)' }),
      );
      expect(await row(/^weekly-report, /)).toBeVisible();
      expect(
        screen.queryByRole('textbox', { name: 'Crontab text' }),
      ).toBeNull();
      await userEvent.click(screen.getByRole('tab', { name: 'Text' }));
      expect((await editor()).value).toBe(CRONTAB);
    } finally {
      window.matchMedia = before;
    }
  });
});
