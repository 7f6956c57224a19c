import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ForecastResponse } from 'backstage-plugin-batch-migration-common';
import {
  bat000,
  mockApi,
  summary,
  waveThree,
} from '../../__testUtils__/estate';
import { tooEarlyFor } from '../../__testUtils__/forecast';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { ByWave } from './ByWave';
import { NextHardDate } from './NextHardDate';

async function ask(name: string) {
  await userEvent.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog', { name });
}

/** Ends after the hard date of 18 March. */
const [tooEarly] = tooEarlyFor([bat000.ref]).items;
const late: ForecastResponse['items'][number] = {
  ...tooEarly,
  forecast: {
    ...tooEarly.forecast,
    state: 'range',
    finish: {
      ...{ p10: '2026-05-14', p20: '2026-06-01', p50: '2026-07-01' },
      ...{ p80: '2026-09-01', p90: '2026-09-30', p95: '2026-10-15' },
    },
    fan: [],
  },
};

const hardDate = (forecasts: Array<typeof late>) =>
  renderPage(
    <EstateProvider>
      <NextHardDate servers={[bat000]} forecasts={forecasts} />
    </EstateProvider>,
    { api: mockApi() },
  );

it('answers why a server is late: its forecast, and who told of the date', async () => {
  await hardDate([late]);
  const why = await ask('Why? 8+ weeks late: bat000');
  expect(why).toHaveTextContent(
    'empty between 14 May 2026 and 30 Sept 2026, middle 1 Jul 2026',
  );
  expect(why).toHaveTextContent(/ec2/);
});

it('answers why nothing can be said of a server yet', async () => {
  await hardDate(
    tooEarlyFor([bat000.ref]).items as unknown as Array<typeof late>,
  );
  const why = await ask('Why? too early to say: bat000');
  expect(why).toHaveTextContent(/A forecast needs at least \d+ weeks/);
});

it('answers why beside the deadline of a wave', async () => {
  await renderPage(
    <EstateProvider>
      <ByWave
        summary={{
          ...{ value: summary, error: undefined, loading: false, slow: false },
          reload: () => {},
        }}
        waves={{
          value: {
            ...{ items: [waveThree], totalItems: 1, nextCursor: null },
            ...{ today: '2026-02-12', timezone: 'Asia/Tokyo', mayChange: true },
          },
          ...{ error: undefined, loading: false, slow: false },
          reload: () => {},
        }}
      />
    </EstateProvider>,
    { api: mockApi() },
  );
  const why = await ask('Why? 30 Apr late: bat000 nightly');
  expect(why).toHaveTextContent(
    'The middle of the forecast is after the deadline.',
  );
});
