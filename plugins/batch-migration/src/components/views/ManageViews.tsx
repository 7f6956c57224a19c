import { useApi } from '@backstage/core-plugin-api';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { SavedView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { UndoNotice } from '../undo/UndoNotice';
import { OwnView } from './OwnView';

const TITLE = 'manage-views-title';

export const ManageViews = ({
  views,
  query,
  onClose,
  onChanged,
}: {
  /** One's own. */
  views: readonly SavedView[];
  query: string;
  onClose: () => void;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const [deleted, setDeleted] = useState<SavedView>();
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={TITLE}
      transitionDuration={0}
      fullWidth
      maxWidth="md"
    >
      <DialogTitle id={TITLE}>{t('views.manage')}</DialogTitle>
      <DialogContent>
        {views.length === 0 && <p>{t('views.noneOwn')}</p>}
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {views.map(view => (
            <OwnView
              key={`${view.id} ${view.version}`}
              {...{ view, query, onChanged }}
              onDelete={async () => {
                await api.deleteView(view.id);
                setDeleted(view);
              }}
            />
          ))}
        </ul>
      </DialogContent>
      {deleted && (
        <UndoNotice
          key={deleted.id}
          done={t('views.deleted', { view: deleted.title })}
          takeBack={async () => {
            const { title, shared, query: kept } = deleted;
            await api.createView({ title, shared, query: kept });
            onChanged();
            return t('views.restored', { view: title });
          }}
          onClose={() => setDeleted(undefined)}
        />
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('views.close')}</Button>
      </DialogActions>
    </Dialog>
  );
};
