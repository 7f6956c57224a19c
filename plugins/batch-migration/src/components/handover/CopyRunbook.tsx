import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import {
  toRunbook,
  type HandoverPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { useEffect, useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { useWords } from './words';

/** The plan as Markdown. Where the browser gives no clipboard, to copy by hand. */
export const CopyRunbook = ({
  preview,
}: {
  preview: HandoverPreviewResponse;
}) => {
  const { t } = useTexts();
  const { language } = useWords();
  const [copied, setCopied] = useState(false);
  const [byHand, setByHand] = useState<string>();
  useEffect(() => setCopied(false), [preview]);

  const copy = async () => {
    const runbook = toRunbook(preview.plan, {
      timezone: preview.timezone,
      language,
    });
    try {
      await window.navigator.clipboard.writeText(runbook);
      setCopied(true);
    } catch {
      // Not on a page without TLS, nor without the person's leave.
      setByHand(runbook);
    }
  };

  const close = () => setByHand(undefined);
  return (
    <>
      <Button
        variant="outlined"
        color="primary"
        startIcon={<CopyIcon />}
        onClick={copy}
        style={{ minHeight: 40 }}
      >
        <span role="status">
          {copied ? t('handover.verdict.copied') : t('handover.verdict.copy')}
        </span>
      </Button>
      <Dialog
        open={byHand !== undefined}
        onClose={close}
        aria-labelledby="handover-runbook"
        transitionDuration={0}
        fullWidth
        maxWidth="md"
      >
        <DialogTitle id="handover-runbook">
          {t('handover.verdict.copyByHand')}
        </DialogTitle>
        <DialogContent>
          <textarea
            aria-labelledby="handover-runbook"
            readOnly
            rows={20}
            style={{ width: '100%', fontFamily: 'monospace' }}
            value={byHand ?? ''}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{t('handover.verdict.close')}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
