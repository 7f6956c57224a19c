import { ResponseError } from '@backstage/errors';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  approvals,
  overduePatch,
  patchDetail,
  session,
} from '../../__testUtils__/approvals';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { Router } from '../../Router';
import * as files from '../../download';

jest.mock('../../download', () => ({ download: jest.fn() }));

const open = (api = mockApi(), at = '/approvals', language?: 'ja') =>
  renderPage(<Router />, { api, at, language });

const refused = (status: number, message: string) =>
  ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'NotAllowedError', message },
        request: { method: 'GET', url: '/approvals' },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ) as never,
  );

describe('the page of sessions and patches', () => {
  it('tells what, state, who, when, answer and thread of each request', async () => {
    await open();
    const list = await screen.findByRole('region', { name: 'Requests' });
    const [, patch, console] = await within(list).findAllByRole('row');
    expect(
      within(patch).getByRole('button', {
        name: '20260210-free-plan of example/news',
      }),
    ).toBeVisible();
    expect(patch).toHaveTextContent('no answer for more than a day');
    expect(patch).toHaveTextContent('for 1 d 3 h');
    expect(patch).toHaveTextContent('sato@example.com');
    expect(patch).toHaveTextContent('3f1c9a0b7d5e');
    expect(patch).toHaveTextContent('none yet');
    expect(
      within(patch).getByRole('link', {
        name: /^Thread of 20260210-free-plan of example\/news in Slack/,
      }),
    ).toHaveAttribute('href', overduePatch.threadUrl);
    expect(console).toHaveTextContent('Two subscriptions are billed twice');
    expect(console).toHaveTextContent('60 minutes');
    expect(console).toHaveTextContent('Kato (CTO)');
    expect(console).toHaveTextContent('after 2 h');
    expect(console).toHaveTextContent('not known');
    expect(
      within(list).getByText('1 without an answer for more than a day'),
    ).toBeVisible();
  });

  it('says of a refused session that it was refused after the login', async () => {
    const items = [
      { ...session, status: 'refused' as const, concern: null },
      { ...overduePatch, status: 'refused' as const, concern: null },
    ];
    await open(mockApi({ approvals: async () => ({ ...approvals, items }) }));
    const list = await screen.findByRole('region', { name: 'Requests' });
    const [, console, patch] = await within(list).findAllByRole('row');
    expect(within(console).getByText('refused after login')).toBeVisible();
    expect(within(patch).getByText('refused')).toBeVisible();
  });

  it('asks for kind and state, from the first page on', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    await open(api, '/approvals?cursor=50&first=51');
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Kind' }),
      'Patch',
    );
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'State' }),
      'refused',
    );
    await waitFor(() =>
      expect(api.approvals).toHaveBeenLastCalledWith(
        { limit: 50, kind: ['patch'], status: ['refused'] },
        expect.anything(),
      ),
    );
  });

  it('says what it does not show, and asks for days of any age', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    await open(api, '/approvals?cursor=50&first=51');
    expect(
      await screen.findByText(
        /^since 14 Nov 2025, and all that wait; an earlier day under “From” shows older ones$/,
      ),
    ).toBeVisible();
    const from = screen.getByLabelText('From');
    fireEvent.change(from, { target: { value: '2024-04-01' } });
    expect(api.approvals).toHaveBeenCalledTimes(1);
    await user.type(from, '{Enter}');
    await waitFor(() =>
      expect(api.approvals).toHaveBeenLastCalledWith(
        { limit: 50, from: '2024-04-01' },
        expect.anything(),
      ),
    );
    const to = screen.getByLabelText('Asked until');
    await user.click(to);
    fireEvent.change(to, { target: { value: '2024-06-30' } });
    await user.tab();
    await waitFor(() =>
      expect(api.approvals).toHaveBeenLastCalledWith(
        { limit: 50, from: '2024-04-01', to: '2024-06-30' },
        expect.anything(),
      ),
    );
  });

  it('says from where on it was cut', async () => {
    const cut = { ...approvals, cutAt: '2024-04-01T00:00:00.000Z' };
    await open(mockApi({ approvals: async () => cut }));
    expect(
      await screen.findByText(/asked at .*2024.* or before.* is not shown/),
    ).toBeVisible();
    expect(
      screen.getByText('1 without an answer for more than a day'),
    ).toBeVisible();
  });

  it('ignores what it does not know in its address', async () => {
    const api = mockApi();
    await open(
      api,
      '/approvals?kind=flag&status=x&first=y&from=2024-02-30&to=soon',
    );
    await screen.findByRole('region', { name: 'Requests' });
    expect(api.approvals).toHaveBeenLastCalledWith(
      { limit: 50 },
      expect.anything(),
    );
  });

  it('names what could not be read beside the rest', async () => {
    const place = { id: 'bastion', title: 'News bastion' };
    const unread = [
      { place, requestId: null, reason: 'AWS refused dynamodb:Query' },
      { place, requestId: 'x-1', reason: 'status is not known' },
    ];
    await open(mockApi({ approvals: async () => ({ ...approvals, unread }) }));
    const told = await screen.findByRole('alert');
    expect(told).toHaveTextContent(
      'News bastion could not be asked. AWS refused dynamodb:Query',
    );
    expect(told).toHaveTextContent('x-1 of News bastion could not be read.');
    expect(screen.getAllByRole('row')).toHaveLength(3);
  });

  it.each<[string, object]>([
    [
      'not all was read',
      {
        unread: [
          {
            place: { id: 'bastion', title: 'News bastion' },
            requestId: 'x-1',
            reason: 'status is not known',
          },
        ],
      },
    ],
    ['more waits than is read', { isWaitingCut: true }],
    ['no place is read', { places: 0 }],
  ])('never says that nothing waits where %s', async (_, over) => {
    const concerns = { unasked: 0, overdue: 0, waits: 0 };
    const none = { ...approvals, items: [], totalItems: 0, concerns, ...over };
    await open(mockApi({ approvals: async () => none }));
    expect(await screen.findByText('not known what waits')).toBeVisible();
    expect(screen.queryByText('nothing waits')).toBeNull();
  });

  it.each<[string, object, string]>([
    [
      '/approvals',
      { places: 0 },
      'No account is read: name its table in batchMigration.aws.approvals.',
    ],
    [
      '/approvals',
      {},
      'Nobody has asked for anything since 14 Nov 2025. Older requests are not shown.',
    ],
    ['/approvals?kind=patch', {}, 'No request matches.'],
  ])('%s with nothing says why', async (at, over, text) => {
    const none = { ...approvals, items: [], totalItems: 0, ...over };
    await open(mockApi({ approvals: async () => none }), at);
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('shows a lock to who may not read it', async () => {
    const error = await refused(403, 'You need the permission x');
    await open(
      mockApi({
        approvals: async () => {
          throw error;
        },
      }),
    );
    expect(
      await screen.findByText('You may not read the requests'),
    ).toBeVisible();
    expect(screen.queryByText(/totals of the overview/)).toBeNull();
  });

  it('saves what its filters match', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    await open(api, '/approvals?kind=session&cursor=50&from=2024-04-01');
    await user.click(
      await screen.findByRole('button', { name: 'Save as CSV' }),
    );
    await waitFor(() =>
      expect(files.download).toHaveBeenCalledWith(
        expect.anything(),
        'approvals.csv',
      ),
    );
    expect(api.exportApprovals).toHaveBeenCalledWith({
      ...{ kind: ['session'], from: '2024-04-01', bom: true },
    });
  });

  it('speaks Japanese', async () => {
    await open(mockApi(), '/approvals', 'ja');
    const list = await screen.findByRole('region', { name: '申請' });
    expect(list).toHaveTextContent('1 日を超えて回答なし');
    expect(list).toHaveTextContent('example/news の 20260210-free-plan');
    expect(list).toHaveTextContent('Kato（CTO）');
  });
});

