import Box from '@material-ui/core/Box';
import IconButton from '@material-ui/core/IconButton';
import NativeSelect from '@material-ui/core/NativeSelect';
import TextField from '@material-ui/core/TextField';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import {
  GUARDRAIL_LIMITS,
  GUARDRAIL_UNITS,
  METRIC_TAKES,
  type Guardrail,
  type GuardrailMetric,
} from 'backstage-plugin-batch-migration-common';
import type { ChangeEvent } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import {
  MEASURES,
  newGuardrail,
  withMeasure,
  withMetric,
} from './guardrailDraft';

/** A choice from a closed set, named for who does not see what stands beside it. */
function Choice<T extends string>({
  label,
  value,
  options,
  wordsOf,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly T[];
  wordsOf: (option: T) => string;
  onChange: (value: T) => void;
}) {
  return (
    <NativeSelect
      style={{ flex: '0 1 auto', minWidth: 0, fontSize: 14 }}
      value={value}
      inputProps={{ 'aria-label': label }}
      onChange={({ target }) =>
        onChange(options.find(option => option === target.value) ?? value)
      }
    >
      {options.map(option => (
        <option key={option} value={option}>
          {wordsOf(option)}
        </option>
      ))}
    </NativeSelect>
  );
}

const MetricPlace = ({
  side,
  title,
  metric,
  onChange,
}: {
  side: 'legacy' | 'target';
  title: string;
  metric: GuardrailMetric | null;
  onChange: (metric: GuardrailMetric | null) => void;
}) => {
  const { t } = useTexts();
  const { ref = '', key = '', outOf = '' } = metric ?? {};
  const write =
    (field: 'ref' | 'key' | 'outOf') =>
    ({ target }: ChangeEvent<HTMLInputElement>) => {
      const { outOf: _, ...place } = { ref, key, outOf, [field]: target.value };
      const whole = field === 'outOf' ? target.value : outOf;
      const isEmpty = !place.ref && !place.key && !whole;
      onChange(
        isEmpty && side === 'legacy'
          ? null
          : { ...place, ...(whole && { outOf: whole }) },
      );
    };
  return (
    <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
      {(['ref', 'key', 'outOf'] as const).map(field => (
        <TextField
          key={field}
          size="small"
          margin="dense"
          style={{ flex: '1 1 110px' }}
          label={t(`canary.fields.${side}.${field}`)}
          value={{ ref, key, outOf }[field]}
          inputProps={{
            'aria-label': t('canary.fields.of', {
              field: t(`canary.fields.${side}.${field}`),
              title,
            }),
          }}
          onChange={write(field)}
        />
      ))}
    </Box>
  );
};

const GuardrailRow = ({
  guardrail,
  number,
  onChange,
  onRemove,
}: {
  guardrail: Guardrail;
  number: string;
  onChange: (guardrail: Guardrail) => void;
  onRemove: () => void;
}) => {
  const { t } = useTexts();
  const { title, measure, limit } = guardrail;
  const named = title || number;
  const label = (field: string) =>
    t('canary.fields.of', { field, title: named });
  return (
    <Box mb={1.5} role="group" aria-label={t('canary.fields.row', { number })}>
      <Box display="flex" alignItems="center">
        <TextField
          fullWidth
          size="small"
          margin="dense"
          value={title}
          placeholder={t('canary.fields.title')}
          inputProps={{
            'aria-label': t('canary.fields.titleOf', { number }),
            maxLength: 200,
          }}
          onChange={({ target }) =>
            onChange({ ...guardrail, title: target.value })
          }
        />
        <IconButton
          size="small"
          aria-label={t('canary.fields.remove', { title: named })}
          onClick={onRemove}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      </Box>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        style={{ gap: 8 }}
      >
        <Choice
          label={label(t('canary.fields.measure'))}
          value={measure.type}
          options={MEASURES}
          wordsOf={one => t(`canary.fields.measures.${one}`)}
          onChange={type => onChange(withMeasure(guardrail, type))}
        />
        {limit && (
          <>
            <Choice
              label={label(t('canary.fields.limit'))}
              value={limit.type}
              options={
                measure.type === 'metric' && !measure.legacy
                  ? (['at-most'] as const)
                  : GUARDRAIL_LIMITS
              }
              wordsOf={one => t(`canary.fields.limits.${one}`)}
              onChange={type =>
                onChange({ ...guardrail, limit: { ...limit, type } })
              }
            />
            <TextField
              key={measure.type}
              type="number"
              size="small"
              margin="dense"
              style={{ width: 64 }}
              // What is no number yet is left to the browser to show.
              defaultValue={limit.value}
              inputProps={{
                'aria-label': label(t('canary.fields.value')),
                ...{ min: 0, step: 'any' },
              }}
              onChange={({ target }) => {
                const value = Number(target.value);
                if (target.value === '' || !Number.isFinite(value)) return;
                onChange({ ...guardrail, limit: { ...limit, value } });
              }}
            />
          </>
        )}
      </Box>
      {measure.type === 'metric' && (
        <>
          <Box display="flex" style={{ gap: 8 }}>
            <Choice
              label={label(t('canary.fields.unit'))}
              value={measure.unit}
              options={GUARDRAIL_UNITS}
              wordsOf={one => t(`canary.fields.units.${one}`)}
              onChange={unit => onChange(withMetric(guardrail, { unit }))}
            />
            <Choice
              label={label(t('canary.fields.take'))}
              value={measure.take}
              options={METRIC_TAKES}
              wordsOf={one => t(`canary.fields.takes.${one}`)}
              onChange={take => onChange(withMetric(guardrail, { take }))}
            />
          </Box>
          <MetricPlace
            side="legacy"
            title={named}
            metric={measure.legacy}
            onChange={legacy => onChange(withMetric(guardrail, { legacy }))}
          />
          <MetricPlace
            side="target"
            title={named}
            metric={measure.target}
            onChange={target =>
              target && onChange(withMetric(guardrail, { target }))
            }
          />
        </>
      )}
    </Box>
  );
};

/** What must hold before the next weight may start. */
export const GuardrailFields = ({
  guardrails,
  onChange,
}: {
  guardrails: readonly Guardrail[];
  onChange: (guardrails: Guardrail[]) => void;
}) => {
  const { t } = useTexts();
  return (
    <>
      {guardrails.map((guardrail, index) => (
        <GuardrailRow
          key={guardrail.id}
          guardrail={guardrail}
          number={String(index + 1)}
          onChange={next =>
            onChange(guardrails.map((one, at) => (at === index ? next : one)))
          }
          onRemove={() => onChange(guardrails.filter((_, at) => at !== index))}
        />
      ))}
      <Button
        size="small"
        onClick={() => onChange([...guardrails, newGuardrail(guardrails)])}
      >
        {t('canary.fields.add')}
      </Button>
    </>
  );
};
