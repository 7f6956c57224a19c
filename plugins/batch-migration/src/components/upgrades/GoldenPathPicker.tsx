import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  type FieldExtensionComponentProps,
  makeFieldSchema,
} from '@backstage/plugin-scaffolder-react';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { TextField } from '../states/TextField';
import { type MadeRepository, readRepositories } from './repositories';

export type GoldenPathPickerProps = FieldExtensionComponentProps<string>;

/** Chooses a repository, with the version that it holds and the newest one. */
export const GoldenPathPicker = ({
  formData,
  onChange,
  required,
  rawErrors = [],
  schema,
  idSchema,
}: GoldenPathPickerProps) => {
  const { t } = useTexts();
  const catalog = useApi(catalogApiRef);
  const repositories = useLoad(
    () => readRepositories(catalog),
    'golden path repositories',
  );
  const words = ({ name, version, newest, state }: MadeRepository) =>
    t(`upgrades.choices.${state}`, { name, version, newest: newest ?? '' });
  return (
    <Loaded load={repositories} what={t('upgrades.what')} boxes={[56]}>
      {found => {
        const chosen = found.find(({ ref }) => ref === formData);
        return (
          <TextField
            select
            fullWidth
            variant="outlined"
            id={idSchema?.$id}
            label={schema?.title ?? t('upgrades.repository')}
            required={required}
            error={rawErrors.length > 0}
            helperText={
              found.length === 0 ? t('upgrades.none') : schema?.description
            }
            value={formData ?? ''}
            onChange={event => onChange(event.target.value || undefined)}
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true }}
          >
            <option value="">{t('upgrades.choose')}</option>
            {formData && !chosen && (
              <option value={formData}>{formData}</option>
            )}
            {found.map(repository => (
              <option key={repository.ref} value={repository.ref}>
                {words(repository)}
              </option>
            ))}
          </TextField>
        );
      }}
    </Loaded>
  );
};

/** One field for both frontend systems. */
export const goldenPathPickerField = {
  name: 'GoldenPathPicker',
  component: GoldenPathPicker,
  schema: makeFieldSchema({ output: z => z.string() }),
};
