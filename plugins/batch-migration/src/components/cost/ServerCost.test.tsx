import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ServerCostResponse } from 'backstage-plugin-batch-migration-common';
import { costed, serverCost } from '../../__testUtils__/cost';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { ServerCost } from './ServerCost';

async function show(answer: Partial<ServerCostResponse> = {}, language?: 'ja') {
  const api = mockApi({
    serverCost: async () => ({ ...serverCost, ...answer }),
  });
  await renderPage(
    <EstateProvider>
      <ServerCost namespace="default" name="bat000" round={0} />
    </EstateProvider>,
    { api, language },
  );
  const region = await screen.findByRole('region', {
    name: language ? '月額コスト' : 'Cost a month',
  });
  await within(region).findByText(/310/);
  return region;
}

describe('ServerCost', () => {
  it('says what the server costs and who says so', async () => {
    const card = await show();
    expect(within(card).getByText('US$310.00')).toBeVisible();
    expect(
      within(card).getByText('as stated in “Our contract”, 1 Jan 2026'),
    ).toBeVisible();
  });

  it('never tells a sum without of how many it is', async () => {
    const card = await show();
    expect(card).toHaveTextContent('US$1.25of 1 of 2 whose cost is known');
    expect(card).toHaveTextContent('3 more end or stay by plan.');
    expect(card).not.toHaveTextContent('may not be read');
  });

  it('lays out each job, or what is missing', async () => {
    const card = await show();
    await userEvent.click(within(card).getByText('Job by job'));
    const row = (name: string) =>
      within(card)
        .getByRole('rowheader', { name })
        .closest('tr') as HTMLElement;
    expect(row('digest')).toHaveTextContent(
      'digest30.4210 min, mean on the host0.25 vCPU, 1 GBUS$1.25',
    );
    expect(row('push')).toHaveTextContent(
      /not known: its runs are not measured.*; its peak memory is not measured$/,
    );
  });

  it('says it where nothing is known of the workloads', async () => {
    const item = costed('push', {
      cost: { amount: null, parts: [], unknown: ['price'] },
    });
    const card = await show({
      items: [item],
      target: { amount: 0, known: 0, unknown: 1 },
    });
    expect(card).toHaveTextContent(
      'Of the one workload that moves the cost is not known.',
    );
    expect(card).not.toHaveTextContent('US$0.00');
  });

  it('tells of what one may not read, and of workers', async () => {
    const card = await show({
      items: [
        costed('mailer', {
          ...{ kind: 'resident', copies: 2 },
          ...{ startsPerMonth: null, secondsPerRun: null, runsFrom: null },
        }),
      ],
      notReadable: 2,
    });
    expect(card).toHaveTextContent(
      '2 more may not be read by you, and are in no sum.',
    );
    expect(card).toHaveTextContent('2 copies, all hours');
  });

  it('is in Japanese, too', async () => {
    const card = await show({}, 'ja');
    expect(card).toHaveTextContent('2 件中、コストが分かる 1 件の合計');
    expect(card).toHaveTextContent('実行時間が未計測');
  });
});
