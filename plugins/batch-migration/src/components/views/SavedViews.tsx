import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import Divider from '@material-ui/core/Divider';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ArrowIcon from '@material-ui/icons/ArrowDropDown';
import type { SavedView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef, type BatchMigrationApi } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { refName } from '../links';
import { ManageViews } from './ManageViews';
import { SaveView } from './SaveView';
import { askView, viewOfAddress } from './viewQuery';

const MENU = 'saved-views-menu';

/** A menu of more is none; who shares that many is found by searching. */
const MOST = 200;

async function someViews(
  api: BatchMigrationApi,
  signal: AbortSignal,
): Promise<SavedView[]> {
  return (await api.views({ limit: MOST }, { signal })).items;
}

/** Chooses, keeps and manages questions to the table of workloads. */
export const SavedViews = () => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const identityApi = useApi(identityApiRef);
  const { search, change } = useAddress();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'save' | 'manage'>();
  const views = useLoad(signal => someViews(api, signal), 'views');
  const user = useLoad(
    async () => (await identityApi.getBackstageIdentity()).userEntityRef,
    'user',
  ).value;
  const query = viewOfAddress(search);
  const all = views.value ?? [];
  const chosen = all.find(
    view => viewOfAddress(new URLSearchParams(view.query)) === query,
  );
  const close = () => setAnchor(null);
  const show = (what: 'save' | 'manage') => {
    close();
    setOpen(what);
  };
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="menu"
        aria-controls={anchor ? MENU : undefined}
        aria-expanded={Boolean(anchor)}
        endIcon={<ArrowIcon />}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {chosen && query !== ''
          ? t('views.chosen', { view: chosen.title })
          : t('views.title')}
      </Button>
      <Menu
        id={MENU}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={close}
        transitionDuration={0}
        MenuListProps={{ 'aria-label': t('views.title') }}
      >
        {all.length === 0 && (
          <MenuItem disabled>
            {views.error ? t('views.failed') : t('views.none')}
          </MenuItem>
        )}
        {all.map(view => (
          <MenuItem
            key={view.id}
            selected={view === chosen}
            onClick={() => {
              close();
              change(next => askView(next, view.query));
            }}
            style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
          >
            {view.ownerRef === user
              ? view.title
              : t('views.by', {
                  view: view.title,
                  owner: refName(view.ownerRef),
                })}
          </MenuItem>
        ))}
        <Divider />
        <MenuItem onClick={() => show('save')}>{t('views.save')}</MenuItem>
        <MenuItem onClick={() => show('manage')}>{t('views.manage')}</MenuItem>
      </Menu>
      {open === 'save' && (
        <SaveView
          query={query}
          onClose={() => setOpen(undefined)}
          onSaved={() => {
            setOpen(undefined);
            views.reload();
          }}
        />
      )}
      {open === 'manage' && (
        <ManageViews
          views={all.filter(({ ownerRef }) => ownerRef === user)}
          query={query}
          onClose={() => setOpen(undefined)}
          onChanged={views.reload}
        />
      )}
    </>
  );
};
