import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { attestPermission } from 'backstage-plugin-batch-migration-common';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { LockedButton } from '../states/LockedButton';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import { useOwnWords } from '../states/useOwnWords';
import { calendarDay } from '../time/format';
import { checkAttestation, dayAfter, expiryOf } from './attestation';

interface AttestProps {
  id: string;
  name: string;
  /** An attestation is there already. */
  renew?: boolean;
  onAttested: () => void;
}

const AttestForm = ({
  id,
  name,
  onClose,
  onAttested,
}: Omit<AttestProps, 'renew'> & { onClose: () => void }) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const { now = new Date(), timezone = 'UTC' } = useEstate();
  const today = calendarDay(now, timezone);
  const [draft, setDraft] = useState({
    seconds: '',
    reason: '',
    expires: dayAfter(today, 90),
  });
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const problems = checkAttestation(draft, today);
  const shown = tried ? problems : {};

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal(undefined);
    if (saving || Object.keys(problems).length > 0) return;
    setSaving(true);
    try {
      await api.attest(id, {
        fact: 'longest-run',
        seconds: Number(draft.seconds),
        reason: draft.reason.trim(),
        expiresAt: expiryOf(draft.expires, timezone),
      });
      onAttested();
      onClose();
    } catch (error) {
      setRefusal(ownWords(error as Error));
      setSaving(false);
    }
  };

  return (
    <form onSubmit={save} noValidate>
      <DialogTitle id={`attest-${id}`}>
        {t('handover.attest.title', { name })}
      </DialogTitle>
      <DialogContent>
        <Typography variant="body2" paragraph>
          {t('handover.attest.why')}
        </Typography>
        <TextField
          id={`attest-seconds-${id}`}
          label={t('handover.attest.seconds')}
          value={draft.seconds}
          onChange={({ target }) =>
            setDraft(current => ({ ...current, seconds: target.value }))
          }
          inputProps={{ inputMode: 'numeric' }}
          error={Boolean(shown.seconds)}
          helperText={
            shown.seconds
              ? t('handover.attest.badSeconds')
              : t('handover.attest.secondsHelp')
          }
          margin="dense"
          fullWidth
          required
        />
        <TextField
          id={`attest-reason-${id}`}
          label={t('handover.attest.reason')}
          value={draft.reason}
          onChange={({ target }) =>
            setDraft(current => ({ ...current, reason: target.value }))
          }
          inputProps={{ maxLength: 1000 }}
          error={Boolean(shown.reason)}
          helperText={
            shown.reason
              ? t('handover.attest.noReason')
              : t('handover.attest.reasonHelp')
          }
          margin="dense"
          fullWidth
          multiline
          required
        />
        <TextField
          id={`attest-expires-${id}`}
          type="date"
          label={t('handover.attest.expires')}
          value={draft.expires}
          onChange={({ target }) =>
            setDraft(current => ({ ...current, expires: target.value }))
          }
          inputProps={{ min: dayAfter(today, 1), max: dayAfter(today, 365) }}
          InputLabelProps={{ shrink: true }}
          error={Boolean(shown.expires)}
          helperText={
            shown.expires
              ? t('handover.attest.badExpiry')
              : t('handover.attest.expiresHelp')
          }
          margin="dense"
          fullWidth
          required
        />
        {refusal && (
          <Problem>
            {t('handover.attest.refused', { message: refusal })}
          </Problem>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('handover.attest.cancel')}</Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          aria-disabled={saving}
        >
          {t('handover.attest.save')}
        </Button>
      </DialogActions>
    </form>
  );
};

/** Asks for a person's word on the longest run, with a reason and a day on which it ends. */
export const AttestDialog = (
  job: Omit<AttestProps, 'renew'> & { onClose: () => void },
) => (
  <Dialog
    open
    onClose={job.onClose}
    aria-labelledby={`attest-${job.id}`}
    transitionDuration={0}
    fullWidth
    maxWidth="xs"
  >
    <AttestForm {...job} />
  </Dialog>
);

/** A person's word for the longest run where no probe has measured it. */
export const Attest = ({ renew, ...job }: AttestProps) => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const { allowed, loading } = usePermission({
    permission: attestPermission,
    resourceRef: job.id,
  });
  return (
    <>
      <LockedButton
        size="small"
        color="primary"
        missing={allowed || loading ? undefined : attestPermission.name}
        aria-label={
          renew
            ? t('handover.attest.renewOf', { name: job.name })
            : t('handover.attest.labelOf', { name: job.name })
        }
        onClick={() => setOpen(true)}
        style={{ minWidth: 0 }}
      >
        {renew ? t('handover.attest.renew') : t('handover.attest.label')}
      </LockedButton>
      {open && <AttestDialog {...job} onClose={() => setOpen(false)} />}
    </>
  );
};
