import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApi, rankingDaily, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { WorkloadTable } from '../workloads/WorkloadTable';

const show = (language?: 'ja') => {
  const api = mockApi();
  const page = renderPage(
    <EstateProvider>
      <WorkloadTable
        workloads={[rankingDaily, workload('csv-import')]}
        orderBy="danger"
        onOrder={() => {}}
      />
    </EstateProvider>,
    { api, language, mountsRoot: false },
  );
  return page.then(() => api);
};

const DANGER = 'Why? runs twice: ranking-daily';

it('reads the grounds of a word in a list only when somebody asks', async () => {
  const api = await show();
  const word = await screen.findByRole('button', { name: DANGER });
  expect(api.workload).not.toHaveBeenCalled();
  await userEvent.click(word);
  const answer = await screen.findByRole('dialog', { name: DANGER });
  expect(
    await within(answer).findByText('Both sides ran on 11 and 12 February.'),
  ).toBeVisible();
  expect(api.workload).toHaveBeenCalledTimes(1);
  expect(
    within(answer).getByRole('link', {
      name: 'Open ranking-daily with its grounds',
    }),
  ).toHaveAttribute(
    'href',
    '/batch-migration/workloads/ranking-daily?why=runs-twice',
  );
  expect(
    within(answer).getByRole('link', { name: 'What it means: runs twice' }),
  ).toHaveAttribute('href', '/batch-migration/dangers/runs-twice');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(word).toHaveFocus();
});

it.each([
  'Why? legacy active, target active: runs twice: ranking-daily',
  'Why? built: ranking-daily',
  'Why? Next run: Fri 13 Feb 04:15: ranking-daily',
])('is asked by "%s"', async name => {
  await show();
  expect(await screen.findByRole('button', { name })).toBeVisible();
});

it('is one tab stop, and arrow keys move between rows and along one', async () => {
  await show();
  const link = (name: string) => screen.getByRole('link', { name });
  await screen.findByRole('button', { name: DANGER });
  const table = screen.getByRole('table', { name: 'Workloads' });
  await waitFor(() =>
    expect(
      [...table.querySelectorAll('a, button, input, [role=button]')].filter(
        item => (item as HTMLElement).tabIndex === 0,
      ),
    ).toEqual([link('ranking-daily')]),
  );
  act(() => link('ranking-daily').focus());
  await userEvent.keyboard('{ArrowDown}');
  expect(link('csv-import')).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}{ArrowUp}');
  expect(screen.getAllByRole('link', { name: 'bat000' })[0]).toHaveFocus();
  await userEvent.keyboard('{Home}{ArrowUp}');
  expect(screen.getByRole('button', { name: 'Workload' })).toHaveFocus();
});

it('says in Japanese what the danger says', async () => {
  await show('ja');
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'なぜ? 二重実行: ranking-daily',
    }),
  );
  const answer = await screen.findByRole('dialog');
  expect(
    await within(answer).findByText(/旧側は稼働、新側は稼働で、二重に実行/),
  ).toBeVisible();
  expect(
    within(answer).getByText('Both sides ran on 11 and 12 February.'),
  ).toHaveAttribute('lang', 'en');
});
