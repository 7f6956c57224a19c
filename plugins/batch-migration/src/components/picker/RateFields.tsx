import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useTexts } from '../../translations/useTexts';
import { RATE_UNITS, rateOf, toRate, type RateUnit } from './scheduleModes';

/** How often a job starts, from when it is switched on. */
export const RateFields = ({
  id,
  expression,
  onChange,
}: {
  id: string;
  expression: string;
  onChange: (expression: string) => void;
}) => {
  const { t } = useTexts();
  const { every, unit } = rateOf(expression);
  return (
    <Box display="flex" style={{ gap: 8 }}>
      <TextField
        size="small"
        variant="outlined"
        type="number"
        id={`${id}-every`}
        label={t('schedulePicker.every')}
        value={every}
        inputProps={{ min: 1, step: 1 }}
        onChange={({ target }) => onChange(toRate(target.value, unit))}
      />
      <TextField
        select
        size="small"
        variant="outlined"
        id={`${id}-unit`}
        label={t('schedulePicker.unit')}
        value={unit}
        onChange={({ target }) =>
          onChange(toRate(every, target.value as RateUnit))
        }
      >
        {RATE_UNITS.map(each => (
          <MenuItem key={each} value={each}>
            {t(`schedulePicker.units.${each}`)}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
};
