import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { CheckList } from './CheckList';
import { FilterMenu } from './FilterMenu';

const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    value: `resource:default/bat${index}`,
    label: `bat${index}`,
  }));

const Menu = ({ count, chosen }: { count: number; chosen: string[] }) => {
  const [selected, setSelected] = useState(chosen);
  return (
    <FilterMenu
      label="Server"
      options={options(count)}
      selected={selected}
      onChange={setSelected}
    />
  );
};

const show = (count: number, chosen: string[] = [], language?: 'ja') =>
  renderPage(<Menu {...{ count, chosen }} />, { api: mockApi(), language });

const names = () =>
  within(screen.getByRole('list', { name: 'Server' }))
    .getAllByRole('checkbox')
    .map(box => (box as HTMLInputElement).labels![0].textContent);

it('searches 10,000 values by keyboard and draws 50 of them', async () => {
  const user = userEvent.setup();
  await show(10_000, ['resource:default/bat7777']);
  const button = screen.getByRole('button', { name: 'Server: 1' });
  act(() => button.focus());
  await user.keyboard('{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Server' });
  expect(names()).toHaveLength(50);
  expect(names()[0]).toBe('bat7777');
  expect(within(dialog).getByRole('status')).toHaveTextContent(
    '9,950 more: type to find them',
  );
  const field = within(dialog).getByRole('searchbox', {
    name: 'Find a value: Server',
  });
  expect(field).toHaveFocus();
  await user.keyboard('BAT9999{ArrowDown}{ArrowDown} ');
  // What was ticked stays where it is until the list is asked anew.
  expect(names()).toEqual(['bat7777', 'bat9999']);
  const found = within(dialog).getByRole('checkbox', { name: 'bat9999' });
  expect(found).toBeChecked();
  expect(found).toHaveFocus();
  await user.clear(field);
  expect(names().slice(0, 3)).toEqual(['bat7777', 'bat9999', 'bat0']);
  await user.type(field, 'payments');
  expect(names()).toEqual(['bat7777', 'bat9999']);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByRole('button', { name: 'Server: 2' })).toHaveFocus();
});

it('says in Japanese how many more there are', async () => {
  await show(60, [], 'ja');
  await userEvent.click(screen.getByRole('button', { name: 'Server' }));
  expect(await screen.findByRole('status')).toHaveTextContent(
    'ほか 10 件。入力して絞り込めます',
  );
  expect(
    screen.getByRole('searchbox', { name: 'Serverの値を検索' }),
  ).toBeVisible();
});

it('shows few values in their own order, without a search', async () => {
  const user = userEvent.setup();
  await show(20, ['resource:default/bat3']);
  await user.click(screen.getByRole('button', { name: 'Server: 1' }));
  await screen.findByRole('dialog', { name: 'Server' });
  expect(screen.queryByRole('searchbox')).toBeNull();
  expect(names()).toEqual(options(20).map(({ label }) => label));
  expect(screen.getByRole('checkbox', { name: 'bat0' })).toHaveFocus();
  await user.keyboard('{End} {Home}{ArrowDown} ');
  expect(
    screen
      .getAllByRole('checkbox', { checked: true })
      .map(box => (box as HTMLInputElement).labels![0].textContent),
  ).toEqual(['bat1', 'bat3', 'bat19']);
});

it('is one tab stop, past what cannot be changed', async () => {
  const onToggle = jest.fn();
  render(
    <CheckList
      label="Columns"
      items={[
        { value: 'name', label: 'Name', isChecked: true, isFixed: true },
        { value: 'stage', label: 'Stage', isChecked: true },
        { value: 'wave', label: 'Wave', isChecked: false },
      ]}
      onToggle={onToggle}
    />,
  );
  const user = userEvent.setup();
  await user.tab();
  expect(screen.getByRole('checkbox', { name: 'Stage' })).toHaveFocus();
  await user.keyboard('{ArrowUp}{ArrowDown} ');
  expect(onToggle.mock.calls).toEqual([['wave']]);
  await user.tab();
  expect(document.body).toHaveFocus();
  await user.tab();
  expect(screen.getByRole('checkbox', { name: 'Wave' })).toHaveFocus();
});
