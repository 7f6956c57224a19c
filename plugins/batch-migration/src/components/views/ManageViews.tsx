import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { SavedView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
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
            />
          ))}
        </ul>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('views.close')}</Button>
      </DialogActions>
    </Dialog>
  );
};
