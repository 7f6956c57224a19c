import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  RunView,
  SeenView,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, rankingDaily } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { WorkloadPage } from '../workload/WorkloadPage';

const line: SeenView = {
  id: 1,
  ref: 'crontab:default/bat000/var/spool/cron/crontabs/batch',
  key: 'abcdefabcdef',
  side: 'legacy',
  state: 'active',
  observedAt: '2026-02-09T01:20:00.000Z',
  lastSeenAt: '2026-02-12T01:20:00.000Z',
  source: 'files:captured',
  freshUntil: '2026-02-19T01:20:00.000Z',
  standing: 'counts',
  detail: { line: 12 },
};
const target: SeenView = {
  ...line,
  id: 2,
  ref: 'scheduler:111122223333/ap-northeast-1/news-batch',
  key: 'ranking-daily',
  side: 'target',
  source: 'aws-scheduler-schedule',
  freshUntil: '2026-02-12T01:22:00.000Z',
  standing: 'lapsed',
  detail: {},
};
const run: RunView = {
  id: 7,
  location: { ref: target.ref, key: target.key },
  side: 'target',
  scheduledFor: '2026-02-11T19:15:00.000Z',
  startedAt: '2026-02-11T19:15:03.000Z',
  endedAt: '2026-02-11T19:28:03.000Z',
  outcome: 'succeeded',
  source: 'aws-step-functions',
  url: 'https://console.aws.amazon.com/states/x',
};
const NOTHING = { observationIds: [], runIds: [] };

function detail(change: Partial<WorkloadDetail['assessment']> = {}) {
  return {
    ...rankingDaily,
    plan: { ...rankingDaily.plan, version: 7 },
    evidence: { observations: [line, target], runs: [run] },
    assessment: {
      ...rankingDaily.assessment,
      because: {
        placement: { observationIds: [1, 2], runIds: [] },
        stage: { observationIds: [2], runIds: [] },
        stale: NOTHING,
        soak: NOTHING,
      },
      dangers: [
        {
          ...rankingDaily.assessment.dangers[0],
          observationIds: [1, 2],
          runIds: [7],
        },
      ],
      blockers: [
        {
          type: 'no-owner' as const,
          message: 'The plan names no owner.',
        },
        {
          type: 'legacy-still-active' as const,
          message: 'The legacy side is still active.',
          observationIds: [1],
          runIds: [],
        },
      ],
      ...change,
    },
  };
}

const show = (
  found: WorkloadDetail = detail(),
  options: { at?: string; language?: 'ja' } = {},
) =>
  renderPage(
    <EstateProvider>
      <WorkloadPage id="ranking-daily" />
    </EstateProvider>,
    { api: mockApi({ workload: async () => found }), ...options },
  );

const ask = (name: string) =>
  screen.findByRole('button', { name: `Why? ${name}` });
const answer = (name: string) =>
  screen.getByRole('group', { name: `Why? ${name}` });

it('says of a danger what was seen, where, when, by whom, and whether it counts', async () => {
  await show();
  const button = await ask('runs twice');
  expect(button).toHaveAttribute('aria-expanded', 'false');
  act(() => button.focus());
  await userEvent.keyboard('{Enter}');
  expect(button).toHaveFocus();
  expect(button).toHaveAttribute('aria-expanded', 'true');
  const panel = answer('runs twice');
  expect(button).toHaveAttribute('aria-controls', panel.id);
  const [first, second] = within(
    within(panel).getByRole('list', { name: 'Observations' }),
  ).getAllByRole('listitem');
  expect(first).toHaveTextContent(
    /Legacy: active var\/spool\/cron\/crontabs\/batch on bat000.*Mon 9 Feb 10:20.*Thu 12 Feb 10:20.*by files:captured.*counts until Thu 19 Feb 10:20.*Line: 12/,
  );
  expect(second).toHaveTextContent(
    /Target: active ranking-daily in scheduler:.*no longer counts since Thu 12 Feb 10:22/,
  );
  const runs = within(panel).getByRole('list', { name: 'Runs' });
  expect(runs).toHaveTextContent(
    'Target, started Thu 12 Feb 04:15: succeeded 13 min · due Thu 12 Feb 04:15 · by aws-step-functions',
  );
  expect(
    within(runs).getByRole('link', { name: /Open the run/ }),
  ).toHaveAttribute('href', run.url);

  await userEvent.keyboard('{Enter}');
  expect(button).toHaveFocus();
  expect(button).toHaveAttribute('aria-expanded', 'false');
  expect(panel).not.toBeInTheDocument();
});

