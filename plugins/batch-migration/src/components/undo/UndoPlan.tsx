import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Snackbar from '@material-ui/core/Snackbar';
import CloseIcon from '@material-ui/icons/Close';
import type {
  Plan,
  VersionedPlan,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { statusOf } from '../states/LoadError';
import { useOwnWords } from '../states/useOwnWords';

/** A plan that was written, and what stood there before. */
export interface SavedPlan {
  before: Plan;
  now: VersionedPlan;
}

/**
 * Offers to take a saved plan back: the plan of before is written as a further
 * version, and only while nobody else has changed it since.
 */
export const UndoPlan = ({
  workloadId,
  saved,
  onDone,
  onClose,
}: {
  workloadId: string;
  saved: SavedPlan;
  /** It was taken back. */
  onDone: () => void;
  onClose: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [state, setState] = useState<'offered' | 'sending' | 'over'>('offered');
  const [message, setMessage] = useState<string>(
    t('workloadPage.undo.saved', { version: String(saved.now.plan.version) }),
  );

  const takeBack = async () => {
    if (state !== 'offered') return;
    setState('sending');
    try {
      const { plan } = await api.updatePlan(
        workloadId,
        saved.before,
        saved.now.etag,
      );
      setMessage(
        t('workloadPage.undo.done', { version: String(plan.version) }),
      );
      onDone();
    } catch (error) {
      setMessage(
        statusOf(error as Error) === 412
          ? t('workloadPage.undo.changed')
          : t('workloadPage.undo.refused', {
              message: ownWords(error as Error),
            }),
      );
    }
    setState('over');
  };

  return (
    <Snackbar
      open
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      transitionDuration={0}
      message={<span role="status">{message}</span>}
      ContentProps={{
        role: 'group',
        'aria-label': t('workloadPage.undo.label'),
      }}
      action={
        <>
          {state !== 'over' && (
            <Button
              color="inherit"
              size="small"
              aria-disabled={state === 'sending'}
              onClick={takeBack}
              style={{ textTransform: 'none', minHeight: 40 }}
            >
              {t('workloadPage.undo.label')}
            </Button>
          )}
          <IconButton
            color="inherit"
            aria-label={t('workloadPage.undo.close')}
            onClick={onClose}
            style={{ padding: 8 }}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        </>
      }
    />
  );
};
