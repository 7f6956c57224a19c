import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Fact, Summary } from 'backstage-plugin-batch-migration-common';
import {
  bat000Detail,
  mockApi,
  NOW,
  rankingDaily,
  workload,
} from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { ServerMigrationContent } from './ServerMigrationContent';
import { nearestFirst } from './StillHere';
import { looksAt } from './LookedAt';
import { newestOf, rowOf } from './leadingFacts';

const fact = (
  name: string,
  value: string | null,
  source = 'files',
  observedAt: string | null = NOW,
): Fact => ({ name, value, source, observedAt });

const workloads = [
  workload('feed-import'),
  workload('cleanup', { assessment: { stage: 'discovered' } }),
  rankingDaily,
  workload('csv-import', {
    id: 'csv',
    assessment: { placement: 'unknown', legacy: 'unknown' },
    locations: [
      {
        ...rankingDaily.locations[0],
        state: 'unknown',
        observedAt: '2026-02-11T22:14:00.000Z',
      },
    ],
  }),
];

const server = {
  ...bat000Detail,
  facts: [
    fact('os', 'Ubuntu 12.04.5 LTS'),
    fact('os-end-of-life', '2017-04-28'),
    fact('memory', '7450', 'aws'),
    fact('memory', '7680', 'files', '2026-02-01T00:00:00.000Z'),
  ],
  verdict: [
    {
      group: 'runs-only-here' as const,
      workloads: [
        { id: 'feed-import', name: 'feed-import' },
        { id: 'cleanup', name: 'cleanup' },
      ],
    },
    ...bat000Detail.verdict,
  ],
};

it('says of strategy and forecast that they are not known, as long as they are not', async () => {
  const away = () => Promise.reject(new Error('away'));
  await renderPage(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'bat000', namespace: 'default' },
        spec: { type: 'legacy-server' },
      }}
    >
      <ServerMigrationContent />
    </EntityProvider>,
    { api: mockApi({ workloads: away, forecast: away }) },
  );
  await screen.findAllByRole('button', { name: 'Try again' });
  expect(screen.getByText('Forecast').nextSibling).toHaveTextContent('unknown');
  expect(screen.getByText('Strategy').nextSibling).toHaveTextContent('unknown');
  expect(screen.queryByText('none yet')).toBeNull();
});

it('claims nothing while the clock is not there', async () => {
  let tell: (summary: Summary) => void = () => {};
  const waiting = new Promise<Summary>(resolve => {
    tell = resolve;
  });
  const known = await mockApi().summary({});
  await renderPage(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'bat000', namespace: 'default' },
        spec: { type: 'legacy-server' },
      }}
    >
      <ServerMigrationContent />
    </EntityProvider>,
    { api: mockApi({ server: async () => server, summary: () => waiting }) },
  );
  await screen.findByRole('region', { name: 'What is still here' });
  expect(screen.queryByRole('region', { name: 'Facts' })).toBeNull();
  tell(known);
  const facts = await screen.findByRole('region', { name: 'Facts' });
  expect(within(facts).queryByText(/Nobody has looked/)).toBeNull();
});

it('says of each group what is next, and of each fact what it means', async () => {
  await renderPage(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: { name: 'bat000', namespace: 'default' },
        spec: { type: 'legacy-server' },
      }}
    >
      <ServerMigrationContent />
    </EntityProvider>,
    {
      api: mockApi({
        server: async () => server,
        workloads: async () => ({
          items: workloads,
          totalItems: 4,
          nextCursor: null,
        }),
      }),
    },
  );
  const verdict = within(
    await screen.findByRole('region', { name: 'bat000 cannot be shut down' }),
  );
  expect(
    await verdict.findByText('1 are planned · 1 have no plan'),
  ).toBeVisible();
  expect(
    verdict.getByText('ranking-daily: one side must stop before Fri 04:15'),
  ).toBeVisible();
  expect(
    verdict.getByText(
      'csv-import: silent for 3 h 10 min, so it counts as running',
    ),
  ).toBeVisible();
  expect(
    verdict.getByRole('link', { name: 'Plan these: 2 run only here' }),
  ).toHaveAttribute('href', expect.stringContaining('placement=legacy'));

  const facts = within(screen.getByRole('region', { name: 'Facts' }));
  expect(
    facts.getByText('end of life 28 Apr 2017 · 8 y 9 mo ago'),
  ).toBeVisible();
  expect(facts.getByText('in 34 days')).toBeVisible();
  expect(facts.queryByText('7680 (files)')).toBeNull();
  await userEvent.click(facts.getByRole('button', { name: '1 more fact' }));
  expect(facts.getByRole('button', { name: /: 7450$/ })).toBeVisible();
  expect(facts.getByText('7680 (files)')).toBeVisible();

  const rows = within(
    screen.getByRole('table', { name: 'What is still here' }),
  ).getAllByRole('row');
  expect(rows[1]).toHaveTextContent('ranking-daily');
  expect(screen.getByRole('link', { name: 'All 4' })).toHaveAttribute(
    'href',
    expect.stringContaining('server='),
  );
});

it('puts danger first, then what is nearest to leaving', () => {
  const stage = (of: 'proven' | 'retained' | 'planned') =>
    workload(of, { assessment: { stage: of } });
  expect(
    nearestFirst([
      stage('retained'),
      stage('planned'),
      stage('proven'),
      workloads[3],
      rankingDaily,
    ]).map(({ name }) => name),
  ).toEqual(['ranking-daily', 'csv-import', 'proven', 'planned', 'retained']);
});

it('takes what was said last, and nothing that is not known', () => {
  const facts = [
    fact('tls', null, 'a'),
    fact('tls', 'TLS 1.0', 'b', '2026-01-01T00:00:00.000Z'),
    fact('tls', 'TLS 1.2', 'c', '2026-02-01T00:00:00.000Z'),
  ];
  expect(newestOf(rowOf(facts, 'tls')!).value).toBe('TLS 1.2');
  expect(looksAt({ facts, instances: [] }).map(([source]) => source)).toEqual([
    'a',
    'c',
    'b',
  ]);
});
