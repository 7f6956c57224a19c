import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { WorkloadColumn } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { WorkloadTable } from './WorkloadTable';

const NAMES = ['a-job', 'b-job', 'c-job', 'd-job'];

const Table = ({ columns }: { columns?: WorkloadColumn[] }) => {
  const [selected, onSelect] = useState<string[]>([]);
  return (
    <>
      <WorkloadTable
        workloads={NAMES.map(name => workload(name))}
        columns={columns}
        orderBy="danger"
        onOrder={() => {}}
        selection={{ selected, onSelect }}
      />
      <output>{selected.join(' ')}</output>
      <p>{useLocation().pathname}</p>
    </>
  );
};

const show = (columns?: WorkloadColumn[]) =>
  renderPage(
    <EstateProvider>
      <Table columns={columns} />
    </EstateProvider>,
    { api: mockApi(), mountsRoot: false },
  );

const link = (name: string) => screen.getByRole('link', { name });

it('ticks with Space, up to a row with Shift and Space, and opens with Enter', async () => {
  const user = userEvent.setup();
  await show();
  const ticked = () => screen.getByRole('status').textContent;
  act(() => link('a-job').focus());
  await user.keyboard('{ArrowDown} ');
  expect(ticked()).toBe('b-job');
  await user.keyboard('{ArrowDown}{ArrowDown}{Shift>} {/Shift}');
  expect(ticked()).toBe('b-job c-job d-job');
  expect(link('d-job')).toHaveFocus();
  await user.keyboard(' ');
  expect(ticked()).toBe('b-job c-job');
  await user.keyboard('{ArrowLeft}{ArrowUp} ');
  expect(ticked()).toBe('b-job');
  expect(screen.getByRole('checkbox', { name: 'Select c-job' })).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(
    screen.getByText('/batch-migration/workloads/c-job'),
  ).toBeInTheDocument();
});

it('goes past cells that a narrow screen leaves out', async () => {
  const user = userEvent.setup();
  await show();
  const row = link('a-job').closest('tr')!;
  const place = within(row).getByRole('link', { name: 'bat000' });
  place.closest('td')!.style.display = 'none';
  act(() => link('a-job').focus());
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement).toHaveAccessibleName(/^Why\? legacy active/);
});

it.each<[WorkloadColumn[] | undefined, string[]]>([
  [
    undefined,
    [
      ...['Workload', 'Server · role', 'Legacy → target', 'Stage'],
      ...['Danger or next step', 'Next run', 'Owner', 'Wave'],
    ],
  ],
  [
    ['stage', 'owner'],
    ['Workload', 'Stage', 'Owner'],
  ],
  [[], ['Workload']],
])('has as many cells in a row as headers with %j', async (columns, heads) => {
  await show(columns);
  const rows = screen.getAllByRole<HTMLTableRowElement>('row');
  expect(
    [...rows[0].cells].slice(1).map(({ textContent }) => textContent),
  ).toEqual(heads);
  expect(rows).toHaveLength(1 + NAMES.length);
  for (const row of rows) expect(row.cells).toHaveLength(1 + heads.length);
});

it('keeps each cell below its header', async () => {
  await show(['stage', 'owner']);
  const [, row] = screen.getAllByRole<HTMLTableRowElement>('row');
  expect(row.cells[2]).toHaveTextContent('planned');
  expect(row.cells[3]).toHaveTextContent('news-platform');
});
