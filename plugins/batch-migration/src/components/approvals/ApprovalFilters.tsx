import TextField from '@material-ui/core/TextField';
import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import type { ApprovalsView } from './approvalsView';

/** Kind and state; a list of the browser's own, for keyboards and phones. */
export const ApprovalFilters = ({
  view: { kind, status },
  onChange,
}: {
  view: ApprovalsView;
  onChange: (name: 'kind' | 'status', value: string) => void;
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
    </>
  );
};
