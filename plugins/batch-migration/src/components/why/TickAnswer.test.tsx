import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  DueTick,
  RunsResponse,
  RunView,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, NOW, rankingDaily } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { RunsTable } from '../workload/RunsTable';
import { Timeline } from '../workload/Timeline';

const run: RunView = {
  location: { ref: 'scheduler:1/tokyo/news-batch', key: 'ranking-daily' },
  side: 'target',
  scheduledFor: '2026-02-10T19:15:00.000Z',
  startedAt: '2026-02-10T19:15:03.000Z',
  endedAt: '2026-02-10T19:28:03.000Z',
  outcome: 'succeeded',
  source: 'aws-step-functions',
  url: null,
};
const ticks: DueTick[] = [
  { at: '2026-02-10T19:15:00.000Z', verdict: 'once', runs: [run] },
  { at: '2026-02-11T19:15:00.000Z', verdict: 'missed', runs: [] },
];
const value: RunsResponse = {
  ...{ from: NOW, to: NOW, cutAt: null, ticks, otherRuns: [] },
};

it.each([
  [
    'Why? once: Wed 11 Feb 04:15',
    /One run belongs to it.*Target, started Wed 11 Feb 04:15: succeeded.*by aws-step-functions/,
  ],
  [
    'Why? missed: Thu 12 Feb 04:15',
    /No run belongs to it, although.*No run of it was seen/,
  ],
])('answers "%s" in the table of runs', async (name, grounds) => {
  await renderPage(
    <EstateProvider>
      <RunsTable value={value} />
    </EstateProvider>,
    { api: mockApi() },
  );
  const focused = await screen.findByRole('button', { name });
  act(() => focused.focus());
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('dialog', { name })).toHaveTextContent(grounds);
});

it('answers for the column of the lanes that is read out', async () => {
  await renderPage(
    <EstateProvider>
      <Timeline value={value} workload={rankingDaily} />
    </EstateProvider>,
    { api: mockApi() },
  );
  const chart = await screen.findByRole('group', { name: /missed/ });
  act(() => chart.focus());
  await userEvent.keyboard('{ArrowLeft}{Tab}{Enter}');
  const answer = await screen.findByRole('dialog', {
    name: /Wed 11 Feb 04:15.*once/,
  });
  expect(within(answer).getByRole('list', { name: 'Runs' })).toHaveTextContent(
    'by aws-step-functions',
  );
});
