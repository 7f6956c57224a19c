import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConflictError } from '@backstage/errors';
import type {
  ApprovalPlaceView,
  WorkloadApprovals as Answer,
} from 'backstage-plugin-batch-migration-common';
import { workloadApprovals } from '../../__testUtils__/approvals';
import { mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { WorkloadApprovals } from './WorkloadApprovals';

const [PATCHES] = workloadApprovals.places;
const REPORT = PATCHES.reconciliation.report!;
const [LEGACY] = workload('x').locations;
const target = (ref: string) =>
  workload('data-patch', {
    locations: [LEGACY, { ...LEGACY, side: 'target', ref, key: 'data-patch' }],
  });

const card = async (place: Partial<ApprovalPlaceView>, language?: 'ja') => {
  const places = [{ ...PATCHES, ...place }];
  const api = mockApi({
    workloadApprovals: async (): Promise<Answer> => ({
      ...workloadApprovals,
      places,
    }),
  });
  await renderPage(
    <EstateProvider>
      <WorkloadApprovals workload={target('codebuild:1/r')} />
    </EstateProvider>,
    { api, language },
  );
  return {
    api,
    section: await screen.findByRole('region', {
      name: language === 'ja' ? '承認' : 'Approvals',
    }),
  };
};

describe('the card of a workload', () => {
  it('tells the newest reconciliation', async () => {
    const { section } = await card({});
    expect(await within(section).findByText('all approved')).toBeVisible();
    expect(section).toHaveTextContent('0 unapproved of 42 · builds only');
    expect(section).toHaveTextContent(
      '1 without an answer for more than a day',
    );
    expect(
      within(section).getByRole('link', { name: 'Requests of this workload' }),
    ).toHaveAttribute('href', '/batch-migration/approvals?workload=data-patch');
  });

  it.each<[Partial<ApprovalPlaceView['reconciliation']>, string[]]>([
    [
      {
        standing: 'unapproved',
        report: {
          ...REPORT,
          approved: 41,
          unapproved: [
            {
              what: 'build',
              id: 'p:1',
              at: REPORT.from,
              by: 'root',
              reason: 'no-order',
            },
          ],
          leftOut: { unapproved: 2, unknown: 0 },
        },
      },
      [
        'not approved',
        '3 unapproved of 42',
        'p:1 by root: no-order',
        'and 2 more',
      ],
    ],
    [
      {
        standing: 'undecided',
        report: {
          ...REPORT,
          scope: { builds: true, databaseSessions: { logGroup: '/a' } },
          unknown: [
            { what: 'session', id: 's', at: REPORT.from, reason: 'no log' },
          ],
        },
      },
      ['not decided', '0 unapproved of 42 · 1 of 42 not decided', 's: no log'],
    ],
    [{ standing: 'stale' }, ['out of date', 'older than two days']],
    [{ standing: 'none', report: null }, ['never reconciled']],
    [
      {
        standing: 'unread',
        report: null,
        unread: 'AWS refused dynamodb:Query',
      },
      ['not read', 'AWS refused dynamodb:Query'],
    ],
    [
      { standing: 'unreadable', report: null, unread: 'body is no JSON' },
      ['not readable', 'body is no JSON'],
    ],
  ])('says %j, and never that all is approved', async (over, texts) => {
    const { section } = await card({
      concerns: null,
      reconciliation: { ...PATCHES.reconciliation, ...over },
    });
    await within(section).findByText(texts[0]);
    for (const text of texts) expect(section).toHaveTextContent(text);
    expect(section).toHaveTextContent('not known what waits');
    expect(section).not.toHaveTextContent('all approved');
  });

  it('speaks Japanese', async () => {
    const { section } = await card({ asksSessions: true }, 'ja');
    await within(section).findByText('すべて承認済み');
    expect(section).toHaveTextContent(
      '変更 42 件のうち未承認 0 件 · ビルドのみ',
    );
    expect(
      within(section).getByRole('button', {
        name: 'News patches のセッションを申請',
      }),
    ).toBeVisible();
  });

  it('is not there where nothing changes on request, or nothing decides', async () => {
    const none = mockApi({
      workloadApprovals: async () => ({ ...workloadApprovals, places: [] }),
    });
    await renderPage(
      <EstateProvider>
        <WorkloadApprovals workload={target('scheduler:1/r/g')} />
        <WorkloadApprovals workload={target('ecs-exec:1/r/c')} />
        <p>The end</p>
      </EstateProvider>,
      { api: none },
    );
    await waitFor(() =>
      expect(none.workloadApprovals).toHaveBeenCalledTimes(1),
    );
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Approvals' })).toBeNull(),
    );
    expect(screen.getByText('The end')).toBeVisible();
  });
});

describe('asking for a session', () => {
  const open = async () => {
    const user = userEvent.setup();
    const { api, section } = await card({ asksSessions: true });
    await user.click(
      await within(section).findByRole('button', {
        name: 'Ask for a session on News patches',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Ask for a session on News patches',
    });
    const field = (name: RegExp) => within(dialog).getByLabelText(name);
    const send = () =>
      user.click(within(dialog).getByRole('button', { name: 'Ask' }));
    return { user, api, section, dialog, field, send };
  };

  it('takes a reason and a time, and says until when it is open', async () => {
    const { user, api, section, field, send } = await open();
    await user.type(field(/Why the console/), ' Two are billed twice ');
    await user.clear(field(/Time limit/));
    await user.type(field(/Time limit/), '30');
    await send();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.askSession).toHaveBeenCalledWith('data-patch', 'patches', {
      reason: 'Two are billed twice',
      minutes: 30,
      requestId: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    expect(section).toHaveTextContent(/Session session-\w+ is open until/);
  });

  it('asks nothing without a reason or with a wrong time', async () => {
    const { user, api, field, send } = await open();
    await send();
    expect(field(/Why the console/)).toBeInvalid();
    await user.type(field(/Why the console/), 'Two are billed twice');
    await user.clear(field(/Time limit/));
    await user.type(field(/Time limit/), '4');
    await send();
    expect(field(/Time limit/)).toBeInvalid();
    expect(api.askSession).not.toHaveBeenCalled();
  });

  it('says why there is none, and asks again for the same one', async () => {
    const { user, api, dialog, field, send } = await open();
    api.askSession.mockRejectedValueOnce(
      new ConflictError('All 2 seats are taken'),
    );
    await user.type(field(/Why the console/), 'Two are billed twice');
    await send();
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'No session was opened: All 2 seats are taken',
    );
    await send();
    await waitFor(() => expect(api.askSession).toHaveBeenCalledTimes(2));
    const [[, , first], [, , second]] = api.askSession.mock.calls;
    expect(second).toEqual(first);
  });
});
