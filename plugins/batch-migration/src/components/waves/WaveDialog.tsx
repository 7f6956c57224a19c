import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { WaveForm } from './WaveForm';

const TITLE = 'wave-dialog-title';

export interface WaveDialogProps {
  /** Which one is changed or first described; a new one where not given. */
  wave?: WaveView;
  onClose: () => void;
  onSaved: (wave: WaveView) => void;
}

/** Gives a wave its title and its days. */
export const WaveDialog = ({ wave, onClose, onSaved }: WaveDialogProps) => {
  const { t } = useTexts();
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={TITLE}
      transitionDuration={0}
      fullWidth
      maxWidth="sm"
    >
      <DialogTitle id={TITLE}>
        {wave ? t('waves.editOf', { wave: wave.title }) : t('waves.new')}
      </DialogTitle>
      <WaveForm wave={wave} onClose={onClose} onSaved={onSaved} />
    </Dialog>
  );
};
