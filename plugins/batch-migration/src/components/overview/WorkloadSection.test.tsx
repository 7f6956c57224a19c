import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import type { BatchMigrationApi } from '../../api';
import { mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { SkipToWorkloads } from './SkipToWorkloads';
import { WorkloadSection } from './WorkloadSection';

const Address = () => <p data-testid="address">{useLocation().search}</p>;

const show = async (
  at: string,
  {
    api = mockApi(),
    language,
  }: { api?: BatchMigrationApi; language?: 'ja' } = {},
) => {
  await renderPage(
    <EstateProvider>
      <SkipToWorkloads />
      <WorkloadSection summary={undefined} round={0} onChanged={() => {}} />
      <Address />
    </EstateProvider>,
    { api, at, language },
  );
  return screen.findByRole('table');
};

const heads = () =>
  screen.getAllByRole('columnheader').map(({ textContent }) => textContent);

const address = () => screen.getByTestId('address').textContent;

it('hides and shows columns by keyboard, and keeps them in the address', async () => {
  const user = userEvent.setup();
  await show('/?stage=built&columns=lamps&columns=nonsense');
  expect(heads()).toEqual(['', 'Workload', 'Legacy → target']);
  const button = screen.getByRole('button', { name: 'Columns: 2 of 8' });
  act(() => button.focus());
  await user.keyboard('{Enter}');
  const menu = await screen.findByRole('dialog', { name: 'Columns' });
  const name = within(menu).getByRole('checkbox', {
    name: 'Workload (always shown)',
  });
  expect(name).toBeChecked();
  expect(name).toBeDisabled();
  expect(
    within(menu).getByRole('checkbox', { name: 'Server · role' }),
  ).toHaveFocus();
  await user.keyboard('{ArrowDown} ');
  expect(address()).toBe('?stage=built&columns=name');
  await user.keyboard('{ArrowDown} ');
  expect(address()).toBe('?stage=built&columns=stage');
  await user.click(
    within(menu).getByRole('button', { name: 'Show all columns' }),
  );
  expect(address()).toBe('?stage=built');
  await user.keyboard('{Escape}');
  expect(screen.getByRole('button', { name: 'Columns' })).toHaveFocus();
  expect(heads()).toHaveLength(9);
});

it('offers columns in Japanese', async () => {
  await show('/?columns=stage', { language: 'ja' });
  await userEvent.click(
    screen.getByRole('button', { name: '列: 8 列中 2 列' }),
  );
  expect(
    await screen.findByRole('checkbox', { name: 'ワークロード (常に表示)' }),
  ).toBeChecked();
});

it('leads with `/` to the search, unless a field or a dialog has the focus', async () => {
  const user = userEvent.setup();
  await show('/?text=rank');
  const field = screen.getByRole('searchbox', {
    name: 'Find by name or command',
  });
  await user.keyboard('/');
  expect(field).toHaveFocus();
  expect(field).toHaveValue('rank');
  await user.type(field, '/x');
  expect(field).toHaveValue('rank/x');
  const rows = screen.getByRole('combobox');
  act(() => rows.focus());
  await user.keyboard('/');
  expect(rows).toHaveFocus();
  // With a modifier it belongs to the browser.
  act(() => rows.blur());
  fireEvent.keyDown(document.body, { key: '/', ctrlKey: true });
  expect(field).not.toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Kind' }));
  await screen.findByRole('dialog', { name: 'Kind' });
  await user.keyboard('/');
  expect(field).not.toHaveFocus();
});

describe('on a narrow page', () => {
  const before = window.matchMedia;
  beforeEach(() => {
    window.matchMedia = (query: string) =>
      ({
        matches: /max-width:959/.test(query),
        addListener: () => {},
        removeListener: () => {},
      } as unknown as MediaQueryList);
  });
  afterEach(() => {
    window.matchMedia = before;
  });

  it('has its filters behind one button, which counts what is chosen', async () => {
    const user = userEvent.setup();
    await show('/?stage=built&kind=scheduled&text=rank');
    expect(screen.getByRole('searchbox')).toHaveValue('rank');
    expect(screen.queryByRole('button', { name: 'Kind: 1' })).toBeNull();
    const button = screen.getByRole('button', { name: 'Filters: 2' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    button.focus();
    await user.keyboard('{Enter}');
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('button', { name: 'Kind: 1' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Columns' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(address()).toBe('');
    await user.click(screen.getByRole('button', { name: 'Filters' }));
    expect(screen.queryByRole('button', { name: 'Columns' })).toBeNull();
  });
});

it('turns one page at a time, and says which rows stand there', async () => {
  const user = userEvent.setup();
  let arrive = () => {};
  const api = mockApi({
    workloads: async ({ cursor } = {}) => {
      if (cursor) await new Promise<void>(resolve => (arrive = resolve));
      const page = { '': 'one', second: 'two', third: 'three' }[cursor ?? ''];
      return {
        items: [workload(`of page ${page}`)],
        totalItems: 3,
        nextCursor: { one: 'second', two: 'third' }[page!] ?? null,
      };
    },
  });
  await show('/', { api });
  const next = screen.getByRole('button', { name: 'Next page' });
  act(() => next.focus());
  await user.keyboard('{Enter}{Enter}');
  // What stands there is of the page before, as long as that loads.
  expect(screen.getByText('1–1 of 3')).toBeVisible();
  await act(async () => arrive());
  expect(await screen.findByText('of page two')).toBeVisible();
  expect(screen.getByText('2–2 of 3')).toBeVisible();
  expect(address()).toBe('?cursor=second&first=2');

  await user.keyboard('{Enter}');
  await act(async () => arrive());
  expect(await screen.findByText('of page three')).toBeVisible();
  expect(screen.getByText('3–3 of 3')).toBeVisible();
  expect(next).toHaveFocus();
  expect(next).toHaveAttribute('aria-disabled', 'true');
});

it('is skipped to: past all filters, to the first workload', async () => {
  const table = await show('/');
  await userEvent.click(
    screen.getByRole('link', { name: 'Skip to the workload table' }),
  );
  expect(
    within(table).getAllByRole('link', { name: 'ranking-daily' })[0],
  ).toHaveFocus();
});