it('answers for placement, stage and each blocker', async () => {
  await show();
  await userEvent.click(await ask('Placement: on both'));
  expect(answer('Placement: on both')).toHaveTextContent(
    'legacy active, target active: runs twice',
  );
  await userEvent.click(await ask('Stage: built'));
  const stage = answer('Stage: built');
  expect(stage).toHaveTextContent('A linked target was there');
  expect(within(stage).getAllByRole('listitem')).toHaveLength(1);
  await userEvent.click(await ask('The legacy side is still active'));
  expect(answer('The legacy side is still active')).toHaveTextContent(
    'Legacy: active',
  );
  await userEvent.click(await ask('No owner'));
  expect(answer('No owner')).toHaveTextContent(
    'It follows from the plan, version 7: this is decided, not seen.',
  );
  expect(answer('No owner')).not.toHaveTextContent('Nobody has seen');
});

it('answers for staleness and the soak', async () => {
  const failed: SeenView = {
    ...target,
    id: 3,
    state: 'unknown',
    standing: 'counts',
    detail: { reason: 'AccessDenied: scheduler:GetSchedule' },
  };
  const found = detail({
    stale: true,
    soak: { good: 3, needed: 7, passedAt: null },
    because: {
      placement: NOTHING,
      stage: NOTHING,
      stale: { observationIds: [3], runIds: [] },
      soak: { observationIds: [1], runIds: [7, 8] },
    },
  });
  await show({
    ...found,
    evidence: { observations: [line, failed], runs: [run] },
  });
  await userEvent.click(await ask('Stale'));
  expect(answer('Stale')).toHaveTextContent(
    /the look gave no answer.*AccessDenied: scheduler:GetSchedule/,
  );
  await userEvent.click(await ask('Soak'));
  expect(answer('Soak')).toHaveTextContent(
    '1 observation or run has been cleaned up since.',
  );
  await userEvent.click(await ask('Placement: on both'));
  expect(answer('Placement: on both')).toHaveTextContent(
    'Nobody has seen anything of it yet.',
  );
});

it('says that a soak is kept though its runs are gone', async () => {
  await show(
    detail({
      stage: 'proven',
      soak: { good: 7, needed: 7, passedAt: '2026-01-05T00:00:00.000Z' },
    }),
  );
  await userEvent.click(await ask('Soak'));
  expect(answer('Soak')).toHaveTextContent(
    'That it passed was recorded on Mon 5 Jan 09:00',
  );
});

it('is open where the address asks', async () => {
  await show(detail(), { at: '/?why=stage' });
  expect(await ask('Stage: built')).toHaveAttribute('aria-expanded', 'true');
  expect(await ask('runs twice')).toHaveAttribute('aria-expanded', 'false');
});

it('shows what a person attested as such', async () => {
  const attested = { ...line, source: 'attested:user:default/mori' };
  await show(
    { ...detail(), evidence: { observations: [attested], runs: [] } },
    { at: '/?why=legacy-still-active' },
  );
  expect(
    await screen.findByText('attested by user:default/mori'),
  ).toBeInTheDocument();
});

it('speaks Japanese', async () => {
  await show(detail(), { language: 'ja' });
  const button = await screen.findByRole('button', {
    name: 'なぜ? 二重実行',
  });
  await userEvent.click(button);
  expect(
    screen.getByRole('group', { name: 'なぜ? 二重実行' }),
  ).toHaveTextContent(/bat000 の var\/spool\/cron\/crontabs\/batch/);
});
