import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '../buttons';
import { Problem } from './Problem';
import { useOwnWords } from './useOwnWords';

export interface NoteDialogProps {
  /** Of the field; the title has one beside it. */
  id: string;
  title: string;
  /** Of the field. */
  label: string;
  /** Nothing is sent without words. */
  isRequired: boolean;
  /** Takes the note without blanks around it; what it throws is told, and the note stays. */
  onSend: (note: string) => Promise<void>;
  /** Words around what the server says of a refusal. */
  refused: (message: string) => string;
  send: string;
  cancel: string;
  onClose: () => void;
  /** What is no longer as it was when this was opened. */
  changed?: string;
  /** Above the field. */
  children?: ReactNode;
}

/** Says what will be done, and takes a person's words for it. */
export const NoteDialog = ({
  id,
  title,
  label,
  isRequired,
  onSend,
  refused,
  send,
  cancel,
  onClose,
  changed,
  children,
}: NoteDialogProps) => {
  const ownWords = useOwnWords();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);
  const busy = useRef(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    setSending(true);
    setProblem(undefined);
    try {
      await onSend(note.trim());
    } catch (error) {
      setProblem(ownWords(error as Error));
      busy.current = false;
      setSending(false);
    }
  };
  // What is on its way cannot be called back, and must not be sent anew.
  const close = () => {
    if (!busy.current) onClose();
  };

  return (
    <Dialog
      open
      onClose={close}
      aria-labelledby={`${id}-title`}
      transitionDuration={0}
      fullWidth
      maxWidth="xs"
    >
      <form onSubmit={submit}>
        <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
        <DialogContent>
          {/* There before its words, which are read out only then. */}
          <div role="status">
            {changed && (
              <Typography variant="body2" paragraph>
                <strong>{changed}</strong>
              </Typography>
            )}
          </div>
          {children}
          <TextField
            id={id}
            label={label}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            required={isRequired}
            inputProps={{ maxLength: 2000 }}
            multiline
            fullWidth
            variant="outlined"
          />
          {problem && <Problem>{refused(problem)}</Problem>}
        </DialogContent>
        <DialogActions>
          <Button aria-disabled={sending} onClick={close}>
            {cancel}
          </Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            aria-disabled={sending}
            disabled={isRequired && note.trim() === ''}
          >
            {send}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
