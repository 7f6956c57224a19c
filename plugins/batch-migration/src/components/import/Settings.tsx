import makeStyles from '@material-ui/core/styles/makeStyles';
import { CRONS } from 'backstage-plugin-batch-migration-common';
import { useMemo, useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { TextField } from '../states/TextField';
import { refName } from '../links';
import { FORMS, isNameOf } from './place';
import type { ImportAddress } from './useImportAddress';
import type { ServersToChoose } from './useServersToChoose';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(1),
    gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))',
    padding: theme.spacing(0.5, 2, 1.5),
    border: 0,
    margin: 0,
    minWidth: 0,
  },
  // A value that counts is no mere example.
  known: {
    '& input::placeholder': {
      color: theme.palette.text.primary,
      opacity: 1,
    },
  },
  legend: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  },
}));

/** The browser's list; the zone that is asked for stays choosable in any case. */
function zonesWith(known: string[]): string[] {
  const all = Intl.supportedValuesOf?.('timeZone') ?? [];
  return [...new Set([...known, 'UTC', ...all])].filter(Boolean).sort();
}

export interface SettingsProps {
  address: ImportAddress;
  servers: ServersToChoose;
  /** What counts where the address names none. */
  known: { name?: string; cron?: 'debian' | 'cronie'; timezone?: string };
}

export const Settings = ({ address, servers, known }: SettingsProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { server, place, cron, zone, change } = address;
  // The one that the page was opened with can be chosen again.
  const [opened] = useState(server);
  const unlisted = [...new Set([opened, server])].filter(
    one => one && !servers.items.some(({ ref }) => ref === one),
  );
  const zones = useMemo(
    () => zonesWith([zone ?? '', known.timezone ?? '']),
    [zone, known.timezone],
  );
  const isBadName = place.name !== '' && !isNameOf(place);
  const nameField = place.form === 'user' ? 'user' : 'file';
  const select = {
    select: true,
    fullWidth: true,
    size: 'small' as const,
    margin: 'dense' as const,
    variant: 'outlined' as const,
    InputLabelProps: { shrink: true },
    SelectProps: { native: true },
  };
  const asKnown = (value: string | undefined) =>
    value
      ? t('import.settings.asKnownIs', { value })
      : t('import.settings.asKnown');

  return (
    <fieldset className={styles.fields}>
      <legend className={styles.legend}>{t('import.settings.label')}</legend>
      <TextField
        {...select}
        id="import-server"
        label={t('import.settings.server')}
        value={server ?? ''}
        helperText={
          servers.isCut &&
          t('import.settings.serversCut', { count: servers.items.length })
        }
        onChange={({ target }) =>
          // The name of the one host's user says nothing about the other's.
          change({ server: target.value, name: '' })
        }
      >
        <option value="">{t('import.settings.chooseServer')}</option>
        {unlisted.map(
          ref =>
            ref && (
              <option key={ref} value={ref}>
                {refName(ref)}
              </option>
            ),
        )}
        {servers.items.map(({ ref, title }) => (
          <option key={ref} value={ref}>
            {title}
          </option>
        ))}
      </TextField>
      <TextField
        {...select}
        id="import-form"
        label={t('import.settings.form')}
        value={place.form}
        onChange={({ target }) => change({ form: target.value, name: '' })}
      >
        {FORMS.map(form => (
          <option key={form} value={form}>
            {t(`import.settings.forms.${form}`)}
          </option>
        ))}
      </TextField>
      {place.form !== 'system' && (
        <TextField
          {...select}
          select={false}
          SelectProps={undefined}
          id="import-name"
          label={t(`import.settings.${nameField}`)}
          value={place.name}
          error={isBadName}
          helperText={isBadName ? t('import.settings.badName') : undefined}
          placeholder={
            known.name
              ? asKnown(known.name)
              : t(`import.settings.${nameField}Help`)
          }
          className={known.name && styles.known}
          inputProps={{ spellCheck: false, autoCapitalize: 'off' }}
          onChange={({ target }) => change({ name: target.value })}
        />
      )}
      <TextField
        {...select}
        id="import-cron"
        label={t('import.settings.cron')}
        value={cron ?? ''}
        onChange={({ target }) => change({ cron: target.value })}
      >
        <option value="">
          {asKnown(known.cron && t(`import.settings.crons.${known.cron}`))}
        </option>
        {CRONS.map(flavour => (
          <option key={flavour} value={flavour}>
            {t(`import.settings.crons.${flavour}`)}
          </option>
        ))}
      </TextField>
      <TextField
        {...select}
        id="import-zone"
        label={t('import.settings.zone')}
        value={zone ?? ''}
        onChange={({ target }) => change({ zone: target.value })}
      >
        <option value="">{asKnown(known.timezone)}</option>
        {zones.map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </TextField>
    </fieldset>
  );
};
