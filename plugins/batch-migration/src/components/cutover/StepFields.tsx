import Box from '@material-ui/core/Box';
import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import InputLabel from '@material-ui/core/InputLabel';
import NativeSelect from '@material-ui/core/NativeSelect';
import TextField from '@material-ui/core/TextField';
import {
  STEP_CONDITIONS,
  type CutoverStep,
  type StepCheck,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { withReversible } from './draft';

const PERSON = 'person';

function checkOf(value: string, before: StepCheck): StepCheck {
  const condition = STEP_CONDITIONS.find(one => one === value);
  if (!condition) return { type: 'attestation' };
  if (condition !== 'target-weight') return { type: 'observation', condition };
  const atLeast = 'atLeast' in before ? before.atLeast : 100;
  return { type: 'observation', condition, atLeast };
}

/** Everything that a plan says of one step. */
export const StepFields = ({
  step,
  number,
  onChange,
}: {
  step: CutoverStep;
  /** From 1. */
  number: number;
  onChange: (step: CutoverStep) => void;
}) => {
  const { t } = useTexts();
  const id = (field: string) => `cutover-${step.id}-${field}`;
  const { check } = step;
  const text = (
    field: 'title' | 'instructions' | 'undo',
    { maxLength, multiline = true }: { maxLength: number; multiline?: boolean },
  ) => (
    <TextField
      id={id(field)}
      label={t(`cutover.fields.${field}`)}
      value={step[field] ?? ''}
      onChange={({ target }) =>
        onChange({
          ...step,
          [field]: field === 'undo' ? target.value || null : target.value,
        })
      }
      inputProps={{ maxLength }}
      required={field === 'title'}
      multiline={multiline}
      fullWidth
      margin="dense"
    />
  );
  return (
    <Box
      role="group"
      aria-label={t('cutover.fields.step', { number: String(number) })}
    >
      {text('title', { maxLength: 200, multiline: false })}
      {text('instructions', { maxLength: 5000 })}
      <TextField
        id={id('ownerRef')}
        label={t('cutover.fields.ownerRef')}
        helperText={t('cutover.fields.ownerHint')}
        value={step.ownerRef ?? ''}
        onChange={({ target }) =>
          onChange({ ...step, ownerRef: target.value.trim() || null })
        }
        inputProps={{ maxLength: 400 }}
        fullWidth
        margin="dense"
      />
      <FormControl fullWidth margin="dense">
        <InputLabel htmlFor={id('check')}>
          {t('cutover.fields.check')}
        </InputLabel>
        <NativeSelect
          id={id('check')}
          value={check.type === 'observation' ? check.condition : PERSON}
          onChange={({ target }) =>
            onChange({ ...step, check: checkOf(target.value, check) })
          }
        >
          <option value={PERSON}>{t('cutover.fields.person')}</option>
          {STEP_CONDITIONS.map(condition => (
            <option key={condition} value={condition}>
              {condition === 'target-weight'
                ? t('cutover.conditions.target-weight', {
                    atLeast: 'atLeast' in check ? String(check.atLeast) : 'n',
                  })
                : t(`cutover.conditions.${condition}`)}
            </option>
          ))}
        </NativeSelect>
      </FormControl>
      {'atLeast' in check && (
        <TextField
          id={id('atLeast')}
          type="number"
          label={t('cutover.fields.atLeast')}
          value={check.atLeast}
          onChange={({ target }) =>
            onChange({
              ...step,
              check: { ...check, atLeast: Number(target.value) },
            })
          }
          inputProps={{ min: 1, max: 100 }}
          margin="dense"
        />
      )}
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={step.reversible}
            onChange={({ target }) =>
              onChange(withReversible(step, target.checked))
            }
          />
        }
        label={t('cutover.fields.reversible')}
      />
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={step.secondPerson ?? false}
            onChange={({ target }) =>
              onChange({ ...step, secondPerson: target.checked })
            }
          />
        }
        label={t('cutover.fields.secondPerson')}
      />
      {step.reversible && text('undo', { maxLength: 5000 })}
    </Box>
  );
};
