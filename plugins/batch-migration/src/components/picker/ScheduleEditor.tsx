import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { useMemo } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { ToggleButton } from '../buttons';
import { RateFields } from './RateFields';
import {
  beginningOf,
  CRON_PARTS,
  cronOf,
  instantOf,
  modeOf,
  partsOf,
  SCHEDULE_MODES,
  toAt,
  type ChosenTime,
  type ScheduleMode,
} from './scheduleModes';

const useStyles = makeStyles({
  // Six in one line, two lines of three, or as many as fit.
  parts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(96px, 1fr))',
    gap: 8,
  },
  code: { fontFamily: 'monospace', textAlign: 'center' },
});

export interface ScheduleEditorProps {
  id: string;
  value: ChosenTime;
  onChange: (value: ChosenTime) => void;
  /** Where it can stay as on the host: whether it does, and what takes it back. */
  host?: { isChosen: boolean; onChoose: () => void };
}

function timezones(): string[] {
  const { supportedValuesOf } = Intl as {
    supportedValuesOf?: (key: 'timeZone') => string[];
  };
  return supportedValuesOf?.('timeZone') ?? [];
}

/** Six fields, an interval or an instant, each in a zone. */
export const ScheduleEditor = ({
  id,
  value,
  onChange,
  host,
}: ScheduleEditorProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { now = new Date() } = useEstate();
  const zones = useMemo(timezones, []);
  const { expression, timezone } = value;
  const mode = modeOf(expression);
  const isHost = host?.isChosen ?? false;
  const say = (next: string) => onChange({ expression: next, timezone });

  const choose = (chosen: ScheduleMode | 'host' | null) => {
    if (chosen === 'host') host?.onChoose();
    else if (chosen && (isHost || chosen !== mode)) {
      // What the host says is where its cron begins.
      say(
        isHost && chosen === mode
          ? expression
          : beginningOf(chosen, now.getUTCFullYear()),
      );
    }
  };

  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        style={{ gap: 12 }}
      >
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label={t('schedulePicker.mode')}
          value={isHost ? 'host' : mode}
          onChange={(_, chosen) => choose(chosen)}
        >
          {host && (
            <ToggleButton value="host">
              {t('schedulePicker.modes.host')}
            </ToggleButton>
          )}
          {SCHEDULE_MODES.map(each => (
            <ToggleButton key={each} value={each}>
              {t(`schedulePicker.modes.${each}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        {!isHost && (
          <Autocomplete
            id={`${id}-zone`}
            // Where its options are, in ARIA's present words.
            aria-controls={`${id}-zone-popup`}
            options={zones}
            value={timezone}
            inputValue={timezone}
            freeSolo
            disableClearable
            style={{ minWidth: 200, marginLeft: 'auto' }}
            onInputChange={(_, zone, reason) => {
              if (reason !== 'reset' || zones.includes(zone)) {
                onChange({ expression, timezone: zone });
              }
            }}
            renderInput={params => (
              <TextField
                {...params}
                size="small"
                variant="outlined"
                label={t('schedulePicker.zone')}
              />
            )}
          />
        )}
      </Box>
      {!isHost && (
        <Box mt={2}>
          {mode === 'cron' && (
            <div className={styles.parts}>
              {CRON_PARTS.map(part => {
                const parts = partsOf(expression);
                return (
                  <TextField
                    key={part}
                    size="small"
                    variant="outlined"
                    id={`${id}-${part}`}
                    label={t(`schedulePicker.parts.${part}`)}
                    value={parts[part] === '-' ? '' : parts[part]}
                    inputProps={{ className: styles.code, spellCheck: false }}
                    onChange={({ target }) =>
                      say(cronOf({ ...parts, [part]: target.value }))
                    }
                  />
                );
              })}
            </div>
          )}
          {mode === 'every' && (
            <RateFields id={id} expression={expression} onChange={say} />
          )}
          {mode === 'once' && (
            <TextField
              size="small"
              variant="outlined"
              type="datetime-local"
              id={`${id}-at`}
              label={t('schedulePicker.at')}
              InputLabelProps={{ shrink: true }}
              value={instantOf(expression)}
              onChange={({ target }) => say(toAt(target.value))}
            />
          )}
        </Box>
      )}
    </>
  );
};