describe('one request', () => {
  it('opens with the keyboard, tells its events, and closes', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    await open(api);
    const row = await screen.findByRole('button', {
      name: '20260210-free-plan of example/news',
    });
    row.focus();
    await user.keyboard('{Enter}');
    const drawer = await screen.findByRole('dialog', {
      name: '20260210-free-plan of example/news',
    });
    expect(api.approval).toHaveBeenCalledWith(
      'patches',
      overduePatch.id,
      expect.anything(),
    );
    expect(drawer).toHaveTextContent('The chain of events is whole.');
    const events = within(
      within(drawer).getByRole('region', { name: 'What happened' }),
    ).getAllByRole('listitem');
    expect(events.map(each => each.textContent)).toEqual([
      expect.stringMatching(/^Asked · by sato@example.com.*led to: asked/),
      expect.stringMatching(/^Reminder.*led to: told/),
    ]);
    expect(drawer).toHaveTextContent('plan=free');
    expect(
      within(drawer).getByRole('link', { name: 'data-patch' }),
    ).toHaveAttribute('href', '/batch-migration/workloads/data-patch');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says where the chain is broken', async () => {
    const problems = ['Event 2 was changed'];
    const broken = {
      ...patchDetail,
      chain: { state: 'broken' as const, problems },
    };
    await open(
      mockApi({ approval: async () => broken }),
      '/approvals?place=patches&request=x',
    );
    const drawer = await screen.findByRole('dialog');
    expect(
      await within(drawer).findByText('The chain of events is broken.'),
    ).toBeVisible();
    expect(drawer).toHaveTextContent('Event 2 was changed');
  });

  it('saves the log of its run, and says where there is none', async () => {
    const user = userEvent.setup();
    const api = mockApi({
      approval: async () => ({ ...patchDetail, hasLog: true }),
    });
    await open(api, '/approvals?place=patches&request=x');
    const save = await screen.findByRole('button', { name: 'Save the log' });
    await user.click(save);
    await waitFor(() =>
      expect(files.download).toHaveBeenCalledWith(expect.anything(), 'run.log'),
    );
    api.approvalLog.mockRejectedValue(await refused(404, 'x has left no log'));
    await user.click(save);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no file: x has left no log',
    );
  });

  it('shows acts of a newer version as they are', async () => {
    const [first] = patchDetail.events;
    await open(
      mockApi({
        approval: async () => ({
          ...patchDetail,
          ...session,
          events: [{ ...first, act: 'delegate', what: 'to Kato' }],
        }),
      }),
      '/approvals?place=bastion&request=session-9f2c',
    );
    const drawer = await screen.findByRole('dialog');
    expect(await within(drawer).findByText('delegate')).toBeVisible();
    expect(drawer).toHaveTextContent('whenever the answer comes');
    expect(drawer).toHaveTextContent(
      'Asked through the portalarn:aws:sts::111122223333:assumed-role/Portal/backstage',
    );
  });
});
