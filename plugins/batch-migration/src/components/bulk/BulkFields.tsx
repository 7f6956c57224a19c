import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import {
  STRATEGIES,
  type RequirementTemplate,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { TextField } from '../states/TextField';
import type { BulkDraft } from './bulkChange';

/** A field at which the form may open. */
export type BulkField = 'strategy' | 'wave';

export interface BulkFieldsProps {
  draft: BulkDraft;
  onChange: (draft: BulkDraft) => void;
  library: readonly RequirementTemplate[];
  language: 'en' | 'ja';
  /** The server's refusal; the field that it names is marked. */
  problem?: string;
  first?: BulkField;
}

const TEXT_FIELDS = [
  { field: 'targetPlatform', name: 'targetPlatform' },
  { field: 'ownerRef', name: 'owner' },
  { field: 'wave', name: 'wave' },
  { field: 'reviewDate', name: 'reviewDate' },
] as const;

/** Fields of many plans; an empty one leaves them alone. */
export const BulkFields = ({
  draft,
  onChange,
  library,
  language,
  problem,
  first,
}: BulkFieldsProps) => {
  const { t } = useTexts();
  const names = (field: string) =>
    problem !== undefined && new RegExp(`\\b${field}\\b`).test(problem);
  const toggle = (id: string) =>
    onChange({
      ...draft,
      requirements: draft.requirements.includes(id)
        ? draft.requirements.filter(other => other !== id)
        : [...draft.requirements, id],
    });
  return (
    <>
      <TextField
        select
        fullWidth
        margin="dense"
        variant="outlined"
        id="bulk-strategy"
        // The person asked for this field.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={first === 'strategy'}
        label={t('plan.strategy')}
        value={draft.strategy}
        error={names('strategy')}
        onChange={({ target }) =>
          onChange({
            ...draft,
            strategy: target.value as BulkDraft['strategy'],
          })
        }
      >
        <MenuItem value="">{t('bulk.asIs')}</MenuItem>
        {STRATEGIES.map(strategy => (
          <MenuItem key={strategy} value={strategy}>
            {t(`strategies.${strategy}`)}
          </MenuItem>
        ))}
      </TextField>
      {TEXT_FIELDS.map(({ field, name }) => (
        <TextField
          key={field}
          fullWidth
          margin="dense"
          variant="outlined"
          id={`bulk-${field}`}
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={first === field}
          label={t(`plan.${name}`)}
          type={field === 'reviewDate' ? 'date' : 'text'}
          InputLabelProps={field === 'reviewDate' ? { shrink: true } : {}}
          value={draft[field]}
          error={names(field)}
          helperText={names(field) ? problem : t(`plan.help.${name}`)}
          onChange={({ target }) =>
            onChange({ ...draft, [field]: target.value })
          }
        />
      ))}
      {library.length > 0 && (
        <fieldset style={{ border: 0, padding: 0, margin: '12px 0' }}>
          <legend>{t('bulk.requirements')}</legend>
          {library.map(({ id, text }) => (
            <FormControlLabel
              key={id}
              style={{ display: 'flex', alignItems: 'flex-start' }}
              control={
                <Checkbox
                  color="primary"
                  size="small"
                  style={{ paddingTop: 0, paddingBottom: 0 }}
                  checked={draft.requirements.includes(id)}
                  onChange={() => toggle(id)}
                />
              }
              label={<span style={{ fontSize: 13 }}>{text[language]}</span>}
            />
          ))}
        </fieldset>
      )}
    </>
  );
};
