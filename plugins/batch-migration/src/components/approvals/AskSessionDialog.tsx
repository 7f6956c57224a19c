import { useApi } from '@backstage/core-plugin-api';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import type {
  ApprovalPlaceView,
  OpenedSession,
} from 'backstage-plugin-batch-migration-common';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import { useOwnWords } from '../states/useOwnWords';

/** What bastions take at most; each may allow less. */
const MOST_MINUTES = 720;
const FEWEST_MINUTES = 5;

/** Sent again after a lost answer it is the same session. */
function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Why, and for how long. */
export const AskSessionDialog = ({
  workloadId,
  place,
  onClose,
  onOpened,
}: {
  workloadId: string;
  place: ApprovalPlaceView;
  onClose: () => void;
  onOpened: (session: OpenedSession) => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const ownWords = useOwnWords();
  const [requestId, setRequestId] = useState(newRequestId);
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState('60');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const number = Number(minutes);
  const hasReason = reason.trim().length >= 5;
  const hasMinutes =
    Number.isInteger(number) &&
    number >= FEWEST_MINUTES &&
    number <= MOST_MINUTES;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (sending || !hasReason || !hasMinutes) return;
    setSending(true);
    setProblem(undefined);
    try {
      const asked = { reason: reason.trim(), minutes: number, requestId };
      onOpened(await api.askSession(workloadId, place.id, asked));
    } catch (error) {
      setProblem(ownWords(error as Error));
      setSending(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby="ask-session"
      transitionDuration={0}
      fullWidth
      maxWidth="xs"
    >
      <form onSubmit={send} noValidate>
        <DialogTitle id="ask-session">
          {t('approvals.session.askOf', { place: place.title })}
        </DialogTitle>
        <DialogContent>
          <Typography variant="body2" paragraph>
            {t('approvals.session.explain')}
          </Typography>
          <TextField
            id="session-reason"
            label={t('approvals.session.reason')}
            value={reason}
            onChange={event => {
              setReason(event.target.value);
              setRequestId(newRequestId());
            }}
            inputProps={{ maxLength: 500 }}
            error={tried && !hasReason}
            helperText={t('approvals.session.reasonHelp')}
            multiline
            fullWidth
            required
          />
          <TextField
            id="session-minutes"
            label={t('approvals.session.minutes')}
            type="number"
            value={minutes}
            onChange={event => {
              setMinutes(event.target.value);
              setRequestId(newRequestId());
            }}
            inputProps={{ min: FEWEST_MINUTES, max: MOST_MINUTES }}
            error={tried && !hasMinutes}
            helperText={t('approvals.session.minutesHelp')}
            style={{ marginTop: 16 }}
            fullWidth
            required
          />
          {problem && (
            <Problem>
              {t('approvals.session.refused', { message: problem })}
            </Problem>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('approvals.session.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            aria-disabled={sending}
          >
            {t('approvals.session.send')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
