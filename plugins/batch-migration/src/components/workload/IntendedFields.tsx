import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import Typography from '@material-ui/core/Typography';
import {
  SCHEDULE_DIALECTS,
  type IntendedSchedule,
  type ScheduleDialect,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { TextField } from '../states/TextField';

export interface IntendedFieldsProps {
  intended: IntendedSchedule | null;
  onChange: (intended: IntendedSchedule | null) => void;
  /** Of the legacy side, from which a new one starts. */
  schedule: ScheduleSpec;
  problem?: string;
}

const TEXT_FIELDS = ['expression', 'timezone', 'reason'] as const;

/** The schedule where the new one is meant to differ, and why. */
export const IntendedFields = ({
  intended,
  onChange,
  schedule,
  problem,
}: IntendedFieldsProps) => {
  const { t } = useTexts();
  const refuses = (field: string) =>
    problem?.includes(`intendedSchedule.${field}`) ?? false;
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '8px 0' }}>
      <legend>{t('planDetails.intended')}</legend>
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            size="small"
            checked={intended !== null}
            onChange={({ target }) => {
              const { dialect, expression, timezone } = schedule;
              onChange(
                target.checked
                  ? { dialect, expression, timezone, reason: '' }
                  : null,
              );
            }}
          />
        }
        label={t('planDetails.differs')}
      />
      {intended && (
        <>
          <TextField
            select
            fullWidth
            margin="dense"
            variant="outlined"
            id="plan-intended-dialect"
            label={t('planDetails.dialect')}
            value={intended.dialect}
            onChange={({ target }) =>
              onChange({
                ...intended,
                dialect: target.value as ScheduleDialect,
              })
            }
          >
            {SCHEDULE_DIALECTS.map(dialect => (
              <MenuItem key={dialect} value={dialect}>
                {dialect}
              </MenuItem>
            ))}
          </TextField>
          {TEXT_FIELDS.map(field => (
            <TextField
              key={field}
              fullWidth
              required
              margin="dense"
              variant="outlined"
              id={`plan-intended-${field}`}
              label={t(`planDetails.${field}`)}
              value={intended[field]}
              error={refuses(field)}
              helperText={refuses(field) ? problem : undefined}
              onChange={({ target }) =>
                onChange({ ...intended, [field]: target.value })
              }
            />
          ))}
          <Typography variant="body2">{t('planDetails.waits')}</Typography>
        </>
      )}
    </fieldset>
  );
};
