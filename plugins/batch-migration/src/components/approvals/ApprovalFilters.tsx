import TextField from '@material-ui/core/TextField';
import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
} from 'backstage-plugin-batch-migration-common';
import { useEffect, useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import type { ApprovalFilter, ApprovalsView } from './approvalsView';

/** A day that counts once it is whole: while somebody types its year, it is not asked for. */
const DayField = ({
  id,
  label,
  value,
  bounds,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  bounds: { min?: string; max?: string };
  onChange: (day: string) => void;
}) => {
  const [typed, setTyped] = useState(value);
  // The address may change otherwise, as by the browser's way back.
  useEffect(() => setTyped(value), [value]);
  const send = () => {
    if (typed !== value) onChange(typed);
  };
  return (
    <TextField
      id={id}
      type="date"
      InputLabelProps={{ shrink: true }}
      inputProps={{ min: '2000-01-01', ...bounds }}
      size="small"
      variant="outlined"
      label={label}
      value={typed}
      style={{ minWidth: 150, margin: '4px 12px 8px 0' }}
      onChange={event => setTyped(event.target.value)}
      onBlur={send}
      onKeyDown={event => {
        if (event.key === 'Enter') send();
      }}
    />
  );
};

/** Kind, state and days; controls of the browser's own, for keyboards and phones. */
export const ApprovalFilters = ({
  view: { kind, status, from, to },
  onChange,
}: {
  view: ApprovalsView;
  onChange: (name: ApprovalFilter, value: string) => void;
}) => {
  const { t } = useTexts();
  const filters = [
    {
      name: 'kind' as const,
      label: t('approvals.kind'),
      value: kind,
      options: APPROVAL_KINDS.map(
        one => [one, t(`approvals.kinds.${one}`)] as const,
      ),
    },
    {
      name: 'status' as const,
      label: t('approvals.status'),
      value: status,
      options: APPROVAL_STATUSES.map(
        one => [one, t(`approvals.statuses.${one}`)] as const,
      ),
    },
  ];
  return (
    <>
      {filters.map(({ name, label, value, options }) => (
        <TextField
          key={name}
          id={`approvals-${name}`}
          select
          SelectProps={{ native: true }}
          InputLabelProps={{ shrink: true }}
          size="small"
          variant="outlined"
          label={label}
          value={value ?? ''}
          style={{ minWidth: 150, margin: '4px 12px 8px 0' }}
          onChange={event => onChange(name, event.target.value)}
        >
          <option value="">{t('approvals.all')}</option>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </TextField>
      ))}
      {(['from', 'to'] as const).map(name => (
        <DayField
          key={name}
          id={`approvals-${name}`}
          label={t(`approvals.${name}`)}
          value={(name === 'from' ? from : to) ?? ''}
          bounds={name === 'from' ? { max: to } : { min: from }}
          onChange={day => onChange(name, day)}
        />
      ))}
    </>
  );
};
