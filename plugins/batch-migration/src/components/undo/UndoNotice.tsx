import IconButton from '@material-ui/core/IconButton';
import Snackbar from '@material-ui/core/Snackbar';
import CloseIcon from '@material-ui/icons/Close';
import { useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { CodeText } from '../CodeText';
import { useOwnWords } from '../states/useOwnWords';

/** Says what was done, and offers to take it back once. */
export const UndoNotice = ({
  done,
  takeBack,
  refusal,
  onClose,
}: {
  done: string;
  /** Resolves to what it says then. */
  takeBack: () => Promise<string>;
  /** Words for a refusal that has some of its own. */
  refusal?: (error: Error) => string | undefined;
  onClose: () => void;
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const [state, setState] = useState<'offered' | 'sending' | 'over'>('offered');
  const [message, setMessage] = useState(done);

  const undo = async () => {
    if (state !== 'offered') return;
    setState('sending');
    try {
      setMessage(await takeBack());
    } catch (error) {
      setMessage(
        refusal?.(error as Error) ??
          t('workloadPage.undo.refused', { message: ownWords(error as Error) }),
      );
    }
    setState('over');
  };

  return (
    <Snackbar
      open
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      transitionDuration={0}
      message={
        <span role="status">
          <CodeText text={message} />
        </span>
      }
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
              onClick={undo}
              style={{ minHeight: 40 }}
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
