import { usePermission } from '@backstage/plugin-permission-react';
import {
  planUpdatePermission,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { LockedButton } from '../states/LockedButton';
import type { BulkField } from './BulkFields';
import type { PlanTogether } from './useBulkPlan';

/** Plans the chosen workloads together; nothing where none is chosen. */
export const PlanSelectedButton = ({
  selected,
  onPlan,
  label,
  name,
  first,
}: {
  selected: readonly WorkloadView[];
  onPlan: PlanTogether;
  /** What it says where it is not for any field, and its accessible name. */
  label?: string;
  name?: string;
  /** The field at which the form opens. */
  first?: BulkField;
}) => {
  const { t } = useTexts();
  // Of the first: what holds for the others too, the server says.
  const { allowed, loading } = usePermission({
    permission: planUpdatePermission,
    resourceRef: selected[0]?.id,
  });
  if (selected.length === 0) return null;
  return (
    <LockedButton
      size="small"
      variant="outlined"
      missing={allowed || loading ? undefined : planUpdatePermission.name}
      onClick={() => onPlan(selected, first)}
      aria-label={name}
      color={label ? 'primary' : 'default'}
      style={{ whiteSpace: 'nowrap' }}
    >
      {label ?? t('bulk.open', { count: selected.length })}
    </LockedButton>
  );
};
