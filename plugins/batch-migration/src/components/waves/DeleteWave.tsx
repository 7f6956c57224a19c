import { useApi } from '@backstage/core-plugin-api';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { useOwnWords } from '../states/useOwnWords';
import { LockedButton } from '../states/LockedButton';
import { Problem } from '../states/Problem';

const TITLE = 'delete-wave-title';

/** Forgets what is said of a wave, once it was confirmed. */
export const DeleteWave = ({
  wave,
  missing,
  onDeleted,
}: {
  wave: WaveView;
  missing: string | undefined;
  onDeleted: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [isOpen, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const remove = async () => {
    try {
      await api.deleteWave(wave.name);
      onDeleted();
    } catch (error) {
      setRefusal(ownWords(error as Error));
    }
  };
  return (
    <>
      <LockedButton
        size="small"
        missing={missing}
        onClick={() => {
          setRefusal(undefined);
          setOpen(true);
        }}
      >
        {t('waves.delete')}
      </LockedButton>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        aria-labelledby={TITLE}
        transitionDuration={0}
      >
        <DialogTitle id={TITLE}>
          {t('waves.deleteOf', { wave: wave.title })}
        </DialogTitle>
        <DialogContent>
          <Typography variant="body2">{t('waves.deleteWhat')}</Typography>
          {refusal && (
            <Problem>{t('waves.refused', { message: refusal })}</Problem>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{t('waves.cancel')}</Button>
          <Button onClick={remove} variant="contained" color="primary">
            {t('waves.delete')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
};
