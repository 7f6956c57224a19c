import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import {
  targetDismissPermission,
  type TargetCandidate,
} from 'backstage-plugin-batch-migration-common';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { CodeText } from '../CodeText';
import { useOwnWords } from '../states/useOwnWords';
import { LockedButton } from '../states/LockedButton';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';

interface DismissProps {
  target: TargetCandidate;
  onChanged: () => void;
}

const DismissForm = ({
  target,
  onChanged,
  onClose,
}: DismissProps & { onClose: () => void }) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const isMissing = tried && reason.trim() === '';

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (saving || reason.trim() === '') return;
    setSaving(true);
    setRefusal(undefined);
    try {
      await api.dismissTarget(target.id, { reason: reason.trim() });
      onClose();
      onChanged();
    } catch (error) {
      setRefusal(ownWords(error as Error));
      setSaving(false);
    }
  };

  return (
    <form onSubmit={save} noValidate>
      <DialogTitle id={`dismiss-${target.id}`}>
        {t('targets.dismissTitle', { target: target.name })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" paragraph>
          {t('targets.dismissWhy')}
        </Typography>
        <TextField
          id={`dismiss-reason-${target.id}`}
          label={t('targets.reason')}
          value={reason}
          onChange={event => setReason(event.target.value)}
          inputProps={{ maxLength: 2000 }}
          error={isMissing}
          helperText={isMissing ? t('targets.noReason') : ' '}
          fullWidth
          multiline
          required
        />
        {refusal && (
          <Problem>{t('targets.refused', { message: refusal })}</Problem>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('targets.cancel')}</Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          aria-disabled={saving}
        >
          {t('targets.save')}
        </Button>
      </DialogActions>
    </form>
  );
};

/** Says that a target replaces nothing in scope, or takes that back. */
export const Dismiss = ({ target, onChanged }: DismissProps) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [open, setOpen] = useState(false);
  const [refusal, setRefusal] = useState('');
  const { allowed, loading } = usePermission({
    permission: targetDismissPermission,
  });
  const missing = allowed || loading ? undefined : targetDismissPermission.name;
  const close = () => setOpen(false);

  const takeBack = async () => {
    try {
      await api.takeBackDismissal(target.id);
      onChanged();
    } catch (error) {
      setRefusal(t('targets.refused', { message: ownWords(error as Error) }));
    }
  };

  if (target.dismissal) {
    return (
      <>
        <LockedButton
          size="small"
          missing={missing}
          aria-label={t('targets.takeBackOf', { target: target.name })}
          onClick={takeBack}
        >
          {t('targets.takeBack')}
        </LockedButton>{' '}
        <span role="status">
          <CodeText text={refusal} />
        </span>
      </>
    );
  }
  return (
    <>
      <LockedButton
        size="small"
        missing={missing}
        aria-label={t('targets.dismissOf', { target: target.name })}
        onClick={() => setOpen(true)}
      >
        {t('targets.dismiss')}
      </LockedButton>
      <Dialog
        open={open}
        onClose={close}
        aria-labelledby={`dismiss-${target.id}`}
        transitionDuration={0}
        fullWidth
        maxWidth="xs"
      >
        {open && (
          <DismissForm target={target} onChanged={onChanged} onClose={close} />
        )}
      </Dialog>
    </>
  );
};
