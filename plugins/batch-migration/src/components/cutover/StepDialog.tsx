import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type {
  StepAction,
  StepView,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Problem } from '../states/Problem';
import { refName } from '../links';
import { useOwnWords } from '../states/useOwnWords';

export interface StepDialogProps {
  workload: WorkloadDetail;
  step: StepView;
  action: StepAction;
  onClose: () => void;
  onChanged: () => void;
}

/** Says what an action does before it is done; undoing asks for a reason. */
export const StepDialog = ({
  workload,
  step,
  action,
  onClose,
  onChanged,
}: StepDialogProps) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);
  const { pointOfNoReturn } = workload.cutover;
  const isUndo = action === 'undo';
  const asks = action === 'complete' && step.needsSecond;
  const passes =
    !isUndo && !step.reversible && pointOfNoReturn?.passed === null;
  const number = String(step.number);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem(undefined);
    try {
      await api.changeStep(workload.id, step.id, {
        ...{ action, version: workload.plan.version },
        ...(reason.trim() && { reason: reason.trim() }),
      });
      onChanged();
    } catch (error) {
      setProblem(ownWords(error as Error));
      setSending(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby="cutover-dialog"
      transitionDuration={0}
      fullWidth
      maxWidth="xs"
    >
      <form onSubmit={send}>
        <DialogTitle id="cutover-dialog">
          {t('cutover.details', { number, title: step.title })}
        </DialogTitle>
        <DialogContent>
          {asks && (
            <Typography variant="body2" paragraph>
              {t('cutover.askHint')}
            </Typography>
          )}
          {action === 'confirm' && step.waitingForSecond && (
            <Typography variant="body2" paragraph>
              {t('cutover.confirmHint', {
                by: refName(step.waitingForSecond.by),
              })}
            </Typography>
          )}
          {passes && (
            <Typography variant="body2" paragraph>
              <strong>{t('cutover.finalHint')}</strong>
            </Typography>
          )}
          {isUndo && step.undo && (
            <Typography variant="body2" paragraph>
              {t('cutover.undoWith', { undo: step.undo })}
            </Typography>
          )}
          <TextField
            id="cutover-reason"
            label={t(isUndo ? 'cutover.reason' : 'cutover.reasonMaybe')}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            required={isUndo}
            inputProps={{ maxLength: 2000 }}
            multiline
            fullWidth
            variant="outlined"
          />
          {problem && (
            <Problem>{t('cutover.refused', { message: problem })}</Problem>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('cutover.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={sending || (isUndo && reason.trim() === '')}
          >
            {t(`cutover.send.${asks ? 'ask' : action}`, { number })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
