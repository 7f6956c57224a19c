import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  mockApi,
  rankingDaily,
  summary,
  workload,
} from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { MigrationCard } from '../entity/MigrationCard';
import { OwnerCard } from '../mine/OwnerCard';
import { HomePageMyMigrations } from '../../plugin';
import { ReplacesCard } from './ReplacesCard';

const of = (kind: string, type: string, card: JSX.Element) => (
  <EntityProvider
    entity={{
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: {
        name: 'news',
        namespace: 'default',
        annotations: { 'batch-migration/replaces': 'ranking-daily' },
      },
      spec: { type },
    }}
  >
    {card}
  </EntityProvider>
);

/** Each with what it calls what it waits for, and a link that it has when it is there. */
const CARDS: Array<[string, JSX.Element, string, string]> = [
  [
    'a server',
    of('Resource', 'legacy-server', <MigrationCard />),
    'the totals',
    '28 of 86 done',
  ],
  [
    'a role',
    of('Resource', 'server-role', <MigrationCard />),
    'the totals',
    '28 of 86 done',
  ],
  [
    'an owner',
    of('Group', 'team', <OwnerCard />),
    'the workloads',
    'ranking-daily',
  ],
  [
    'the home page',
    <HomePageMyMigrations key="home" />,
    'the workloads',
    'ranking-daily',
  ],
  [
    'a component',
    of('Component', 'service', <ReplacesCard />),
    'the workloads that it replaces',
    'ranking-daily',
  ],
];

/** Every question of the card is answered so; that for the clock of the estate always. */
async function show(card: JSX.Element, gate: () => Promise<void>) {
  const gated = jest.fn(gate);
  await renderPage(card, {
    api: mockApi({
      summary: async (filters = {}) => {
        if (Object.keys(filters).length > 0) await gated();
        return summary;
      },
      workloads: async () => {
        await gated();
        return { items: [rankingDaily], totalItems: 1, nextCursor: null };
      },
      workload: async id => {
        await gated();
        return workload(id);
      },
    }),
  });
  return gated;
}

describe.each(CARDS)('the card of %s', (_, card, what, link) => {
  it('waits where its content will be', async () => {
    await show(card, () => new Promise(() => {}));
    expect(await screen.findByRole('status')).toBeEmptyDOMElement();
    expect(screen.getByRole('status').parentElement).toHaveAttribute(
      'aria-busy',
      'true',
    );
    expect(screen.queryByRole('link', { name: link })).toBeNull();
  });

  it('says what failed, and asks again', async () => {
    const failure = await refusal(500, 'The database is away');
    const gated = await show(card, async () => Promise.reject(failure));
    const problem = await screen.findByRole('group', { name: what });
    expect(problem).toHaveTextContent('The database is away');
    gated.mockResolvedValue();
    await userEvent.click(
      within(problem).getByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByRole('link', { name: link })).toBeVisible();
  });

  it('tells that the backend is not installed', async () => {
    const absent = await refusal(404, 'Not Found', { name: 'Error' });
    await show(card, async () => Promise.reject(absent));
    expect(
      await screen.findByText(/^The portal's backend has no batch migration/),
    ).toBeVisible();
  });
});

// One that may not be read is one of several on the card of a component.
it.each(CARDS.slice(0, 4))(
  'says on the card of %s that it may not be read',
  async (_, card, what) => {
    const denied = await refusal(403, 'Unauthorized');
    await show(card, async () => Promise.reject(denied));
    expect(await screen.findByText(`You may not read ${what}`)).toBeVisible();
  },
);
