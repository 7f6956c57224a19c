import { useApi } from '@backstage/core-plugin-api';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { useOwnWords } from '../states/useOwnWords';
import { LockedButton } from '../states/LockedButton';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import { instantOf, isWithin, localMinute, proposedUntil } from './untilDraft';

const TITLE = 'ask-exemption-title';

interface AskProps {
  workload: { id: string; name: string };
  longestDays: number;
  onAsked: () => void;
}

const AskForm = ({
  workload,
  longestDays,
  onAsked,
  onClose,
}: AskProps & { onClose: () => void }) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const { now = new Date(), timezone = 'UTC' } = useEstate();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() =>
    localMinute(proposedUntil(now, longestDays), timezone),
  );
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const expiresAt = instantOf(until, timezone);
  const isUntilWrong = !isWithin(expiresAt, now, longestDays);
  const isReasonWrong = reason.trim() === '';
  const days = String(longestDays);

  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal(undefined);
    if (saving || !expiresAt || isUntilWrong || isReasonWrong) return;
    setSaving(true);
    try {
      await api.askExemptions({
        workloadIds: [workload.id],
        reason: reason.trim(),
        expiresAt: expiresAt.toISOString(),
      });
      onAsked();
      onClose();
    } catch (error) {
      setRefusal(ownWords(error as Error));
      setSaving(false);
    }
  };

  return (
    <form onSubmit={ask} noValidate>
      <DialogContent>
        <Typography variant="body2" paragraph>
          {t('exemptions.askWhat')}
        </Typography>
        <TextField
          id="exemption-reason"
          label={t('exemptions.reason')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          inputProps={{ maxLength: 1000 }}
          error={tried && isReasonWrong}
          helperText={t(
            tried && isReasonWrong
              ? 'exemptions.noReason'
              : 'exemptions.reasonHelp',
          )}
          margin="dense"
          fullWidth
          multiline
          required
        />
        <TextField
          id="exemption-until"
          type="datetime-local"
          label={t('exemptions.until', { zone: timezone })}
          value={until}
          onChange={({ target }) => setUntil(target.value)}
          InputLabelProps={{ shrink: true }}
          error={tried && isUntilWrong}
          helperText={
            tried && isUntilWrong
              ? t('exemptions.badUntil', { days })
              : t('exemptions.untilHelp', { days })
          }
          margin="dense"
          fullWidth
          required
        />
        {refusal && (
          <Problem>{t('exemptions.refused', { message: refusal })}</Problem>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('exemptions.cancel')}</Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          aria-disabled={saving}
        >
          {t('exemptions.send')}
        </Button>
      </DialogActions>
    </form>
  );
};

/** Asks that a workload may stand still for a while; somebody else has to approve. */
export const AskExemption = ({
  missing,
  ...ask
}: AskProps & { missing: string | undefined }) => {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <LockedButton
        size="small"
        variant="outlined"
        missing={missing}
        onClick={() => setOpen(true)}
      >
        {t('exemptions.ask')}
      </LockedButton>
      <Dialog
        open={isOpen}
        onClose={close}
        aria-labelledby={TITLE}
        transitionDuration={0}
        fullWidth
        maxWidth="xs"
      >
        <DialogTitle id={TITLE}>
          {t('exemptions.askOf', { workload: ask.workload.name })}
        </DialogTitle>
        {isOpen && <AskForm {...ask} onClose={close} />}
      </Dialog>
    </>
  );
};
