import { ResponseError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EMPTY_PLAN,
  REQUIREMENTS,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, rankingDaily } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { PlanSection } from './PlanSection';
import { RequirementList } from './RequirementList';

async function open(
  plan: Partial<Plan>,
  over: Parameters<typeof mockApi>[0] = {},
  language?: 'ja',
) {
  const user = userEvent.setup();
  const onSaved = jest.fn();
  const stored = { ...EMPTY_PLAN, version: 3, ...plan };
  const api = mockApi({
    plan: async () => ({ plan: stored, etag: '"v3"' }),
    ...over,
  });
  await renderPage(
    <EstateProvider>
      <PlanSection
        workload={{ ...rankingDaily, plan: stored }}
        onSaved={onSaved}
      />
      <RequirementList workload={{ ...rankingDaily, plan: stored }} />
    </EstateProvider>,
    { api, language },
  );
  return { user, onSaved, api };
}

const intended = {
  dialect: 'debian-cron' as const,
  expression: '0 6 * * *',
  timezone: 'Asia/Tokyo',
  reason: 'after the feed',
  setBy: 'user:default/sato',
};

it('says of each requirement whether it is met, and what says so', async () => {
  await open({
    requirements: [
      {
        id: 'a',
        text: 'Reaches the database',
        check: 'attestation',
        evidence: 'Ueda tried it',
        expiresOn: '2020-01-01',
      },
      {
        id: 'b',
        text: 'Audited',
        check: 'link',
        evidence: 'https://wiki.example.com/audit',
      },
      { id: 'c', text: 'Seen', check: 'probe' },
    ],
  });
  const rows = await screen.findAllByRole('listitem');
  expect(within(rows[0]).getByTitle('lapsed')).toBeInTheDocument();
  expect(rows[0]).toHaveTextContent(
    'Reaches the databasethe attestation ended on 1 Jan 2020 · Ueda tried it',
  );
  expect(within(rows[1]).getByTitle('met')).toBeInTheDocument();
  expect(rows[1]).toHaveTextContent('shown by a link');
  expect(within(rows[1]).getByRole('link')).toHaveAttribute(
    'href',
    'https://wiki.example.com/audit',
  );
  expect(within(rows[2]).getByTitle('open')).toBeInTheDocument();
  expect(rows[2]).toHaveTextContent('no probe looks at this');
  expect(screen.getByText('1 met, 1 lapsed, 1 open')).toBeVisible();
});

it('makes no link of an address that could run something', async () => {
  const evidence = ['javascript', 'x()'].join(':');
  await open({
    requirements: [{ id: 'b', text: 'Audited', check: 'link', evidence }],
  });
  const row = await screen.findByRole('listitem');
  expect(row).toHaveTextContent(evidence);
  expect(within(row).queryByRole('link')).not.toBeInTheDocument();
});

it('approves the schedule of the version that is shown', async () => {
  const approveSchedule = jest.fn(async () => ({
    plan: EMPTY_PLAN,
    etag: '"v4"',
  }));
  const { user, onSaved } = await open(
    { intendedSchedule: { ...intended, approval: null } },
    { approveSchedule },
  );
  expect(screen.getByText(/not approved yet/)).toBeVisible();
  await user.click(
    screen.getByRole('button', { name: 'Approve this schedule' }),
  );
  await waitFor(() => expect(onSaved).toHaveBeenCalled());
  expect(approveSchedule).toHaveBeenCalledWith(rankingDaily.id, '"v3"');
});

it('says why one may not approve', async () => {
  const error = await ResponseError.fromResponse({
    ok: false,
    status: 403,
    statusText: 'No',
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({
        error: { name: 'NotAllowedError', message: 'You set it yourself' },
        response: { statusCode: 403 },
      }),
  } as any);
  const { user, onSaved } = await open(
    { intendedSchedule: { ...intended, approval: null } },
    {
      approveSchedule: async () => {
        throw error;
      },
    },
  );
  await user.click(
    screen.getByRole('button', { name: 'Approve this schedule' }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Not approved: You set it yourself',
  );
  expect(onSaved).not.toHaveBeenCalled();
});

it.each([
  [undefined, /set before approvals were asked for/, true],
  [
    { by: 'user:default/ueda', at: '2026-02-11T00:00:00.000Z' },
    /approved by/,
    false,
  ],
])('tells of the approval %j', async (approval, words, mayApprove) => {
  await open({ intendedSchedule: { ...intended, approval } });
  expect(screen.getByText(words)).toBeVisible();
  expect(
    screen.queryAllByRole('button', { name: 'Approve this schedule' }),
  ).toHaveLength(mayApprove ? 1 : 0);
});

it('offers the library, and takes a schedule with its reason', async () => {
  const updatePlan = jest.fn(async (_: string, plan: Plan) => ({
    plan,
    etag: '"v4"',
  }));
  const { user, onSaved } = await open({}, { updatePlan });
  await user.click(screen.getByRole('button', { name: 'Edit plan' }));
  const drawer = within(await screen.findByRole('dialog'));
  await user.click(await drawer.findByText('Add from the library'));
  const [template] = REQUIREMENTS.filter(({ id }) => id === 'B13-fitness');
  await user.click(drawer.getByLabelText(template.text.en));
  await user.type(
    drawer.getByLabelText('What shows requirement 1'),
    'https://w.example/1',
  );
  await user.click(
    drawer.getByRole('button', { name: 'Add your own requirement' }),
  );
  await user.type(drawer.getByLabelText('Requirement 2'), 'Ask');
  await user.click(drawer.getByLabelText(/meant to differ/));
  const expression = drawer.getByLabelText(/Expression/);
  await user.clear(expression);
  await user.type(expression, '0 6 * * *');
  await user.type(drawer.getByLabelText(/Why it differs/), 'feed');
  await user.click(drawer.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(onSaved).toHaveBeenCalled());
  expect(updatePlan.mock.calls[0][1]).toMatchObject({
    requirements: [
      {
        id: 'B13-fitness',
        text: template.text.en,
        check: template.check,
        evidence: 'https://w.example/1',
      },
      { id: 'own-2', text: 'Ask', check: null },
    ],
    intendedSchedule: { expression: '0 6 * * *', reason: 'feed' },
  });
});

it('speaks Japanese', async () => {
  await open({ intendedSchedule: { ...intended, approval: null } }, {}, 'ja');
  expect(
    screen.getByRole('button', { name: 'このスケジュールを承認' }),
  ).toBeVisible();
});
