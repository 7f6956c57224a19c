import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { NoteDialog } from '../states/NoteDialog';
import { changeSince, type OpenedStep } from './openedStep';

export interface StepDialogProps {
  /** Is shown and sent as long as the dialog stands. */
  opened: OpenedStep;
  now: WorkloadDetail;
  onClose: () => void;
  onChanged: () => void;
}

/** Says what an action does before it is done; undoing asks for a reason. */
export const StepDialog = ({
  opened,
  now,
  onClose,
  onChanged,
}: StepDialogProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { workload, step, action } = opened;
  const { pointOfNoReturn } = workload.cutover;
  const isUndo = action === 'undo';
  const asks = action === 'complete' && step.needsSecond;
  const passes =
    !isUndo && !step.reversible && pointOfNoReturn?.passed === null;
  const number = String(step.number);
  const change = changeSince(opened, now);
  const stateNow = now.cutover.steps.find(({ id }) => id === step.id)?.state;

  return (
    <NoteDialog
      id="cutover-reason"
      title={t('cutover.details', { number, title: step.title })}
      label={t(isUndo ? 'cutover.reason' : 'cutover.reasonMaybe')}
      isRequired={isUndo}
      onSend={async reason => {
        await api.changeStep(workload.id, step.id, {
          ...{ action, version: workload.plan.version },
          ...(reason && { reason }),
        });
        onChanged();
      }}
      refused={message => t('cutover.refused', { message })}
      send={t(`cutover.send.${asks ? 'ask' : action}`, { number })}
      cancel={t('cutover.cancel')}
      onClose={onClose}
      changed={
        change &&
        t(`cutover.changed.${change}`, {
          number,
          state: stateNow ? t(`cutover.states.${stateNow}`) : '',
        })
      }
    >
      {asks && (
        <Typography variant="body2" paragraph>
          {t('cutover.askHint')}
        </Typography>
      )}
      {action === 'confirm' && step.waitingForSecond && (
        <Typography variant="body2" paragraph>
          {t('cutover.confirmHint', { by: refName(step.waitingForSecond.by) })}
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
    </NoteDialog>
  );
};
