import { ResponseError } from '@backstage/errors';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApi } from '../../__testUtils__/estate';
import { tooEarly } from '../../__testUtils__/forecast';
import { mockSignals } from '../../__testUtils__/mockSignals';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { QuestionCards } from './QuestionCards';
import { Servers } from './Servers';
import { useServers } from './useServers';

const FORECAST = {
  value: tooEarly,
  ...{ error: undefined, loading: false, slow: false, reload: () => {} },
};

const Cards = () => {
  const { servers, nearest, showMore } = useServers(0);
  const { summary } = useEstate();
  return (
    <>
      <QuestionCards {...{ summary, nearest }} forecast={FORECAST} />
      <Servers servers={servers} onMore={showMore} />
    </>
  );
};

describe('useServers', () => {
  const { forecast: foretell } = mockApi();
  let forecast: jest.MockedFunction<BatchMigrationApi['forecast']>;
  let revision: string;
  const signals = mockSignals();

  beforeEach(() => {
    revision = '1';
    forecast = jest.fn(foretell);
  });

  const fail = () =>
    forecast.mockRejectedValue(new Error('the database is away'));
  const mend = () => forecast.mockImplementation(foretell);

  async function show() {
    await renderPage(
      <TestApiProvider apis={[[signalApiRef, signals.api]]}>
        <EstateProvider>
          <Cards />
        </EstateProvider>
      </TestApiProvider>,
      {
        api: mockApi({
          forecast,
          changes: async () => ({ revision, round: null }),
        }),
      },
    );
    const card = (name: string) => screen.findByRole('region', { name });
    return {
      table: await card('Servers: what is left, and is it empty in time?'),
      date: await card('Next hard date'),
    };
  }

  it('never says that it is too early where the forecasts were not read', async () => {
    fail();
    const cards = await show();
    for (const card of Object.values(cards)) {
      expect(
        await within(card).findByText(
          'Could not load the forecasts of the servers',
        ),
      ).toBeVisible();
      expect(card).toHaveTextContent('the database is away');
      expect(card).toHaveTextContent('forecast not read');
      expect(card).not.toHaveTextContent('too early to say');
      expect(card).not.toHaveTextContent('Those shown were read before.');
    }

    mend();
    await userEvent.click(
      within(cards.table).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await within(cards.table).findByText('too early to say'),
    ).toBeVisible();
    expect(cards.table).not.toHaveTextContent('Could not load');
  });

  it('keeps what it has while newer ones cannot be read, and says so', async () => {
    const cards = await show();
    for (const card of Object.values(cards)) {
      await within(card).findByText('too early to say');
    }

    fail();
    revision = '2';
    await act(async () => signals.say());
    for (const card of Object.values(cards)) {
      expect(
        await within(card).findByText('Those shown were read before.'),
      ).toBeVisible();
      expect(card).toHaveTextContent('too early to say');
    }

    mend();
    revision = '3';
    await act(async () => signals.say());
    await waitFor(() =>
      expect(screen.queryByText('Those shown were read before.')).toBeNull(),
    );
  });

  it('tells who may not read them', async () => {
    forecast.mockRejectedValue(
      await ResponseError.fromResponse(
        new Response(
          JSON.stringify({
            error: { name: 'NotAllowedError', message: 'not allowed' },
            response: { statusCode: 403 },
          }),
          { status: 403, headers: { 'content-type': 'application/json' } },
        ),
      ),
    );
    const { table } = await show();
    expect(
      await within(table).findByText(
        'You may not read the forecasts of the servers',
      ),
    ).toBeVisible();
  });
});
