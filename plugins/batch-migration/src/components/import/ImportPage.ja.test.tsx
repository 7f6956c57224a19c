import { fireEvent, screen, within } from '@testing-library/react';
import { CRONTAB } from '../../__testUtils__/crontab';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Density } from '../density/Density';
import { ImportPage } from './ImportPage';

const SERVER = 'resource:default/bat000';

it('reads a crontab out in Japanese', async () => {
  await renderPage(
    <EstateProvider>
      <ImportPage />
    </EstateProvider>,
    { api: mockApi(), at: `/?server=${SERVER}&name=ops`, language: 'ja' },
  );
  fireEvent.change(
    await screen.findByRole('textbox', { name: 'crontab の本文' }),
    { target: { value: CRONTAB } },
  );
  const old = within(await screen.findByRole('row', { name: /^old, / }));
  expect(
    old.getByText('移す実行がありません。戦略の提案: 廃止。'),
  ).toBeVisible();
  expect(
    screen.getByRole('button', { name: 'ワークロード 8 件を作成' }),
  ).toBeVisible();
});

it('reads the hours of the week out in Japanese', async () => {
  await renderPage(
    <EstateProvider>
      <Density filters={{ server: [SERVER] }} server={SERVER} round={0} />
    </EstateProvider>,
    { api: mockApi(), language: 'ja' },
  );
  expect(
    await screen.findByRole('gridcell', {
      name: '木曜日 07 時、実行 24 回、利用 3 回、競合あり',
    }),
  ).toBeVisible();
});
