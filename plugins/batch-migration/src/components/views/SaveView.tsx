import { useApi } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import { useOwnWords } from '../states/useOwnWords';

const TITLE = 'save-view-title';

/** Keeps what the table is asked now, under a title. */
export const SaveView = ({
  query,
  onClose,
  onSaved,
}: {
  query: string;
  onClose: () => void;
  onSaved: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [title, setTitle] = useState('');
  const [shared, setShared] = useState(false);
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const isWrong = tried && title.trim() === '';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal(undefined);
    if (saving || title.trim() === '') return;
    setSaving(true);
    try {
      await api.createView({ title: title.trim(), query, shared });
      onSaved();
    } catch (error) {
      setRefusal(ownWords(error as Error));
      setSaving(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={TITLE}
      transitionDuration={0}
      fullWidth
      maxWidth="xs"
    >
      <DialogTitle id={TITLE}>{t('views.save')}</DialogTitle>
      <form onSubmit={save} noValidate>
        <DialogContent>
          <TextField
            id="view-title"
            label={t('views.name')}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
            inputProps={{ maxLength: 100 }}
            error={isWrong}
            helperText={t(isWrong ? 'views.noName' : 'views.nameHelp')}
            margin="dense"
            fullWidth
            required
          />
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={shared}
                onChange={({ target }) => setShared(target.checked)}
              />
            }
            label={t('views.shared')}
          />
          {refusal && (
            <Problem>{t('views.refused', { message: refusal })}</Problem>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('views.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            aria-disabled={saving}
          >
            {t('views.keep')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
