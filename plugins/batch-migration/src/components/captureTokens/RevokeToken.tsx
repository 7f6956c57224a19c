import { useApi } from '@backstage/core-plugin-api';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import type { CaptureToken } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';
import type { TokenServer } from './CaptureTokens';

/** Revokes for good, so it asks first. */
export const RevokeToken = ({
  server,
  token,
  onRevoked,
}: {
  server: TokenServer;
  token: CaptureToken;
  onRevoked: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [isOpen, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const label = token.label ?? token.id;
  const title = `capture-token-revoke-${token.id}`;
  const close = () => {
    setOpen(false);
    setRefusal(undefined);
  };

  const revoke = async () => {
    if (saving) return;
    setSaving(true);
    setRefusal(undefined);
    try {
      await api.revokeCaptureToken(server.namespace, server.name, token.id);
      close();
      onRevoked();
    } catch (error) {
      setRefusal(ownWords(error as Error));
    } finally {
      setSaving(false);
    }
  };

  return (
    <>
      <Button
        size="small"
        aria-label={t('captureTokens.revokeOf', { label })}
        onClick={() => setOpen(true)}
      >
        {t('captureTokens.revoke')}
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        aria-labelledby={title}
        transitionDuration={0}
        fullWidth
        maxWidth="xs"
      >
        <DialogTitle id={title}>
          {t('captureTokens.revokeTitle', { label })}
        </DialogTitle>
        <DialogContent>
          <Typography variant="body2">
            {t('captureTokens.revokeWhy')}
          </Typography>
          {refusal && (
            <Problem>
              {t('captureTokens.refused', { message: refusal })}
            </Problem>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{t('captureTokens.cancel')}</Button>
          <Button
            variant="contained"
            color="secondary"
            aria-disabled={saving}
            onClick={revoke}
          >
            {t('captureTokens.revokeNow')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
