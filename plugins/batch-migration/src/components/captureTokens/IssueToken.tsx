import { useApi } from '@backstage/core-plugin-api';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { CAPTURE_TOKEN_DAYS } from 'backstage-plugin-batch-migration-common';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import { useOwnWords } from '../states/useOwnWords';
import type { TokenServer } from './CaptureTokens';
import { TokenSecret } from './TokenSecret';

const TITLE = 'capture-token-title';

/** A whole number within the limits, else `undefined`. */
export function daysOf(typed: string): number | undefined {
  const days = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= CAPTURE_TOKEN_DAYS.max ? days : undefined;
}

const IssueForm = ({
  server,
  onIssued,
  onClose,
}: {
  server: TokenServer;
  onIssued: (token: string) => void;
  onClose: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [label, setLabel] = useState('');
  const [typed, setTyped] = useState(String(CAPTURE_TOKEN_DAYS.default));
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const days = daysOf(typed);
  const max = String(CAPTURE_TOKEN_DAYS.max);

  const issue = async (event: FormEvent) => {
    event.preventDefault();
    if (saving || days === undefined) return;
    setSaving(true);
    setRefusal(undefined);
    try {
      const { token } = await api.issueCaptureToken(
        server.namespace,
        server.name,
        {
          ...(label.trim() ? { label: label.trim() } : {}),
          expiresInDays: days,
        },
      );
      onIssued(token);
    } catch (error) {
      setRefusal(ownWords(error as Error));
      setSaving(false);
    }
  };

  return (
    <form onSubmit={issue} noValidate>
      <DialogContent>
        <TextField
          id="capture-token-label"
          label={t('captureTokens.label')}
          helperText={t('captureTokens.labelHelp')}
          value={label}
          onChange={event => setLabel(event.target.value)}
          inputProps={{ maxLength: 100 }}
          margin="dense"
          fullWidth
        />
        <TextField
          id="capture-token-days"
          label={t('captureTokens.days')}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          inputProps={{ inputMode: 'numeric' }}
          error={days === undefined}
          helperText={
            days === undefined
              ? t('captureTokens.badDays', { max })
              : t('captureTokens.daysHelp', { max })
          }
          margin="dense"
          fullWidth
          required
        />
        {refusal && (
          <Problem>{t('captureTokens.refused', { message: refusal })}</Problem>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('captureTokens.cancel')}</Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          aria-disabled={saving || days === undefined}
        >
          {t('captureTokens.make')}
        </Button>
      </DialogActions>
    </form>
  );
};

/** Issues a token and shows its secret this once; closed, the page forgets it. */
export const IssueToken = ({
  server,
  onIssued,
}: {
  server: TokenServer;
  onIssued: () => void;
}) => {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string>();
  const close = () => {
    setOpen(false);
    setSecret(undefined);
  };
  return (
    <>
      <Button size="small" variant="outlined" onClick={() => setOpen(true)}>
        {t('captureTokens.issue')}
      </Button>
      <Dialog
        open={isOpen}
        // A click beside it or Escape must not lose what cannot be shown again.
        onClose={secret === undefined ? close : undefined}
        aria-labelledby={TITLE}
        transitionDuration={0}
        fullWidth
        maxWidth="sm"
      >
        <DialogTitle id={TITLE}>
          {t('captureTokens.issueTitle', { server: server.title })}
        </DialogTitle>
        {isOpen && secret === undefined && (
          <IssueForm
            server={server}
            onClose={close}
            onIssued={token => {
              setSecret(token);
              onIssued();
            }}
          />
        )}
        {secret !== undefined && (
          <TokenSecret server={server} secret={secret} onDone={close} />
        )}
      </Dialog>
    </>
  );
};
