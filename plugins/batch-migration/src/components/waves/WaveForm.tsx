import { useApi } from '@backstage/core-plugin-api';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import type { TextFieldProps } from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { statusOf } from '../states/LoadError';
import { Problem } from '../states/Problem';
import { TextField } from '../states/TextField';
import { useOwnWords } from '../states/useOwnWords';
import type { WaveDialogProps } from './WaveDialog';
import {
  changedFields,
  checkDraft,
  draftOf,
  EMPTY_DRAFT,
  fieldsOf,
  type DraftField,
  type WaveDraft,
} from './waveDraft';

/** The form of a wave; what is typed stays when somebody else was quicker. */
export const WaveForm = ({ wave, onClose, onSaved }: WaveDialogProps) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const [known, setKnown] = useState({
    draft: wave ? draftOf(wave) : EMPTY_DRAFT,
    etag: `"v${wave?.version ?? 0}"`,
  });
  const [draft, setDraft] = useState(known.draft);
  const [theirs, setTheirs] = useState<WaveDraft>();
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const problems = checkDraft(draft, !wave);
  const isDescribed = wave !== undefined && wave.version > 0;

  const send = () =>
    isDescribed
      ? api.updateWave(wave.name, fieldsOf(draft), known.etag)
      : api.createWave({
          ...fieldsOf(draft),
          name: wave?.name ?? draft.name.trim(),
        });

  /** Saving again then replaces what stands there now, knowingly. */
  const showTheirs = async (name: string) => {
    try {
      const { wave: current, etag } = await api.wave(name);
      setTheirs(draftOf(current));
      setKnown({ draft: draftOf(current), etag });
    } catch (error) {
      setRefusal(ownWords(error as Error));
    }
  };

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal(undefined);
    if (saving || Object.keys(problems).length > 0) return;
    setSaving(true);
    try {
      onSaved(await send());
    } catch (error) {
      if (isDescribed && statusOf(error as Error) === 412) {
        await showTheirs(wave.name);
      } else {
        setRefusal(ownWords(error as Error));
      }
      setSaving(false);
    }
  };

  const field = (
    name: DraftField,
    props: Omit<TextFieldProps, 'variant'> = {},
  ) => (
    <TextField
      {...props}
      id={`wave-${name}`}
      label={t(`waves.fields.${name}`)}
      value={draft[name]}
      onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
      error={tried && Boolean(problems[name])}
      helperText={t(
        tried && problems[name]
          ? `waves.problems.${name}`
          : `waves.help.${name}`,
      )}
      margin="dense"
      fullWidth
    />
  );

  return (
    <form onSubmit={save} noValidate>
      <DialogContent>
        {!wave &&
          field('name', { required: true, inputProps: { maxLength: 200 } })}
        {field('title', { required: true, inputProps: { maxLength: 200 } })}
        {field('start', { type: 'date', InputLabelProps: { shrink: true } })}
        {field('deadline', {
          type: 'date',
          InputLabelProps: { shrink: true },
        })}
        {field('ownerRef', { inputProps: { maxLength: 400 } })}
        {field('description', {
          multiline: true,
          inputProps: { maxLength: 5000 },
        })}
        {theirs && (
          <div role="alert">
            <Typography variant="body2" style={{ color: tokens.dangerText }}>
              {t('waves.conflict')}
            </Typography>
            <ul>
              {changedFields(draft, theirs).map(name => (
                <li key={name} style={{ overflowWrap: 'anywhere' }}>
                  {t('waves.theirs', {
                    field: t(`waves.fields.${name}`),
                    value: theirs[name] || '–',
                  })}
                </li>
              ))}
            </ul>
          </div>
        )}
        {refusal && (
          <Problem>{t('waves.refused', { message: refusal })}</Problem>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('waves.cancel')}</Button>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          aria-disabled={saving}
        >
          {t('waves.save')}
        </Button>
      </DialogActions>
    </form>
  );
};
