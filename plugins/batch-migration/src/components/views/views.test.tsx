import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SavedView } from 'backstage-plugin-batch-migration-common';
import { useLocation } from 'react-router-dom';
import { mockApi, savedView } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { SavedViews } from './SavedViews';

const theirs: SavedView = {
  ...savedView,
  ...{ id: 'v2', title: '<b>Night</b>', query: 'wave=3&orderBy=name' },
  ...{ shared: true, ownerRef: 'user:default/sato' },
};

const answer =
  (...items: SavedView[]): BatchMigrationApi['views'] =>
  async () => ({ items, totalItems: items.length, nextCursor: null });

const Address = () => <output>{useLocation().search}</output>;

const show = async (api: BatchMigrationApi, at = '/') => {
  await renderPage(
    <>
      <SavedViews />
      <Address />
    </>,
    { api, at },
  );
  return screen.findByRole('button', { name: /^(Saved views|View: )/ });
};

const openMenu = async (button: HTMLElement) => {
  await userEvent.click(button);
  return screen.findByRole('menu', { name: 'Saved views' });
};

describe('saved views', () => {
  it('are chosen by keyboard, and ask their question', async () => {
    const user = userEvent.setup();
    const button = await show(
      mockApi({ views: answer(savedView, theirs) }),
      '/?stage=built&cursor=x&first=11',
    );
    act(() => button.focus());
    await user.keyboard('{Enter}');
    const menu = await screen.findByRole('menu', { name: 'Saved views' });
    const items = await within(menu).findAllByRole('menuitem');
    expect(items.map(item => item.textContent)).toEqual([
      'In danger',
      '<b>Night</b> (by sato)',
      'Save these filters as a view',
      'Manage my views',
    ]);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByText('?wave=3&orderBy=name')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'View: <b>Night</b>' }),
    ).toBeVisible();
  });

  it('keeps what the table is asked now', async () => {
    const user = userEvent.setup();
    const api = mockApi();
    const menu = await openMenu(
      await show(api, '/?stage=built&cursor=x&first=11&orderBy=name'),
    );
    expect(within(menu).getByText('No view yet')).toBeVisible();
    await user.click(within(menu).getByText('Save these filters as a view'));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Save view' }));
    expect(within(dialog).getByText('Give it a name.')).toBeVisible();
    await user.type(
      within(dialog).getByRole('textbox', { name: /Name/ }),
      'Built ones',
    );
    await user.click(
      within(dialog).getByRole('checkbox', { name: 'Shared with everybody' }),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Save view' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.createView).toHaveBeenCalledWith({
      title: 'Built ones',
      query: 'orderBy=name&stage=built',
      shared: true,
    });
  });

  it('are renamed, shared, asked anew and deleted by their owner', async () => {
    const user = userEvent.setup();
    const api = mockApi({ views: answer(savedView, theirs) });
    const button = await show(api, '/?stage=built');
    const menu = await openMenu(button);
    await within(menu).findByText('In danger');
    await user.click(within(menu).getByText('Manage my views'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(1);
    const name = within(dialog).getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'Acute');
    await user.click(
      within(dialog).getByRole('checkbox', {
        name: 'In danger: shared with everybody',
      }),
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Save In danger' }),
    );
    expect(await within(dialog).findByText('Saved.')).toBeVisible();
    expect(api.updateView).toHaveBeenCalledWith(
      'v1',
      { title: 'Acute', shared: true, query: 'danger=acute' },
      '"v1"',
    );
    await user.click(
      within(dialog).getByRole('button', {
        name: 'In danger: take the filters of now',
      }),
    );
    expect(api.updateView).toHaveBeenLastCalledWith(
      'v1',
      expect.objectContaining({ query: 'stage=built' }),
      '"v1"',
    );
    api.deleteView.mockRejectedValueOnce(new Error('No view has the id'));
    const remove = within(dialog).getByRole('button', {
      name: 'Delete In danger',
    });
    await user.click(remove);
    expect(
      await within(dialog).findByText('Not saved: No view has the id'),
    ).toBeVisible();
    await user.click(remove);
    await waitFor(() => expect(api.deleteView).toHaveBeenCalledTimes(2));

    // Deleted by mistake: it comes back as it was kept.
    const notice = within(dialog).getByRole('group', { name: 'Undo' });
    expect(notice).toHaveTextContent('View In danger deleted.');
    await user.click(within(notice).getByRole('button', { name: 'Undo' }));
    const { title, shared, query } = savedView;
    expect(api.createView).toHaveBeenCalledWith({ title, shared, query });
    expect(
      await within(dialog).findByText('View In danger is there again.'),
    ).toBeVisible();
  });
});
