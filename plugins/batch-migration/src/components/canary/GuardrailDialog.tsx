import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import type {
  Bake,
  GuardrailView,
} from 'backstage-plugin-batch-migration-common';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';
import { useCanaryWords } from './useCanaryWords';

/** A person says whether a guardrail holds at the weight that bakes, or takes it back. */
export const GuardrailDialog = ({
  workloadId,
  bake,
  guardrail,
  withdraws,
  onClose,
  onChanged,
}: {
  workloadId: string;
  bake: Bake;
  guardrail: GuardrailView;
  withdraws: boolean;
  onClose: () => void;
  onChanged: () => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const ownWords = useOwnWords();
  const { percent } = useCanaryWords();
  const [statement, setStatement] = useState<'holds' | 'fails'>('holds');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem(undefined);
    try {
      await api.stateGuardrail(workloadId, guardrail.id, {
        statement: withdraws ? 'withdrawn' : statement,
        stepId: bake.stepId,
        note: note.trim() || t('canary.guardrails.taken'),
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
      aria-labelledby="guardrail-dialog"
      transitionDuration={0}
      fullWidth
      maxWidth="xs"
    >
      <form onSubmit={send}>
        <DialogTitle id="guardrail-dialog">
          {t('canary.guardrails.dialog', {
            number: String(bake.number),
            percent: percent(bake.percent),
            title: guardrail.title,
          })}
        </DialogTitle>
        <DialogContent>
          {!withdraws && (
            <RadioGroup
              aria-label={guardrail.title}
              value={statement}
              onChange={(_, value) => setStatement(value as 'holds' | 'fails')}
            >
              <FormControlLabel
                value="holds"
                control={<Radio color="primary" />}
                label={t('canary.guardrails.holds')}
              />
              <FormControlLabel
                value="fails"
                control={<Radio color="primary" />}
                label={t('canary.guardrails.failsChoice')}
              />
            </RadioGroup>
          )}
          <TextField
            id="guardrail-note"
            label={t(
              withdraws ? 'cutover.reasonMaybe' : 'canary.guardrails.note',
            )}
            value={note}
            onChange={({ target }) => setNote(target.value)}
            required={!withdraws}
            inputProps={{ maxLength: 2000 }}
            multiline
            fullWidth
            variant="outlined"
          />
          {problem && (
            <Problem>
              {t('canary.guardrails.refused', { message: problem })}
            </Problem>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('canary.guardrails.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={sending || (!withdraws && note.trim() === '')}
          >
            {t(
              withdraws
                ? 'canary.guardrails.withdraw'
                : 'canary.guardrails.send',
            )}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
