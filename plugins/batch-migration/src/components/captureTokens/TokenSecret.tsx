import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import type { TokenServer } from './CaptureTokens';

/** The secret, to copy, and where to keep it. */
export const TokenSecret = ({
  server,
  secret,
  onDone,
}: {
  server: TokenServer;
  secret: string;
  onDone: () => void;
}) => {
  const { t } = useTexts();
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // The form that had the focus is gone.
  useEffect(() => input.current?.select(), []);

  const copy = async () => {
    try {
      await window.navigator.clipboard.writeText(secret);
      setSaid(t('captureTokens.copied'));
    } catch {
      // Not on a page without TLS, nor without the person's leave.
      input.current?.select();
      setSaid(t('captureTokens.byHand'));
    }
  };

  return (
    <>
      <DialogContent>
        <Typography variant="body2" paragraph>
          <b>{t('captureTokens.once')}</b>
        </Typography>
        <TextField
          id="capture-token-secret"
          label={t('captureTokens.secret')}
          value={secret}
          inputRef={input}
          inputProps={{
            readOnly: true,
            spellCheck: false,
            autoComplete: 'off',
            style: { fontFamily: 'monospace' },
          }}
          onFocus={event => event.target.select()}
          margin="dense"
          fullWidth
        />
        <Button size="small" variant="outlined" onClick={copy}>
          {t('captureTokens.copy')}
        </Button>{' '}
        <span role="status">{said}</span>
        <Typography variant="body2" style={{ marginTop: 16 }}>
          {t('captureTokens.keep')}
        </Typography>
        <pre
          style={{
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            margin: '4px 0',
          }}
        >
          {`( umask 077; cat > /root/${server.name}.token )`}
        </pre>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" color="primary" onClick={onDone}>
          {t('captureTokens.done')}
        </Button>
      </DialogActions>
    </>
  );
};
