import { screen, waitFor } from '@testing-library/react';
import type { ObservationDetail } from 'backstage-plugin-batch-migration-common';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { LocationFacts } from './LocationFacts';

const show = (
  detail: ObservationDetail,
  language?: 'ja',
  api: Parameters<typeof mockApi>[0] = {},
) =>
  renderPage(
    <EstateProvider>
      <LocationFacts detail={detail} />
    </EstateProvider>,
    { api: mockApi(api), language },
  );

/** The value beside a name. */
const fact = (name: string) =>
  screen
    .getAllByRole('term')
    .find(({ textContent }) => textContent === `${name}: `)?.nextElementSibling;

it('shows nothing where nothing was seen beside the state', async () => {
  await show({ reason: 'said elsewhere' });
  expect(screen.queryByRole('term')).toBeNull();
});

it('names what probes tell under their own names, and keeps what it does not know', async () => {
  await show({ peakMib: 512, targetArn: 'arn:aws:states:x', oddity: 'blue' });
  expect(fact('Most memory of a run (MiB)')).toHaveTextContent('512');
  expect(fact('Starts')).toHaveTextContent('arn:aws:states:x');
  expect(fact('oddity')).toHaveTextContent('blue');
});

it('names them in Japanese', async () => {
  await show({ peakMib: 512 }, 'ja');
  expect(fact('1 回の最大メモリ (MiB)')).toHaveTextContent('512');
});

it('says of a service how many copies run, and marks too few', async () => {
  await show({
    service: {
      desired: 2,
      running: 1,
      atMost: null,
      rollout: 'failed',
      rolloutReason: 'tasks failed to start',
    },
  });
  expect(fact('Copies')).toHaveTextContent('▲ 1 of 2 running');
  expect(fact('At most at once')).toHaveTextContent('not known');
  expect(fact('Rollout')).toHaveTextContent('▲ failed: tasks failed to start');
});

it('says of a queue what waits, and what nobody could read', async () => {
  await show({
    queue: {
      name: 'mail',
      visible: 1_203,
      inFlight: 1,
      delayed: 0,
      oldestMessageSeconds: null,
      receives: null,
      deadLetter: { name: 'mail-dead', visible: 2 },
      unread: 'no permission for metrics',
    },
  });
  expect(fact('Queue')).toHaveTextContent('mail: 1,203 waiting, 1 in flight');
  expect(fact('Oldest message')).toHaveTextContent('not known');
  expect(fact('Dead letters')).toHaveTextContent('▲ 2 in mail-dead');
  expect(fact('Not read')).toHaveTextContent('no permission for metrics');
});

it('says of a way its weight, its targets and its alarms', async () => {
  await show({
    traffic: {
      weight: 10,
      totalWeight: 100,
      conditions: [],
      requests: null,
      targets: { healthy: 1, registered: 2 },
      alarms: ['too-slow'],
      unread: [],
    },
  });
  expect(fact('Weight')).toHaveTextContent('10 of 100 (10 %)');
  expect(fact('Requests in 15 min')).toHaveTextContent('not known');
  expect(fact('Healthy targets')).toHaveTextContent('▲ 1 of 2');
  expect(fact('Alarms that sound')).toHaveTextContent('▲ too-slow');
});

const uses = { since: '2026-02-01T16:00:00.000Z', count: 1_203 };

it.each([
  ['en', undefined, 'Uses', '1,203 since Mon 2 Feb 01:00'],
  ['ja', 'ja', '利用回数', '2/2(月) 01:00 以降 1,203 回'],
] as const)(
  'says in %s since when uses are known',
  async (_, ja, name, said) => {
    await show({ uses }, ja);
    await waitFor(() => expect(fact(name)).toHaveTextContent(said));
  },
);

it('says that it is UTC while nobody told the zone', async () => {
  await show({ uses }, undefined, { summary: () => new Promise(() => {}) });
  expect(fact('Uses')).toHaveTextContent('1,203 since Sun 1 Feb 16:00 UTC');
});
