import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  ServerView,
  Summary,
} from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationApi } from '../../api';
import { bat000, mockApi, summary } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Servers } from './Servers';

const ended: ServerView = {
  ...bat000,
  facts: [
    ...bat000.facts,
    {
      ...{ name: 'os-end-of-life', value: '2017-04-28' },
      ...{ source: 'files', observedAt: null },
    },
  ],
};

async function show(told: BatchMigrationApi['summary']) {
  const api = mockApi({ summary: told });
  await renderPage(
    <EstateProvider>
      <Servers
        servers={{
          value: {
            ...{ items: [ended], totalItems: 1, nextCursor: null },
            forecasts: [],
          },
          ...{ error: undefined, loading: false, slow: false },
          reload: () => {},
        }}
        onMore={() => {}}
      />
    </EstateProvider>,
    { api },
  );
  return { api, card: within(await screen.findByRole('region')) };
}

it('judges no date before it knows which day it is', async () => {
  let tell: (told: Summary) => void = () => {};
  const { card } = await show(() => new Promise(resolve => (tell = resolve)));
  expect(card.queryByRole('table')).toBeNull();
  await act(async () => tell(summary));
  expect(await card.findByRole('table')).toBeVisible();
  expect(card.getByText('ended 2017')).toBeVisible();
});

it('says why it does not know which day it is', async () => {
  const { api, card } = await show(async () => {
    throw await refusal(500, 'The database is away');
  });
  expect(
    await card.findByText(/The server answered: The database is away/),
  ).toBeVisible();
  expect(card.queryByRole('table')).toBeNull();
  api.summary.mockResolvedValue(summary);
  await userEvent.click(card.getByRole('button', { name: 'Try again' }));
  expect(await card.findByRole('table')).toBeVisible();
});
